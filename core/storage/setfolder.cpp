#include "core/storage/setfolder.h"

#include "core/storage/filesystem.h"
#include "core/storage/journalstream.h"
#include "core/storage/partclaim.h"
#include "core/storage/partpaths.h"
#include "core/storage/safename.h"
#include "core/storage/volumesync.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSaveFile>
#include <algorithm>
#include <utility>

namespace storage {

namespace {

using core::ErrorKind;
using core::SetPlan;

constexpr qint64 kMarkSize = 4 + 1 + 4 * 8;
constexpr qint64 kSealedMarkSize = kMarkSize + Seal::kSize;

QString planPath(const QString &target)
{
    return partPath(target) + QStringLiteral("/plan");
}

/// Each plan has a journal of its own, so that a plan and its journal change at one moment: when the plan
/// does.
QString journalPath(const QString &target, const QByteArray &planMac)
{
    return partPath(target) + QStringLiteral("/journal-") + QString::fromLatin1(planMac.first(8).toHex());
}

/// Taken by whoever fetches the set, or changes its plan.
core::Result<fs::File> lockFolder(const QString &target)
{
    auto lock = fs::File::open(partPath(target) + QStringLiteral("/lock"), fs::File::Mode::AppendCreate);
    if (!lock)
        return lock;
    return lock->lock().map([&] { return std::move(*lock); });
}

QByteArray macOf(const Seal &seal, const QByteArray &bytes)
{
    const Seal::Mac mac = seal.of(bytes);
    return QByteArray(reinterpret_cast<const char *>(mac.data()), Seal::kSize);
}

Seal planSeal()
{
    return Seal::own().derived("plan of a set");
}

/// For marks of files of this plan alone.
Seal markSeal(const QByteArray &planMac)
{
    return planSeal().derived(planMac);
}

QByteArray toBytes(const SetMark &mark, const Seal &seal)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    journal::setUp(out);
    out << mark.file << mark.verdict << mark.size;
    journal::putStamp(out, mark.stamp);
    return bytes + macOf(seal, bytes);
}

QByteArray toBytes(const std::vector<SetMark> &marks, const Seal &seal)
{
    QByteArray bytes;
    for (const SetMark &mark : marks)
        bytes += toBytes(mark, seal);
    return bytes;
}

/// Up to the first that is torn, damaged or somebody else's.
std::vector<SetMark> marksFrom(const QByteArray &bytes, const Seal &seal, SetPlan::Index files)
{
    std::vector<SetMark> marks;
    for (qint64 at = 0; at + kSealedMarkSize <= bytes.size(); at += kSealedMarkSize) {
        const QByteArray record = bytes.mid(at, kMarkSize);
        if (!seal.holds(record, QByteArrayView(bytes).sliced(at + kMarkSize, Seal::kSize)))
            break;
        QDataStream in(record);
        journal::setUp(in);
        SetMark mark;
        in >> mark.file >> mark.verdict >> mark.size;
        mark.stamp = journal::takeStamp(in);
        if (mark.file >= files)
            break;
        marks.push_back(mark);
    }
    return marks;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A plan, and the code by which its journal knows it.
struct SealedPlan
{
    SetPlan plan;
    QByteArray mac;
};

core::Result<SealedPlan> readPlan(const QString &target)
{
    const QString path = planPath(target);
    if (!QFileInfo::exists(path))
        return core::failure(QFileInfo(folderOf(target)).isDir() ? ErrorKind::RecordUnreadable
                                                                 : ErrorKind::FolderMissing,
                             path + QStringLiteral(", the list of the set's files, is gone"));
    const QByteArray bytes = contentsOf(path);
    const QByteArray mac = bytes.left(Seal::kSize);
    const QByteArray body =
        QByteArray::fromRawData(bytes.constData() + mac.size(), bytes.size() - mac.size());
    if (mac.size() != Seal::kSize || !planSeal().holds(body, mac))
        return core::failure(ErrorKind::RecordNotOurs, path);
    return SetPlan::fromBytes(body).map([&](SetPlan plan) { return SealedPlan{std::move(plan), mac}; });
}

/// `head` and `body`, one behind the other.
core::Result<void> write(const QString &path, const QByteArray &head, const QByteArray &body)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(head) != head.size() ||
        file.write(body) != body.size() || !file.commit())
        return core::failure(ErrorKind::WriteFailed, path + QStringLiteral(": ") + file.errorString());
    return {};
}

