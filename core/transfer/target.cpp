#include "core/transfer/target.h"

#include "core/hex.h"
#include "core/storage/filesystem.h"
#include "core/storage/finished.h"
#include "core/storage/groupcommit.h"
#include "core/storage/journalfile.h"
#include "core/storage/partpaths.h"
#include "core/storage/safename.h"
#include "core/storage/setfolder.h"
#include "core/storage/statestore.h"
#include "core/transfer/existing.h"
#include "core/transfer/routing/objectrecord.h"
#include "core/transfer/routing/recordclaim.h"
#include "core/transfer/routing/usedkeys.h"
#include "core/transfer/storedmap.h"

#include <QFileInfo>
#include <algorithm>
#include <tuple>

namespace transfer {

namespace {

using storage::StateStore;

QString pathOf(const TransferRequest &order, const QString &name)
{
    return order.folder + u'/' + name;
}

storage::Receipt receiptFor(const Commit &commit, const Completion &completion,
                            const storage::fs::Stamp &stamp)
{
    storage::Receipt receipt;
    receipt.identity = identityOf(commit.order);
    receipt.verdict = static_cast<int>(completion.verdict);
    receipt.md5 = completion.md5;
    receipt.size = completion.size;
    receipt.stamp = stamp;
    receipt.version = commit.version;
    receipt.usedKeys = completion.usedKeys;
    receipt.crc = commit.partial->journal().contentCrc();
    return receipt;
}

/// Of ours: what is not believed would be fetched again, and the file would be lost meanwhile.
bool hasRecordFor(const TransferRequest &order, const QString &target)
{
    if (!storage::canReopen(target))
        return false;
    const auto content = storage::JournalFile(storage::recordPath(target)).load();
    return content && *content && (*content)->isOurs &&
           claimOf((*content)->record, order.source, order.isRaw) != Claim::OtherSource;
}

/// A file that was finished with locked chunks, unchanged since: its record can go on where it stopped.
bool canUnlock(const TransferRequest &order, const QString &target, Opening &opening)
{
    const auto receipt = StateStore::own().validReceipt(target);
    if (!receipt || receipt->identity != identityOf(order) ||
        static_cast<Verdict>(receipt->verdict) != Verdict::Incomplete || !hasRecordFor(order, target))
        return false;
    opening.version = receipt->version;
    return true;
}

/// Looks no further than the answer needs.
Found look(const TransferRequest &order, Opening &opening, const std::optional<Existing> &existing)
{
    const QString target = pathOf(order, opening.name);
    Found found;
    found.isThere = QFileInfo::exists(target);
    found.isBlocked =
        QFileInfo::exists(storage::partPath(target)) && !QFileInfo::exists(storage::recordPath(target));
    found.canUnlock = found.isThere && canUnlock(order, target, opening);
    if (!found.isThere || found.canUnlock || order.whenExists == WhenExists::Overwrite)
        return found;
    opening.mustLook = !existing;
    opening.completion = existing ? existing->completion : std::nullopt;
    found.isProven = opening.completion.has_value();
    found.isOutdated = !found.isProven && existing && existing->isOutdated;
    return found;
}

core::Error refusal(const QString &target, const std::optional<Existing> &existing)
{
    const QString why = existing ? existing->why : QString();
    return {core::ErrorKind::TargetExists,
            why.isEmpty() ? target : QString(target % QStringLiteral(": ") % why)};
}

/// The file's table, when the encoded bytes of every chunk that is not decoded yet are there.
std::shared_ptr<const blte::ChunkTable> tableIfKept(const storage::FoundPartial &found, const QString &target)
{
    const bool isWhole = found.record && found.doubtful.count(true) == 0;
    const auto table = isWhole ? knownTable(target, *found.record) : nullptr;
    for (std::size_t i = 0; table && i < table->size(); ++i) {
        const auto spool = found.spools.find(static_cast<quint32>(i));
        const bool isHere = found.record->finished.testBit(static_cast<qsizetype>(i)) ||
                            (spool != found.spools.end() && spool->second == (*table)[i].encodedSize);
        if (!isHere)
            return nullptr;
    }
    return table;
}

bool isElsewhere(const TransferRequest &order, const QString &target)
{
    if (!order.volume || QFileInfo::exists(target) || QFileInfo::exists(storage::partPath(target)))
        return false;
    const QString folder = storage::folderOf(target);
    const auto volume = storage::fs::volumeOf(QFileInfo::exists(folder) ? folder : order.folder);
    return volume && *volume != *order.volume;
}

/// "file.bin" → "file (1).bin", the first that is neither there nor being downloaded.
QString freeName(const TransferRequest &order, const QString &name)
{
    for (int i = 1;; ++i) {
        const QString candidate = storage::numberedName(name, i);
        if (storage::isNameFree(pathOf(order, candidate)))
            return candidate;
    }
}

/// What an earlier attempt put beside another file, unchanged since; of what no key names, only its server
/// knows whether it is still the same.
bool findsRenamed(const TransferRequest &order, const blte::KeyStore *keys, Opening &opening)
{
    const bool hasKey = order.source.encodingKey || order.source.contentKey;
    for (int i = 1; hasKey; ++i) {
        const QString candidate = storage::numberedName(opening.name, i);
        if (!QFileInfo::exists(pathOf(order, candidate)))
            return false;
        const auto receipt = StateStore::own().validReceipt(pathOf(order, candidate));
        const bool isIt = receipt && receipt->identity == identityOf(order) &&
                          static_cast<Verdict>(receipt->verdict) != Verdict::Incomplete &&
                          !haveChanged(receipt->usedKeys, keys);
        if (!isIt)
            continue;
        opening.name = candidate;
        opening.completion = Completion{static_cast<Verdict>(receipt->verdict), receipt->md5, receipt->size,
                                        receipt->usedKeys};
        return true;
    }
    return false;
}

/// What the digests say of a file that is whole.
core::Result<Completion> prove(const Commit &commit)
{
    Completion completion{commit.verdict, {}, static_cast<qint64>(commit.size), commit.usedKeys};
    const auto &contentKey = commit.order.source.contentKey;
    if (!commit.md5)
        return completion;
    completion.md5 = core::hexBytes(*commit.md5);
    // A content key says nothing about the bytes of an object that is kept as it is.
    const bool isEncoded = commit.order.isRaw && commit.verdict == Verdict::ChunksVerified;
    if (contentKey && !isEncoded && commit.verdict != Verdict::Incomplete) {
        if (*commit.md5 != contentKey->digest)
            return core::failure(core::ErrorKind::ContentKeyWrong,
                                 QStringLiteral("expected %1, the decoded file has %2")
                                         .arg(QString::fromLatin1(core::hexBytes(contentKey->digest)),
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
    auto stamp = commit.partial->part().stamp();
    if (!stamp)
        return std::nullopt;
    stamp->changed = 0; // its new name changes it
    return storage::Receipted{commit.partial->target(), receiptFor(commit, completion, *stamp)};
}

/// Once more of a file that has its name, where no key names it: it is known again only as long as nobody has
/// touched it, and without this one its commit was not brought to an end.
bool needsFinalReceipt(const Commit &commit, const Completion &completion)
{
    return completion.md5.isEmpty() || !commit.order.source.encodingKey;
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

namespace {

/// Without what only the one who fetches it may know.
QString addressOf(const core::Source &source)
{
    return source.mirrors.isEmpty()
               ? QStringLiteral("nobody knows what")
               : source.mirrors.first().toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
}

void dropRecord(storage::FoundPartial &found)
{
    found.record.reset();
    found.doubtful.clear();
}

/// What was begun for another source is of no use for this one.
core::Result<void> holdAgainst(const TransferRequest &order, Opening &opening)
{
    auto &found = opening.found;
    if (!found.record)
        return {};
    const Claim claim = claimOf(*found.record, order.source, order.isRaw);
    opening.isCertain = claim == Claim::Proven;
    if (claim != Claim::OtherSource)
        return {};
    found.doubt = {core::ErrorKind::OtherSource,
                   QStringLiteral("it was begun for ") + addressOf(found.record->source)};
    dropRecord(found);
    found.spools.clear();
    return found.partial->forget();
}

} // namespace

bool hasBegun(const TransferRequest &order)
{
    const auto name = storage::safeName(order.name);
    if (!name)
        return false;
    const auto content = storage::JournalFile(storage::recordPath(pathOf(order, *name))).load();
    return content && *content &&
           claimOf((*content)->record, order.source, order.isRaw) != Claim::OtherSource;
}

core::Result<Opening> openTarget(const TransferRequest &order,
                                 const std::shared_ptr<storage::DiskReservations> &room,
                                 const blte::KeyStore *keys, const std::optional<Existing> &existing)
{
    auto name = storage::safeName(order.name);
    if (!name)
        return tl::unexpected(name.error());
    Opening opening;
    opening.name = *name;
    if (isElsewhere(order, pathOf(order, opening.name)))
        return core::failure(core::ErrorKind::FolderMissing,
                             order.folder + QStringLiteral(" is not on the volume it was on"));
    const Found there = look(order, opening, existing);
    if (opening.mustLook)
        return opening;
    const TargetPlan plan = planFor(there, order.whenExists);
    opening.isUnlocking = plan == TargetPlan::Unlock;
    opening.isReplacing = plan == TargetPlan::Replace;
    if (plan == TargetPlan::Finished) {
        if (opening.completion->verdict != Verdict::Incomplete)
            std::ignore = storage::removeRecord(pathOf(order, opening.name));
        return opening;
    }
    if (plan == TargetPlan::Refuse)
        return tl::unexpected(refusal(pathOf(order, opening.name), existing));
    if (plan == TargetPlan::Rename && findsRenamed(order, keys, opening))
        return opening;
    if (plan == TargetPlan::Rename)
        opening.name = freeName(order, opening.name);
    auto ready = opening.isUnlocking ? storage::reopen(pathOf(order, opening.name)) : core::Result<void>();
    const auto open = [&] { return storage::openPartial(order.folder, pathOf(order, opening.name), room); };
    auto found = ready.and_then(open);
    // What has the name of a file of ours beside it is not ours.
    const bool isTaken = !found && found.error().kind == core::ErrorKind::NameRefused;
    if (isTaken && plan == TargetPlan::Fetch && order.whenExists == WhenExists::Rename) {
        opening.name = freeName(order, opening.name);
        found = open();
    }
    if (!found)
        return tl::unexpected(found.error());
    const QString target = pathOf(order, opening.name);
    if (order.probesDisk) {
        if (auto takes = found->partial->part().probe(); !takes)
            return tl::unexpected(takes.error());
    }
    opening.found = std::move(*found);
    if (auto ok = holdAgainst(order, opening); !ok)
        return tl::unexpected(ok.error());
    if (opening.found.record)
        opening.origins = StateStore::own().load(StateStore::Kind::Provenance, target);
    if (opening.found.record && haveChanged(opening.found.record->usedKeys, keys))
        dropRecord(opening.found); // nothing that was decrypted counts
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
        StateStore::own().keep(StateStore::Kind::Provenance, commit.partial->target(), commit.origins);
        results.push_back(prove(commit));
        if (!results.back())
            continue;
        indices.push_back(results.size() - 1);
        endings.push_back({commit.partial, commit.order.whenExists, {}});
    }
    std::vector<std::optional<storage::Receipted>> receipts(endings.size());
    storage::commitAll(endings, [&](const std::vector<const storage::Ending *> &synced) {
        std::vector<storage::Receipted> first;
        for (const storage::Ending *ending : synced) {
            const auto i = static_cast<std::size_t>(ending - endings.data());
            receipts[i] = receiptOf(commits[indices[i]], *results[indices[i]]);
            if (receipts[i])
                first.push_back(*receipts[i]);
        }
        std::ignore = StateStore::own().keepReceipts(first);
    });
    std::vector<storage::Receipted> finals;
    for (std::size_t i = 0; i < endings.size(); ++i) {
        if (!receipts[i] || !endings[i].result || !endings[i].stamp ||
            !needsFinalReceipt(commits[indices[i]], *results[indices[i]]))
            continue;
        receipts[i]->receipt.stamp = *endings[i].stamp;
        finals.push_back(std::move(*receipts[i]));
    }
    std::ignore = StateStore::own().keepReceipts(finals);
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
    const QByteArray expected = file.contentKey ? core::hexBytes(file.contentKey->digest) : file.md5;
    if (!expected.isEmpty() && core::hexBytes(*digest) != expected)
        return core::failure(
            core::ErrorKind::ContentKeyWrong,
            QStringLiteral("expected MD5 %1, the file on the disk has %2")
                .arg(QString::fromLatin1(expected), QString::fromLatin1(core::hexBytes(*digest))));
    return core::hexBytes(*digest);
}

namespace {

/// What is unfinished of it. Files that have their places stay.
core::Result<void> discardSet(const QString &target)
{
    const auto set = storage::SetFolder::open(target);
    if (!set)
        return core::failure(set.error());
    for (core::SetPlan::Index file = 0; file < (*set)->plan().size(); ++file) {
        if (auto ok = discardTarget((*set)->folder(), (*set)->targetOf(file)); !ok)
            return ok;
    }
    return (*set)->remove();
}

} // namespace

core::Result<void> discardTarget(const QString &folder, const QString &target)
{
    if (storage::SetFolder::exists(target))
        return discardSet(target);
    StateStore::own().forget(target);
    if (!QFileInfo::exists(storage::partPath(target)) && !QFileInfo::exists(storage::recordPath(target)) &&
        !QFileInfo::exists(storage::freshPartPath(target)))
        return {};
    auto found = storage::openPartial(folder, target);
    if (!found)
        return tl::unexpected(found.error());
    return found->partial->discard();
}

} // namespace transfer
