#pragma once

#include "tests/support/tactbuilder.h"

/// Writes archive indices; core/tact/archiveindex.h describes the format.
namespace ngdp {

using support::ByteVector;

struct IndexRow
{
    blte::Digest key{};
    std::uint32_t encodedSize = 0;
    std::uint32_t offset = 0;
    std::uint32_t archive = 0; ///< of a group's index
};

struct IndexShape
{
    std::size_t offsetSize = 4; ///< 4: an archive's; 0: of loose objects; 5, 6: of a group of archives
    std::size_t keySize = 16;
    std::size_t blockKb = 4;
    enum class Count { LittleEndian, BigEndian } count = Count::LittleEndian;
};

struct WrittenIndex
{
    ByteVector bytes;
    blte::Digest name{}; ///< its own, and that of its archive
};

WrittenIndex writeIndex(std::vector<IndexRow> rows, const IndexShape &shape = {});

} // namespace ngdp
