#include "core/tact/archiveindex.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

// Any bytes, as an archive index whose hashes are made right first, so that what is behind them is reached:
// no crash, and the same entries whole and block by block.

namespace {

void putHash(std::vector<std::uint8_t> &bytes, std::size_t at, blte::Bytes hashed)
{
    const blte::Digest digest = blte::md5(hashed);
    std::copy_n(digest.begin(), 8, bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

void repair(std::vector<std::uint8_t> &bytes)
{
    const std::size_t footer = bytes.size() - 28;
    const std::size_t block = std::size_t{bytes[footer + 11]} * 1024;
    const std::size_t key = bytes[footer + 14];
    const std::size_t blocks = block == 0 ? 0 : footer / (block + key + 8);
    for (std::size_t i = 0; i < blocks; ++i)
        putHash(bytes, blocks * (block + key) + i * 8, blte::Bytes(bytes).subspan(i * block, block));
    putHash(bytes, footer, blte::Bytes(bytes).subspan(blocks * block, blocks * (key + 8)));
    std::vector<std::uint8_t> fixed(bytes.end() - 20, bytes.end());
    std::fill(fixed.end() - 8, fixed.end(), std::uint8_t{0});
    putHash(bytes, bytes.size() - 8, fixed);
}

void read(blte::Bytes bytes)
{
    const auto index = tact::readArchiveIndex(bytes);
    const auto tail = tact::IndexTail::read(bytes, bytes.size());
    if (index && !tail)
        std::abort();
    std::size_t entries = 0;
    for (std::size_t i = 0; tail && i < tail->blocks(); ++i) {
        const std::size_t size = tail->footer().blockSize;
        const auto block = tail->readBlock(i, bytes.subspan(i * size, size));
        if (index && !block)
            std::abort();
        entries += block ? block->size() : 0;
    }
    if (!index)
        return;
    if (index->entries.size() != entries)
        std::abort();
    for (const tact::IndexEntry &entry : index->entries) {
        const auto [first, end] = tail->blocksOf(blte::Bytes(entry.key).first(tail->footer().keySize));
        if (first >= end)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::vector<std::uint8_t> bytes(data, data + size);
    read(bytes);
    if (size < 28)
        return 0;
    repair(bytes);
    read(bytes);
    return 0;
}
