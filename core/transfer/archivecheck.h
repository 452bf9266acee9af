#pragma once

#include "core/blte/objectcipher.h"
#include "core/error.h"
#include "core/tact/archiveindex.h"

#include <QString>

namespace transfer {

/// What an object or an archive on the disk is encrypted with as a whole (Armadillo); nothing: it is clear.
using WholeCipher = std::optional<blte::ObjectKey>;

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
/// Errors: ReadFailed for the archive; HeaderCorrupt for an index that is missing, damaged or another
/// archive's.
core::Result<ArchiveCheck> checkArchive(const QString &path, const WholeCipher &cipher = {});

/// So little of it is wrong that its objects are fetched one by one: each comes into the set's folder first
/// and costs a request. Of an archive with more of them all is fetched again. Pure.
bool isWorthMending(const ArchiveCheck &check);

/// Proves a file as an object that is kept as it was served, by its encoding key. Decodes nothing, writes
/// nothing. Blocks. Errors: ReadFailed; EncodingKeyWrong.
core::Result<void> checkObject(const QString &path, const blte::EncodingKey &key,
                               const WholeCipher &cipher = {});

/// Writes a proven object, clear, into the archive at its place, and waits until it is on the disk. `cipher`:
/// of the archive. Blocks.
core::Result<void> replaceObject(const QString &archivePath, qint64 offset, const QByteArray &bytes,
                                 const WholeCipher &cipher = {});

} // namespace transfer
