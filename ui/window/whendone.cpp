#include "ui/window/whendone.h"

#include <QActionGroup>
#include <QInputDialog>
#include <QMenu>
#include <QProcess>
#include <array>

namespace ui {

namespace {

constexpr std::array kChoices{AtEnd::Nothing, AtEnd::Quit, AtEnd::Sleep, AtEnd::ShutDown, AtEnd::Command};

QString choiceText(AtEnd wish)
{
    switch (wish) {
    case AtEnd::Nothing:
        return WhenDone::tr("Do &nothing");
    case AtEnd::Quit:
        return WhenDone::tr("&Quit Sluice");
    case AtEnd::Sleep:
        return WhenDone::tr("&Sleep");
    case AtEnd::ShutDown:
        return WhenDone::tr("Shut &down");
    case AtEnd::Command:
        return WhenDone::tr("&Run a command…");
    }
    return {};
}

} // namespace

QStringList systemCommandFor(AtEnd wish)
{
    if (wish != AtEnd::Sleep && wish != AtEnd::ShutDown)
        return {};
    const bool sleeps = wish == AtEnd::Sleep;
#if defined(Q_OS_WIN)
    if (sleeps)
        return {QStringLiteral("rundll32"), QStringLiteral("powrprof.dll,SetSuspendState"),
                QStringLiteral("0,1,0")};
    return {QStringLiteral("shutdown"), QStringLiteral("/s"), QStringLiteral("/t"), QStringLiteral("0")};
#elif defined(Q_OS_MACOS)
    if (sleeps)
        return {QStringLiteral("pmset"), QStringLiteral("sleepnow")};
    return {QStringLiteral("osascript"), QStringLiteral("-e"),
            QStringLiteral("tell application \"System Events\" to shut down")};
#else
    return {QStringLiteral("systemctl"), sleeps ? QStringLiteral("suspend") : QStringLiteral("poweroff")};
#endif
}

WhenDone::WhenDone(queue::Queue &queue, QWidget *window)
    : QObject(window)
    , m_queue(queue)
    , m_window(window)
    , m_menu(new QMenu(tr("When all is &done"), window))
    , m_choices(new QActionGroup(this))
    , m_start([](const QString &program, const QStringList &arguments) {
        return QProcess::startDetached(program, arguments);
    })
{
    for (const AtEnd wish : kChoices) {
        QAction *action = m_choices->addAction(choiceText(wish));
        action->setCheckable(true);
        action->setChecked(wish == m_wish);
        action->setData(static_cast<int>(wish));
        m_menu->addAction(action);
        connect(action, &QAction::triggered, this, [this, wish] {
            if (wish == AtEnd::Command)
                return askForCommand();
            setWish(wish);
        });
    }
    m_countdown.setSingleShot(true);
    m_countdown.setInterval(kTimeToCancel);
    connect(&m_countdown, &QTimer::timeout, this, &WhenDone::doNow);
    connect(&queue, &queue::Queue::activeCountChanged, this, [this](int count) {
        m_hasRun = m_hasRun || count > 0;
        if (count > 0 && m_countdown.isActive()) { // more has come: it is not the end yet
            m_countdown.stop();
            Q_EMIT ended();
        }
    });
    connect(&queue, &queue::Queue::idle, this, &WhenDone::onIdle);
}

void WhenDone::setWish(AtEnd wish)
{
    m_wish = wish;
    m_hasRun = m_queue.activeCount() > 0;
    for (QAction *action : m_choices->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(wish));
    if (m_countdown.isActive()) {
        m_countdown.stop();
        Q_EMIT ended();
    }
}

void WhenDone::setCommand(const QString &command)
{
    m_command = command.trimmed();
    setWish(m_command.isEmpty() ? AtEnd::Nothing : AtEnd::Command);
}

void WhenDone::askForCommand()
{
    auto *dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("When all is done"));
    dialog->setLabelText(tr("Command to run when all downloads are done:"));
    dialog->setTextValue(m_command);
    dialog->setOkButtonText(tr("&Use"));
    dialog->setCancelButtonText(tr("Cancel"));
    connect(dialog, &QInputDialog::textValueSelected, this, &WhenDone::setCommand);
    connect(dialog, &QDialog::rejected, this, [this] { setWish(m_wish); }); // the mark goes back, too
    dialog->open();
}

void WhenDone::onIdle()
{
    if (m_wish == AtEnd::Nothing || !m_hasRun || m_countdown.isActive() || (m_isBusy && m_isBusy()))
        return;
    m_countdown.start();
    Q_EMIT begun();
}

std::chrono::seconds WhenDone::timeLeft() const
{
    const auto left = std::max(m_countdown.remainingTimeAsDuration(), std::chrono::milliseconds(0));
    return std::min(std::chrono::ceil<std::chrono::seconds>(left), kTimeToCancel);
}

QString WhenDone::sentence() const
{
    switch (m_wish) {
    case AtEnd::Nothing:
        break;
    case AtEnd::Quit:
        return tr("All is done. Sluice is about to quit.");
    case AtEnd::Sleep:
        return tr("All is done. The computer is about to sleep.");
    case AtEnd::ShutDown:
        return tr("All is done. The computer is about to be shut down.");
    case AtEnd::Command:
        return tr("All is done. About to run: %1").arg(m_command);
    }
    return {};
}

void WhenDone::cancel()
{
    setWish(AtEnd::Nothing);
}

void WhenDone::doNow()
{
    const AtEnd wish = m_wish;
    QStringList command = systemCommandFor(wish);
    if (wish == AtEnd::Command)
        command = QProcess::splitCommand(m_command);
    cancel();
    if (wish == AtEnd::Quit)
        return Q_EMIT quitWanted();
    if (!command.isEmpty() && !m_start(command.first(), command.mid(1)))
        Q_EMIT complained(tr("%1 could not be started.").arg(command.first()));
}

} // namespace ui
