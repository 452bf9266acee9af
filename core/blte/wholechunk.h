#pragma once

#include "core/blte/output.h"
#include "core/blte/workspace.h"

namespace blte {

/// Decodes a chunk that lies in memory whole (mode byte first) to exactly context.decodedSize bytes. What
/// comes back lies in `encoded` or in the workspace, and is valid until either is used again.
tl::expected<Bytes, Fault> decodeWholeChunk(Bytes encoded, ChunkContext &context);

} // namespace blte
