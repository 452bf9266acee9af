#include "core/tact/objectkind.h"
#include "core/tact/patchmanifest.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

// Any bytes, as a patch manifest: no crash. The digest of the first block is made right where the block is
// all that follows the header, so that its files are reached.

namespace {

void read(blte::Bytes bytes)
{
    std::size_t files = 0;
    const auto manifest = tact::visitPatchManifest(bytes, [&](const tact::PatchedFile &file) {
        if (file.sources.empty())
            std::abort();
        ++files;
    });
    if (manifest && manifest->blocks == 0 && files > 0)
        std::abort();
    (void)tact::prove(tact::ObjectKind::PatchManifest, bytes, blte::md5(bytes));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    read({data, size});
    // One block of keys of 16 bytes, without encoding: everything from byte 46 on.
    std::vector<std::uint8_t> bytes{'P', 'A', 2, 16, 16, 16, 12, 0, 1, 0};
    std::vector<std::uint8_t> block(data, data + size);
    block.push_back(0);
    const blte::Digest digest = blte::md5(block);
    bytes.resize(26);
    bytes.insert(bytes.end(), digest.begin(), digest.end());
    bytes.insert(bytes.end(), {0, 0, 0, 46});
    bytes.insert(bytes.end(), block.begin(), block.end());
    read(bytes);
    return 0;
}
