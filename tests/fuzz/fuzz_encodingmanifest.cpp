#include "core/tact/encodingmanifest.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

// Any bytes, as an encoding manifest whose pages are made right first: no crash, and what a page has is found
// unless its keys are out of order.

namespace {

void repair(std::vector<std::uint8_t> &bytes, const tact::EncodingHeader::Section &index,
            const tact::EncodingHeader::Section &pages, std::size_t pageSize)
{
    for (std::size_t i = 0; i < pages.size / pageSize; ++i) {
        const blte::Digest digest = blte::md5(blte::Bytes(bytes).subspan(pages.at + i * pageSize, pageSize));
        std::copy(digest.begin(), digest.end(),
                  bytes.begin() + static_cast<std::ptrdiff_t>(index.at + i * 32 + 16));
    }
}

void readPages(const tact::EncodingManifest &manifest)
{
    for (std::size_t i = 0; i < manifest.contentIndex().pages(); ++i) {
        tact::ContentPage page(manifest.contentPage(i));
        for (auto entry = page.next(); entry && *entry; entry = page.next()) {
            if ((*entry)->encodings() == 0)
                std::abort();
            const auto found = manifest.find((*entry)->key);
            if (!found)
                continue;
            for (std::size_t k = 0; k < (*entry)->encodings(); ++k)
                (void)manifest.find((*entry)->encodingKey(k));
            break; // the others cost as much, and take the same way
        }
    }
    for (std::size_t i = 0; i < manifest.encodingIndex().pages(); ++i) {
        tact::EncodingPage page(manifest.encodingPage(i));
        std::size_t rows = 0;
        while (page.next())
            ++rows;
        if (rows * 25 > manifest.header().encodingPageSize)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::vector<std::uint8_t> bytes(data, data + size);
    const auto header = tact::readEncodingHeader(bytes);
    if (header && header->encodingPages.end() <= bytes.size()) {
        repair(bytes, header->contentIndex, header->contentPages, header->contentPageSize);
        repair(bytes, header->encodingIndex, header->encodingPages, header->encodingPageSize);
    }
    const auto manifest = tact::EncodingManifest::open(bytes);
    if (!manifest)
        return 0;
    readPages(*manifest);
    if (const auto especs = manifest->especs()) {
        for (std::size_t i = 0; i <= especs->size(); ++i)
            (void)especs->at(i);
    }
    return 0;
}
