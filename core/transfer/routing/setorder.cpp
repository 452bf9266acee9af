#include "core/transfer/routing/setorder.h"

#include "core/http/neighbours.h"

#include <algorithm>
#include <array>

namespace transfer {

namespace {

/// With one request, or one after the other over one connection.
constexpr std::size_t kMostLoose = 12;
/// Encoded bytes. What is larger is worth connections of its own.
constexpr qint64 kLargestSmall = 1 << 20;
/// Bytes that are read in one go, to see whether they are what they are to be.
constexpr qint64 kMostRead = 64 << 20;

constexpr unsigned bit(SetFileState state)
{
    return 1u << static_cast<unsigned>(state);
}

using S = SetFileState;
// Row: from.
constexpr std::array<unsigned, kSetFileStateCount> kSetFileSuccessors{
    /* Waiting */ bit(S::Passing) | bit(S::Aside),
    /* Passing */ bit(S::Waiting) | bit(S::Placing) | bit(S::Aside),
    /* Placing */ bit(S::Done) | bit(S::Aside) | bit(S::Failed),
    /* There   */ bit(S::Looking),
    /* Looking */ bit(S::Done) | bit(S::Aside) | bit(S::Alone) | bit(S::Failed),
    /* Aside   */ bit(S::Alone),
    /* Alone   */ bit(S::There) | bit(S::Placing) | bit(S::Aside) | bit(S::Done) | bit(S::Failed),
    /* Copying */ bit(S::Placing) | bit(S::Done) | bit(S::Failed) | bit(S::Aside),
    /* Done    */ 0,
    /* Failed  */ 0,
    /* Unwanted*/ 0,
};

/// Reading it shows whether it is what it is to be.
bool canBeTold(const core::SetPlan &plan, core::SetPlan::Index file)
{
    if (plan.proof(file) == core::SetPlan::Proof::ByItsIndex)
        return true;
    return plan.isRaw() ? plan.encodingKey(file).has_value() : plan.contentKey(file).has_value();
}

} // namespace

bool canMove(SetFileState from, SetFileState to)
{
    return (kSetFileSuccessors[static_cast<std::size_t>(from)] & bit(to)) != 0;
}

SetOrder::SetOrder(const core::SetPlan &plan, const std::vector<Known> &known)
    : m_plan(plan)
    , m_states(plan.size(), S::Waiting)
{
    Q_ASSERT(known.size() == plan.size());
    const auto canBeCopied = [&known](Index original) {
        return known[original] != Known::Blocked && known[original] != Known::Unwanted;
    };
    for (Index file = 0; file < plan.size(); ++file) {
        const auto original = plan.original(file);
        S &state = m_states[file];
        if (known[file] == Known::Done) {
            state = S::Done;
        } else if (known[file] == Known::Unwanted) {
            state = S::Unwanted;
        } else if (known[file] == Known::Blocked) {
            state = S::Failed;
        } else if (known[file] == Known::There) {
            const bool canTell = canBeTold(plan, file);
            state = canTell ? S::There : S::Aside;
            (canTell ? m_there : m_aside).push_back(file);
        } else if (known[file] == Known::Begun) { // which nobody else would go on with, or tidy up
            state = S::Aside;
            m_aside.push_back(file);
        } else if (original && canBeCopied(*original)) {
            state = S::Copying;
            m_copies.emplace_back(*original, file);
        } else if (isSmall(file)) {
            m_small.push_back(file);
        } else {
            state = S::Aside;
            m_large.push_back(file);
        }
        ++m_counts[static_cast<std::size_t>(state)];
    }
    std::sort(m_copies.begin(), m_copies.end());
}

bool SetOrder::isSmall(Index file) const
{
    const qint64 encoded = m_plan.expectedSize(file);
    const qint64 gathered = m_plan.isRaw() ? encoded : m_plan.decodedSize(file);
    return !m_plan.isJoined(file) && m_plan.isProvable(file) && encoded > 0 && encoded < kLargestSmall &&
           gathered <= kLargestGathered;
}

bool SetOrder::belongTogether(Index a, Index b) const
{
    const auto first = m_plan.slice(a);
    const auto second = m_plan.slice(b);
    if (!first || !second)
        return !first && !second && m_plan.haveSameHosts(a, b);
    const qint64 gap = second->first - first->last - 1;
    return m_plan.areInOneArchive(a, b) && gap >= 0 && gap <= http::kMostGap;
}

SetOrder::Group SetOrder::takeGroup(std::size_t most)
{
    Group group;
    qint64 bytes = 0;
    while (!m_small.empty()) {
        const Index file = m_small.front();
        if (m_states[file] != S::Waiting) { // it was set aside
            m_small.pop_front();
            continue;
        }
        bytes += m_plan.expectedSize(file);
        const std::size_t alike = m_plan.slice(file) ? most : std::min(most, kMostLoose);
        if (!group.empty() &&
            (group.size() >= alike || bytes > http::kMostTogether || !belongTogether(group.back(), file)))
            break;
        m_small.pop_front();
        moveTo(file, S::Passing);
        group.push_back(file);
    }
    return group;
}

void SetOrder::giveBack(const Group &group)
{
    for (const Index file : group) {
        moveTo(file, S::Waiting);
        m_small.insert(std::lower_bound(m_small.begin(), m_small.end(), file), file);
    }
}

SetOrder::Group SetOrder::takeThere(std::size_t most)
{
    Group group;
    qint64 bytes = 0;
    while (!m_there.empty() && group.size() < most) {
        bytes += std::max(m_plan.expectedSize(m_there.front()), m_plan.decodedSize(m_there.front()));
        if (!group.empty() && bytes > kMostRead)
            break;
        moveTo(m_there.front(), S::Looking);
        group.push_back(m_there.front());
        m_there.pop_front();
    }
    return group;
}

void SetOrder::readBack(Index file)
{
    moveTo(file, S::There);
    m_there.push_back(file);
}

std::optional<SetOrder::Index> SetOrder::takeAlone()
{
    auto &from = m_aside.empty() ? m_large : m_aside;
    if (from.empty())
        return std::nullopt;
    const Index file = from.front();
    from.pop_front();
    moveTo(file, S::Alone);
    return file;
}

void SetOrder::setAside(Index file)
{
    if (m_states[file] == S::Aside)
        return;
    moveTo(file, S::Aside);
    m_aside.push_back(file);
}

SetOrder::Group SetOrder::finish(Index file)
{
    moveTo(file, S::Done);
    return copiesOf(file);
}

SetOrder::Group SetOrder::fail(Index file)
{
    moveTo(file, S::Failed);
    return copiesOf(file);
}

SetOrder::Group SetOrder::readyCopies() const
{
    Group copies;
    for (const auto &[original, copy] : m_copies) {
        if (m_states[original] == S::Done)
            copies.push_back(copy);
    }
    return copies;
}

SetOrder::Group SetOrder::copiesOf(Index file) const
{
    Group copies;
    for (auto it = std::lower_bound(m_copies.begin(), m_copies.end(), std::pair(file, Index(0)));
         it != m_copies.end() && it->first == file; ++it)
        copies.push_back(it->second);
    return copies;
}

void SetOrder::moveTo(Index file, SetFileState state)
{
    S &now = m_states[file];
    Q_ASSERT(canMove(now, state));
    --m_counts[static_cast<std::size_t>(now)];
    ++m_counts[static_cast<std::size_t>(state)];
    now = state;
    ++m_revision;
}

bool SetOrder::isUnderWay() const
{
    return count(S::Passing) + count(S::Placing) + count(S::Looking) + count(S::Alone) > 0;
}

bool SetOrder::isOver() const
{
    return count(S::Done) + count(S::Failed) + count(S::Unwanted) == static_cast<qint64>(m_states.size());
}

} // namespace transfer
