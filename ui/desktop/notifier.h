#pragma once

#include "core/queue/queue.h"
#include "ui/desktop/notificationbatch.h"
#include "ui/desktop/notificationservice.h"

#include <QElapsedTimer>
#include <QTimer>

namespace ui {

class Preferences;

/// Tells what finished and what failed while the user looks elsewhere, as far as the preferences want it: one
/// notice about all that came in a short time, which grows as long as it is on the screen. Nothing while the
/// window is in front.
class Notifier : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds gather{1'500}; ///< from the first news to its notice
        std::chrono::milliseconds apart{10'000}; ///< from one notice to the next
    };

    Notifier(const queue::Queue &queue, const Preferences &preferences, Pace pace, QObject *parent = nullptr);
    Notifier(const queue::Queue &queue, const Preferences &preferences, QObject *parent = nullptr)
        : Notifier(queue, preferences, Pace{}, parent)
    {
    }

Q_SIGNALS:
    void showWanted(const QList<queue::ItemId> &ids);
    /// What was asked for could not be opened.
    void complained(const QString &sentence);
    /// There is no service for notices: show it some other way.
    void balloonWanted(const ui::Notice &notice);

private:
    void onHappened(queue::ItemId id, const transfer::Event &event);
    bool isWanted(transfer::Event::Kind kind) const;
    void tell();
    void onAction(NoticeAction action);

    const queue::Queue &m_queue;
    const Preferences &m_preferences;
    const Pace m_pace;
    NotificationService m_service;
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
    NotificationBatch m_digest; ///< what is on the screen, and what is to come there
};

} // namespace ui
