#include "core/transfer/target.h"

#include "core/storage/filesystem.h"
#include "core/storage/finished.h"
#include "core/storage/groupcommit.h"
#include "core/storage/partfile.h"
#include "core/storage/receipt.h"
#include "core/storage/safename.h"
#include "core/transfer/objectrecord.h"
#include "core/transfer/restingmap.h"
#include "core/transfer/usedkeys.h"

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

storage::Receipt receiptFor(const Order &order, const Completion &completion, const QDateTime &modified)
{
    return {identityOf(order), static_cast<int>(completion.verdict),
            completion.md5,    completion.size,
            modified,          completion.usedKeys};
}

/// By its receipt: an earlier result that is not what is asked for, or may not be with the keys of today.
bool isOutdated(const storage::Receipt &receipt, const blte::KeyStore *keys)
{
    return static_cast<Verdict>(receipt.verdict) == Verdict::Incomplete ||
           haveChanged(receipt.usedKeys, keys);
}

/// By the record of an attempt that was ended after it had renamed the file, before it had tidied up.
std::optional<Completion> proveByRecord(const Order &order, const QString &target, const blte::KeyStore *keys)
{
    const auto record = storage::recordOfFinished(target);
    if (!record || !isComplete(*record) || core::identity(record->source) != core::identity(order.source) ||
        haveChanged(record->usedKeys, keys))
        return std::nullopt;
    const bool wasRaw = record->headerSize == 0;
    if (order.source.encodingKey && wasRaw != order.isRaw)
        return std::nullopt;
    const Completion completion{
        verdictOf(*record), {}, static_cast<qint64>(record->decodedSize), record->usedKeys};
    const QDateTime modified = QFileInfo(target).lastModified();
    std::ignore = storage::writeReceipts({{target, receiptFor(order, completion, modified)}});
    return completion;
}

core::Result<std::optional<Completion>> proveByChecksum(const Order &order, const QString &target)
{
    const auto digests = digestsOf(target, order.source.checksum);
    if (!digests)
        return tl::unexpected(digests.error());
    const auto &contentKey = order.source.contentKey;
    if (digests->checksum != order.source.checksum->digest ||
        (contentKey && contentKey->digest != digests->md5))
        return std::nullopt;
    return Completion{Verdict::Verified, hex(digests->md5), QFileInfo(target).size(), {}};
}

