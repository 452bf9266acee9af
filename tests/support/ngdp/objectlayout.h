#pragma once

#include "tests/support/bltebuilder.h"

#include <string>

namespace ngdp {

using support::BuiltObject;
using support::ByteVector;
using support::ChunkStyle;

/// Chunks of one size, as "64K*=z" or "22=n" says in an ESpec.
struct ChunkRun
{
    std::uint64_t size = 0;  ///< decoded bytes of each; 0: all that is left, as one chunk
    std::uint64_t count = 1; ///< 0: as many as it takes up to the end
    ChunkStyle style;        ///< raw or zlib (zlib's level 9 is what "z" alone means), encrypted or not
};

/// How an object is encoded (wowdev.wiki/TACT, "Encoding specification").
struct ObjectLayout
{
    std::vector<ChunkRun> runs;
    support::TableFormat format = support::TableFormat::Normal;

    static ObjectLayout whole(const ChunkStyle &style);                         ///< headerless: "n", "z"
    static ObjectLayout even(std::uint64_t chunkSize, const ChunkStyle &style); ///< "b:{65536*=z}"
    static ObjectLayout one(const ChunkStyle &style);                           ///< one chunk: "b:{*=n}"
};

extern const ChunkStyle kRaw;
extern const ChunkStyle kZlib; ///< level 9

std::string especOf(const ObjectLayout &layout);
BuiltObject encoded(const ByteVector &content, const ObjectLayout &layout);

} // namespace ngdp
