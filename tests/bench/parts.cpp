#include "core/blte/md5pair.h"
#include "core/blte/streamdecoder.h"
#include "tests/support/bltebuilder.h"

#include <benchmark/benchmark.h>

/// The parts that the whole job is made of, each alone.
namespace {

constexpr std::size_t kChunk = 256u << 10;
constexpr std::size_t kFile = 64u << 20;

const support::BuiltObject &object(support::Encoding encoding)
{
    static const auto payload = support::payload(support::repetitive(1), kFile);
    static const auto zlib = support::buildObject(payload, kChunk, {.encoding = support::Encoding::Zlib});
    static const auto raw = support::buildObject(payload, kChunk, {.encoding = support::Encoding::Raw});
    return encoding == support::Encoding::Zlib ? zlib : raw;
}

/// Takes everything and keeps nothing.
class Nowhere final : public blte::ByteSink
{
public:
    bool write(blte::Bytes bytes) override
    {
        benchmark::DoNotOptimize(bytes.data());
        return true;
    }
};

void countBytes(benchmark::State &state, std::size_t perRound)
{
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(perRound));
}

void oneMd5AfterTheOther(benchmark::State &state)
{
    const auto bytes = support::payload(support::noise(1), 2 * kChunk);
    for (auto _ : state) {
        benchmark::DoNotOptimize(blte::md5(blte::Bytes(bytes).first(kChunk)));
        benchmark::DoNotOptimize(blte::md5(blte::Bytes(bytes).last(kChunk)));
    }
    countBytes(state, 2 * kChunk);
}
BENCHMARK(oneMd5AfterTheOther);

void twoMd5AtOnce(benchmark::State &state)
{
    const auto bytes = support::payload(support::noise(1), 2 * kChunk);
    for (auto _ : state)
        benchmark::DoNotOptimize(
            blte::md5Pair(blte::Bytes(bytes).first(kChunk), blte::Bytes(bytes).last(kChunk)));
    countBytes(state, 2 * kChunk);
}
BENCHMARK(twoMd5AtOnce);

/// Chunk by chunk, each handed over whole.
void decodeFromMemory(benchmark::State &state)
{
    const auto &built = object(support::Encoding::Zlib);
    blte::Workspace workspace;
    blte::ChunkDecoder decoder(workspace, nullptr);
    Nowhere sink;
    for (auto _ : state) {
        for (std::size_t i = 0; i < built.table.size(); ++i) {
            const blte::Chunk &chunk = built.table[i];
            decoder.begin(built.table, i, sink);
            if (!decoder.push(blte::Bytes(built.bytes).subspan(chunk.encodedOffset, chunk.encodedSize)))
                state.SkipWithError("the object is damaged");
        }
    }
    countBytes(state, kFile);
}
// Two threads against one: what a second lane is worth.
BENCHMARK(decodeFromMemory)->ThreadRange(1, 2)->UseRealTime();

/// As it comes from the network: header first, in pieces of that size.
void decodeAStream(benchmark::State &state)
{
    const auto &built = object(support::Encoding::Zlib);
    const auto piece = static_cast<std::size_t>(state.range(0));
    blte::Workspace workspace;
    Nowhere sink;
    for (auto _ : state) {
        blte::StreamDecoder decoder(workspace, nullptr, sink, {});
        for (auto rest = blte::Bytes(built.bytes); !rest.empty();
             rest = rest.subspan(std::min(piece, rest.size()))) {
            if (!decoder.push(rest.first(std::min(piece, rest.size()))))
                state.SkipWithError("the object is damaged");
        }
    }
    countBytes(state, kFile);
}
BENCHMARK(decodeAStream)->Arg(16 << 10)->Arg(256 << 10)->UseRealTime();

} // namespace

BENCHMARK_MAIN();