/// Both have the same bytes.
bool areSame(const QString &a, const QString &b)
{
    const auto one = fs::File::open(a, fs::File::Mode::ReadOnly);
    const auto other = fs::File::open(b, fs::File::Mode::ReadOnly);
    if (!one || !other || one->size().value_or(-1) != other->size().value_or(-2))
        return false;
    std::vector<std::uint8_t> first(256 << 10);
    std::vector<std::uint8_t> second(first.size());
    for (qint64 at = 0;;) {
        const auto got = one->readAt(at, first);
        const auto same = other->readAt(at, second);
        if (!got || !same || *got != *same ||
            !std::equal(first.begin(), first.begin() + *got, second.begin()))
            return false;
        if (*got < static_cast<qint64>(first.size()))
            return true;
        at += *got;
    }
}

/// What tells a file of one plan in another.
QByteArray identityOf(const SetPlan &plan, SetPlan::Index file)
{
    const core::Source source = plan.source(file);
    const auto bytes = [](const blte::Digest &digest) {
        return QByteArray(reinterpret_cast<const char *>(digest.data()),
                          static_cast<qsizetype>(digest.size()));
    };
    return source.name.toUtf8() + '\0' +
           (source.contentKey    ? bytes(source.contentKey->digest)
            : source.encodingKey ? bytes(source.encodingKey->digest)
                                 : QByteArray());
}

/// Appends a file to another; the bytes count for `md5`, too.
core::Result<qint64> append(const QString &from, const fs::File &to, qint64 at, blte::Md5 &md5)
{
    const auto in = fs::File::open(from, fs::File::Mode::ReadOnly);
    if (!in)
        return core::failure(in.error());
    std::vector<std::uint8_t> buffer(1 << 20);
    for (qint64 read = 0;;) {
        const auto got = in->readAt(read, buffer);
        if (!got)
            return got;
        const auto bytes = std::span(buffer).first(static_cast<std::size_t>(*got));
        md5.update(bytes);
        if (auto ok = to.writeAt(at + read, bytes); !ok)
            return core::failure(ok.error());
        read += *got;
        if (bytes.size() < buffer.size())
            return at + read;
    }
}

/// A new file of all these, one behind the other.
core::Result<std::shared_ptr<const fs::File>> gather(const QStringList &from, const QString &path,
                                                     const std::optional<blte::ContentKey> &contentKey)
{
    auto opened = fs::File::open(path, fs::File::Mode::ReadWriteNew);
    if (!opened)
        return core::failure(opened.error());
    const auto file = std::make_shared<const fs::File>(std::move(*opened));
    blte::Md5 md5;
    core::Result<qint64> size = 0;
    for (const QString &part : from)
        size = size.and_then([&](qint64 at) { return append(part, *file, at, md5); });
    if (size && contentKey && md5.finish() != contentKey->digest)
        size = core::failure(ErrorKind::ContentKeyWrong, path);
    if (size)
        return file;
    std::ignore = fs::remove(path);
    return core::failure(size.error());
}

std::vector<SetMark> carriedOver(const QString &target, const SetPlan &plan)
{
    const auto earlier = readPlan(target);
    if (!earlier)
        return {};
    const auto marks = marksFrom(contentsOf(journalPath(target, earlier->mac)), markSeal(earlier->mac),
                                 earlier->plan.size());
    if (marks.empty())
        return {};
    QHash<QByteArray, SetPlan::Index> files;
    for (SetPlan::Index file = 0; file < plan.size(); ++file)
        files.insert(identityOf(plan, file), file);
    std::vector<SetMark> carried;
    for (SetMark mark : marks) {
        const auto found = files.constFind(identityOf(earlier->plan, mark.file));
        if (found == files.cend())
            continue;
        mark.file = *found;
        carried.push_back(mark);
    }
    return carried;
}

} // namespace

namespace {

/// Of earlier plans.
void removeJournals(const QString &work, const QString &journal)
{
    QDir folder(work);
    for (const QString &name : folder.entryList({QStringLiteral("journal-*")}, QDir::Files)) {
        if (name != QFileInfo(journal).fileName())
            folder.remove(name);
    }
}

} // namespace

