#include "core/queue/claims.h"

#include "core/storage/partpaths.h"
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
    // One with locked chunks is still to be made.
    const bool isMade = item.state == transfer::State::Done && item.verdict != transfer::Verdict::Incomplete;
    if (item.name.isEmpty() || isMade)
        return;
    const Item *&holder = m_claims[keyOf(item.target())];
    if (!holder)
        holder = &item;
}

/// Of the target, or of a name beside it, or of a target beside which it is.
const Item *Claims::holderOf(const QString &target) const
{
    if (const Item *holder = m_claims.value(keyOf(target)))
        return holder;
    for (const QString &name : storage::sharedNames(target) + storage::targetsBeside(target)) {
        if (const Item *holder = m_claims.value(keyOf(name)))
            return holder;
    }
    return nullptr;
}

Claims::Ruling Claims::ask(const Item &wanted, bool mayRename)
{
    const QString key = wanted.name.isEmpty() ? QString() : keyOf(wanted.target());
    const Item *holder = wanted.name.isEmpty() ? nullptr : holderOf(wanted.target());
    if (!holder)
        return {};
    const QString identity = core::identity(wanted.source);
    const auto isSame = [&](const Item &item) {
        return core::identity(item.source) == identity && keyOf(item.target()) == key;
    };
    if (!mayRename)
        return {isSame(*holder) ? Answer::Same : Answer::Taken, holder->id, {}};
    Contest &contest = m_contests[key];
    Item other = wanted;
    while (!contest.holders.contains(identity)) {
        other.name = contest.next == 0 ? wanted.name : storage::numberedName(wanted.name, contest.next);
        holder = holderOf(other.target());
        if (!holder)
            return {Answer::Renamed, {}, other.name};
        if (keyOf(holder->target()) == keyOf(other.target()))
            contest.holders.insert(core::identity(holder->source), holder);
        ++contest.next;
    }
    return {Answer::Same, contest.holders.value(identity)->id, {}};
}

} // namespace queue
