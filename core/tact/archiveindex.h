#pragma once

#include "core/blte/digest.h"

#include <QString>
#include <tl/expected.hpp>
#include <vector>

namespace tact {

/// One object of an archive, or a loose one (then without a place).
struct IndexEntry
{
    std::vector<std::uint8_t> key; ///< the encoding key, 16 bytes, or as many as the index keeps of it
    quint64 encodedSize = 0;       ///< of the whole object, header included
    quint64 offset = 0;
    quint32 archive = 0; ///< of an index over several: which of them
};

/// An archive index (format.md 2.9), proven: every hash in it is right. What it is called is its name(), the
/// MD5 of its last 28 bytes, and the archive is called the same.
struct ArchiveIndex
{
    std::vector<IndexEntry> entries; ///< by key, ascending
    blte::Digest name{};
    bool hasPlaces = false;      ///< false: a list of loose objects
    quint64 archiveSize() const; ///< the end of the last object
};

/// It has the name, and its last bytes are not those of any index that is known: nothing can be said of the
/// rest.
bool isUnknownIndex(blte::Bytes bytes, const blte::Digest &name);

/// Reads a whole `.index` file, or says in a sentence what is wrong with it. Pure.
tl::expected<ArchiveIndex, QString> readArchiveIndex(blte::Bytes bytes);

} // namespace tact
