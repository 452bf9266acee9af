#pragma once

#include "core/blte/chunktable.h"
#include "core/storage/partialdownload.h"

namespace transfer {

/// By what chunks are believed that a record claims and nothing of ours proves.
enum class Evidence {
    ChunkDigests, ///< the table's MD5s, where they can be had of decoded bytes
    ContentKey,   ///< all of them for now: the whole file is held against its content key later
};

/// Reads the chunks of `doubtful` back from the part file, and notes those there that the evidence is for;
/// returns them. A stored chunk is proven by the MD5 of its encoded bytes, which are its decoded ones behind
/// a mode byte; another one only where the table tells the MD5 of the decoded bytes. Blocks; may read the
/// whole part file.
core::Result<QBitArray> proveChunks(storage::PartialDownload &partial, const blte::ChunkTable &table,
                                    const QBitArray &doubtful, Evidence evidence);

} // namespace transfer
