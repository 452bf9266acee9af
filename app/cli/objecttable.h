#pragma once

#include "core/blte/chunktable.h"
#include "core/source.h"

namespace app {

/// The map of one object, as far as its first few KiB tell it.
struct ObjectTable
{
    blte::ChunkTable table;
    std::vector<std::uint8_t> modes; ///< one per chunk; 0 where the first byte was not at hand
    bool isProven = false;           ///< the header matches a known encoding key
    std::optional<qint64> objectSize;
    qint64 networkBytes = 0;
    QString warning; ///< may be empty
};

enum class Modes { AtHand, All };

/// From a server: the first 4 KiB, the exact rest of the table, and with Modes::All the chunks' first bytes.
core::Result<ObjectTable> fetchTable(const core::Source &source, Modes modes);
/// From a local file; all modes are at hand. An encoding key in the file's name is checked.
core::Result<ObjectTable> readTable(const QString &path);

} // namespace app