/// The receipt of an earlier finish, or the content key, may prove that the target is what is wanted.
core::Result<std::optional<Completion>> proveExisting(const Order &order, const QString &target,
                                                      const blte::KeyStore *keys)
{
    if (order.source.checksum && !order.isRaw)
        return proveByChecksum(order, target);
    const auto receipt = storage::validReceipt(target);
    const bool isIt = receipt && receipt->identity == identityOf(order) && !isOutdated(*receipt, keys);
    if (isIt)
        return Completion{static_cast<Verdict>(receipt->verdict), receipt->md5, receipt->size,
                          receipt->usedKeys};
    if (!order.source.contentKey)
        return proveByRecord(order, target, keys);
    auto digest = hashFile(target);
    if (!digest)
        return tl::unexpected(digest.error());
    if (*digest != order.source.contentKey->digest)
        return std::nullopt;
    return Completion{Verdict::Verified, hex(*digest), QFileInfo(target).size(), {}};
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
core::Result<Found> look(const Order &order, Opening &opening, const blte::KeyStore *keys)
{
    const QString target = pathOf(order, opening.name);
    Found found;
    found.isThere = QFileInfo::exists(target);
    found.isBlocked =
        QFileInfo::exists(storage::partPath(target)) && !QFileInfo::exists(storage::recordPath(target));
    found.canUnlock = found.isThere && canUnlock(order, target);
    if (!found.isThere || found.canUnlock || order.whenExists == WhenExists::Overwrite)
        return found;
    auto completion = proveExisting(order, target, keys);
    if (!completion)
        return tl::unexpected(completion.error());
    opening.completion = *completion;
    found.isProven = opening.completion.has_value();
    if (!found.isProven) {
        const auto receipt = storage::validReceipt(target);
        found.isOutdated = receipt && receipt->identity == identityOf(order) && isOutdated(*receipt, keys);
    }
    return found;
}

/// The file's table, when the encoded bytes of every chunk that is not decoded yet are there.
std::shared_ptr<const blte::ChunkTable> tableIfKept(const storage::PartialDownload::Found &found,
                                                    const QString &target)
{
    const auto table = found.record ? knownTable(target, *found.record) : nullptr;
    for (std::size_t i = 0; table && i < table->size(); ++i) {
        const auto spool = found.spools.find(static_cast<quint32>(i));
        const bool isHere = found.record->finished.testBit(static_cast<qsizetype>(i)) ||
                            (spool != found.spools.end() && spool->second == (*table)[i].encodedSize);
        if (!isHere)
            return nullptr;
    }
    return table;
}

bool isElsewhere(const Order &order, const QString &target)
{
    if (!order.volume || QFileInfo::exists(target) || QFileInfo::exists(storage::partPath(target)))
        return false;
    const QString folder = storage::folderOf(target);
    const auto volume = storage::fs::volumeOf(QFileInfo::exists(folder) ? folder : order.folder);
    return volume && *volume != *order.volume;
}

/// "file.bin" → "file (1).bin", the first that is neither there nor being downloaded.
QString freeName(const Order &order, const QString &name)
{
    for (int i = 1;; ++i) {
        const QString candidate = storage::numberedName(name, i);
        if (storage::isNameFree(pathOf(order, candidate)))
            return candidate;
    }
}

/// "; perhaps a key is wrong: NAME, NAME"
QString suspicion(const std::vector<blte::UsedKey> &keys)
{
    constexpr std::size_t kMostNamed = 8;
    QStringList names;
    for (std::size_t i = 0; i < std::min(keys.size(), kMostNamed); ++i)
        names << QString::fromStdString(blte::toHex(keys[i].name));
    if (keys.size() > kMostNamed)
        names << QStringLiteral("…");
    return names.isEmpty() ? QString()
                           : QStringLiteral("; perhaps a key is wrong: ") + names.join(QStringLiteral(", "));
}

/// What the digests say of a file that is whole.
core::Result<Completion> prove(const Commit &commit)
{
    Completion completion{commit.verdict, {}, static_cast<qint64>(commit.size), commit.usedKeys};
    const auto &contentKey = commit.order.source.contentKey;
    if (!commit.md5)
        return completion;
    completion.md5 = hex(*commit.md5);
    // A content key says nothing about the bytes of an object that is kept as it is.
    const bool isEncoded = commit.order.isRaw && commit.verdict == Verdict::ChunksVerified;
    if (contentKey && !isEncoded && commit.verdict != Verdict::Incomplete) {
        if (*commit.md5 != contentKey->digest)
            return core::failure(core::ErrorKind::ContentKeyWrong,
                                 QStringLiteral("expected %1, the decoded file has %2")
                                         .arg(QString::fromLatin1(hex(contentKey->digest)),
                                              QString::fromLatin1(completion.md5)) %
                                     suspicion(commit.usedKeys));
        completion.verdict = Verdict::Verified;
        completion.usedKeys.clear(); // they are proven
    }
    return completion;
}

/// Of the part file that is about to get its name: so no moment is left at which the file is there and
/// nobody knows what it is. Without one it is as good; asking for it again would only take longer to answer.
std::optional<storage::Receipted> receiptOf(const Commit &commit, const Completion &completion)
{
    constexpr qint64 kNanoseconds = 1'000'000; // in a millisecond
    const auto modified = commit.partial->modified();
    if (!modified)
        return std::nullopt;
    const auto time = QDateTime::fromMSecsSinceEpoch(*modified / kNanoseconds, Qt::UTC);
    return storage::Receipted{commit.partial->target(), receiptFor(commit.order, completion, time)};
}

} // namespace

TargetPlan planFor(const Found &found, WhenExists whenExists)
{
    if (found.canUnlock)
        return TargetPlan::Unlock;
    if (!found.isThere && found.isBlocked && whenExists == WhenExists::Rename)
        return TargetPlan::Rename;
    if (!found.isThere || whenExists == WhenExists::Overwrite)
        return TargetPlan::Fetch;
    if (found.isProven)
        return TargetPlan::Finished;
    if (found.isOutdated)
        return TargetPlan::Replace;
    return whenExists == WhenExists::Rename ? TargetPlan::Rename : TargetPlan::Refuse;
}

