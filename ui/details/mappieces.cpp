#include "ui/details/mappieces.h"

namespace ui {

namespace {

int urgency(PieceState state)
{
    switch (state) {
    case PieceState::Bad:
        return 5;
    case PieceState::InFlight:
        return 4;
    case PieceState::Locked:
        return 3;
    case PieceState::Missing:
        return 2;
    case PieceState::Done:
        return 1;
    case PieceState::LeftOut:
        return 0;
    }
    return 0;
}

} // namespace

PieceState MapPieces::worst(std::size_t first, std::size_t end) const
{
    PieceState worst = state(first);
    for (std::size_t piece = first + 1; piece < end && worst != PieceState::Bad; ++piece) {
        if (const PieceState next = state(piece); urgency(next) > urgency(worst))
            worst = next;
    }
    return worst;
}

double MapPieces::doneShare(std::size_t first, std::size_t end) const
{
    const Counts counts = countsOf(first, end);
    return static_cast<double>(counts[static_cast<std::size_t>(PieceState::Done)]) /
           static_cast<double>(end - first);
}

MapPieces::Counts MapPieces::countsOf(std::size_t first, std::size_t end) const
{
    Counts counts{};
    for (std::size_t piece = first; piece < end; ++piece)
        ++counts[static_cast<std::size_t>(state(piece))];
    return counts;
}

} // namespace ui
