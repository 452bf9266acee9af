#include "ui/desktop/notifier.h"

#include "ui/openitem.h"
#include "ui/preferences.h"

#include <QGuiApplication>

namespace ui {

Notifier::Notifier(const queue::Queue &queue, const Preferences &preferences, Pace pace, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_preferences(preferences)
    , m_pace(pace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Notifier::tell);
    connect(&queue, &queue::Queue::happened, this, &Notifier::onHappened);
    connect(&m_service, &NotificationService::actionChosen, this, &Notifier::onAction);
    connect(&m_service, &NotificationService::closed, this, [this] {
        if (!m_timer.isActive())
            m_digest = {};
    });
    connect(&m_service, &NotificationService::unavailable, this, [this](const Notice &notice) {
        m_digest = {};
        Q_EMIT balloonWanted(notice);
    });
}

bool Notifier::isWanted(transfer::Event::Kind kind) const
{
    const DesktopChoices choices = m_preferences.desktop();
    return (kind == transfer::Event::Kind::Done && choices.notifiesDone) ||
           (kind == transfer::Event::Kind::Failed && choices.notifiesFailed);
}

void Notifier::onHappened(queue::ItemId id, const transfer::Event &event)
{
    const queue::Item *item = m_queue.find(id);
    if (!item || !isWanted(event.kind))
        return;
    if (QGuiApplication::focusWindow())
        return;
    m_digest.add(*item);
    if (m_timer.isActive())
        return;
    const auto rest = m_sinceLast.isValid() ? m_pace.apart - std::chrono::milliseconds(m_sinceLast.elapsed())
                                            : m_pace.gather;
    m_timer.start(std::max(rest, m_pace.gather));
}

void Notifier::tell()
{
    m_sinceLast.start();
    m_service.show(m_digest.notice());
}

void Notifier::onAction(NoticeAction action)
{
    const NotificationBatch digest = std::exchange(m_digest, {});
    m_timer.stop(); // the window is about to show the rest
    const queue::Item *item = digest.isEmpty() ? nullptr : m_queue.find(digest.ids().first());
    if (action == NoticeAction::Show || !item)
        return Q_EMIT showWanted(digest.ids());
    const auto complain = [this](const QString &why) { Q_EMIT complained(why); };
    if (action == NoticeAction::OpenFile)
        openFile(*item, this, complain);
    else
        openFolder(*item, this, complain);
}

} // namespace ui
