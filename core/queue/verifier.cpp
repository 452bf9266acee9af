#include "core/queue/verifier.h"

#include "core/async.h"
#include "core/transfer/target.h"

#include <QElapsedTimer>

namespace queue {

using transfer::Event;
using transfer::State;

namespace {

constexpr qint64 kTellEvery = 250; ///< ms

transfer::Finished finishedOf(const Item &item)
{
    transfer::Finished file{item.target(), {}, item.md5, item.progress.decodedSize};
    if (Verifier::isProof(item))
        file.contentKey = item.source.contentKey;
    return file;
}

} // namespace

Verifier::Verifier(Rows &rows, Keys keys)
    : m_rows(rows)
    , m_keys(std::move(keys))
{
    m_thread.setMaxThreadCount(1);
}

Verifier::~Verifier()
{
    *m_stop = true;
}

bool Verifier::isProof(const Item &item)
{
    return item.source.contentKey && item.options.form == Form::Decoded &&
           item.verdict != transfer::Verdict::Incomplete;
}

void Verifier::verify(const QList<ItemId> &ids)
{
    for (const ItemId id : ids) {
        Item *item = m_rows.find(id);
        if (!item || item->state != State::Done || item->checked >= 0)
            continue;
        item->checked = 0;
        m_rows.changed(*item);
        item->source.set.isEmpty() ? start(*item) : startSet(*item);
    }
}

void Verifier::startSet(const Item &item)
{
    const auto goesOn = [this, id = item.id, stop = m_stop, clock = QElapsedTimer()](qint64 bytes,
                                                                                     qint64 size) mutable {
        if (!*stop && (!clock.isValid() || clock.elapsed() >= kTellEvery)) {
            const double fraction =
                std::min(static_cast<double>(bytes) / static_cast<double>(std::max<qint64>(size, 1)), 1.0);
            QMetaObject::invokeMethod(this, [this, id, fraction] { show(id, fraction); });
            clock.start();
        }
        return !*stop;
    };
    const auto read = [target = item.target(), keys = m_keys ? m_keys() : nullptr, goesOn] {
        return transfer::verifySet(target, keys.get(), goesOn);
    };
    core::runIn(m_thread, read, this, [this, id = item.id](const core::Result<transfer::SetCheck> &check) {
        onSetRead(id, check);
    });
}

void Verifier::onSetRead(ItemId id, const core::Result<transfer::SetCheck> &check)
{
    Item *item = m_rows.find(id);
    if (!item)
        return;
    item->checked = -1;
    if (item->state != State::Done) // it goes on meanwhile
        return m_rows.changed(*item);
    if (!check)
        return onDisagreed(*item, check.error());
    if (!check->wrong.empty()) {
        noteWrong(*item, *check);
        return onDisagreed(*item, check->error);
    }
    m_rows.changed(*item);
    Event event;
    event.kind = Event::Kind::Checked;
    event.bytes = check->bytes;
    m_rows.note(*item, event);
}

void Verifier::noteWrong(const Item &item, const transfer::SetCheck &check)
{
    constexpr std::size_t kMostNoted = 100;
    for (std::size_t i = 0; i < std::min(check.wrong.size(), kMostNoted); ++i) {
        Event event;
        event.kind = Event::Kind::FileFailed;
        event.error = check.wrong[i].error; // which names the file
        m_rows.note(item, event);
    }
    if (Item *row = m_rows.find(item.id)) {
        row->progress.filesFailed = static_cast<qint64>(check.wrong.size());
        row->progress.filesTotal = check.files;
        row->progress.filesDone = check.files - row->progress.filesFailed;
        row->progress.encodedDone = row->progress.decodedDone = 0; // the next attempt counts anew
    }
}

void Verifier::start(const Item &item)
{
    const auto size = static_cast<double>(std::max<qint64>(item.progress.decodedSize, 1));
    const auto goesOn = [this, id = item.id, size, stop = m_stop,
                         clock = QElapsedTimer()](qint64 bytes) mutable {
        if (!*stop && (!clock.isValid() || clock.elapsed() >= kTellEvery)) {
            const double fraction = std::min(static_cast<double>(bytes) / size, 1.0);
            QMetaObject::invokeMethod(this, [this, id, fraction] { show(id, fraction); });
            clock.start();
        }
        return !*stop;
    };
    core::runIn(
        m_thread, [file = finishedOf(item), goesOn] { return transfer::verifyTarget(file, goesOn); }, this,
        [this, id = item.id](const core::Result<QByteArray> &md5) { onRead(id, md5); });
}

void Verifier::show(ItemId id, double fraction)
{
    Item *item = m_rows.find(id);
    if (!item || item->checked < 0)
        return;
    item->checked = fraction;
    m_rows.progressed({id});
}

void Verifier::onRead(ItemId id, const core::Result<QByteArray> &md5)
{
    Item *item = m_rows.find(id);
    if (!item)
        return;
    item->checked = -1;
    if (item->state != State::Done) // it is fetched once more
        return m_rows.changed(*item);
    if (md5)
        onAgreed(*item, *md5);
    else
        onDisagreed(*item, md5.error());
}

void Verifier::onAgreed(Item &item, const QByteArray &md5)
{
    item.md5 = md5;
    if (isProof(item))
        item.verdict = transfer::Verdict::Verified;
    m_rows.changed(item);
    Event event;
    event.kind = Event::Kind::Checked;
    event.md5 = md5;
    m_rows.note(item, event);
}

void Verifier::onDisagreed(Item &item, const core::Error &error)
{
    item.error = error;
    m_rows.moveTo(item, State::Failed);
    Event event;
    event.kind = Event::Kind::Failed;
    event.error = error;
    m_rows.note(item, event);
}

} // namespace queue
