#include "core/storage/filesystem.h"
#include "core/storage/partialdownload.h"
#include "core/storage/recovery.h"

#include <QFileInfo>
#include <tuple>
#include <utility>

/// The part of PartialDownload that opens it, and finds out what an earlier run left.
namespace storage {

using core::ErrorKind;

namespace {

struct Part
{
    fs::File file; ///< locked
    QString path;
    bool existed = false;
    bool hadLeft = false; ///< another run left one without a record
};

tl::unexpected<core::Error> refused(const QString &path)
{
    return core::failure(
        ErrorKind::NameRefused,
        path % QStringLiteral(" is there, and is not an unfinished download of Sluice's; move it "
                              "away"));
}

bool isThere(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() || info.isSymLink();
}

core::Result<Part> locked(const QString &path, fs::File::Mode mode)
{
    return fs::File::open(path, mode).and_then([&](fs::File file) {
        return file.lock().map([&] { return Part{std::move(file), path, false}; });
    });
}

/// What another run left without a record goes, but not under the hands of one that is at work.
core::Result<Part> makePart(const QString &target)
{
    const QString path = freshPartPath(target);
    auto part = locked(path, fs::File::Mode::ReadWriteNew);
    if (part || part.error().kind != ErrorKind::TargetExists)
        return part;
    const auto left = locked(path, fs::File::Mode::ReadWriteCreate);
    if (!left)
        return tl::unexpected(left.error());
    part = fs::remove(path).and_then([&] { return locked(path, fs::File::Mode::ReadWriteNew); });
    if (part)
        part->hadLeft = true;
    return part;
}

core::Result<Part> openPart(const QString &target)
{
    const QString path = partPath(target);
    if (!isThere(path)) {
        auto part = makePart(target);
        // Another process may have given its own the known name between looking and making.
        if (!part || !isThere(path))
            return part;
        std::ignore = fs::remove(part->path);
    }
    auto part = locked(path, fs::File::Mode::ReadWriteCreate);
    if (part)
        part->existed = true;
    return part;
}

core::Error doubtOf(const ResumeLog::Content &content, const recovery::Belief &belief,
                    const QBitArray &claimed)
{
    const bool lacksSome = belief.record.finished.count(true) < claimed.count(true);
    if (!content.isOurs)
        return {ErrorKind::RecordNotOurs, {}};
    if (belief.isChanged && lacksSome)
        return {ErrorKind::PartFileChanged, {}};
    return {};
}

} // namespace

core::Result<PartialDownload::Found> PartialDownload::open(const QString &folder, const QString &target,
                                                           std::shared_ptr<DiskReservations> room)
{
    if (folderOf(target) != folder) {
        if (auto ok = recovery::makeParents(folder, target); !ok)
            return tl::unexpected(ok.error());
    }
    auto part = openPart(target);
    if (!part)
        return tl::unexpected(part.error());
    Found found;
    const auto volume = fs::volumeOf(folderOf(target));
    if (!volume)
        return tl::unexpected(volume.error());
    found.partial.reset(new PartialDownload(target, part->path, std::move(part->file), std::move(room)));
    found.partial->m_volume = *volume;
    auto recovered = found.partial->recover(part->existed, found);
    if (recovered && part->hadLeft && found.partial->m_isBare) { // its spools may be there, too
        found.partial->m_isBare = false;
        recovered = recovery::removeOtherSpools(target, {});
    }
    if (recovered && found.partial->m_room)
        recovered = found.partial->reserveRoom(Snapshot::Now);
    if (!recovered)
        return tl::unexpected(recovered.error());
    if (found.partial->m_begun)
        found.record = found.partial->record();
    for (const auto &[chunk, spool] : found.partial->m_spools)
        found.spools[chunk] = spool.note.length;
    return found;
}

bool PartialDownload::canReopen(const QString &target)
{
    return QFileInfo::exists(target) && QFileInfo::exists(recordPath(target)) &&
           !QFileInfo::exists(partPath(target));
}

core::Result<void> PartialDownload::reopen(const QString &target)
{
    return fs::renameNew(target, partPath(target)).and_then([&] { return fs::syncFolder(folderOf(target)); });
}

/// What the log says, if it is to be believed; otherwise nothing of it is left in the way.
core::Result<std::optional<ResumeLog::Content>> PartialDownload::recoverLog(bool partExisted, Found &found)
{
    using recovery::Leftovers;
    using recovery::Plan;
    const auto size = partExisted ? m_part->size() : core::Result<qint64>(0);
    if (!size)
        return tl::unexpected(size.error());
    if (QFileInfo(recordPath(m_target)).isSymLink())
        return refused(recordPath(m_target));
    auto content = m_log.load();
    if (!content && content.error().kind != ErrorKind::RecordUnreadable)
        return content;
    if (!content && !ResumeLog::isLog(recordPath(m_target)))
        return refused(recordPath(m_target));
    Leftovers leftovers{partExisted, static_cast<quint64>(*size), Leftovers::Log::Unreadable, 0};
    if (content) {
        leftovers.log = *content ? Leftovers::Log::Readable : Leftovers::Log::None;
        leftovers.recordedSize = *content ? (*content)->record.partSize : 0;
    }
    if (!content)
        found.doubt = content.error();
    const Plan plan = recovery::planFor(leftovers);
    if (plan == Plan::Refuse)
        return refused(partPath(m_target));
    m_isBare = plan == Plan::Begin;
    if (plan == Plan::GoOn)
        return content;
    if (auto ok = hidePart(); !ok)
        return tl::unexpected(ok.error());
    auto cleared = plan == Plan::SetLogAside ? m_log.setAside() : core::Result<void>();
    if (plan == Plan::DropLog)
        cleared = m_log.remove().and_then([this] { return m_log.syncFolder(); });
    return cleared.map([] { return std::optional<ResumeLog::Content>(); });
}

core::Result<void> PartialDownload::recover(bool partExisted, Found &found)
{
    auto content = recoverLog(partExisted, found);
    if (!content)
        return tl::unexpected(content.error());
    if (m_isBare)
        return {};
    const auto size = m_part->size();
    if (!size)
        return tl::unexpected(size.error());
    if (!content->has_value()) {
        if (auto ok = m_part->resize(0); !ok)
            return ok;
        return recovery::removeOtherSpools(m_target, {});
    }
    if (auto ok = adoptContent(std::move(**content), *size, found); !ok)
        return ok;
    std::map<quint32, SpoolNote> kept;
    for (const auto &[chunk, spool] : m_spools)
        kept[chunk] = spool.note;
    if (auto ok = recovery::removeOtherSpools(m_target, kept); !ok)
        return ok;
    // Until somebody has proven them, the log is all that speaks for them.
    if (found.doubtful.count(true) > 0)
        return {};
    // The log starts anew, so that its torn tail hides nothing. When this fails for want of space, the old
    // log is still there and true, which is enough for whoever fetches nothing more; but what is fetched
    // could not be kept. A failed sync of the part file ends it here in any case.
    const auto saved = takeCheckpoint();
    const bool isComplete = m_record.finished.count(true) == m_record.finished.size();
    return m_lost || (m_room && !isComplete) ? saved : core::Result<void>();
}

core::Result<void> PartialDownload::adoptContent(ResumeLog::Content content, qint64 partSize, Found &found)
{
    const auto now = m_part->stamp();
    if (!now)
        return tl::unexpected(now.error());
    const QBitArray finished = content.record.finished;
    const QBitArray locked = content.record.locked;
    recovery::Belief belief = recovery::believe(content, *m_part, *now, partSize);
    found.doubt = doubtOf(content, belief, finished);
    m_record = std::move(belief.record);
    for (const ChunkNote &proof : std::exchange(m_record.proofs, {}))
        keepProof(proof);
    for (const ChunkNote &note : content.chunks)
        keepProof(note);
    found.doubtful = std::move(belief.doubtful);
    m_syncedFinished = m_record.finished & finished;
    m_syncedLocked = m_record.locked & locked;
    m_networkBytes = m_record.networkBytes;
    // What is nobody's may be of another object: spools are held against their own notes alone.
    if (!content.isOurs)
        content.spools.clear();
    for (const auto &[chunk, note] : recovery::trustedSpools(m_target, content.spools, *m_part, partSize)) {
        if (chunk < m_record.finished.size() && !m_record.finished.testBit(chunk))
            m_spools[chunk] = OpenSpool{note, nullptr};
    }
    m_begun = true;
    return {};
}

} // namespace storage