core::Result<Opening> openTarget(const Order &order, const std::shared_ptr<storage::Room> &room,
                                 const blte::KeyStore *keys)
{
    auto name = storage::safeName(order.name);
    if (!name)
        return tl::unexpected(name.error());
    Opening opening;
    opening.name = *name;
    if (isElsewhere(order, pathOf(order, opening.name)))
        return core::failure(core::ErrorKind::FolderMissing,
                             order.folder + QStringLiteral(" is not on the volume it was on"));
    const auto there = look(order, opening, keys);
    if (!there)
        return tl::unexpected(there.error());
    const TargetPlan plan = planFor(*there, order.whenExists);
    opening.isUnlocking = plan == TargetPlan::Unlock;
    opening.isReplacing = plan == TargetPlan::Replace;
    if (plan == TargetPlan::Finished) {
        if (opening.completion->verdict != Verdict::Incomplete)
            std::ignore = storage::removeRecord(pathOf(order, opening.name));
        return opening;
    }
    if (plan == TargetPlan::Refuse)
        return core::failure(core::ErrorKind::TargetExists, pathOf(order, opening.name));
    if (plan == TargetPlan::Rename)
        opening.name = freeName(order, opening.name);
    const QString target = pathOf(order, opening.name);
    auto ready = opening.isUnlocking ? storage::PartialDownload::reopen(target) : core::Result<void>();
    auto found = ready.and_then([&] { return storage::PartialDownload::open(order.folder, target, room); });
    if (!found)
        return tl::unexpected(found.error());
    if (order.probesDisk) {
        if (auto takes = found->partial->probe(); !takes)
            return tl::unexpected(takes.error());
    }
    opening.found = std::move(*found);
    if (opening.found.record)
        opening.origins = keptOrigins(target);
    if (opening.found.record && haveChanged(opening.found.record->usedKeys, keys))
        opening.found.record.reset(); // nothing that was decrypted counts
    if (opening.isUnlocking)
        opening.table = tableIfKept(opening.found, pathOf(order, opening.name));
    return opening;
}

std::vector<core::Result<Completion>> commitTargets(const std::vector<Commit> &commits)
{
    std::vector<core::Result<Completion>> results;
    std::vector<storage::Ending> endings;
    std::vector<std::size_t> indices; // of the endings' commits
    for (const Commit &commit : commits) {
        if (commit.table)
            keepTable(commit.partial->target(), *commit.table);
        keepOrigins(commit.partial->target(), commit.origins);
        results.push_back(prove(commit));
        const bool overwrites = commit.order.whenExists == WhenExists::Overwrite;
        if (!results.back())
            continue;
        indices.push_back(results.size() - 1);
        endings.push_back(
            {commit.partial, overwrites ? storage::Existing::Overwrite : storage::Existing::Refuse, {}});
    }
    storage::commitAll(endings, [&](const std::vector<const storage::Ending *> &synced) {
        std::vector<storage::Receipted> receipts;
        for (const storage::Ending *ending : synced) {
            const std::size_t i = indices[static_cast<std::size_t>(ending - endings.data())];
            if (auto receipt = receiptOf(commits[i], *results[i]))
                receipts.push_back(std::move(*receipt));
        }
        std::ignore = storage::writeReceipts(receipts);
    });
    for (std::size_t i = 0; i < endings.size(); ++i) {
        if (!endings[i].result)
            results[indices[i]] = tl::unexpected(endings[i].result.error());
    }
    return results;
}

core::Result<QByteArray> verifyTarget(const Finished &file, const std::function<bool(qint64)> &goesOn)
{
    const QFileInfo info(file.target);
    if (!info.isFile())
        return core::failure(core::ErrorKind::ReadFailed, file.target + QStringLiteral(" is gone"));
    if (file.size >= 0 && info.size() != file.size)
        return core::failure(
            core::ErrorKind::ContentKeyWrong,
            QStringLiteral("it had %1 bytes, now it has %2").arg(file.size).arg(info.size()));
    const auto digest = hashFile(file.target, goesOn);
    if (!digest)
        return tl::unexpected(digest.error());
    const QByteArray expected = file.contentKey ? hex(file.contentKey->digest) : file.md5;
    if (!expected.isEmpty() && hex(*digest) != expected)
        return core::failure(core::ErrorKind::ContentKeyWrong,
                             QStringLiteral("expected MD5 %1, the file on the disk has %2")
                                 .arg(QString::fromLatin1(expected), QString::fromLatin1(hex(*digest))));
    return hex(*digest);
}

core::Result<void> discardTarget(const QString &folder, const QString &target)
{
    forgetTable(target);
    if (!QFileInfo::exists(storage::partPath(target)) && !QFileInfo::exists(storage::recordPath(target)) &&
        !QFileInfo::exists(storage::freshPartPath(target)))
        return {};
    auto found = storage::PartialDownload::open(folder, target);
    if (!found)
        return tl::unexpected(found.error());
    return found->partial->discard();
}

} // namespace transfer
