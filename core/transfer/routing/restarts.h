#pragma once

#include "core/error.h"

#include <QUrl>
#include <optional>

namespace transfer {

/// How often one attempt at a file may begin once more from its first byte, and how it does then. No I/O.
class Restarts
{
public:
    enum class Why {
        Changed,   ///< the server has another version now, or several at once
        Stale,     ///< what an earlier attempt left is not, or cannot be shown to be, of this version
        Elsewhere, ///< the mirror that described it is spent, and the others cannot be shown to have the same
        Wrong,     ///< it is whole, and not what its content key says
        Cut,       ///< it came with one answer, which ended early, and nothing can be put behind it
    };

    bool may(Why why, std::size_t mirrors) const;
    /// `distrusted` gave most of what cannot be used; empty: nobody knows who did.
    void began(Why why, const QUrl &distrusted = {});

    bool any() const { return m_all > 0; }
    /// The file is asked for in one piece, because pieces did not fit together.
    bool asksOnce() const { return m_asksOnce; }
    /// Whom to ask last; empty: nobody.
    const QUrl &distrusted() const { return m_distrusted; }

private:
    int m_all = 0;
    int m_cuts = 0;
    bool m_asksOnce = false;
    QUrl m_distrusted;
};

/// An attempt that fetched something and has no file.
struct EndedAttempt
{
    core::ErrorKind kind = core::ErrorKind::None;
    bool isCut = false; ///< see Failure
    bool hasChanged =
        false; ///< the mirror that described the file says so, or several versions of one are there
    bool isUnproven = false; ///< some bytes are of an earlier attempt, or none is proven by itself
};
/// Why another beginning may bring it; empty: none would.
std::optional<Restarts::Why> reasonFor(const EndedAttempt &ended);

} // namespace transfer
