#include "app/exitcode.h"
#include "app/interrupt.h"

#include <atomic>
#include <qt_windows.h>

namespace app {

namespace {

std::atomic<Interrupt *> instance{nullptr};
std::atomic<bool> wasAsked{false};

BOOL WINAPI onControl(DWORD)
{
    if (wasAsked.exchange(true))
        ExitProcess(static_cast<UINT>(ExitCode::Interrupted));
    // Called on a thread of the system's: the signal goes out on the object's own.
    if (Interrupt *interrupt = instance)
        QMetaObject::invokeMethod(interrupt, &Interrupt::requested, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    instance = this;
    SetConsoleCtrlHandler(onControl, TRUE);
}

Interrupt::~Interrupt()
{
    SetConsoleCtrlHandler(onControl, FALSE);
    instance = nullptr;
    wasAsked = false;
}

void ignoreFileSizeSignal() {} // there is none

} // namespace app
