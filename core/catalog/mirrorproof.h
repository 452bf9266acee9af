#pragma once

#include "core/catalog/mirrorobject.h"

namespace catalog {

/// Proves a file that is there as an object of a mirror: by its name, or an archive by the index beside it,
/// whose objects may be wrong one by one; of what is encrypted as a whole, what it decrypts to. Decodes
/// nothing, writes nothing. Blocks.
///
/// Errors are those of the whole file, or of reading it.
core::Result<transfer::ArchiveCheck> prove(const QString &path, const MirrorObject &object,
                                           const transfer::WholeCipher &cipher);

} // namespace catalog
