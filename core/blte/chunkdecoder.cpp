#include "core/blte/chunkdecoder.h"

#include "core/blte/modestreams.h"
#include "core/blte/wholechunk.h"

#include <algorithm>
#include <cassert>

namespace blte {

namespace {

// A headerless object's key covers its first 8 bytes, too: 'BLTE' and headerSize 0 (README.md, "Hashes").
constexpr std::array<std::uint8_t, 8> kHeaderlessPreamble = {'B', 'L', 'T', 'E', 0, 0, 0, 0};

/// What a wrong key makes of a chunk. A missing key within was found by means of this one, which is right
/// then.
bool isNonsense(FaultKind kind)
{
    switch (kind) {
    case FaultKind::DecodedSizeWrong:
    case FaultKind::StreamCorrupt:
    case FaultKind::ModeUnsupported:
    case FaultKind::Lz4Ambiguous:
        return true;
    default:
        return false;
    }
}

Limits usable(Limits limits)
{
    limits.streamBuffer = std::max<std::size_t>(limits.streamBuffer, 1);
    return limits;
}

} // namespace

struct ChunkDecoder::Private
{
    enum class Phase : std::uint8_t {
        Idle,      ///< nothing begun
        Gathering, ///< fast path
        Waiting,   ///< gathered
        Streaming,
        Doomed, ///< streaming path; `fault` stands, but the digest decides whose fault it is
        Complete,
        Failed,
    };

    Private(Workspace &workspace, std::shared_ptr<const KeyStore> keys, const Limits &limits)
        : context{workspace.d(), std::move(keys), usable(limits)}
        , streams(context, output)
    {
    }

    bool isOpen() const
    {
        return phase == Phase::Gathering || phase == Phase::Streaming || phase == Phase::Doomed;
    }
    /// The bytes are kept as they are.
    bool isCopied() const { return kind == TableKind::Plain || kind == TableKind::Encoded; }
    std::uint64_t remaining() const { return isOpen() ? chunk->encodedSize - taken : 0; }

    Outcome fail(Fault fault);
    Outcome failProven(Fault fault);
    Outcome gather(Bytes bytes);
    Bytes whole() { return buffer.room(static_cast<std::size_t>(chunk->encodedSize)); }
    Outcome decodeGathered(Bytes encoded, const Digest &digest);
    Outcome stream(Bytes bytes);
    Outcome streamPiece(Bytes piece);
    Outcome finishStream();

    ChunkContext context;
    Output output;
    ModeStreams streams;
    Md5 md5;       ///< streaming path only
    Buffer buffer; ///< fast path: the chunk so far; streaming path: what prepare() lends

