#include "core/blte/streamdecoder.h"

#include "core/blte/output.h"

#include <algorithm>

namespace blte {

struct StreamDecoder::Private
{
    Private(Workspace &workspace, std::shared_ptr<const KeyStore> store, ByteSink &target,
            const Options &settings)
        : options(settings)
        , sink(target)
        , parser(options.expectation)
        , decoder(workspace, std::move(store), options.limits)
    {
    }

    tl::expected<std::size_t, Fault> pushHeader(Bytes bytes);
    tl::expected<std::size_t, Fault> pushChunk(Bytes bytes);
    void beginChunk();
    void endCompleteChunks();
    Outcome endBadChunk(const Fault &fault);
    void noteKeys();
    Fault cutShort() const;
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
    std::uint64_t toSkip = 0; ///< bytes of failed chunks still to come; kUnknownSize: all that come
    std::uint64_t given = 0;  ///< decoded bytes of the chunks before
    std::uint64_t trailing = 0;
    std::vector<UsedKey> keys;
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
        if (toSkip != kUnknownSize)
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
        noteKeys();
        tell(nullptr);
        given += decoder.decodedGiven();
        ++current;
        beginChunk();
    }
}

/// The chunk cannot be decoded: go on behind it where the options allow that.
Outcome StreamDecoder::Private::endBadChunk(const Fault &reason)
{
    const bool isFilled = isLocked(reason) && options.missingKeys == MissingKeys::ZeroFill &&
                          (*table)[current].decodedSize != kUnknownSize;
    const bool isInTheWay = isFilled && !options.keepGoing && !sink.takeBack(decoder.decodedGiven());
    if (reason.kind == FaultKind::SinkRefused || isInTheWay || (!isFilled && !options.keepGoing)) {
        tell(&reason);
        return fail(reason);
    }
    if (isFilled) {
        if (!sink.writeZeros((*table)[current].decodedSize))
            return fail({FaultKind::SinkRefused, reason.chunk});
        given += (*table)[current].decodedSize;
    } else {
        given += decoder.decodedGiven();
    }
    tell(&reason);
    const std::uint64_t encodedSize = (*table)[current].encodedSize;
    // One of unknown size has everything up to the end of the input.
    toSkip = encodedSize == kUnknownSize ? kUnknownSize : encodedSize - decoder.encodedTaken();
    ++current;
    beginChunk();
    return {};
}

/// Of the chunk that ends, for usedKeys().
void StreamDecoder::Private::noteKeys()
{
    for (const UsedKey &key : decoder.usedKeys()) {
        const auto place = std::lower_bound(keys.begin(), keys.end(), key);
        if (place == keys.end() || *place != key)
            keys.insert(place, key);
    }
}

/// The input ended within the chunk before the current one.
Fault StreamDecoder::Private::cutShort() const
{
    const std::uint64_t size = (*table)[current - 1].encodedSize;
    return {FaultKind::Truncated, static_cast<std::int64_t>(current - 1), size, size - toSkip};
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
    if (d.toSkip != 0 && d.toSkip != kUnknownSize)
        return d.fail(d.cutShort()); // in a chunk that was told already
    if (d.isAtEnd())
        return {};
    const auto ok = d.decoder.finish();
    if (ok) { // a chunk of unknown size is complete now
        d.endCompleteChunks();
        return {};
    }
    const bool isCutShort = (*d.table)[d.current].encodedSize != kUnknownSize;
    if (!isCutShort)
        return d.endBadChunk(ok.error());
    d.tell(&ok.error());
    return d.fail(ok.error());
}

const std::vector<UsedKey> &StreamDecoder::usedKeys() const
{
    return m_d->keys;
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
