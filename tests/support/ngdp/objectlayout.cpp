#include "tests/support/ngdp/objectlayout.h"

#include "core/blte/hex.h"

#include <algorithm>

namespace ngdp {

namespace {

std::string styleText(const ChunkStyle &style)
{
    std::string inner = "n";
    if (style.encoding == support::Encoding::Zlib)
        inner = style.zlibLevel == 9 ? "z" : "z:" + std::to_string(style.zlibLevel);
    if (!style.encryption)
        return inner;
    return "e:{" + blte::toHex(blte::reversed(style.encryption->keyName)) + ',' +
           blte::hexEncoded(style.encryption->iv, blte::HexCase::Upper) + ',' + inner + '}';
}

std::string runText(const ChunkRun &run)
{
    std::string text = run.size == 0 ? "*" : std::to_string(run.size);
    if (run.size > 0 && run.count == 0)
        text += '*';
    else if (run.count > 1)
        text += '*' + std::to_string(run.count);
    return text + '=' + styleText(run.style);
}

} // namespace

const ChunkStyle kRaw{support::Encoding::Raw, 9, {}};
const ChunkStyle kZlib{support::Encoding::Zlib, 9, {}};

ObjectLayout ObjectLayout::whole(const ChunkStyle &style)
{
    return {{{0, 1, style}}, support::TableFormat::Headerless};
}

ObjectLayout ObjectLayout::even(std::uint64_t chunkSize, const ChunkStyle &style)
{
    return {{{chunkSize, 0, style}}, support::TableFormat::Normal};
}

ObjectLayout ObjectLayout::one(const ChunkStyle &style)
{
    return {{{0, 1, style}}, support::TableFormat::Normal};
}

std::string especOf(const ObjectLayout &layout)
{
    if (layout.format == support::TableFormat::Headerless)
        return styleText(layout.runs.front().style);
    std::string text = "b:{";
    for (const ChunkRun &run : layout.runs)
        text += (text.size() > 3 ? "," : "") + runText(run);
    return text + '}';
}

BuiltObject encoded(const ByteVector &content, const ObjectLayout &layout)
{
    std::vector<support::ChunkSpec> chunks;
    std::size_t at = 0;
    for (const ChunkRun &run : layout.runs) {
        for (std::uint64_t i = 0; (run.count == 0 || i < run.count) && at < content.size(); ++i) {
            const std::size_t left = content.size() - at;
            const std::size_t size =
                run.size == 0 ? left : static_cast<std::size_t>(std::min<std::uint64_t>(run.size, left));
            const auto from = content.begin() + static_cast<std::ptrdiff_t>(at);
            chunks.push_back({ByteVector(from, from + static_cast<std::ptrdiff_t>(size)), run.style, {}, {}});
            at += size;
        }
    }
    if (chunks.empty()) // an empty file is a chunk of no bytes
        chunks.push_back({{}, layout.runs.front().style, {}, {}});
    return support::buildObject(chunks, layout.format);
}

} // namespace ngdp
