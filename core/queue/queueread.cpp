#include "core/queue/queue.h"

#include "core/async.h"
#include "core/queue/queuestore.h"
#include "core/transfer/storedmap.h"
#include "core/transfer/target.h"
#include "core/transfer/transferservices.h"

#include <QElapsedTimer>

/// The part of Queue that reads what is on the disk of items that do not run.
namespace queue {

using transfer::State;
using transfer::Verdict;

namespace {

constexpr qint64 kTellEvery = 250; ///< ms

transfer::Finished finishedOf(const Item &item)
{
    transfer::Finished file{item.target(), {}, item.md5, item.progress.decodedSize};
    if (item.options.form == Form::Decoded && item.verdict != Verdict::Incomplete)
        file.contentKey = item.source.contentKey;
    return file;
}

} // namespace

void Queue::readChunkMap(ItemId id, QObject *receiver, MapReader done) const
{
    const Item *item = find(id);
    if (!item || item->name.isEmpty())
        return done(nullptr);
    core::runOn(
        m_services->disk(),
        [target = item->target(), source = item->source, isRaw = item->options.form == Form::Raw] {
            return transfer::storedMap(target, source, isRaw);
        },
        receiver, std::move(done));
}

void Queue::readEarlierLog(ItemId id, QObject *receiver, LogReader done) const
{
    if (!m_store)
        return done({});
    const QList<transfer::Event> known = log(id);
    const QDateTime before = known.isEmpty() ? QDateTime() : known.first().time;
    m_store->readLog(static_cast<qint64>(id), receiver,
                     [before, done = std::move(done)](QList<transfer::Event> events) {
                         const auto isKnown = [&before](const transfer::Event &event) {
                             return before.isValid() && event.time >= before;
                         };
                         events.removeIf(isKnown);
                         done(events);
                     });
}

void Queue::verify(const QList<ItemId> &ids)
{
    for (const ItemId id : ids) {
        Item *item = editable(id);
        if (!item || item->state != State::Done || item->checked >= 0)
            continue;
        item->checked = 0;
        changed(*item);
        readBack(*item);
    }
}

void Queue::readBack(const Item &item)
{
    const auto show = [this, id = item.id,
                       size = std::max<qint64>(item.progress.decodedSize, 1)](qint64 bytes) {
        Item *shown = editable(id);
        if (!shown || shown->checked < 0)
            return;
        shown->checked = std::min(static_cast<double>(bytes) / static_cast<double>(size), 1.0);
        Q_EMIT itemsProgressed({rowOf(id)});
    };
    const auto goesOn = [this, show, stop = m_readersStop, clock = QElapsedTimer()](qint64 bytes) mutable {
        if (!*stop && (!clock.isValid() || clock.elapsed() >= kTellEvery)) {
            QMetaObject::invokeMethod(this, [show, bytes] { show(bytes); });
            clock.start();
        }
        return !*stop;
    };
    core::runIn(
        m_readers, [file = finishedOf(item), goesOn] { return transfer::verifyTarget(file, goesOn); }, this,
        [this, id = item.id](const core::Result<QByteArray> &md5) { onVerified(id, md5); });
}

void Queue::onVerified(ItemId id, const core::Result<QByteArray> &md5)
{
    Item *item = editable(id);
    if (!item || item->state != State::Done)
        return;
    item->checked = -1;
    transfer::Event event;
    if (md5) {
        item->md5 = *md5;
        if (finishedOf(*item).contentKey)
            item->verdict = Verdict::Verified;
        event.kind = transfer::Event::Kind::Checked;
        event.md5 = *md5;
        changed(*item);
    } else {
        event.kind = transfer::Event::Kind::Failed;
        event.error = item->error = md5.error();
        moveTo(*item, State::Failed);
    }
    note(*item, event);
}

} // namespace queue
