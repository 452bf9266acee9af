#pragma once

#include "app/cli/archivecheck.h"
#include "core/catalog/mirrorobject.h"

namespace app {

/// What is wrong with a file that is there, as an object of a mirror.
struct MirrorProof
{
    std::optional<core::Error> error;    ///< of the whole file, or of reading it
    std::vector<tact::IndexEntry> wrong; ///< of an archive: the objects that are missing or damaged
    std::size_t objects = 0;             ///< in it
    qint64 wrongBytes = 0;

    bool isWhole() const { return !error && wrong.empty(); }
};

/// Proves a file by its name, an archive by the index beside it. Decodes nothing, writes nothing. Blocks.
MirrorProof prove(const QString &path, const catalog::MirrorObject &object);

} // namespace app
