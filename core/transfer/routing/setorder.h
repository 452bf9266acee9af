#pragma once

#include "core/setplan.h"

#include <array>
#include <deque>
#include <vector>

namespace transfer {

/// Where a file of a set is.
enum class SetFileState : std::uint8_t {
    Waiting, ///< small: it will be fetched with others like it
    Passing, ///< it is fetched so
    Placing, ///< it was, and gets its place on the disk
    There,   ///< something lies in its place, or was just fetched into it, which is to be looked at
    Looking, ///< it is
    Aside,   ///< it waits for a transfer of its own: large, not what lies there, or it did not go smoothly
    Alone,   ///< it has one, or several for what is wrong in it
    Copying, ///< it waits for the file whose content it has, or is copied from it
    Done,
    Failed,
    Unwanted, ///< nobody wants it in this attempt
};
inline constexpr int kSetFileStateCount = 11;
bool canMove(SetFileState from, SetFileState to);

/// Which files of a set are fetched next, and how. Pure: no I/O, no clock. Every function takes constant time
/// a file.
class SetOrder
{
public:
    using Index = core::SetPlan::Index;
    using Group = std::vector<Index>;

    /// Decoded bytes; what is larger is not gathered in memory.
    static constexpr qint64 kLargestGathered = 8 << 20;

    /// What is known of a file before anything is fetched.
    enum class Known : std::uint8_t {
        Missing,
        Done,    ///< in its place, and proven
        There,   ///< something is in its place
        Begun,   ///< a transfer of its own was at it, and has left a part file
        Blocked, ///< it cannot have its place: it has failed
        Unwanted,
    };
    /// `known`: of every file.
    SetOrder(const core::SetPlan &plan, const std::vector<Known> &known);

    /// The next small files that can be fetched with each other, `most` at most: neighbours in one archive,
    /// or loose ones of the same hosts. Empty: none waits.
    Group takeGroup(std::size_t most = kMostTogether);
    static constexpr std::size_t kMostTogether = 64;
    /// They were taken, and nobody could be asked for them, or was too busy: they come first now.
    void giveBack(const Group &group);
    /// Some of those in whose places something lies, to be held against what proves them: so many that they
    /// can be read in a moment, or a single large one.
    Group takeThere(std::size_t most);
    /// It was fetched by itself, and is to be read back before it counts.
    void readBack(Index file);
    /// It was looked at: single objects in it are wrong, and are fetched by themselves.
    void beginMending(Index file) { moveTo(file, SetFileState::Alone); }
    /// The next one for a transfer of its own. Those that went wrong come before the large ones.
    std::optional<Index> takeAlone();
    /// It is fetched by itself, if it is not so yet.
    void setAside(Index file);
    void beginPlacing(Index file) { moveTo(file, SetFileState::Placing); }
    /// Copies of files that were done before: they can be made now.
    Group readyCopies() const;
    /// Copies of it that can be made now.
    Group finish(Index file);
    /// Copies of it, which fail with it.
    Group fail(Index file);

    SetFileState state(Index file) const { return m_states[file]; }
    const std::vector<SetFileState> &states() const { return m_states; } ///< of every file
    quint64 revision() const { return m_revision; }                      ///< another one after every change
    qint64 count(SetFileState state) const { return m_counts[static_cast<std::size_t>(state)]; }
    bool isUnderWay() const; ///< something of it is being fetched, placed or copied
    bool isOver() const;     ///< every file is Done, Failed or Unwanted

private:
    bool isSmall(Index file) const;
    bool belongTogether(Index a, Index b) const;
    void moveTo(Index file, SetFileState state);
    Group copiesOf(Index file) const;

    const core::SetPlan &m_plan; ///< outlives this
    std::vector<SetFileState> m_states;
    std::array<qint64, kSetFileStateCount> m_counts{};
    quint64 m_revision = 0;
    std::deque<Index> m_small;
    std::deque<Index> m_there;
    std::deque<Index> m_aside;
    std::deque<Index> m_large;
    std::vector<std::pair<Index, Index>> m_copies; ///< (original, copy), sorted
};

} // namespace transfer
