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

/// What there is to fetch of a set, without what a person took out.
struct SetItems::Figures
{
    qint64 files = 0;
    qint64 encodedSize = -1; ///< bytes, −1: not known
    qint64 decodedSize = -1; ///< likewise

    static Figures of(const storage::StoredSet &set);
};

SetItems::Figures SetItems::Figures::of(const storage::StoredSet &set)
{
    const core::SetPlan &plan = set.plan();
    Figures figures{plan.size() - static_cast<qint64>(set.unwanted.size()), plan.expectedSize(),
                    plan.decodedSize()};
    for (const Index file : set.unwanted) {
        if (figures.encodedSize >= 0 && !plan.original(file)) // a copy is not fetched
            figures.encodedSize -= plan.expectedSize(file);
        if (figures.decodedSize >= 0)
            figures.decodedSize -= plan.decodedSize(file);
    }
    return figures;
}

SetItems::SetItems(Rows &rows, RunningItems &running, transfer::TransferServices &services)
    : m_rows(rows)
    , m_running(running)
    , m_services(services)
{
    connect(&rows, &Rows::itemChanged, this, &SetItems::onChanged);
    connect(&rows, &Rows::gone, this, [this](ItemId id) { m_grown.remove(id); });
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
    if (isReopened && item->state == State::Done)
        reopen(*item);
    m_rows.changed(*item); // whoever shows its files reads them anew
    if (wish == Wish::Fetch || item->state == State::Failed)
        Q_EMIT runnable(id);
}

void SetItems::reopen(Item &item)
{
    item.intent = transfer::Intent::Run;
    item.verdict = transfer::Verdict::None;
    item.finished = {};
    item.standstill.forget();
    item.progress.encodedDone = item.progress.decodedDone = 0;
    item.progress.encodedSize = item.progress.decodedSize = -1;
    m_rows.moveTo(item, State::Queued);
}

void SetItems::grow(ItemId id, const Growth &growth, QObject *receiver, Answer done)
{
    const Item *item = m_rows.find(id);
    if (!item || item->source.set.isEmpty())
        return done(core::failure(core::ErrorKind::Cancelled, {}));
    const auto work = [target = item->target(), growth]() -> core::Result<Figures> {
        if (const auto grown = storage::growSet(target, *growth.plan, growth.added); !grown)
            return core::failure(grown.error());
        const auto set = storage::storedSet(target);
        return set ? core::Result<Figures>(Figures::of(*set)) : core::failure(set.error());
    };
    core::runOn(m_services.disk(), work, this,
                [this, id, growth, to = QPointer<QObject>(receiver),
                 done = std::move(done)](const core::Result<Figures> &grown) {
                    if (grown)
                        onGrown(id, growth, *grown);
                    if (to)
                        done(grown.map([](const Figures &) {}));
                });
}

void SetItems::onGrown(ItemId id, const Growth &growth, const Figures &figures)
{
    Item *item = m_rows.find(id);
    if (!item)
        return;
    item->source.set = growth.source;
    item->standstill.forget();
    if (growth.intent == transfer::Intent::Run)
        item->intent = transfer::Intent::Run;
    m_rows.sourceChanged(*item);
    if (m_running.find(id)) {
        m_grown.insert(id);
        return m_running.stop(id);
    }
    if (item->state == State::Done)
        reopen(*item);
    item->progress.filesTotal = figures.files;
    item->progress.encodedSize = figures.encodedSize;
    item->progress.decodedSize = figures.decodedSize;
    m_rows.changed(*item); // whoever shows its files reads them anew
    Q_EMIT runnable(id);
}

/// It may have ended by itself, just before it was to stop.
void SetItems::onChanged(int row)
{
    const Item &item = m_rows.at(row);
    if (m_running.find(item.id) || !m_grown.remove(item.id))
        return;
    QMetaObject::invokeMethod( // whoever changed it has more to do
        this, [this, id = item.id] { goOn(id); }, Qt::QueuedConnection);
}

void SetItems::goOn(ItemId id)
{
    Item *item = m_rows.find(id);
    if (!item)
        return;
    if (item->state == State::Done)
        reopen(*item);
    if (item->intent == transfer::Intent::Run)
        Q_EMIT runnable(id);
}

} // namespace queue
