#include "core/blte/headerwriter.h"
#include "core/blte/streamdecoder.h"

#include <algorithm>
#include <cstdlib>

// Any bytes, as a whole BLTE object. Besides not crashing: both ways of decoding a chunk must end alike, the
// output must stay within the table, and a split must not matter.

namespace {

using namespace blte;

constexpr std::size_t kMostOutput = 4u << 20; // headerless objects have no bound of their own

class CountingSink final : public ByteSink
{
public:
    bool write(Bytes bytes) override
    {
        m_size += bytes.size();
        m_md5.update(bytes);
        return m_size <= kMostOutput;
    }

    std::size_t size() const { return m_size; }
    Digest digest() { return m_md5.finish(); }

private:
    std::size_t m_size = 0;
    Md5 m_md5;
};

struct Result
{
    tl::expected<void, Fault> outcome;
    Digest decoded{};
};

Limits streaming()
{
    Limits limits;
    limits.wholeDecoded = 0;
    limits.streamBuffer = 100;
    return limits;
}

Limits whole()
{
    Limits limits;
    limits.wholeDecoded = 1u << 20; // keeps a run small
    return limits;
}

std::shared_ptr<const KeyStore> keys()
{
    auto keys = std::make_shared<KeyStore>();
    keys->insert(KeyName{0x0102030405060708}, Key{1, 2, 3});
    return keys;
}

Result decode(Bytes object, const Limits &limits, std::size_t piece, MissingKeys missingKeys)
{
    Workspace workspace;
    CountingSink sink;
    StreamDecoder::Options options;
    options.limits = limits;
    options.missingKeys = missingKeys;
    StreamDecoder decoder(workspace, keys(), sink, options);
    Result result;
    for (std::size_t at = 0; result.outcome && at < object.size(); at += piece)
        result.outcome = decoder.push(object.subspan(at, std::min(piece, object.size() - at)));
    if (result.outcome)
        result.outcome = decoder.finish();
    const ChunkTable *table = decoder.table();
    if (table && sink.size() > table->decodedSize())
        std::abort();
    if (table && result.outcome && table->kind() == TableKind::Blte && sink.size() != table->decodedSize())
        std::abort();
    result.decoded = sink.digest();
    return result;
}

/// What was read as a header is written as the same bytes.
void rewriteHeader(Bytes object)
{
    HeaderParser parser;
    if (!parser.push(object) || !parser.isComplete())
        return;
    const std::uint64_t size = parser.headerSize();
    const std::vector<std::uint8_t> written = headerBytes(parser.takeTable());
    if (written.size() != size || !std::equal(written.begin(), written.end(), object.begin()))
        std::abort();
}

/// Repairs the chunk digests in `object`, so that the bytes behind them are reached.
void repairDigests(std::vector<std::uint8_t> &object)
{
    HeaderParser parser;
    if (!parser.push(object) || !parser.isComplete())
        return;
    const ChunkTable table = parser.takeTable();
    const std::size_t entry = table.format() == 0x10 ? 40 : 24;
    for (std::size_t i = 0; table.kind() == TableKind::Blte && i < table.size(); ++i) {
        const Chunk &chunk = table[i];
        if (chunk.encodedOffset + chunk.encodedSize > object.size())
            return;
        const Digest digest = md5(Bytes(object).subspan(chunk.encodedOffset, chunk.encodedSize));
        std::copy(digest.begin(), digest.end(),
                  object.begin() + static_cast<std::ptrdiff_t>(12 + i * entry + 8));
    }
}

void compare(const Result &one, const Result &other)
{
    if (one.outcome.has_value() != other.outcome.has_value())
        std::abort();
    if (one.outcome && one.decoded != other.decoded)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::vector<std::uint8_t> object(data, data + size);
    repairDigests(object);
    rewriteHeader(object);
    const Result one = decode(object, whole(), SIZE_MAX, MissingKeys::Fail);
    compare(one, decode(object, streaming(), SIZE_MAX, MissingKeys::Fail));
    compare(one, decode(object, whole(), 7, MissingKeys::Fail));
    decode(object, streaming(), 13, MissingKeys::ZeroFill);
    return 0;
}
