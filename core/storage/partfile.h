#pragma once

#include "core/storage/diskreservations.h"
#include "core/storage/partclaim.h"
#include "core/storage/partpaths.h"

#include <QMutex>
#include <memory>
#include <utility>

namespace storage {

/// What a part file is called and takes. Failed and Closed files refuse every call.
enum class PartState : std::uint8_t {
    Fresh,  ///< freshPartPath(): no journal speaks of it, so it goes with close()
    Named,  ///< partPath(): the journal beside it says that it is ours
    Placed, ///< it is the target
    Failed, ///< it could not be synced: what was written since the last sync may be lost
    Closed, ///< given back, or removed
};
inline constexpr int kPartStateCount = 5;
bool canMove(PartState from, PartState to);

/// The file that a download writes: open, locked, with one of its names. Everything that touches it goes
/// through here. All functions are thread-safe and may block on the disk; those that sync, rename or end it
/// are called by one thread at a time.
class PartFile
{
public:
    PartFile(PartClaim claim, quint64 volume, std::shared_ptr<DiskReservations> room);
    ~PartFile();

    // any lane
    core::Result<void> write(quint64 decodedOffset, std::span<const std::uint8_t> bytes) const;
    /// Zeros in place of a locked chunk: a hole, where the file system has such.
    core::Result<void> zero(quint64 decodedOffset, quint64 size) const;
    core::Result<qint64> read(quint64 decodedOffset, std::span<std::uint8_t> buffer) const;
    core::Result<qint64> size() const;
    core::Result<fs::Stamp> stamp() const;
    /// The open file, shared, so that closing waits for those in the middle of a call; or why there is none:
    /// Cancelled when it is closed, the error of the sync when that failed.
    core::Result<std::shared_ptr<const fs::File>> file() const;
    core::Result<void> usable() const;

    // one thread at a time
    /// Claims what is missing to `size` in the room that all downloads share: DiskFull when it does not fit.
    core::Result<void> claim(quint64 size);
    core::Result<void> reserve(quint64 size); ///< blocks, as fs::File::reserve()
    core::Result<void> resize(quint64 size);
    /// Behind a sync of the whole volume, which went well, all that is left is to ask how the writing went.
    enum class Behind { Nothing, VolumeSync };
    core::Result<void> sync(Behind behind = Behind::Nothing);
    /// Whether the disk takes a byte and confirms it: behind the end of the file, which is cut again.
    core::Result<void> probe();
    /// PartFileChanged when somebody removed or replaced it, FolderMissing when its volume is gone: a volume
    /// that was unmounted leaves the bare folder it was mounted on, where nothing of ours belongs.
    core::Result<void> checkPlace() const;
    /// From the fresh name to the known one, once a journal speaks of it. NameRefused when that is taken.
    core::Result<void> takeKnownName();
    /// And back, before its journal goes: a part file alone must not have the name that others may use.
    core::Result<void> takeFreshName();
    core::Result<void> moveToTarget(core::WhenExists whenExists);
    core::Result<void> remove();
    void fail(const core::Error &error);
    void close();

    PartState state() const;
    bool hasKnownName() const;
    const QString &target() const { return m_target; }
    quint64 volume() const { return m_volume; } ///< that of the target's folder when it was opened

private:
    std::pair<std::shared_ptr<const fs::File>, QString> place() const;
    void moveTo(PartState next, const QString &path);

    const QString m_target;
    const quint64 m_volume;
    const std::shared_ptr<DiskReservations> m_room; ///< may be null
    mutable QMutex m_mutex;                         ///< guards all below; never held for the disk's work
    PartState m_state;
    QString m_path; ///< before it became the target
    std::shared_ptr<const fs::File> m_file;
    core::Error m_failure; ///< of Failed
};

} // namespace storage
