#include "core/tact/diablo3root.h"
#include "core/tact/rootkind.h"
#include "core/tact/tvfs.h"
#include "core/tact/wowroot.h"

#include <algorithm>
#include <cstdlib>

// Any bytes, as each of the binary roots: no crash, and no more files than there are bytes.

namespace {

void readWow(blte::Bytes bytes)
{
    const auto root = tact::WowRoot::open(bytes);
    if (!root)
        return;
    if (root->files() > bytes.size())
        std::abort();
    std::uint64_t files = 0;
    tact::Warnings warnings;
    for (const tact::WowRootBlock &block : root->blocks())
        root->visit(
            block, [&](const tact::WowRootEntry &) { ++files; }, warnings);
    if (files + warnings.count() != root->files())
        std::abort();
}

void readTree(blte::Bytes bytes)
{
    const auto tree = tact::Tvfs::open(bytes);
    if (!tree)
        return;
    std::size_t files = 0;
    (void)tree->visit([&](std::string_view path, std::uint32_t value) {
        if (path.size() > 4096 || ++files > bytes.size())
            std::abort();
        const auto file = tree->file(value);
        if (file && !file->spans.empty())
            (void)tree->container(file->spans.back().container);
    });
}

void readDiablo3(blte::Bytes bytes)
{
    std::size_t entries = 0;
    const auto count = [&](const auto &) {
        if (++entries > 4 * bytes.size())
            std::abort();
    };
    tact::Warnings warnings;
    (void)tact::visitDiablo3Root(bytes, count);
    (void)tact::visitDiablo3Folder(bytes, count);
    (void)tact::visitDiablo3Packages(bytes, count);
    (void)tact::visitDiablo3Assets(
        bytes, [&](const tact::Diablo3Asset &asset) { (void)tact::diablo3Path(asset, asset.kind); },
        warnings);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const blte::Bytes bytes(data, size);
    (void)tact::recogniseRoot(bytes.first(std::min(size, tact::kRootBeginning)));
    readWow(bytes);
    readTree(bytes);
    readDiablo3(bytes);
    return 0;
}
