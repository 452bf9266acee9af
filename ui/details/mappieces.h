#pragma once

#include <QString>
#include <array>

namespace ui {

/// What has become of a piece: a chunk of a file, or a file of a set.
enum class PieceState : quint8 {
    Missing,
    InFlight,
    Done,
    Locked,
    Bad,
    LeftOut, ///< nobody fetches it, and nobody has to
};
inline constexpr int kPieceStateCount = 6;

/// What a map shows: so many pieces in their order, each in a state.
class MapPieces
{
public:
    using Counts = std::array<std::size_t, kPieceStateCount>;

    virtual ~MapPieces() = default;
    virtual std::size_t size() const = 0;
    virtual PieceState state(std::size_t piece) const = 0;
    virtual Counts counts() const = 0;
    /// "done", as the legend says it; empty: pieces of this kind are never so.
    virtual QString stateText(PieceState state) const = 0;
    virtual QString describe(std::size_t piece) const = 0;
    virtual QString describeRun(std::size_t first, std::size_t last) const = 0; ///< "Chunks 3 to 17"

    bool isEmpty() const { return size() == 0; }
    /// What the states of [first, end) look like together: bad before in flight before locked before missing;
    /// when the group is only Missing and Done, Missing.
    PieceState worst(std::size_t first, std::size_t end) const;
    double doneShare(std::size_t first, std::size_t end) const;
    /// Of those of [first, end).
    Counts countsOf(std::size_t first, std::size_t end) const;
};

} // namespace ui
