#pragma once

#include "core/blte/keystore.h"
#include "core/choices.h"
#include "core/http/ratelimiter.h"
#include "core/storage/partialopening.h"
#include "core/transfer/contenthasher.h"
#include "core/transfer/routing/chunkmap.h"
#include "core/transfer/routing/state.h"
#include "core/wholefile.h"

namespace transfer {

class SharedConnection;

using core::MissingKeys;
using core::WhenExists;

/// One file to fetch, as the queue orders it. A value.
struct TransferRequest
{
    core::Source source;
    QString folder; ///< absolute; must exist
    QString name;   ///< relative; may be empty: the server names it
    /// The name is only what the address ends with: a server that names the file knows better.
    bool isNameGuessed = false;
    /// What the file may be called that a server calls so: others may make a file of that name. Empty: so.
    std::function<QString(const QString &)> nameFor;
    bool isRaw = false;
    MissingKeys locked = MissingKeys::ZeroFill;
    WhenExists whenExists = WhenExists::Refuse;
    std::optional<quint64> volume;              ///< where the folder was when an earlier attempt wrote there
    std::shared_ptr<http::RateLimiter> limiter; ///< of this file, below the one of all; null: that one
    core::NameProof proof;                      ///< of what is not decoded and has no key; null: none
    std::shared_ptr<SharedConnection>
        sharedConnection; ///< a small slice, fetched with its neighbours; null: alone
    /// How long the attempt may go on without getting anything that stays; empty: as long as it likes.
    std::optional<std::chrono::milliseconds> patience;
    bool probesDisk =
        false; ///< the disk failed the last attempt: nothing is asked for before it takes a byte

    /// Of the file as it is to be, said beforehand: of what is kept as it is nobody says it.
    std::optional<qint64> decodedSize() const { return isRaw ? std::nullopt : source.decodedSize; }
};

/// How a file ended well.
struct Completion
{
    Verdict verdict = Verdict::None;
    QByteArray md5; ///< hex, when computed
    qint64 size = 0;
    std::vector<blte::UsedKey> usedKeys = {}; ///< that nothing proves
    QStringList hosts = {};                   ///< hostOf(), that its bytes came from, as far as that is known
};

/// A file that is there already, held against what is asked for.
struct Existing
{
    std::optional<Completion> completion; ///< its bytes are those of an earlier finish, or of the content key
    bool mustAsk = false;    ///< no key names it: only the server knows whether it is still what it was
    QByteArray version;      ///< as the server called it then; see versionText()
    QString why;             ///< it is not; may be empty
    bool isOutdated = false; ///< see Found
};

/// What was found where the file is to go.
struct Opening
{
    bool mustLook = false; ///< a file is there: lookAtExisting() comes first; the rest says nothing
    QByteArray version;    ///< of one that is unlocked
    QString name;          ///< as it will be (mended, or renamed to be free)
    std::optional<Completion> completion; ///< it is there already, provably
    bool isUnlocking = false;             ///< it is there with locked chunks, and they are tried again
    bool isReplacing = false;             ///< what is there is an earlier result of ours that does not count
    /// Of a file whose every locked chunk is kept: nothing has to be fetched to try keys on it.
    std::shared_ptr<const blte::ChunkTable> table;
    QByteArray origins;          ///< of what is there (origins.h)
    storage::FoundPartial found; ///< with a record only of this very source
    bool isCertain = false;      ///< nobody has to be asked whether it is still what the record describes
};

/// What lies under the target's name, against what is asked for.
struct Found
{
    bool isThere = false;
    bool isProven = false;  ///< to be just that: by its receipt, or by its content key
    bool canUnlock = false; ///< and its locked chunks can be tried again
    /// Made by us of this very source, unchanged since, and still not it: locked chunks whose bytes are gone,
    /// or keys that were others then.
    bool isOutdated = false;
    bool isBlocked = false; ///< what is called as the part file would be is not ours
};

/// What follows for it. A pure function; when a part file is there, storage::recovery::planFor() goes on.
enum class TargetPlan {
    Fetch,
    Replace,  ///< fetched anew, over what is there
    Unlock,   ///< it becomes a part file again
    Finished, ///< nothing is to be done
    Refuse,   ///< TargetExists
    Rename,   ///< fetched under another name
};
TargetPlan planFor(const Found &found, WhenExists whenExists);

/// Everything below may block: disk thread only.

/// Whether an earlier attempt has begun this file under the order's name.
bool hasBegun(const TransferRequest &order);

/// FolderMissing when the folder is on another volume than `order` says and holds nothing of this file: an
/// unmounted volume leaves the bare folder it was mounted on.
/// `keys` are those of today, may be null. `existing`: what lookAtExisting() said, once that was asked for.
core::Result<Opening> openTarget(const TransferRequest &order,
                                 const std::shared_ptr<storage::DiskReservations> &room,
                                 const blte::KeyStore *keys, const std::optional<Existing> &existing = {});

struct Commit
{
    std::shared_ptr<storage::PartialDownload> partial;
    std::optional<blte::Digest> md5; ///< of the decoded file, where it was wanted
    TransferRequest order;
    Verdict verdict = Verdict::None; ///< what the chunks alone prove
    quint64 size = 0;
    std::shared_ptr<const blte::ChunkTable> table; ///< to be kept for later; null: it is already
    QByteArray origins;                            ///< likewise (origins.h)
    std::vector<blte::UsedKey> usedKeys = {};      ///< as in the record
    QByteArray version;                            ///< what the server called it; see versionText()
};

/// Content key, sync, rename, receipt; a result for each, in the same order.
std::vector<core::Result<Completion>> commitTargets(const std::vector<Commit> &commits);

/// What a finished file must be like.
struct Finished
{
    QString target;
    std::optional<blte::ContentKey> contentKey; ///< only when that is the digest of these very bytes
    QByteArray md5;                             ///< hex, as it was when it was finished; may be empty
    qint64 size = -1;                           ///< -1: not known
};

/// Reads it back whole and returns its MD5 (hex): ReadFailed when it is gone, ContentKeyWrong when it is not
/// what it was. `goesOn` as in hashFile().
core::Result<QByteArray> verifyTarget(const Finished &file, const std::function<bool(qint64)> &goesOn);

/// Removes what an unfinished download of `target` left behind.
core::Result<void> discardTarget(const QString &folder, const QString &target);

} // namespace transfer