    Phase phase = Phase::Idle;
    Fault fault;
    const Chunk *chunk = nullptr;
    TableKind kind = TableKind::Blte;
    bool isWhole = false;
    bool waits = false;
    std::uint8_t mode = 0;
    std::uint64_t taken = 0;
};

Outcome ChunkDecoder::Private::fail(Fault reason)
{
    fault = reason;
    fault.chunk = static_cast<std::int64_t>(context.index);
    phase = Phase::Failed;
    return tl::unexpected(fault);
}

/// The encoded bytes are what their digest says: whose fault is it?
Outcome ChunkDecoder::Private::failProven(Fault reason)
{
    if (context.key && isNonsense(reason.kind))
        return fail({FaultKind::KeyWrong, -1, static_cast<std::uint64_t>(*context.key)});
    const bool isLocked = reason.kind == FaultKind::KeyMissing;
    if (isLocked && chunk->decodedSize != kUnknownSize && chunk->decodedSize > mostDecoded(taken))
        return fail({FaultKind::SizeImpossible, -1, chunk->decodedSize, mostDecoded(taken)});
    return fail(reason);
}

Outcome ChunkDecoder::Private::gather(Bytes bytes)
{
    const auto size = static_cast<std::size_t>(chunk->encodedSize);
    if (taken == 0 && bytes.size() == size && !waits) { // all of it in one piece: no need to copy
        taken = size;
        return decodeGathered(bytes, blte::md5(bytes));
    }
    const auto room = buffer.room(size);
    if (bytes.data() != room.data() + taken) // otherwise prepare() had it put there
        std::copy(bytes.begin(), bytes.end(), room.begin() + static_cast<std::ptrdiff_t>(taken));
    taken += bytes.size();
    if (taken < size)
        return {};
    if (!waits)
        return decodeGathered(room, blte::md5(room));
    phase = Phase::Waiting;
    return {};
}

Outcome ChunkDecoder::Private::decodeGathered(Bytes encoded, const Digest &digest)
{
    mode = isCopied() ? 0 : encoded.front();
    if (digest != chunk->md5)
        return fail({FaultKind::ChunkDigestWrong});
    const auto decoded =
        isCopied() ? tl::expected<Bytes, Fault>(encoded) : decodeWholeChunk(encoded, context);
    if (!decoded)
        return failProven(decoded.error());
    auto ok = output.write(*decoded, std::max<std::size_t>(decoded->size(), 1));
    if (ok)
        ok = output.finish();
    if (!ok)
        return fail(ok.error());
    phase = Phase::Complete;
    return {};
}

Outcome ChunkDecoder::Private::stream(Bytes bytes)
{
    while (!bytes.empty()) {
        const Bytes piece = bytes.first(std::min(bytes.size(), context.limits.streamBuffer));
        if (auto ok = streamPiece(piece); !ok)
            return ok;
        bytes = bytes.subspan(piece.size());
    }
    return taken == chunk->encodedSize ? finishStream() : Outcome();
}

Outcome ChunkDecoder::Private::streamPiece(Bytes piece)
{
    taken += piece.size();
    if (chunk->hasMd5)
        md5.update(piece);
    if (phase == Phase::Doomed)
        return {};
    const auto ok = streams.push(piece);
    mode = streams.mode();
    if (ok)
        return {};
    // Damaged on the way, or made so? The digest at the chunk's end knows. Until then nothing more is
    // decoded.
    if (!chunk->hasMd5 || ok.error().kind == FaultKind::SinkRefused)
        return fail(ok.error());
    fault = ok.error();
    phase = Phase::Doomed;
    return {};
}

Outcome ChunkDecoder::Private::finishStream()
{
    if (chunk->hasMd5 && md5.finish() != chunk->md5) {
        const bool isObject = kind == TableKind::Headerless;
        return fail({isObject ? FaultKind::EncodingKeyWrong : FaultKind::ChunkDigestWrong});
    }
    auto ok = phase == Phase::Doomed ? Outcome(tl::unexpected(fault)) : streams.finish();
    if (ok)
        ok = output.finish();
    if (!ok)
        return chunk->hasMd5 ? failProven(ok.error()) : fail(ok.error());
    phase = Phase::Complete;
    return {};
}

ChunkDecoder::ChunkDecoder(Workspace &workspace, std::shared_ptr<const KeyStore> keys, Limits limits)
    : m_d(std::make_unique<Private>(workspace, std::move(keys), limits))
{
}

ChunkDecoder::~ChunkDecoder() = default;

void ChunkDecoder::begin(const ChunkTable &table, std::size_t index, ByteSink &sink,
                         WhenGathered whenGathered)
{
    Private &d = *m_d;
    d.chunk = &table[index];
    d.kind = table.kind();
    d.context.index = index;
    d.context.decodedSize = d.chunk->decodedSize;
    d.context.key.reset();
    d.context.used.clear();
    d.output.begin(sink, d.chunk->decodedSize);
    d.taken = 0;
    d.mode = 0;
    const Limits &limits = d.context.limits;
    d.waits = whenGathered == WhenGathered::Wait;
    const bool hasTable = d.kind == TableKind::Blte || d.kind == TableKind::Encoded;
    d.isWhole = hasTable && d.chunk->hasMd5 && d.chunk->encodedSize <= limits.wholeEncoded &&
                d.chunk->decodedSize <= limits.wholeDecoded;
    if (d.chunk->encodedSize == 0) { // no mode byte: only the pair 0/0 makes sense
        d.phase = Private::Phase::Complete;
        if (d.chunk->decodedSize != 0)
            (void)d.fail({FaultKind::SizesContradict, -1, d.chunk->decodedSize, 0});
        return;
    }
    d.phase = d.isWhole ? Private::Phase::Gathering : Private::Phase::Streaming;
    if (d.isWhole)
        return;
    (void)d.md5.finish(); // whatever an abandoned chunk left in it
    if (d.kind == TableKind::Headerless)
        d.md5.update(kHeaderlessPreamble);
    if (d.isCopied())
        d.streams.beginPlain();
    else
        d.streams.begin(d.chunk->encodedSize);
}

std::span<std::uint8_t> ChunkDecoder::prepare(std::size_t wanted)
{
    Private &d = *m_d;
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, d.remaining()));
    if (d.phase == Private::Phase::Gathering)
        return d.buffer.room(static_cast<std::size_t>(d.chunk->encodedSize))
            .subspan(static_cast<std::size_t>(d.taken), most);
    return d.buffer.room(d.context.limits.streamBuffer).first(std::min(most, d.context.limits.streamBuffer));
}

