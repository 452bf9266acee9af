#include "core/queue/gate.h"

#include <array>
#include <cstddef>

namespace queue {

namespace {

using enum Gate;

constexpr std::array<std::array<Gate, 4>, 6> kGateTable{{
    //                   Read        Hold           Allow          Close
    /* Unread        */ {Open, UnreadHeld, Unread, ClosingUnread},
    /* UnreadHeld    */ {Held, UnreadHeld, Unread, ClosingUnread},
    /* Open          */ {Open, Held, Open, Closing},
    /* Held          */ {Held, Held, Open, Closing},
    /* ClosingUnread */ {Closing, ClosingUnread, ClosingUnread, ClosingUnread},
    /* Closing       */ {Closing, Closing, Closing, Closing},
}};

} // namespace

Gate after(Gate gate, GateEvent event)
{
    return kGateTable[static_cast<std::size_t>(gate)][static_cast<std::size_t>(event)];
}

bool isOpen(Gate gate)
{
    return gate == Open;
}

bool isRead(Gate gate)
{
    return gate == Open || gate == Held || gate == Closing;
}

bool isClosing(Gate gate)
{
    return gate == Closing || gate == ClosingUnread;
}

} // namespace queue
