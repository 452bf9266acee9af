#include "core/blte/streamdecoder.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

// Any bytes, as a whole BLTE object, judged as `verify` does: every chunk by itself, whatever became of the
// one before. Whole and piece by piece, at one split and another, with and without the object's encoding key,
// the verdicts must be the same, one for each chunk, in order, and no bytes beyond what the table says.

namespace {

using namespace blte;

constexpr std::size_t kMostOutput = 4u << 20; // headerless objects have no bound of their own

class CountingSink final : public ByteSink
{
public:
    bool write(Bytes bytes) override
    {
        m_size += bytes.size();
        return m_size <= kMostOutput;
    }
    bool writeZeros(std::uint64_t) override { return true; }

private:
    std::size_t m_size = 0;
};

struct Verdict
{
    std::vector<int> chunks; ///< -1: right; otherwise the fault's kind
    int end = -1;            ///< likewise, of the object
    std::uint64_t trailing = 0;
    std::size_t table = 0;
    std::vector<UsedKey> keys;
    bool isBounded = true; ///< false: the sink refused, which the ways may meet at different places
};

/// What is wrong with data that are compressed to too much is one thing or another, by what is met first.
int classOf(FaultKind kind)
{
    return static_cast<int>(kind == FaultKind::DecodedSizeWrong ? FaultKind::StreamCorrupt : kind);
}

std::shared_ptr<const KeyStore> keys()
{
    auto keys = std::make_shared<KeyStore>();
    keys->insert(KeyName{0x0102030405060708}, Key{1, 2, 3});
    return keys;
}

Verdict judge(Bytes object, const Limits &limits, std::size_t piece, const std::optional<EncodingKey> &key)
{
    Workspace workspace;
    CountingSink sink;
    StreamDecoder::Options options;
    options.limits = limits;
    options.missingKeys = MissingKeys::ZeroFill;
    options.keepGoing = true;
    options.expectation.encodingKey = key;
    StreamDecoder decoder(workspace, keys(), sink, options);
    Verdict verdict;
    decoder.onChunkDone([&](std::size_t index, const Fault *fault) {
        if (index != verdict.chunks.size())
            std::abort(); // told twice, or left out
        if (fault && fault->kind == FaultKind::SinkRefused)
            verdict.isBounded = false;
        verdict.chunks.push_back(fault ? classOf(fault->kind) : -1);
    });
    tl::expected<void, Fault> ok;
    for (std::size_t at = 0; ok && at < object.size(); at += std::min(piece, object.size() - at))
        ok = decoder.push(object.subspan(at, std::min(piece, object.size() - at)));
    if (ok)
        ok = decoder.finish();
    const std::size_t told = verdict.chunks.size();
    if (ok)
        ok = decoder.finish(); // asked again, it has nothing to add
    if (told != verdict.chunks.size())
        std::abort();
    if (!ok)
        verdict.end = classOf(ok.error().kind);
    verdict.isBounded = verdict.isBounded && (ok || ok.error().kind != FaultKind::SinkRefused);
    verdict.trailing = decoder.trailingBytes();
    verdict.table = decoder.table() ? decoder.table()->size() : 0;
    verdict.keys = decoder.usedKeys();
    if (told > verdict.table || (ok && verdict.isBounded && told != verdict.table))
        std::abort();
    return verdict;
}

void compare(const Verdict &one, const Verdict &other)
{
    if (!one.isBounded || !other.isBounded)
        return;
    const bool isSame = one.chunks == other.chunks && one.end == other.end &&
                        one.trailing == other.trailing && one.table == other.table && one.keys == other.keys;
    if (!isSame)
        std::abort();
}

void compareWays(Bytes object, const std::optional<EncodingKey> &key)
{
    Limits whole;
    whole.wholeDecoded = 1u << 20; // keeps a run small
    Limits pieces;
    pieces.wholeDecoded = 0;
    pieces.streamBuffer = 100;
    const Verdict one = judge(object, whole, SIZE_MAX, key);
    compare(one, judge(object, whole, 7, key));
    compare(one, judge(object, pieces, SIZE_MAX, key));
    compare(one, judge(object, pieces, 13, key));
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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::vector<std::uint8_t> object(data, data + size);
    compareWays(object, {});
    compareWays(object, EncodingKey{md5(object)}); // that of a headerless object
    repairDigests(object);
    compareWays(object, {});
    return 0;
}