tl::expected<void, Fault> ChunkDecoder::commit(std::size_t size)
{
    Private &d = *m_d;
    if (d.phase == Private::Phase::Failed)
        return tl::unexpected(d.fault);
    assert(size <= d.remaining());
    if (size == 0)
        return {};
    if (d.phase == Private::Phase::Gathering)
        return d.gather(d.buffer.room(static_cast<std::size_t>(d.chunk->encodedSize))
                            .subspan(static_cast<std::size_t>(d.taken), size));
    return d.stream(d.buffer.room(d.context.limits.streamBuffer).first(size));
}

tl::expected<std::size_t, Fault> ChunkDecoder::push(Bytes bytes)
{
    Private &d = *m_d;
    if (d.phase == Private::Phase::Failed)
        return tl::unexpected(d.fault);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), d.remaining()));
    if (count == 0)
        return 0;
    const Bytes part = bytes.first(count);
    const auto ok = d.phase == Private::Phase::Gathering ? d.gather(part) : d.stream(part);
    if (!ok)
        return tl::unexpected(ok.error());
    return count;
}

bool ChunkDecoder::isWaiting() const
{
    return m_d->phase == Private::Phase::Waiting;
}

Bytes ChunkDecoder::gathered() const
{
    assert(isWhole() && m_d->taken == m_d->chunk->encodedSize); // also after a fault: for who keeps them
    return m_d->whole();
}

tl::expected<void, Fault> ChunkDecoder::decode(const Digest &md5)
{
    assert(isWaiting());
    return m_d->decodeGathered(m_d->whole(), md5);
}

tl::expected<void, Fault> ChunkDecoder::finish()
{
    Private &d = *m_d;
    if (d.phase == Private::Phase::Failed)
        return tl::unexpected(d.fault);
    if (!d.isOpen())
        return {};
    if (d.chunk->encodedSize != kUnknownSize)
        return d.fail({FaultKind::Truncated, -1, d.chunk->encodedSize, d.taken});
    return d.finishStream();
}

bool ChunkDecoder::isComplete() const
{
    return m_d->phase == Private::Phase::Complete;
}

bool ChunkDecoder::isWhole() const
{
    return m_d->isWhole;
}

std::uint64_t ChunkDecoder::encodedTaken() const
{
    return m_d->taken;
}

std::uint64_t ChunkDecoder::decodedGiven() const
{
    return m_d->output.given();
}

std::uint8_t ChunkDecoder::mode() const
{
    return m_d->mode;
}

const std::vector<UsedKey> &ChunkDecoder::usedKeys() const
{
    return m_d->context.used;
}

} // namespace blte
