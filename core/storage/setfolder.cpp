#include "core/storage/setfolder.h"

#include "core/bytes.h"
#include "core/storage/filecontents.h"
#include "core/storage/filesystem.h"
#include "core/storage/finishedsets.h"
#include "core/storage/partclaim.h"
#include "core/storage/partpaths.h"
#include "core/storage/planchange.h"
#include "core/storage/safename.h"
#include "core/storage/volumesync.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <algorithm>
#include <utility>

namespace storage {

namespace {

using core::ErrorKind;
using core::SetPlan;
using namespace setrecords;

/// Taken by whoever fetches the set, or changes its plan.
core::Result<fs::File> lockFolder(const QString &target)
{
    auto lock = fs::File::open(partPath(target) + QStringLiteral("/lock"), fs::File::Mode::AppendCreate);
    if (!lock)
        return lock;
    return lock->lock().map([&] { return std::move(*lock); });
}

SetMark markWith(SetPlan::Index file, std::uint8_t verdict, const fs::Status &now)
{
    return {file, verdict, now.size, now.stamp};
}

/// Nothing is there yet, or a folder that has a plan, or what is written before the plan is.
bool mayBeOurs(const QString &work)
{
    const QFileInfo info(work);
    if (info.isSymLink())
        return false;
    if (!info.exists() || QFileInfo::exists(work + QStringLiteral("/plan")))
        return !info.exists() || info.isDir();
    static const QRegularExpression early(
        QStringLiteral("^(plan\\..*|(journal|unwanted)-[0-9a-f]{16}.*|lock)$"));
    const QStringList names =
        QDir(work).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    return info.isDir() && names.filter(early) == names;
}

/// Files are given their places by renaming them, and nobody else may change them before.
core::Result<void> checkPlace(const QString &target)
{
    const QString work = partPath(target);
    if (QFileInfo(work).isSymLink())
        return refusedName(work);
    if (fs::belongsToOthers(work))
        return core::failure(ErrorKind::NameRefused,
                             work + QStringLiteral(" belongs to another user; move it away"));
    const auto here = fs::volumeOf(work);
    const auto there = fs::volumeOf(folderOf(target));
    if (here && there && *here != *there)
        return core::failure(ErrorKind::NameRefused,
                             work + QStringLiteral(" is on another volume than the files that it is for; "
                                                   "move what it has into a folder beside them"));
    return {};
}

} // namespace

bool SetFolder::exists(const QString &target)
{
    return QFileInfo::exists(planPath(partPath(target)));
}

std::optional<SetPlan> SetFolder::planMadeOf(const QString &target, const QByteArray &origin)
{
    const QString work = partPath(target);
    if (origin.isEmpty() || !exists(target) || QFileInfo::exists(doubtPath(work)))
        return std::nullopt;
    const auto plan = readPlan(work);
    return plan && plan->plan->origin() == origin ? std::optional(*plan->plan) : std::nullopt;
}

core::Result<void> SetFolder::create(const QString &target, const SetPlan &plan)
{
    const QString folder = folderOf(target);
    if (!QFileInfo(folder).isDir())
        return core::failure(ErrorKind::FolderMissing, folder);
    const QString work = partPath(target);
    if (!mayBeOurs(work))
        return refusedName(work);
    if (auto ok = fs::makePrivateFolder(work).and_then([&] { return checkPlace(target); }); !ok)
        return ok;
    const QByteArray mac = macOf(plan.toBytes());
    if (const auto before = readPlan(work); before && before->mac == mac)
        return fs::remove(doubtPath(work)); // and its journal stands
    const auto lock = lockFolder(target);
    if (!lock && lock.error().kind == ErrorKind::PartFileLocked)
        return core::failure(ErrorKind::PartFileLocked,
                             target +
                                 QStringLiteral(" is being fetched with another list of files, of another "
                                                "build perhaps; stop that first, or wait for its end"));
    if (!lock)
        return core::failure(lock.error());
    return replacePlan(work, plan)
        .and_then([&] { return fs::remove(doubtPath(work)); })
        .and_then([&] { return fs::syncFolder(work); })
        .and_then([&] { return fs::syncFolder(folder); });
}

SetFolder::SetFolder(QString target, SealedPlan plan, fs::File lock, SetJournal journal, quint64 volume)
    : m_target(std::move(target))
    , m_folder(folderOf(m_target))
    , m_sealed(std::move(plan))
    , m_plan(*m_sealed.plan)
    , m_lock(std::move(lock))
    , m_journal(std::move(journal))
    , m_volume(volume)
{
}

core::Result<std::shared_ptr<SetFolder>> SetFolder::open(const QString &target)
{
    if (!exists(target))
        return core::failure(
            QFileInfo(folderOf(target)).isDir() ? ErrorKind::RecordUnreadable : ErrorKind::FolderMissing,
            planPath(partPath(target)) + QStringLiteral(", the list of the set's files, is gone"));
    if (auto ok = checkPlace(target); !ok)
        return core::failure(ok.error());
    auto lock = lockFolder(target); // from now on nobody changes the plan
    if (!lock)
        return core::failure(lock.error());
    const QString work = partPath(target);
    if (auto ok = adoptProposedPlan(work); !ok)
        return core::failure(ok.error());
    auto plan = readPlan(work);
    if (!plan)
        return core::failure(plan.error());
    std::vector<SetMark> marks;
    auto journal =
        SetJournal::open(journalPath(work, plan->mac), markSeal(plan->mac), plan->plan->size(), marks);
    if (!journal)
        return core::failure(journal.error());
    const auto volume = fs::volumeOf(folderOf(target));
    if (!volume)
        return core::failure(volume.error());
    std::shared_ptr<SetFolder> folder(
        new SetFolder(target, std::move(*plan), std::move(*lock), std::move(*journal), *volume));
    folder->m_unwanted = readUnwanted(work, folder->m_sealed);
    folder->believe(marks);
    folder->removeUnplaced();
    return folder;
}

/// Marks of files that are untouched; a later one of a file takes the place of an earlier one.
void SetFolder::believe(const std::vector<SetMark> &marks)
{
    std::vector<const SetMark *> last(m_plan.size());
    for (const SetMark &mark : marks)
        last[mark.file] = &mark;
    for (const SetMark *mark : last) {
        const auto now = mark ? markOf(mark->file, mark->verdict) : core::Result<SetMark>(SetMark());
        if (mark && now && now->stamp == mark->stamp && now->size == mark->size)
            m_marks.push_back(*mark);
    }
}

/// Small files of an earlier run that never got their places.
void SetFolder::removeUnplaced()
{
    QDir work(partPath(m_target));
    for (const QString &name : work.entryList(QDir::Files)) {
        bool isNumber = false;
        std::ignore = name.toULongLong(&isNumber);
        if (isNumber)
            work.remove(name);
    }
}

QString SetFolder::targetOf(SetPlan::Index file) const
{
    return m_folder + u'/' + m_plan.name(file);
}

QString SetFolder::temporaryPath(SetPlan::Index file) const
{
    return partPath(m_target) + u'/' + QString::number(file);
}

core::Result<void> SetFolder::makeParents(const QString &target)
{
    const QString parent = folderOf(target);
    if (m_parents.contains(parent))
        return {};
    return storage::makeParents(m_folder, target, m_changed).map([&] { m_parents.insert(parent); });
}

void SetFolder::place(std::vector<SetPlacing> &files)
{
    const bool isSynced = syncVolumeFor(static_cast<qsizetype>(files.size()), m_volume, m_folder);
    for (SetPlacing &file : files)
        file.result = isSynced ? file.contents->checkWrites() : file.contents->syncData();
    if (fs::volumeOf(m_folder).value_or(m_volume) != m_volume) { // it was unmounted: nothing is made below it
        for (SetPlacing &file : files)
            file.result = core::failure(ErrorKind::FolderMissing,
                                        m_folder + QStringLiteral(" is not on the volume it was on"));
    }
    moveAll(files);
    syncFolders(files);
    std::vector<SetMark> marks;
    for (SetPlacing &file : files) {
        if (file.result && file.isInPlace)
            marks.push_back(file.mark);
        else if (!file.result)
            std::ignore = fs::remove(temporaryPath(file.mark.file));
    }
    if (const auto noted = m_journal.add(marks); !noted) {
        for (SetPlacing &file : files)
            file.result = file.result ? noted : file.result;
    }
}

void SetFolder::moveAll(std::vector<SetPlacing> &files)
{
    for (SetPlacing &file : files) {
        if (file.result)
            file.result = move(file);
    }
}

core::Result<void> SetFolder::move(SetPlacing &file)
{
    const QString from = temporaryPath(file.mark.file);
    const QString place = targetOf(file.mark.file);
    if (auto ok = makeParents(place); !ok)
        return ok;
    for (int i = 0;; ++i) {
        const QString to = i == 0 ? place : numberedName(place, i);
        auto moved = moveToTarget(from, to, file.whenExists);
        const bool isTaken = !moved && moved.error().kind == ErrorKind::TargetExists;
        const bool isSame = isTaken && haveSameContents(from, to);
        if (isTaken && !isSame && file.whenExists == core::WhenExists::Rename)
            continue;
        if (isSame)
            moved = fs::remove(from);
        if (!moved)
            return moved;
        file.isInPlace = i == 0;
        const auto now = isSame ? fs::statusOf(to) : file.contents->status();
        return now.map([&](const fs::Status &status) {
            file.mark = markWith(file.mark.file, file.mark.verdict, status);
        });
    }
}

void SetFolder::syncFolders(std::vector<SetPlacing> &files)
{
    QHash<QString, core::Result<void>> folders;
    for (const SetPlacing &file : files) {
        if (file.result)
            folders.insert(folderOf(targetOf(file.mark.file)), {});
    }
    const QSet<QString> above(m_changed.begin(), m_changed.end());
    if (syncVolumeFor(folders.size() + above.size(), m_volume, m_folder)) {
        m_changed.clear();
        return;
    }
    core::Result<void> ofAll;
    for (const QString &folder : above)
        ofAll = ofAll.and_then([&] { return fs::syncFolder(folder); });
    if (ofAll)
        m_changed.clear();
    for (auto it = folders.begin(); it != folders.end(); ++it)
        *it = fs::syncFolder(it.key());
    for (SetPlacing &file : files) {
        if (file.result)
            file.result = ofAll.and_then([&] { return folders.value(folderOf(targetOf(file.mark.file))); });
    }
}

/// What the bytes of the file have for their digest, where that is known.
std::optional<blte::ContentKey> SetFolder::provenBy(SetPlan::Index file) const
{
    return m_plan.isRaw() ? std::nullopt : m_plan.contentKey(file);
}

QString SetFolder::partPathOf(SetPlan::Index file, qsizetype part) const
{
    const QByteArray name = QCryptographicHash::hash(identityOf(m_plan, file), QCryptographicHash::Sha256);
    return partPath(m_target) + u'/' + QString::fromLatin1(name.first(8).toHex()) + u'-' +
           QString::number(part);
}

core::Result<std::shared_ptr<const fs::File>> SetFolder::join(SetPlan::Index file, qsizetype parts) const
{
    QStringList paths;
    for (qsizetype part = 0; part < parts; ++part)
        paths << partPathOf(file, part);
    return gatherContents(paths, temporaryPath(file), provenBy(file));
}

void SetFolder::removeParents(SetPlan::Index file) const
{
    const QString name = m_plan.name(file);
    if (const qsizetype slash = name.lastIndexOf(u'/'); slash > 0)
        QDir(m_folder).rmpath(name.first(slash));
}

void SetFolder::removeParts(SetPlan::Index file, qsizetype parts) const
{
    for (qsizetype part = 0; part < parts; ++part)
        std::ignore = fs::remove(partPathOf(file, part));
}

core::Result<std::shared_ptr<const fs::File>> SetFolder::copy(SetPlan::Index from, SetPlan::Index to) const
{
    const QString path = temporaryPath(to);
    const bool isLinked = m_plan.isLinked() && fs::link(targetOf(from), path);
    if (!isLinked)
        return gatherContents({targetOf(from)}, path, provenBy(to));
    return fs::File::open(path, fs::File::Mode::ReadOnly).map([](fs::File file) {
        return std::make_shared<const fs::File>(std::move(file));
    });
}

core::Result<SetMark> SetFolder::markOf(SetPlan::Index file, std::uint8_t verdict) const
{
    return fs::statusOf(targetOf(file)).map([&](const fs::Status &now) {
        return markWith(file, verdict, now);
    });
}

core::Result<void> SetFolder::doubt()
{
    return write(doubtPath(partPath(m_target)), {}, {});
}

core::Result<void> SetFolder::keepTroubles(const std::vector<SetTrouble> &troubles)
{
    return writeTroubles(partPath(m_target), m_sealed, troubles);
}

core::Result<void> SetFolder::retire()
{
    if (isPlanProposed(partPath(m_target)))
        return {};
    m_journal.close();
    FinishedSets::own().keep(m_target, partPath(m_target));
    return remove();
}

core::Result<void> SetFolder::remove()
{
    m_journal.close();
    m_lock.close();
    QDir work(partPath(m_target));
    // What a person put there stays, and the folder with it. Whoever was killed while a file was being
    // written left it under a longer name (QSaveFile).
    static const QRegularExpression others(QStringLiteral("^(lock|[0-9]+|[0-9a-f]+-[0-9]+.*)$"));
    for (const QString &name : work.entryList(QDir::Files | QDir::Hidden)) {
        if (!isName(name) && !others.match(name).hasMatch())
            continue;
        if (auto ok = fs::remove(work.filePath(name)); !ok)
            return ok;
    }
    work.rmdir(work.absolutePath());
    return {};
}

} // namespace storage
