#pragma once

#include "core/source.h"
#include "core/transfer/routing/chunkmap.h"

#include <QByteArray>

/// How the chunks of a file came, each by its mode byte and its host: kept beside the file's table
/// (storage::StateStore), for people to read when the file rests. Nothing is decided by it.
namespace transfer {

/// Of what is finished, to be kept; empty when nothing is known, or too much for one file.
QByteArray provenanceOf(const ChunkMap &map, const core::Source &source);
/// hostOf() the mirrors that finished chunks came from, as far as that is known.
QStringList hostsOf(const ChunkMap &map, const core::Source &source);
/// Adds what is not known yet of finished chunks. Bytes of another table, or of none, are ignored; so are
/// hosts that `source` does not name.
void adoptProvenance(ChunkMap &map, const QByteArray &bytes, const core::Source &source);

} // namespace transfer
