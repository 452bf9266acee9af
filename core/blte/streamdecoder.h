#pragma once

#include "core/blte/chunkdecoder.h"
#include "core/blte/headerparser.h"

#include <functional>

namespace blte {

/// What to do with a chunk whose key is not in the store, or is wrong there.
enum class MissingKeys : std::uint8_t {
    Fail,     ///< stop with KeyMissing or KeyWrong
    ZeroFill, ///< decodedSize zero bytes, and say so; KeyWrong where the sink cannot take back what it has
};

/// Decodes a whole BLTE object that arrives front to back: local files, standard input, nested F chunks.
/// Bytes in at any split, the whole decoded file out at the sink, in order.
class StreamDecoder
{
public:
    struct Options
    {
        HeaderExpectation expectation;
        Limits limits;
        MissingKeys missingKeys = MissingKeys::Fail;
        /// Keep going after a chunk that fails its digest or decode (for `verify`): ChunkDone is told,
        /// nothing more of that chunk is written, and push() and finish() stay without fault. What ends even
        /// this: a corrupt header, a sink that refuses, an input that is too short.
        bool keepGoing = false;
    };

    /// Told once per chunk: index, and the fault when there is one (KeyMissing or KeyWrong when zero-filled).
    /// Of an input that ends too early, the chunk it ends in is the last that is told.
    using ChunkDone = std::function<void(std::size_t index, const Fault *fault)>;

    StreamDecoder(Workspace &workspace, std::shared_ptr<const KeyStore> keys, ByteSink &sink,
                  Options options);
    ~StreamDecoder();

    void onChunkDone(ChunkDone callback);

    tl::expected<void, Fault> push(Bytes bytes);
    /// The input ended. Truncated when something is missing. `trailingBytes()` tells what came after the end.
    tl::expected<void, Fault> finish();

    const ChunkTable *table() const; ///< null before the header is complete
    std::uint64_t trailingBytes() const;
    std::uint64_t decodedSize() const; ///< bytes written to the sink
    /// Every key that a chunk which came out right was decrypted with, ascending, each once: see
    /// ChunkDecoder::usedKeys().
    const std::vector<UsedKey> &usedKeys() const;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace blte
