#include "core/transfer/target.h"

#include "core/storage/groupcommit.h"
#include "core/storage/partfile.h"
#include "core/storage/receipt.h"
#include "core/storage/safename.h"

#include <QFileInfo>

namespace transfer {

namespace {

QByteArray hex(const blte::Digest &digest)
{
    return QByteArray::fromStdString(blte::toHex(digest));
}

QString pathOf(const Order &order, const QString &name)
{
    return order.folder + u'/' + name;
}

QString identityOf(const Order &order)
{
    return order.isRaw ? QStringLiteral("raw ") + core::identity(order.source) : core::identity(order.source);
}

/// The receipt of an earlier finish, or the content key, may prove that the target is what is wanted.
core::Result<std::optional<Completion>> proveExisting(const Order &order, const QString &target)
{
    const auto receipt = storage::validReceipt(target);
    if (receipt && receipt->identity == identityOf(order))
        return Completion{static_cast<Verdict>(receipt->verdict), receipt->md5, receipt->size};
    if (!order.source.contentKey)
        return std::nullopt;
    auto digest = hashFile(target);
    if (!digest)
        return tl::unexpected(digest.error());
    if (*digest != order.source.contentKey->digest)
        return std::nullopt;
    return Completion{Verdict::Verified, hex(*digest), QFileInfo(target).size()};
}

/// A file that was finished with locked chunks, unchanged since: its record can go on where it stopped.
bool canUnlock(const Order &order, const QString &target)
{
    const auto receipt = storage::validReceipt(target);
    return receipt && receipt->identity == identityOf(order) &&
           static_cast<Verdict>(receipt->verdict) == Verdict::Incomplete &&
           storage::PartialDownload::canReopen(target);
}

/// Looks no further than the answer needs; a content key means reading the whole file.
core::Result<Found> look(const Order &order, Opening &opening)
{
    const QString target = pathOf(order, opening.name);
    Found found{QFileInfo::exists(target), false, false};
    found.canUnlock = found.isThere && canUnlock(order, target);
    if (!found.isThere || found.canUnlock || order.whenExists == WhenExists::Overwrite)
        return found;
    auto completion = proveExisting(order, target);
    if (!completion)
        return tl::unexpected(completion.error());
    opening.completion = *completion;
    found.isProven = opening.completion.has_value();
    return found;
}

/// "file.bin" → "file (1).bin", the first that is neither there nor being downloaded.
QString freeName(const Order &order, const QString &name)
{
    const QFileInfo info(name);
    const QString folder = name.contains(u'/') ? info.path() + u'/' : QString();
    const QString suffix = info.suffix().isEmpty() ? QString() : u'.' + info.suffix();
    for (int i = 1;; ++i) {
        const QString candidate = folder % info.completeBaseName() % QStringLiteral(" (%1)").arg(i) % suffix;
        const QString target = pathOf(order, candidate);
        if (!QFileInfo::exists(target) && !QFileInfo::exists(storage::partPath(target)))
            return candidate;
    }
}

/// What the digests say of a file that is whole.
core::Result<Completion> prove(const Commit &commit)
{
    Completion completion{commit.verdict, {}, static_cast<qint64>(commit.size)};
    const auto &contentKey = commit.order.source.contentKey;
    if (!commit.md5)
        return completion;
    completion.md5 = hex(*commit.md5);
    if (contentKey && commit.verdict != Verdict::Incomplete) {
        if (*commit.md5 != contentKey->digest)
            return core::failure(
                core::ErrorKind::ContentKeyWrong,
                QStringLiteral("expected %1, the decoded file has %2")
                    .arg(QString::fromLatin1(hex(contentKey->digest)), QString::fromLatin1(completion.md5)));
        completion.verdict = Verdict::Verified;
    }
    return completion;
}

/// Without one the file is as good; asking for it again would only take longer to answer.
void leaveReceipt(const Commit &commit, const Completion &completion)
{
    std::ignore = storage::writeReceipt(commit.partial->target(), {identityOf(commit.order),
                                                                   static_cast<int>(completion.verdict),
                                                                   completion.md5,
                                                                   completion.size,
                                                                   {}});
}

} // namespace

TargetPlan planFor(const Found &found, WhenExists whenExists)
{
    if (found.canUnlock)
        return TargetPlan::Unlock;
    if (!found.isThere || whenExists == WhenExists::Overwrite)
        return TargetPlan::Fetch;
    if (found.isProven)
        return TargetPlan::Finished;
    return whenExists == WhenExists::Rename ? TargetPlan::Rename : TargetPlan::Refuse;
}

core::Result<Opening> openTarget(const Order &order)
{
    auto name = storage::safeName(order.name);
    if (!name)
        return tl::unexpected(name.error());
    Opening opening;
    opening.name = *name;
    const auto there = look(order, opening);
    if (!there)
        return tl::unexpected(there.error());
    const TargetPlan plan = planFor(*there, order.whenExists);
    opening.isUnlocking = plan == TargetPlan::Unlock;
    if (plan == TargetPlan::Finished)
        return opening;
    if (plan == TargetPlan::Refuse)
        return core::failure(core::ErrorKind::TargetExists, pathOf(order, opening.name));
    if (plan == TargetPlan::Rename)
        opening.name = freeName(order, opening.name);
    const QString target = pathOf(order, opening.name);
    auto ready = opening.isUnlocking ? storage::PartialDownload::reopen(target) : core::Result<void>();
    auto found = ready.and_then([&] { return storage::PartialDownload::open(order.folder, target); });
    if (!found)
        return tl::unexpected(found.error());
    opening.found = std::move(*found);
    return opening;
}

std::vector<core::Result<Completion>> commitTargets(const std::vector<Commit> &commits)
{
    std::vector<core::Result<Completion>> results;
    std::vector<storage::Ending> endings;
    for (const Commit &commit : commits) {
        results.push_back(prove(commit));
        const bool overwrites = commit.order.whenExists == WhenExists::Overwrite;
        if (results.back())
            endings.push_back(
                {commit.partial, overwrites ? storage::Existing::Overwrite : storage::Existing::Refuse, {}});
    }
    storage::commitAll(endings);
    auto ending = endings.cbegin();
    for (std::size_t i = 0; i < commits.size(); ++i) {
        if (!results[i])
            continue;
        if (ending->result)
            leaveReceipt(commits[i], *results[i]);
        else
            results[i] = tl::unexpected(ending->result.error());
        ++ending;
    }
    return results;
}

core::Result<void> discardTarget(const QString &folder, const QString &target)
{
    if (!QFileInfo::exists(storage::partPath(target)) && !QFileInfo::exists(storage::recordPath(target)))
        return {};
    auto found = storage::PartialDownload::open(folder, target);
    if (!found)
        return tl::unexpected(found.error());
    return found->partial->discard();
}

} // namespace transfer
