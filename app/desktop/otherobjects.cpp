#include "app/desktop/otherobjects.h"

#include "ui/errortext.h"

#include <utility>

namespace app {

OtherObjects::OtherObjects(queue::Queue &queue, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
{
    // Queued: a row is not to be removed while the queue tells of it.
    connect(&m_queue, &queue::Queue::happened, this, &OtherObjects::onHappened, Qt::QueuedConnection);
}

void OtherObjects::keep(const core::Source &source, const QList<core::Source> &others)
{
    m_alternatives.keep(source, others);
}

void OtherObjects::onHappened(queue::ItemId id, const transfer::Event &event)
{
    const queue::Item *item = std::as_const(m_queue).find(id);
    const auto next = item ? m_alternatives.next(*item, event) : std::nullopt;
    if (!next)
        return;
    const QString remark = tr("%1: %2; another object of the file is tried")
                               .arg(item->displayName(), ui::errorPhrase(event.error));
    m_queue.remove({id}, queue::Removal::DeletePartial);
    Q_EMIT wanted(*next, remark);
}

} // namespace app
