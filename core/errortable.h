#pragma once

#include "core/error.h"

#include <QFlags>

/// What each kind of error means to those who meet it. One row per kind; transfer, queue, command line and
/// window read it here, and none of them keeps a list of kinds of its own.
namespace core {

/// What the mirror that an error came from gets, for this file.
enum class MirrorGets {
    Nothing,     ///< it is not to blame
    BackOff,     ///< is asked again after a delay, a few times in a row
    HostBackOff, ///< the same, and other files leave its host alone meanwhile, too
    Quarantine,  ///< sent wrong bytes: is asked again only while no better one is left, and only a few times
    NoMore,      ///< would say the same again: is not asked any more
};

/// What the item does when it meets the error, while that can still help.
enum class ItemDoes {
    Retry,        ///< asks again, the same mirror or another, as `MirrorGets` says
    Wait,         ///< stops, and tries again later by itself
    RefetchPiece, ///< fetches this piece again
    RestartOnce,  ///< forgets what was fetched and begins anew
    AskUser,      ///< needs a person once no other mirror helps
    AskForKey,    ///< the same; a new key list makes it go on
    Fail,
    FailAndDiscard, ///< wrong wherever it comes from: nothing of it is worth keeping
};

/// Whether the cause goes away by itself: then the item waits and tries again where it would fail.
enum class Heals {
    Never,
    OnceBegun, ///< when the item already had what is missing now, such as its volume
    WithTime,
};

/// Whether it ends the attempt at the file although other mirrors are left.
enum class EndsAttempt {
    Never,
    IfProven, ///< unless it came of a chunk without a digest, which may just be damaged
    Always,
};

/// What a server may mean by an error instead of what it says, depending on the request.
enum class Doubt {
    ExtraConnection = 1, ///< it takes no further connection
    AnyRange = 2,        ///< it sends files only whole
    SeveralRanges = 4,   ///< it sends one range at a time only
    WidenedRange = 8,    ///< it minds a range that was made of several requests
    OtherRequest = 16,   ///< the answer may belong to another request of the same connection
};
Q_DECLARE_FLAGS(Doubts, Doubt)
Q_DECLARE_OPERATORS_FOR_FLAGS(Doubts)

/// What a person may do. The command line and the window each have their own words for it.
enum class Advice {
    None,
    OtherMirror,     ///< mirrors are tried in turn; another one may help
    TryLater,        ///< it is tried again by itself
    RefetchPiece,    ///< the piece is fetched again by itself
    BeginAnew,       ///< the download begins anew by itself
    MendCause,       ///< whatever the detail names
    MakeRoom,        ///< on the disk
    AllowWriting,    ///< or choose another folder
    RestoreFolder,   ///< or choose another folder
    ReplaceOrRename, ///< the file that exists
    OtherFileSystem, ///< one that holds larger files
    OtherName,       ///< for the file
    CloseOther,      ///< the program that works on the same file
    AllowMetered,    ///< networks
    CheckAddress,    ///< or name another mirror
    CheckMirrors,    ///< all of them failed
    SignIn,          ///< to the network, with a browser
    GiveCredentials, ///< user name and password
    KeepEncoded,     ///< what does not decode can be kept as served
    CheckObject,     ///< the address may be that of an archive
    CheckContentKey, ///< and the decryption keys
    AddKey,          ///< that is missing
    ReplaceKey,      ///< that is wrong
};

/// For tables of texts: one row per advice, in the order above.
template <typename Rows>
constexpr bool hasEveryAdvice(const Rows &rows)
{
    constexpr std::size_t kCount = static_cast<std::size_t>(Advice::ReplaceKey) + 1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].advice) != i)
            return false;
    }
    return rows.size() == kCount;
}

struct ErrorRow
{
    ErrorKind kind;
    const char *name;     ///< the enumerator's; stable: JSON events and logs use it
    const char *sentence; ///< English, with its full stop; a source text of context "core::Error"
    MirrorGets mirror;
    ItemDoes item;
    Heals heals;
    EndsAttempt ends;
    Advice advice;
    Doubts doubts;
};

/// The row of `kind`; that of Internal for a number that no kind has (from a newer version's database).
const ErrorRow &errorRow(ErrorKind kind);

inline bool healsWithTime(ErrorKind kind)
{
    return errorRow(kind).heals == Heals::WithTime;
}

/// Trouble with the own disk: no mirror can help. Its kinds have the numbers 10–29.
constexpr bool isStorage(ErrorKind kind)
{
    return static_cast<int>(kind) >= 10 && static_cast<int>(kind) < 30;
}

/// A server may mean `doubt` by it.
inline bool mayMean(ErrorKind kind, Doubt doubt)
{
    return errorRow(kind).doubts.testFlag(doubt);
}

} // namespace core
