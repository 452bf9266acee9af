#pragma once

#include "core/choices.h"
#include "core/setplan.h"
#include "core/storage/setrecords.h"

#include <QSet>
#include <memory>
#include <vector>

namespace storage {

/// A file that was fetched and proven, lies at temporaryPath(), and is to get its place.
struct SetPlacing
{
    std::shared_ptr<const fs::File> contents; ///< open since before its first write
    core::WhenExists whenExists = core::WhenExists::Refuse;
    SetMark mark = {};     ///< its file and verdict are the caller's to fill
    bool isInPlace = true; ///< false: by Rename it has a numbered name beside another file, and has no mark
    core::Result<void> result = {};
};

/// What an unfinished set has on disk: a folder beside its files, `target`.part, with
///
///   plan       the SetPlan, under this user's seal
///   journal-…  of this plan: a SetMark for each file that is in its place, each under the seal, appended and
///              synced behind the file
///   lock       of whoever fetches the set
///   doubted    some file is not where the plan says
///   unwanted-… of this plan: files that a person took out; they are not fetched
///   troubles   what went wrong in the last attempt, file by file
///   next       another plan, proposed while somebody fetches by this one; whoever opens the set adopts it
///   N          a small file before it gets its place
///   HEX-0 …    objects of a file before they are joined; HEX tells the file in any plan
///
/// Open while the lock is held; PartFileLocked for everybody else. A mark is a claim: it counts
/// while the file is what it was when it was made. Not thread-safe but for temporaryPath() and the plan; all
/// functions block on the disk.
class SetFolder
{
public:
    /// Makes the folder, with what an earlier plan's journal knows of files that are in this one, too.
    /// FolderMissing when the folder of the target is not there; NameRefused when something else has the name
    /// of the set's own.
    static core::Result<void> create(const QString &target, const core::SetPlan &plan);
    static core::Result<std::shared_ptr<SetFolder>> open(const QString &target);
    /// Whether there is one.
    static bool exists(const QString &target);
    /// Its plan, if that was made of this (SetPlan::origin) and nobody doubts it.
    static std::optional<core::SetPlan> planMadeOf(const QString &target, const QByteArray &origin);

    const core::SetPlan &plan() const { return m_plan; }
    /// For whoever needs it longer than the lock is held.
    const std::shared_ptr<const core::SetPlan> &sharedPlan() const { return m_sealed.plan; }
    /// Those whose files are untouched.
    const std::vector<SetMark> &marks() const { return m_marks; }
    /// Files that are not to be fetched, as that was when it was opened. Ascending.
    const std::vector<core::SetPlan::Index> &unwanted() const { return m_unwanted; }
    quint64 volume() const { return m_volume; }
    const QString &folder() const { return m_folder; } ///< that its files lie in
    QString targetOf(core::SetPlan::Index file) const;
    QString temporaryPath(core::SetPlan::Index file) const;

    /// Gives all of them their names, with the promise of commitAll(): the bytes are on the disk before the
    /// name is, and the name before the mark. A file that is there and has the same bytes is in its place.
    /// What fails is told in `result`, and the others go on.
    void place(std::vector<SetPlacing> &files);
    /// Where a part of a file lies that is several objects, once it was fetched.
    QString partPathOf(core::SetPlan::Index file, qsizetype part) const;
    /// The parts behind each other, at temporaryPath(). ContentKeyWrong when that is not the file.
    core::Result<std::shared_ptr<const fs::File>> join(core::SetPlan::Index file, qsizetype parts) const;
    void removeParts(core::SetPlan::Index file, qsizetype parts) const;
    /// The contents of a file that is in its place, for a copy of it that is to get its own: at
    /// temporaryPath() of that. Of a linked plan the same file, if that can be.
    core::Result<std::shared_ptr<const fs::File>> copy(core::SetPlan::Index from,
                                                       core::SetPlan::Index to) const;
    /// Of a file that is in its place already, and on the disk.
    core::Result<void> mark(const std::vector<SetMark> &marks) { return m_journal.add(marks); }
    /// The mark of the file that lies in its place. Thread-safe.
    core::Result<SetMark> markOf(core::SetPlan::Index file, std::uint8_t verdict) const;
    /// The file is nowhere: folders that were made for it go, as far as they are empty.
    void removeParents(core::SetPlan::Index file) const;
    /// Files could not be had where the plan says: whoever asks for the set again is to plan anew.
    core::Result<void> doubt();
    /// What became of files that are not there or not whole, for whoever looks at the set later.
    core::Result<void> keepTroubles(const std::vector<SetTrouble> &troubles);
    /// The set is whole: the folder goes, and FinishedSets has what is known of it. Nothing happens while
    /// another plan is proposed: there is more to be fetched.
    core::Result<void> retire();
    /// The set is given up: the folder goes.
    core::Result<void> remove();

private:
    SetFolder(QString target, setrecords::SealedPlan plan, fs::File lock, SetJournal journal, quint64 volume);

    void believe(const std::vector<SetMark> &marks);
    void removeUnplaced();
    std::optional<blte::ContentKey> provenBy(core::SetPlan::Index file) const;
    core::Result<void> makeParents(const QString &target);
    void moveAll(std::vector<SetPlacing> &files);
    core::Result<void> move(SetPlacing &file);
    void syncFolders(std::vector<SetPlacing> &files);

    const QString m_target;
    const QString m_folder; ///< that of its files
    const setrecords::SealedPlan m_sealed;
    const core::SetPlan &m_plan; ///< that
    fs::File m_lock;
    SetJournal m_journal;
    const quint64 m_volume; ///< of its files
    std::vector<SetMark> m_marks;
    std::vector<core::SetPlan::Index> m_unwanted;
    QSet<QString> m_parents; ///< folders that are there
    QStringList m_changed;   ///< folders that have new folders in them, and are not synced
};

} // namespace storage
