#pragma once

#include "app/cli/mirrorcipher.h"
#include "core/error.h"
#include "core/tact/archiveindex.h"

#include <QString>

namespace app {

/// An archive on the disk, held against its index.
struct ArchiveCheck
{
    std::vector<tact::IndexEntry> wrong; ///< objects that are not there or not whole, by their place
    std::size_t objects = 0;
    qint64 wrongBytes = 0;
};

/// Proves each object of the archive by its encoding key, as the index `PATH.index` beside it names them.
/// `cipher`: of the archive and its index, which have one name. Writes nothing. Blocks.
///
/// Errors: ReadFailed; HeaderCorrupt for an index that is damaged or another archive's.
core::Result<ArchiveCheck> checkArchive(const QString &path, const MirrorCipher &cipher = {});

/// Writes a proven object into the archive at its place, and waits until it is on the disk. Blocks.
core::Result<void> replaceObject(const QString &archivePath, qint64 offset, const QByteArray &bytes);

} // namespace app
