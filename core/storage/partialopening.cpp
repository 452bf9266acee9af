#include "core/storage/partialopening.h"

#include "core/storage/filesystem.h"
#include "core/storage/recovery.h"

#include <QFileInfo>
#include <utility>

namespace storage {

using core::ErrorKind;

namespace {

using Content = std::optional<JournalContent>;

/// Finds out what an earlier run left of one download, and what of it is true.
class Recovery
{
public:
    Recovery(FoundPartial &found, PartClaim::Found claimed)
        : m_found(found)
        , m_partial(*found.partial)
        , m_target(m_partial.target())
        , m_claimed(claimed)
        , m_file(recordPath(m_target))
    {
    }

    core::Result<void> run();

private:
    core::Result<Content> read();
    core::Result<recovery::Plan> plan(const core::Result<Content> &content);
    core::Result<void> clear(recovery::Plan plan);
    core::Result<void> adopt(JournalContent content);

    FoundPartial &m_found;
    PartialDownload &m_partial;
    const QString m_target;
    const PartClaim::Found m_claimed;
    JournalFile m_file;
};

core::Error doubtOf(const JournalContent &content, const recovery::Belief &belief, const QBitArray &claimed)
{
    const bool lacksSome = belief.record.finished.count(true) < claimed.count(true);
    if (!content.isOurs)
        return {ErrorKind::RecordNotOurs, {}};
    if (belief.isChanged && lacksSome)
        return {ErrorKind::PartFileChanged, {}};
    return {};
}

core::Result<void> Recovery::run()
{
    auto content = read();
    const auto next = plan(content);
    if (!next)
        return tl::unexpected(next.error());
    if (*next == recovery::Plan::GoOn)
        return adopt(std::move(**content));
    if (*next != recovery::Plan::Begin)
        return clear(*next);
    if (m_claimed != PartClaim::Found::Abandoned)
        return {};
    m_partial.journal().setLeftovers(); // its spools may be there, too
    return recovery::removeOtherSpools(m_target, {});
}

/// RecordUnreadable is not the last word: it is planned for.
core::Result<Content> Recovery::read()
{
    const QString path = recordPath(m_target);
    if (QFileInfo(path).isSymLink())
        return refusedName(path);
    auto content = m_file.load();
    const bool isUnreadable = !content && content.error().kind == ErrorKind::RecordUnreadable;
    if (isUnreadable && !JournalFile::isJournal(path))
        return refusedName(path);
    if (isUnreadable)
        m_found.doubt = content.error();
    return content;
}

core::Result<recovery::Plan> Recovery::plan(const core::Result<Content> &content)
{
    using recovery::Leftovers;
    const bool isUnreadable = !content && content.error().kind == ErrorKind::RecordUnreadable;
    if (!content && !isUnreadable)
        return tl::unexpected(content.error());
    const bool isPartThere = m_claimed == PartClaim::Found::Known;
    const auto size = isPartThere ? m_partial.part().size() : core::Result<qint64>(0);
    if (!size)
        return tl::unexpected(size.error());
    Leftovers leftovers{isPartThere, static_cast<quint64>(*size), Leftovers::Log::Unreadable, 0};
    if (content) {
        leftovers.log = *content ? Leftovers::Log::Readable : Leftovers::Log::None;
        leftovers.recordedSize = *content ? (*content)->record.partSize : 0;
    }
    const recovery::Plan plan = recovery::planFor(leftovers);
    if (plan == recovery::Plan::Refuse)
        return refusedName(partPath(m_target));
    return plan;
}

/// Nothing of what cannot be used is left in the way.
core::Result<void> Recovery::clear(recovery::Plan plan)
{
    m_partial.journal().setLeftovers();
    return m_partial.part()
        .takeFreshName()
        .and_then([&] {
            return plan == recovery::Plan::SetLogAside
                       ? m_file.setAside()
                       : m_file.remove().and_then([this] { return m_file.syncFolder(); });
        })
        .and_then([this] { return m_partial.part().resize(0); })
        .and_then([this] { return recovery::removeOtherSpools(m_target, {}); });
}

core::Result<void> Recovery::adopt(JournalContent content)
{
    const auto part = m_partial.part().file();
    const auto size = m_partial.part().size();
    const auto now = m_partial.part().stamp();
    if (!part || !size || !now)
        return tl::unexpected(!part ? part.error() : !size ? size.error() : now.error());
    recovery::Belief belief = recovery::believe(content, **part, *now, *size);
    m_found.doubt = doubtOf(content, belief, content.record.finished);
    m_found.doubtful = std::move(belief.doubtful);
    m_partial.journal().adopt(std::move(belief.record), content);
    // What is nobody's may be of another object: spools are held against their own notes alone.
    if (!content.isOurs)
        content.spools.clear();
    const QBitArray finished = m_partial.record().finished;
    std::map<quint32, SpoolNote> spools = recovery::trustedSpools(m_target, content.spools, **part, *size);
    std::erase_if(spools, [&](const auto &spool) {
        return spool.first >= finished.size() || finished.testBit(spool.first);
    });
    m_partial.spools().adopt(spools);
    return recovery::removeOtherSpools(m_target, spools);
}

/// The journal starts anew, so that its torn tail hides nothing. When this fails for want of space, the old
/// one is still there and true, which is enough for whoever fetches nothing more; but what is fetched could
/// not be kept. A failed sync of the part file ends it here in any case.
core::Result<void> saveAnew(const FoundPartial &found, bool mayFetch)
{
    // Until somebody has proven the doubtful ones, the journal is all that speaks for them.
    if (found.partial->journal().state() != JournalState::Kept || found.doubtful.count(true) > 0)
        return {};
    auto saved = found.partial->checkpoint();
    const QBitArray finished = found.partial->record().finished;
    const bool isComplete = finished.count(true) == finished.size();
    const bool isLost = found.partial->part().state() == PartState::Failed;
    return isLost || (mayFetch && !isComplete) ? saved : core::Result<void>();
}

} // namespace

core::Result<FoundPartial> openPartial(const QString &folder, const QString &target,
                                       std::shared_ptr<DiskReservations> room)
{
    if (folderOf(target) != folder) {
        if (auto ok = makeParents(folder, target); !ok)
            return tl::unexpected(ok.error());
    }
    auto claim = claimPart(target);
    if (!claim)
        return tl::unexpected(claim.error());
    const auto volume = fs::volumeOf(folderOf(target));
    if (!volume)
        return tl::unexpected(volume.error());
    const PartClaim::Found claimed = claim->found;
    const bool mayFetch = room != nullptr;
    FoundPartial found;
    found.partial = std::make_shared<PartialDownload>(std::move(*claim), *volume, std::move(room));
    auto ready = Recovery(found, claimed).run().and_then([&] { return saveAnew(found, mayFetch); });
    if (ready && mayFetch)
        ready = found.partial->reserve();
    if (!ready)
        return tl::unexpected(ready.error());
    if (found.partial->journal().state() == JournalState::Kept)
        found.record = found.partial->record();
    found.spools = found.partial->spools().lengths();
    return found;
}

bool canReopen(const QString &target)
{
    return QFileInfo::exists(target) && QFileInfo::exists(recordPath(target)) &&
           !QFileInfo::exists(partPath(target));
}

core::Result<void> reopen(const QString &target)
{
    return fs::renameNew(target, partPath(target)).and_then([&] { return fs::syncFolder(folderOf(target)); });
}

} // namespace storage
