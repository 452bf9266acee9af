#include "core/tact/patchmanifest.h"

#include "core/blte/endian.h"

#include <algorithm>
#include <limits>

namespace tact {

namespace {

// All big-endian:
//   0  'P' 'A' · u8 version · u8 bytes of a file's key · of an old key · of a patch's key · u8 log2 of a
//   block 7  u16 blocks · u8 flags · [flags & 2: the encoding manifest: key, key, u32, u32, u8 length, its
//   ESpec]
//      blocks × {last key, MD5[16] of the block, u32 offset}
constexpr std::size_t kHead = 10;
constexpr std::uint8_t kHasEncoding = 2;
constexpr std::size_t kDigest = 16;
constexpr std::size_t kLargeSize = 5; // u40

/// Walks over bytes; what lies behind the end is not there, and that is remembered.
class Walk
{
public:
    explicit Walk(blte::Bytes bytes)
        : m_bytes(bytes)
    {
    }

    blte::Bytes take(std::size_t size)
    {
        m_isShort = m_isShort || size > m_bytes.size() - m_at;
        if (m_isShort)
            return {};
        m_at += size;
        return m_bytes.subspan(m_at - size, size);
    }
    std::uint8_t byte()
    {
        const blte::Bytes one = take(1);
        return one.empty() ? std::uint8_t{0} : one.front();
    }
    bool isShort() const { return m_isShort; }
    std::size_t at() const { return m_at; }

private:
    blte::Bytes m_bytes;
    std::size_t m_at = 0;
    bool m_isShort = false;
};

struct KeySizes
{
    std::size_t file = 0;
    std::size_t old = 0;
    std::size_t patch = 0;
};

/// The bytes of the block that begins here: files with their patches, up to a count of 0. Empty when it does
/// not end.
blte::Bytes blockOf(blte::Bytes bytes, const KeySizes &sizes)
{
    Walk walk(bytes);
    while (const std::size_t patches = walk.byte()) {
        walk.take(sizes.file + kLargeSize);
        walk.take(patches * (sizes.old + kLargeSize + sizes.patch + 4 + 1));
    }
    return walk.isShort() ? blte::Bytes() : bytes.first(walk.at());
}

} // namespace

std::optional<tl::expected<PatchManifest, QString>> readPatchManifest(blte::Bytes bytes)
{
    if (bytes.size() < kHead || bytes[0] != 'P' || bytes[1] != 'A')
        return std::nullopt;
    const auto damaged = [](const QString &what) {
        return tl::expected<PatchManifest, QString>(tl::unexpect, what);
    };
    const KeySizes sizes{bytes[3], bytes[4], bytes[5]};
    const auto blocks = static_cast<std::size_t>(bytes[7] << 8u | bytes[8]);
    Walk header(bytes);
    header.take(kHead);
    if ((bytes[9] & kHasEncoding) != 0) {
        header.take(2 * kDigest + 8);
        header.take(header.byte());
    }
    const blte::Bytes table = header.take(blocks * (sizes.file + kDigest + 4));
    if (header.isShort())
        return damaged(QStringLiteral("it ends inside its header"));
    PatchManifest manifest;
    manifest.name = blte::md5(bytes.first(header.at()));
    manifest.blocks = blocks;
    for (std::size_t i = 0; i < blocks; ++i) {
        const blte::Bytes row = table.subspan(i * (sizes.file + kDigest + 4)).subspan(sizes.file);
        const auto offset = static_cast<std::size_t>(blte::readBigEndian<4>(row.data() + kDigest));
        const blte::Bytes block =
            offset < bytes.size() ? blockOf(bytes.subspan(offset), sizes) : blte::Bytes();
        const blte::Digest digest = blte::md5(block);
        if (block.empty() || !std::equal(digest.begin(), digest.end(), row.begin()))
            return damaged(QStringLiteral("its block %1 is damaged").arg(i));
    }
    return tl::expected<PatchManifest, QString>(manifest);
}

} // namespace tact
