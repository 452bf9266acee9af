#pragma once

#include "core/queue/queue.h"

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <functional>

class QActionGroup;
class QMenu;
class QWidget;

namespace ui {

/// What is done once, when all downloads are done. Not kept between runs: nobody shall find the computer off
/// for a wish of last week.
enum class AtEnd { Nothing, Quit, Sleep, ShutDown, Command };

/// The system's command for it, program first; empty: there is none, or it is no command.
QStringList systemCommandFor(AtEnd wish);

/// The wish, its menu, and its countdown: when nothing runs or waits any more after something ran, it is
/// told, can be called off for a while, and is then done.
class WhenDone : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kTimeToCancel{30};

    /// `queue` and `window` outlive it.
    WhenDone(queue::Queue &queue, QWidget *window);

    QMenu *menu() const { return m_menu; }
    AtEnd wish() const { return m_wish; }
    void setWish(AtEnd wish);
    void setCommand(const QString &command);
    /// Who starts programs; otherwise than by the system for tests.
    using Starter = std::function<bool(const QString &program, const QStringList &arguments)>;
    void startBy(Starter starter) { m_start = std::move(starter); }
    /// Something else is still under way whenever this says so.
    void waitWhile(std::function<bool()> isBusy) { m_isBusy = std::move(isBusy); }

    std::chrono::seconds timeLeft() const;
    /// What is about to be done, for a person.
    QString sentence() const;

public Q_SLOTS:
    void cancel();
    void doNow();

Q_SIGNALS:
    void begun(); ///< to count down
    void ended();
    void quitWanted();
    void complained(const QString &sentence);

private:
    void askForCommand();
    void onIdle();

    queue::Queue &m_queue;
    QWidget *m_window;
    QMenu *m_menu;
    QActionGroup *m_choices;
    AtEnd m_wish = AtEnd::Nothing;
    QString m_command;
    bool m_hasRun = false; ///< something, since the wish was made
    QTimer m_countdown;
    Starter m_start;
    std::function<bool()> m_isBusy;
};

} // namespace ui