bool SetFolder::exists(const QString &target)
{
    return QFileInfo::exists(planPath(target));
}

core::Result<void> SetFolder::create(const QString &target, const SetPlan &plan)
{
    const QString folder = folderOf(target);
    if (!QFileInfo(folder).isDir())
        return core::failure(ErrorKind::FolderMissing, folder);
    const QString work = partPath(target);
    if (QFileInfo::exists(work) && (!QFileInfo(work).isDir() || QFileInfo(work).isSymLink()))
        return refusedName(work);
    if (auto ok = fs::makePrivateFolder(work); !ok)
        return ok;
    const QByteArray body = plan.toBytes();
    const QByteArray mac = macOf(planSeal(), body);
    if (const QByteArray before = contentsOf(planPath(target));
        before.startsWith(mac) && before.endsWith(body) && before.size() == mac.size() + body.size())
        return {}; // and its journal stands
    const auto lock = lockFolder(target);
    if (!lock)
        return core::failure(lock.error());
    const auto marks = carriedOver(target, plan);
    const QString journal = journalPath(target, mac);
    if (auto ok = write(journal, {}, toBytes(marks, markSeal(mac))); !ok)
        return ok;
    if (auto ok = write(planPath(target), mac, body); !ok)
        return ok;
    removeJournals(work, journal);
    return fs::syncFolder(work).and_then([&] { return fs::syncFolder(folder); });
}

SetFolder::SetFolder(QString target, SetPlan plan, Seal seal)
    : m_target(std::move(target))
    , m_folder(folderOf(m_target))
    , m_plan(std::move(plan))
    , m_seal(std::move(seal))
{
}

core::Result<std::shared_ptr<SetFolder>> SetFolder::open(const QString &target)
{
    auto plan = readPlan(target);
    if (!plan)
        return core::failure(plan.error());
    auto lock = lockFolder(target);
    if (!lock)
        return core::failure(lock.error());
    const QString path = journalPath(target, plan->mac);
    auto journal = fs::File::open(path, fs::File::Mode::AppendCreate);
    if (!journal)
        return core::failure(journal.error());
    const auto volume = fs::volumeOf(folderOf(target));
    if (!volume)
        return core::failure(volume.error());
    std::shared_ptr<SetFolder> folder(new SetFolder(target, std::move(plan->plan), markSeal(plan->mac)));
    folder->m_lock = std::move(*lock);
    folder->m_journal = std::move(*journal);
    folder->m_volume = *volume;
    return folder->readJournal(contentsOf(path)).map([&] { return folder; });
}

/// A later mark of a file takes the place of an earlier one. Small files that never got their places go.
core::Result<void> SetFolder::readJournal(const QByteArray &bytes)
{
    const auto marks = marksFrom(bytes, m_seal, m_plan.size());
    m_length = static_cast<qint64>(marks.size()) * kSealedMarkSize;
    if (m_length != bytes.size()) {
        if (auto ok = m_journal.resize(m_length); !ok)
            return ok;
    }
    std::vector<qint64> last(m_plan.size(), -1);
    for (std::size_t i = 0; i < marks.size(); ++i)
        last[marks[i].file] = static_cast<qint64>(i);
    for (SetPlan::Index file = 0; file < m_plan.size(); ++file) {
        if (last[file] < 0)
            continue;
        const SetMark &mark = marks[static_cast<std::size_t>(last[file])];
        const auto there = fs::File::open(targetOf(file), fs::File::Mode::ReadOnly);
        const auto stamp = there ? there->stamp() : core::Result<fs::Stamp>(fs::Stamp());
        if (there && stamp && *stamp == mark.stamp && there->size().value_or(-1) == mark.size)
            m_marks.push_back(mark);
    }
    QDir work(partPath(m_target));
    for (const QString &name : work.entryList(QDir::Files)) {
        bool isNumber = false;
        std::ignore = name.toULongLong(&isNumber);
        if (isNumber)
            work.remove(name);
    }
    return {};
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
    return storage::makeParents(m_folder, target).map([&] { m_parents.insert(parent); });
}

