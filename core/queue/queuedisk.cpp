#include "core/errortable.h"
#include "core/queue/diskspacewatch.h"
#include "core/queue/queue.h"
#include "core/queue/running.h"

/// The part of Queue that minds the disks: volumes that are full or gone, files that others changed.
namespace queue {

using core::ErrorKind;
using transfer::State;

void Queue::onOpened(ItemId id, quint64 volume)
{
    Item *item = editable(id);
    const auto running = m_running.find(id);
    if (!item || running == m_running.end())
        return;
    item->volume = volume;
    if (const auto trouble = m_fullVolumes->trouble(volume))
        yield(*running->second, {*trouble, true, {}});
}

/// An item was `before` in this state when the disk failed it.
void Queue::onDiskTrouble(Item &item, State before, const core::Error &error)
{
    if (error.kind == ErrorKind::DiskFull && item.volume) {
        const bool isWriting = before == State::Downloading || before == State::Committing;
        m_fullVolumes->add(*item.volume, item.folder,
                           isWriting ? DiskSpaceWatch::Kind::Full : DiskSpaceWatch::Kind::Short, error);
        if (isWriting)
            stopAllOn(*item.volume, {error, true, {}});
    } else if (error.kind == ErrorKind::PartFileChanged) {
        transfer::Event event;
        event.kind = transfer::Event::Kind::Restarted;
        event.error = error;
        onEvent(item.id, event);
    }
}

/// They would fail one after the other, and what they fetch meanwhile could not be kept.
void Queue::stopAllOn(quint64 volume, const transfer::Failure &why)
{
    for (const auto &[id, running] : m_running) {
        if (const Item *item = find(id); item && item->volume == volume)
            yield(*running, why);
    }
}

void Queue::yield(Running &running, const transfer::Failure &why)
{
    running.yields = why;
    running.transfer->stop();
}

bool Queue::mayHeal(const Item &item, const transfer::Failure &failure) const
{
    const bool hasBegun = item.volume || item.progress.networkBytes > 0;
    return failure.mayHeal ||
           (core::errorRow(failure.error.kind).heals == core::Heals::OnceBegun && hasBegun);
}

/// False when its volume is full: then it waits.
bool Queue::mayStart(Item &item)
{
    const auto trouble = item.volume ? m_fullVolumes->trouble(*item.volume) : std::nullopt;
    if (trouble)
        wait(item, {*trouble, true, {}});
    return !trouble;
}

void Queue::onRoomMade(quint64 volume)
{
    for (const auto &item : m_items) {
        if (item->state == State::Waiting && item->error.kind == ErrorKind::DiskFull &&
            item->volume == volume)
            moveTo(*item, State::Queued);
    }
    m_scheduleSoon();
}

} // namespace queue
