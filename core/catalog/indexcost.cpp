#include "core/catalog/indexcost.h"

#include "core/tact/archiveindex.h"

namespace catalog {

namespace {

constexpr std::uint64_t kBlockSize = 4096; // all known ones

} // namespace

IndexReading cheaperReading(const std::vector<tact::ArchiveRef> &archives, std::size_t keys)
{
    std::uint64_t whole = 0;
    std::uint64_t byBlocks = 0;
    for (const tact::ArchiveRef &archive : archives) {
        if (!archive.indexSize)
            return IndexReading::Whole;
        whole += *archive.indexSize;
        byBlocks += tact::IndexTail::usualSize(*archive.indexSize) + keys * kBlockSize;
    }
    return archives.empty() || byBlocks < whole ? IndexReading::Blocks : IndexReading::Whole;
}

} // namespace catalog
