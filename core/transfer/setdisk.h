#pragma once

#include "core/storage/setfolder.h"
#include "core/transfer/routing/setorder.h"
#include "core/transfer/routing/state.h"
#include "core/transfer/setfilecheck.h"

#include <QTimer>
#include <functional>

namespace transfer {

class TransferServices;

/// The disk's work for a set, many files at a time: they get their places, are copied, put together of parts,
/// and looked at where something lies already. On the transfers' thread; the work is done on the disk's,
/// reading also on those for hashing. Deleted, it tells nothing more; what was begun is ended.
class SetDisk : public QObject
{
public:
    using Index = core::SetPlan::Index;
    using Files = std::vector<Index>;
    using Placed = std::function<void(const std::vector<storage::SetPlacing> &files)>;

    /// `placed` is called for everything that place() was given, as many as come at once.
    SetDisk(TransferServices &services, std::shared_ptr<storage::SetFolder> folder, Placed placed);

    const storage::SetFolder &folder() const { return *m_folder; }
    const std::shared_ptr<storage::SetFolder> &shared() const { return m_folder; }

    /// `contents` lie at its temporary path until then. Together with others that come soon.
    void place(Index file, std::shared_ptr<const storage::fs::File> contents, Verdict verdict,
               core::WhenExists whenExists);
    /// What waits for its place gets it now, and from now on at once.
    void hurry();
    /// More files than these should not wait for their places: each is open.
    bool isBehind() const { return m_toPlace.size() >= kMostToPlace; }

    /// Copies whose originals are in their places: those that worked get their own; `failed` did not.
    void copy(const Files &copies, std::function<void(const Files &failed)> done);
    /// A file that is several objects, all of them fetched: it gets its place, or `done` has the error.
    void join(Index file, qsizetype parts, core::WhenExists whenExists,
              std::function<void(const core::Error &error)> done);
    /// One that has its place already, by a transfer of its own.
    void mark(Index file, Verdict verdict, std::function<void(const core::Result<void> &marked)> done);
    using Seen = SetFileCheck::Seen;
    /// Reads those files, and tells of each. The marks of those in their places are kept. With Rename also
    /// what an earlier attempt has put beside another file counts.
    void look(const Files &files, core::WhenExists whenExists,
              std::function<void(const core::Result<std::vector<Seen>> &seen)> done);
    /// Puts objects that were fetched as parts of an archive into their places in it. Nothing has them then.
    void mend(Index file, const std::vector<tact::IndexEntry> &objects,
              std::function<void(const core::Result<void> &mended)> done);

    bool isQuiet() const { return m_toPlace.empty() && m_work == 0; }

private:
    static constexpr std::size_t kMostToPlace = 128;

    static core::Result<void> keep(storage::SetFolder &folder, const std::vector<Seen> &seen);
    std::size_t enough() const;
    void placeAll();
    void onPlaced(const std::vector<storage::SetPlacing> &placed);

    TransferServices &m_services;
    const std::shared_ptr<storage::SetFolder> m_folder;
    const Placed m_placed;
    std::vector<storage::SetPlacing> m_toPlace;
    bool m_isPlacing = false; ///< the disk is at it
    bool m_isHurried = false;
    int m_work = 0; ///< calls that are not answered
    QTimer m_soon;  ///< until a file that came by itself gets its place
};

} // namespace transfer
