#include "core/queue/savestate.h"

#include <array>

namespace queue {

namespace {

using enum SaveState;
using Cell = std::optional<SaveState>;
constexpr Cell kNever = std::nullopt;

constexpr std::array<std::array<Cell, 5>, 5> kSaveTable{{
    //              Changed   Due       Written  Failed   Closing
    /* Idle     */ {{Posted, kNever, kNever, kNever, Idle}},
    /* Posted   */ {{Posted, Writing, kNever, kNever, Posted}},
    /* Writing  */ {{Writing, kNever, Idle, Backoff, Writing}},
    /* Backoff  */ {{Backoff, Retrying, kNever, kNever, Idle}},
    /* Retrying */ {{Retrying, kNever, Idle, Backoff, Writing}},
}};

} // namespace

std::optional<SaveState> nextState(SaveState state, SaveEvent event)
{
    return kSaveTable[static_cast<std::size_t>(state)][static_cast<std::size_t>(event)];
}

bool isNews(SaveState failed)
{
    return failed == Writing;
}

bool isSettled(SaveState state)
{
    return state == Idle || state == Backoff;
}

} // namespace queue
