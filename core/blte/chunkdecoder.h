#pragma once

#include "core/blte/bytesink.h"
#include "core/blte/chunktable.h"
#include "core/blte/fault.h"
#include "core/blte/keystore.h"

#include <memory>
#include <tl/expected.hpp>

namespace blte {

/// Bounds of one decoder. Memory follows from these alone, never from a file's or a chunk's size.
struct Limits
{
    std::size_t wholeEncoded = 1u << 20; ///< chunks up to these two bounds take the fast path:
    std::size_t wholeDecoded = 8u << 20; ///< gather whole, check MD5, decode whole, one write
    std::size_t streamBuffer = 64u << 10;
    int nesting = 4; ///< depth of F
};

/// Scratch memory and codec states that decoders on one thread share (one per lane). Reused from chunk to
/// chunk.
class Workspace
{
public:
    Workspace();
    ~Workspace();
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;

    /// Frees the scratch memory; it comes again when it is needed. Not from within a decoder's call.
    void release();

    struct Private;
    Private &d() { return *m_d; }

private:
    std::unique_ptr<Private> m_d;
};

/// Whether a chunk on the fast path is decoded as soon as its last byte is in, or when it is told its MD5:
/// whoever has two of them can hash both at once (md5pair.h).
enum class WhenGathered : std::uint8_t { Decode, Wait };

/// Decodes one chunk after the other. Bytes go in at any split, decoded bytes come out at the sink.
///
///     decoder.begin(table, index, sink);
///     while (!decoder.isComplete()) {
///         auto space = decoder.prepare(wanted);   // where the next encoded bytes belong
///         n = reply.read(space);
///         if (auto ok = decoder.commit(n); !ok) … ok.error() names chunk and cause …
///     }
///
/// Fast path (both sizes within Limits): nothing reaches the sink before the chunk's MD5 was checked, and the
/// sink is called exactly once (not at all for a chunk that decodes to nothing). Streaming path: the sink is
/// called with pieces of at most streamBuffer bytes, and its bytes are proven only when isComplete() turns
/// true without a fault; a fault may come after bytes went out.
///
/// Faults mean the same in both: damage of a chunk that has an MD5 is reported when its last byte is in, and
/// is ChunkDigestWrong (refetch) or else the fault of whoever made it (StreamCorrupt, KeyMissing …), or of
/// who gave the key: nonsense behind a digest that is right is KeyWrong. Only SinkRefused comes at once. A
/// chunk without MD5 fails where it breaks.
///
/// decodedSize from the table bounds the output in both (no decompression bombs); where it is kUnknownSize,
/// the sink has to set the bound. After a fault the decoder refuses everything until the next begin(). Not
/// thread-safe; allocates nothing per chunk in steady state (except for modes 4 and F).
class ChunkDecoder
{
public:
    /// `workspace` must outlive the decoder; `keys` may be null (then every E chunk is KeyMissing).
    ChunkDecoder(Workspace &workspace, std::shared_ptr<const KeyStore> keys, Limits limits = {});
    ~ChunkDecoder();

    /// Starts chunk `index` of `table` (its index is part of the E nonce). Both must stay valid until the
    /// end. A 0/0 chunk is complete at once.
    void begin(const ChunkTable &table, std::size_t index, ByteSink &sink,
               WhenGathered whenGathered = WhenGathered::Decode);

    /// Room for the next encoded bytes: 1 to `wanted` bytes, never beyond the chunk's end. Empty when
    /// complete.
    std::span<std::uint8_t> prepare(std::size_t wanted);
    /// Says that the first `size` bytes of prepare() were filled.
    tl::expected<void, Fault> commit(std::size_t size);
    /// prepare + copy + commit: takes what belongs to this chunk and returns how much that was.
    tl::expected<std::size_t, Fault> push(Bytes bytes);
    /// With WhenGathered::Wait on the fast path: every byte is in. Then gathered() are these bytes, and
    /// decode() goes on, with their MD5.
    bool isWaiting() const;
    Bytes gathered() const;
    tl::expected<void, Fault> decode(const Digest &md5);
    /// For a chunk of unknown encoded size: this was its last byte.
    tl::expected<void, Fault> finish();

    bool isComplete() const;
    /// True when this chunk is decoded whole (fast path); false when it streams (and is worth spooling).
    bool isWhole() const;
    std::uint64_t encodedTaken() const; ///< bytes of this chunk so far
    std::uint64_t decodedGiven() const; ///< bytes that went to the sink so far
    /// The chunk's encoding mode byte, once known; 0 before.
    std::uint8_t mode() const;
    /// The keys this chunk was decrypted with, those of objects nested in it included. Only a content key
    /// proves them: a wrong one may decrypt to something that decodes (README.md, "Encryption").
    const std::vector<UsedKey> &usedKeys() const;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace blte
