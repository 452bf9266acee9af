#include "core/queue/claims.h"

#include "core/storage/partpaths.h"
#include "core/storage/safename.h"

#include <algorithm>

namespace queue {

void Claims::update(const Item &item)
{
    // One with locked chunks is still to be made.
    const bool isMade = item.state == transfer::State::Done && item.verdict != transfer::Verdict::Incomplete;
    const QString target = item.name.isEmpty() || isMade ? QString() : storage::nameKey(item.target());
    const auto known = m_targets.constFind(item.id);
    if (known == m_targets.cend() ? target.isEmpty() : *known == target)
        return;
    forget(item.id);
    if (target.isEmpty())
        return;
    m_targets.insert(item.id, target);
    m_claims.insert(target, &item);
}

void Claims::forget(ItemId id)
{
    const QString target = m_targets.take(id);
    if (target.isNull())
        return;
    const auto [first, last] = m_claims.equal_range(target);
    const auto own = std::find_if(first, last, [id](const Item *item) { return item->id == id; });
    m_claims.erase(own);
    if (m_contested.contains(target)) {
        m_contests.clear();
        m_contested.clear();
    }
}

/// Of several rows the first.
const Item *Claims::holderAt(const QString &target) const
{
    const Item *holder = nullptr;
    const auto [first, last] = m_claims.equal_range(storage::nameKey(target));
    for (auto claim = first; claim != last; ++claim) {
        if (!holder || (*claim)->position < holder->position)
            holder = *claim;
    }
    return holder;
}

/// Of the target, or of a name beside it, or of a target beside which it is.
const Item *Claims::holderOf(const QString &target) const
{
    if (const Item *holder = holderAt(target))
        return holder;
    for (const QString &name : storage::sharedNames(target) + storage::targetsBeside(target)) {
        if (const Item *holder = holderAt(name))
            return holder;
    }
    return nullptr;
}

Claims::Ruling Claims::ask(const Item &wanted, bool mayRename)
{
    const QString key = wanted.name.isEmpty() ? QString() : storage::nameKey(wanted.target());
    const Item *holder = wanted.name.isEmpty() ? nullptr : holderOf(wanted.target());
    if (!holder)
        return {};
    const QString identity = core::identity(wanted.source);
    const auto isSame = [&](const Item &item) {
        return core::identity(item.source) == identity && storage::nameKey(item.target()) == key;
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
        m_contested.insert(storage::nameKey(holder->target()));
        if (storage::nameKey(holder->target()) == storage::nameKey(other.target()))
            contest.holders.insert(core::identity(holder->source), holder);
        ++contest.next;
    }
    return {Answer::Same, contest.holders.value(identity)->id, {}};
}

} // namespace queue
