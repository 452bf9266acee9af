#include "app/desktop/otherobjects.h"

#include "core/errortable.h"
#include "ui/errortext.h"

#include <utility>

namespace app {

using transfer::Event;

OtherObjects::OtherObjects(queue::Queue &queue, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
{
    // Queued: a row is not to be removed while the queue tells of it.
    connect(&m_queue, &queue::Queue::happened, this, &OtherObjects::onHappened, Qt::QueuedConnection);
}

void OtherObjects::keep(const core::Source &source, const QList<core::Source> &others)
{
    if (!others.isEmpty())
        m_others.insert(core::identity(source), others);
}

void OtherObjects::onHappened(queue::ItemId id, const Event &event)
{
    const queue::Item *item = std::as_const(m_queue).find(id);
    if (!item || (event.kind != Event::Kind::Failed && event.kind != Event::Kind::Done))
        return;
    QList<core::Source> others = m_others.take(core::identity(item->source));
    const bool isGone = item->state == transfer::State::Failed &&
                        core::errorRow(event.error.kind).item != core::ItemDoes::AskForKey;
    if (!isGone || others.isEmpty())
        return;
    const core::Source next = others.takeFirst();
    keep(next, others);
    queue::Request request{next, item->folder, next.name, item->options, item->intent};
    request.bytesPerSecond = item->bytesPerSecond;
    const QString remark = tr("%1: %2; another object of the file is tried")
                               .arg(item->displayName(), ui::errorPhrase(event.error));
    m_queue.remove({id}, queue::Removal::DeletePartial);
    Q_EMIT wanted(request, remark);
}

} // namespace app
