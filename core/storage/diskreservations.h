#pragma once

#include "core/storage/file.h"

#include <QMutex>
#include <memory>
#include <vector>

namespace storage {

/// What the open part files of a process have still to grow, held against what is free on their volumes, so
/// that they do not fill a disk together. A file that holds its blocks already (fs::File::reserve) needs
/// nothing more. A claim ends with its file. Thread-safe; may block on the disk.
class DiskReservations
{
public:
    /// `file`, on `volume` below `folder`, shall become `size` bytes long. DiskFull when there is no room for
    /// it beside the others; then nothing is claimed. A second claim takes the place of the first.
    core::Result<void> claim(const std::shared_ptr<const fs::File> &file, quint64 volume,
                             const QString &folder, qint64 size);

private:
    struct Claim
    {
        std::weak_ptr<const fs::File> file;
        quint64 volume = 0;
        qint64 size = 0;
    };

    QMutex m_mutex;
    std::vector<Claim> m_claims;
};

} // namespace storage
