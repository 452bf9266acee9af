#include "ui/desktop/sleepguard.h"

#include <windows.h>

namespace ui {

class SleepGuard::Backend
{
};

SleepGuard::SleepGuard(QObject *parent)
    : QObject(parent)
{
}

SleepGuard::~SleepGuard()
{
    release();
}

void SleepGuard::hold(const QString &)
{
    SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED); // without ES_DISPLAY_REQUIRED
}

void SleepGuard::release()
{
    SetThreadExecutionState(ES_CONTINUOUS);
}

} // namespace ui
