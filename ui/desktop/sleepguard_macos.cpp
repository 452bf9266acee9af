#include "ui/desktop/sleepguard.h"

#include <IOKit/pwr_mgt/IOPMLib.h>
#include <QString>

namespace ui {

class SleepGuard::Backend
{
public:
    IOPMAssertionID assertion = kIOPMNullAssertionID;
};

SleepGuard::SleepGuard(QObject *parent)
    : QObject(parent)
    , m_backend(std::make_unique<Backend>())
{
}

SleepGuard::~SleepGuard()
{
    release();
}

void SleepGuard::hold(const QString &reason)
{
    if (m_backend->assertion != kIOPMNullAssertionID)
        return;
    const CFStringRef name = reason.toCFString();
    IOPMAssertionCreateWithName(kIOPMAssertionTypePreventUserIdleSystemSleep, kIOPMAssertionLevelOn, name,
                                &m_backend->assertion);
    CFRelease(name);
}

void SleepGuard::release()
{
    if (m_backend->assertion != kIOPMNullAssertionID)
        IOPMAssertionRelease(std::exchange(m_backend->assertion, kIOPMNullAssertionID));
}

} // namespace ui