void SetFolder::place(std::vector<SetPlacing> &files)
{
    const bool isSynced = syncVolumeFor(static_cast<qsizetype>(files.size()), m_volume, m_folder);
    for (SetPlacing &file : files)
        file.result = isSynced ? file.contents->checkWrites() : file.contents->syncData();
    moveAll(files);
    syncFolders(files);
    std::vector<SetMark> marks;
    for (SetPlacing &file : files) {
        if (file.result)
            marks.push_back(file.mark);
        else
            std::ignore = fs::remove(file.path);
    }
    if (const auto noted = mark(marks); !noted) {
        for (SetPlacing &file : files)
            file.result = file.result ? noted : file.result;
    }
}

void SetFolder::moveAll(std::vector<SetPlacing> &files)
{
    for (SetPlacing &file : files) {
        if (!file.result)
            continue;
        file.result = makeParents(file.target).and_then([&] {
            return moveToTarget(file.path, file.target, file.whenExists);
        });
        const bool isTaken = !file.result && file.result.error().kind == ErrorKind::TargetExists;
        if (isTaken && areSame(file.path, file.target))
            file.result = {};
        if (!file.result)
            continue;
        const auto mark = markOf(file.file, file.mark.verdict);
        if (mark)
            file.mark = *mark;
        else
            file.result = core::failure(mark.error());
        std::ignore = fs::remove(file.path); // of one that was there
    }
}

void SetFolder::syncFolders(std::vector<SetPlacing> &files)
{
    QHash<QString, core::Result<void>> folders;
    for (const SetPlacing &file : files) {
        if (file.result)
            folders.insert(folderOf(file.target), {});
    }
    if (folders.isEmpty() || syncVolumeFor(folders.size(), m_volume, m_folder))
        return;
    for (auto it = folders.begin(); it != folders.end(); ++it)
        *it = fs::syncFolder(it.key());
    for (SetPlacing &file : files) {
        if (file.result)
            file.result = folders.value(folderOf(file.target));
    }
}

/// What the bytes of the file have for their digest, where that is known.
std::optional<blte::ContentKey> SetFolder::provenBy(SetPlan::Index file) const
{
    return m_plan.isRaw() ? std::nullopt : m_plan.contentKey(file);
}

QString SetFolder::partPathOf(SetPlan::Index file, qsizetype part) const
{
    return temporaryPath(file) + u'-' + QString::number(part);
}

core::Result<std::shared_ptr<const fs::File>> SetFolder::join(SetPlan::Index file, qsizetype parts) const
{
    QStringList paths;
    for (qsizetype part = 0; part < parts; ++part)
        paths << partPathOf(file, part);
    return gather(paths, temporaryPath(file), provenBy(file));
}

void SetFolder::removeParts(SetPlan::Index file, qsizetype parts) const
{
    for (qsizetype part = 0; part < parts; ++part)
        std::ignore = fs::remove(partPathOf(file, part));
}

core::Result<std::shared_ptr<const fs::File>> SetFolder::copy(SetPlan::Index from, SetPlan::Index to) const
{
    return gather({targetOf(from)}, temporaryPath(to), provenBy(to));
}

core::Result<void> SetFolder::mark(const std::vector<SetMark> &marks)
{
    if (marks.empty())
        return {};
    const QByteArray bytes = toBytes(marks, m_seal);
    const auto written = m_journal.append(core::bytesOf(bytes));
    if (!written) { // half a mark would end the journal for all that follow
        std::ignore = m_journal.resize(m_length);
        return written;
    }
    m_length += bytes.size();
    return m_journal.syncData();
}

core::Result<SetMark> SetFolder::markOf(SetPlan::Index file, std::uint8_t verdict) const
{
    const auto there = fs::File::open(targetOf(file), fs::File::Mode::ReadOnly);
    if (!there)
        return core::failure(there.error());
    const auto stamp = there->stamp();
    const auto size = there->size();
    if (!stamp || !size)
        return core::failure(stamp ? size.error() : stamp.error());
    return SetMark{file, verdict, *size, *stamp};
}

core::Result<void> SetFolder::remove()
{
    m_journal.close();
    m_lock.close();
    const QString work = partPath(m_target);
    if (!QDir(work).removeRecursively())
        return core::failure(ErrorKind::WriteFailed, work + QStringLiteral(" cannot be removed"));
    return {};
}

} // namespace storage
