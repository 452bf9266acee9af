#pragma once

namespace queue {

/// Whether rows may begin: not before the stored rows are known (something added meanwhile may be among
/// them), not while somebody holds them back, not while the program ends.
enum class Gate {
    Unread,        ///< the stored rows are not known yet
    UnreadHeld,    ///< nor may anything begin
    Open,          ///< rows may begin
    Held,          ///< the rows are known, but nothing may begin
    ClosingUnread, ///< the program ends before the stored rows were known
    Closing,       ///< the program ends
};

enum class GateEvent {
    Read,  ///< the stored rows are known, or it is clear that they will not be
    Hold,  ///< nothing may begin until further notice
    Allow, ///< the notice
    Close, ///< the program ends
};

Gate after(Gate gate, GateEvent event);
bool isOpen(Gate gate);
bool isRead(Gate gate);
bool isClosing(Gate gate);

} // namespace queue
