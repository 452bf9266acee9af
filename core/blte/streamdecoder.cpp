#include "core/blte/streamdecoder.h"

#include "core/blte/output.h"

#include <algorithm>

namespace blte {

struct StreamDecoder::Private
{
    Private(Workspace &workspace, std::shared_ptr<const KeyStore> keys, ByteSink &target,
            const Options &settings)
        : options(settings)
        , sink(target)
        , parser(options.expectation)
        , decoder(workspace, std::move(keys), options.limits)
    {
    }

    tl::expected<std::size_t, Fault> pushHeader(Bytes bytes);
    tl::expected<std::size_t, Fault> pushChunk(Bytes bytes);
    void beginChunk();
    void endCompleteChunks();
    Outcome endBadChunk(const Fault &fault);
    Outcome fillWithZeros(const Fault &fault);
    Outcome fail(const Fault &fault);
    void tell(const Fault *fault) const;
    bool isAtEnd() const { return current == table->size(); }

    Options options;
    ByteSink &sink;
    ChunkDone chunkDone;
    HeaderParser parser;
    ChunkDecoder decoder;
    std::optional<ChunkTable> table;
    std::uint64_t headerTaken = 0;
    std::size_t current = 0;  ///< chunk that the next byte belongs to
    std::uint64_t toSkip = 0; ///< bytes of failed chunks still to come
    std::uint64_t given = 0;  ///< decoded bytes of the chunks before
    std::uint64_t trailing = 0;
    std::optional<Fault> fault;
};

tl::expected<std::size_t, Fault> StreamDecoder::Private::pushHeader(Bytes bytes)
{
    const auto taken = parser.push(bytes);
    if (!taken)
        return tl::unexpected(fail(taken.error()).error());
    headerTaken += *taken;
    if (parser.isComplete()) {
        table = parser.takeTable();
        beginChunk();
        endCompleteChunks();
    }
    return taken;
}

tl::expected<std::size_t, Fault> StreamDecoder::Private::pushChunk(Bytes bytes)
{
    if (toSkip > 0) {
        const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(toSkip, bytes.size()));
        toSkip -= skipped;
        return skipped;
    }
    const std::uint64_t before = decoder.encodedTaken();
    if (const auto taken = decoder.push(bytes); !taken) {
        const auto used = static_cast<std::size_t>(decoder.encodedTaken() - before);
        if (auto ok = endBadChunk(taken.error()); !ok)
            return tl::unexpected(ok.error());
        endCompleteChunks();
        return used;
    }
    const auto used = static_cast<std::size_t>(decoder.encodedTaken() - before);
    endCompleteChunks();
    return used;
}

void StreamDecoder::Private::beginChunk()
{
    if (!isAtEnd())
        decoder.begin(*table, current, sink);
}

/// Goes on to the next chunk that needs bytes; empty chunks are complete at once.
void StreamDecoder::Private::endCompleteChunks()
{
    while (!isAtEnd() && decoder.isComplete()) {
        tell(nullptr);
        given += decoder.decodedGiven();
        ++current;
        beginChunk();
    }
}

/// The chunk cannot be decoded: go on behind it where the options allow that.
Outcome StreamDecoder::Private::endBadChunk(const Fault &reason)
{
    const bool isLocked = reason.kind == FaultKind::KeyMissing &&
                          options.missingKeys == MissingKeys::ZeroFill &&
                          (*table)[current].decodedSize != kUnknownSize;
    if (reason.kind == FaultKind::SinkRefused || (!isLocked && !options.keepGoing)) {
        tell(&reason);
        return fail(reason);
    }
    given += decoder.decodedGiven();
    if (isLocked) {
        if (auto ok = fillWithZeros(reason); !ok)
            return ok;
    }
    tell(&reason);
    const std::uint64_t encodedSize = (*table)[current].encodedSize;
    toSkip = encodedSize - decoder.encodedTaken();
    ++current;
    beginChunk();
    return {};
}

Outcome StreamDecoder::Private::fillWithZeros(const Fault &reason)
{
    static constexpr std::array<std::uint8_t, 4096> kZeros{};
    std::uint64_t left = (*table)[current].decodedSize - decoder.decodedGiven();
    while (left > 0) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, kZeros.size()));
        if (!sink.write(Bytes(kZeros).first(count)))
            return fail({FaultKind::SinkRefused, reason.chunk});
        given += count;
        left -= count;
    }
    return {};
}

Outcome StreamDecoder::Private::fail(const Fault &reason)
{
    fault = reason;
    return tl::unexpected(reason);
}

void StreamDecoder::Private::tell(const Fault *reason) const
{
    if (chunkDone)
        chunkDone(current, reason);
}

StreamDecoder::StreamDecoder(Workspace &workspace, std::shared_ptr<const KeyStore> keys, ByteSink &sink,
                             Options options)
    : m_d(std::make_unique<Private>(workspace, std::move(keys), sink, options))
{
}

StreamDecoder::~StreamDecoder() = default;

void StreamDecoder::onChunkDone(ChunkDone callback)
{
    m_d->chunkDone = std::move(callback);
}

tl::expected<void, Fault> StreamDecoder::push(Bytes bytes)
{
    Private &d = *m_d;
    if (d.fault)
        return tl::unexpected(*d.fault);
    while (!bytes.empty()) {
        if (d.table && d.isAtEnd() && d.toSkip == 0) {
            d.trailing += bytes.size();
            return {};
        }
        const auto taken = d.table ? d.pushChunk(bytes) : d.pushHeader(bytes);
        if (!taken)
            return tl::unexpected(taken.error());
        bytes = bytes.subspan(*taken);
    }
    return {};
}

tl::expected<void, Fault> StreamDecoder::finish()
{
    Private &d = *m_d;
    if (d.fault)
        return tl::unexpected(*d.fault);
    if (!d.table)
        return d.fail({FaultKind::Truncated, -1, d.parser.headerSize(), d.headerTaken});
    if (d.isAtEnd() && d.toSkip == 0)
        return {};
    const auto ok = d.decoder.finish();
    if (ok) { // a chunk of unknown size is complete now
        d.endCompleteChunks();
        return {};
    }
    const bool isCutShort = ok.error().kind == FaultKind::Truncated;
    if (auto ended = d.endBadChunk(ok.error()); !ended)
        return ended;
    return isCutShort ? d.fail(ok.error()) : Outcome();
}

const ChunkTable *StreamDecoder::table() const
{
    return m_d->table ? &*m_d->table : nullptr;
}

std::uint64_t StreamDecoder::trailingBytes() const
{
    return m_d->trailing;
}

std::uint64_t StreamDecoder::decodedSize() const
{
    const Private &d = *m_d;
    return d.given + (d.table && !d.isAtEnd() ? d.decoder.decodedGiven() : 0);
}

} // namespace blte
