#include "app/exitcode.h"
#include "app/interrupt.h"

#include <QSocketNotifier>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace app {

namespace {

// What a signal handler may touch: plain descriptors and a flag. [0] is read by the notifier, [1] by the
// handler.
std::array<int, 2> pair{-1, -1};
volatile std::sig_atomic_t wasAsked = 0;

void onSignal(int)
{
    if (wasAsked)
        _exit(static_cast<int>(ExitCode::Interrupted));
    wasAsked = 1;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(pair[1], &byte, 1);
}

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

/// What whoever started us had ignored (nohup, a script's background job) stays ignored.
void handle(void (*handler)(int))
{
    for (const int signal : kSignals) {
        struct sigaction action = {};
        sigaction(signal, nullptr, &action);
        if (action.sa_handler == SIG_IGN)
            continue;
        action = {};
        action.sa_handler = handler;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(signal, &action, nullptr);
    }
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()) != 0)
        return; // then Ctrl-C ends the process as it always does
    for (const int descriptor : pair)
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    auto *notifier = new QSocketNotifier(pair[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        Q_EMIT requested();
    });
    handle(onSignal);
}

Interrupt::~Interrupt()
{
    handle(SIG_DFL);
    for (int &descriptor : pair) {
        if (descriptor >= 0)
            ::close(descriptor);
        descriptor = -1;
    }
    wasAsked = 0;
}

void ignoreFileSizeSignal()
{
    struct sigaction action = {};
    action.sa_handler = SIG_IGN;
    sigemptyset(&action.sa_mask);
    sigaction(SIGXFSZ, &action, nullptr);
}

} // namespace app
