#include "core/queue/claims.h"

#include "core/storage/safename.h"

namespace queue {

namespace {

/// Where file systems take names that differ in case for one.
QString keyOf(const QString &target)
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    return target.toCaseFolded();
#else
    return target;
#endif
}

} // namespace

void Claims::claim(const Item &item)
{
    if (item.name.isEmpty() || item.state == transfer::State::Done)
        return;
    const Item *&holder = m_claims[keyOf(item.target())];
    if (!holder)
        holder = &item;
}

Claims::Ruling Claims::ask(const Item &wanted, bool mayRename)
{
    const QString key = wanted.name.isEmpty() ? QString() : keyOf(wanted.target());
    const Item *holder = m_claims.value(key);
    if (!holder)
        return {};
    const QString identity = core::identity(wanted.source);
    if (!mayRename)
        return {core::identity(holder->source) == identity ? Answer::Same : Answer::Taken, holder->id, {}};
    Contest &contest = m_contests[key];
    Item other = wanted;
    while (!contest.holders.contains(identity)) {
        other.name = contest.next == 0 ? wanted.name : storage::numberedName(wanted.name, contest.next);
        holder = m_claims.value(keyOf(other.target()));
        if (!holder)
            return {Answer::Renamed, {}, other.name};
        contest.holders.insert(core::identity(holder->source), holder);
        ++contest.next;
    }
    return {Answer::Same, contest.holders.value(identity)->id, {}};
}

} // namespace queue
