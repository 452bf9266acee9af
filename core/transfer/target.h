#pragma once

#include "core/http/ratelimiter.h"
#include "core/storage/partialdownload.h"
#include "core/transfer/contenthasher.h"
#include "core/transfer/state.h"

namespace transfer {

/// What to do when the target exists and is not provably what was asked for.
enum class WhenExists : int { Refuse = 0, Overwrite = 1, Rename = 2 };

/// One file to fetch, as the queue orders it. A value.
struct Order
{
    core::Source source;
    QString folder; ///< absolute; must exist
    QString name;   ///< relative; may be empty: the server names it
    bool isRaw = false;
    bool refusesLocked = false; ///< a missing key is an error instead of zeros
    WhenExists whenExists = WhenExists::Refuse;
    std::shared_ptr<http::RateLimiter> limiter; ///< of this file, below the environment's; null: that one
};

/// How a file ended well.
struct Completion
{
    Verdict verdict = Verdict::None;
    QByteArray md5; ///< hex, when computed
    qint64 size = 0;
};

/// What was found where the file is to go.
struct Opening
{
    QString name;                         ///< as it will be (mended, or renamed to be free)
    std::optional<Completion> completion; ///< it is there already, provably
    bool isUnlocking = false;             ///< it is there with locked chunks, and they are tried again
    storage::PartialDownload::Found found;
};

/// What lies under the target's name, against what is asked for.
struct Found
{
    bool isThere = false;
    bool isProven = false;  ///< to be just that: by its receipt, or by its content key
    bool canUnlock = false; ///< and its locked chunks can be tried again
};

/// What follows for it. A pure function; when a part file is there, storage::recovery::planFor() goes on.
enum class TargetPlan {
    Fetch,
    Unlock,   ///< it becomes a part file again
    Finished, ///< nothing is to be done
    Refuse,   ///< TargetExists
    Rename,   ///< fetched under another name
};
TargetPlan planFor(const Found &found, WhenExists whenExists);

/// Everything below may block: disk thread only.

core::Result<Opening> openTarget(const Order &order);

struct Commit
{
    std::shared_ptr<storage::PartialDownload> partial;
    std::optional<blte::Digest> md5; ///< of the decoded file, where it was wanted
    Order order;
    Verdict verdict = Verdict::None; ///< what the chunks alone prove
    quint64 size = 0;
};

/// Content key, sync, rename, receipt; a result for each, in the same order.
std::vector<core::Result<Completion>> commitTargets(const std::vector<Commit> &commits);

/// Removes what an unfinished download of `target` left behind.
core::Result<void> discardTarget(const QString &folder, const QString &target);

} // namespace transfer
