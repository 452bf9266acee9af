#include "core/tact/downloadmanifest.h"
#include "core/tact/installmanifest.h"
#include "core/tact/sizemanifest.h"

#include <cstdlib>

// Any bytes, as an install, download and size manifest: no crash, and every entry and tag that they say they
// have can be read.

namespace {

template <typename Manifest>
void read(blte::Bytes bytes)
{
    const auto manifest = Manifest::open(bytes);
    if (!manifest)
        return;
    if (manifest->size() > bytes.size())
        std::abort();
    const tact::TagFilter filter(manifest->tags(), {{"Windows", "enUS"}, {"OSX"}});
    for (std::size_t i = 0; i < manifest->size(); ++i) {
        (void)manifest->entry(i);
        (void)filter.passes(i);
        if (!manifest->tags().empty())
            (void)manifest->tags().back().has(i);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const blte::Bytes bytes(data, size);
    read<tact::InstallManifest>(bytes);
    read<tact::DownloadManifest>(bytes);
    read<tact::SizeManifest>(bytes);
    return 0;
}
