#include "core/queue/setitems.h"

#include "core/async.h"
#include "core/transfer/storedsetview.h"
#include "core/transfer/transferservices.h"

#include <QPointer>

namespace queue {

namespace {

using storage::SetWish;
using transfer::State;

/// Of a set that is done, whose files are wanted after all, the records are beside its files again then.
/// Blocks.
core::Result<void> write(const QString &target, const std::vector<SetItems::Index> &files, SetWish wish,
                         bool reopens)
{
    if (auto ok = storage::wish(target, files, wish); !ok || !reopens)
        return ok;
    const auto set = storage::storedSet(target);
    return set ? storage::reopenSet(target, set->marks, set->troubles)
               : core::Result<void>(core::failure(set.error()));
}

} // namespace

SetItems::SetItems(Rows &rows, RunningItems &running, transfer::TransferServices &services)
    : m_rows(rows)
    , m_running(running)
    , m_services(services)
{
}

void SetItems::readView(ItemId id, QObject *receiver, ViewReader done) const
{
    const Item *item = m_rows.find(id);
    if (!item || item->source.set.isEmpty())
        return done(nullptr);
    // Of a large set that takes its time, and nobody who writes has to wait for it.
    core::runIn(
        m_services.lookups(), [target = item->target()] { return transfer::storedSetView(target); }, receiver,
        std::move(done));
}

void SetItems::wish(ItemId id, const std::vector<Index> &files, Wish wish, QObject *receiver, Answer done)
{
    const Item *item = m_rows.find(id);
    if (!item || item->source.set.isEmpty() || files.empty())
        return;
    const bool reopens = item->state == State::Done && wish == Wish::Fetch;
    const auto work = [target = item->target(), files, wish, reopens] {
        return write(target, files, wish, reopens);
    };
    core::runOn(m_services.disk(), work, this,
                [this, id, wish, reopens, to = QPointer<QObject>(receiver),
                 done = std::move(done)](const core::Result<void> &written) {
                    if (written)
                        onWritten(id, wish, reopens);
                    if (to && done)
                        done(written);
                });
}

void SetItems::onWritten(ItemId id, Wish wish, bool isReopened)
{
    Item *item = m_rows.find(id);
    if (!item)
        return;
    if (m_running.find(id)) // its next attempt begins at once
        return m_running.stop(id);
    if (isReopened && item->state == State::Done) {
        item->intent = transfer::Intent::Run;
        item->verdict = transfer::Verdict::None;
        item->finished = {};
        item->standstill.forget();
        item->progress.encodedDone = item->progress.decodedDone = 0;
        item->progress.encodedSize = item->progress.decodedSize = -1;
        m_rows.moveTo(*item, State::Queued);
    }
    m_rows.changed(*item); // whoever shows its files reads them anew
    if (wish == Wish::Fetch || item->state == State::Failed)
        Q_EMIT runnable(id);
}

} // namespace queue
