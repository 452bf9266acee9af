#pragma once

#include "app/cli/archivecheck.h"
#include "core/catalog/mirrorobject.h"

namespace app {

/// Proves a file that is there as an object of a mirror: by its name, or an archive by the index beside it,
/// whose objects may be wrong one by one; of what is encrypted as a whole, what it decrypts to. Decodes
/// nothing, writes nothing. Blocks.
///
/// Errors are those of the whole file, or of reading it.
core::Result<ArchiveCheck> prove(const QString &path, const catalog::MirrorObject &object,
                                 const MirrorCipher &cipher);

} // namespace app
