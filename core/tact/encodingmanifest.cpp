#include "core/tact/encodingmanifest.h"

#include "core/tact/bytereader.h"

#include <limits>

namespace tact {

namespace {

constexpr std::uint32_t kNoEspec = 0xFFFFFFFF;

EncodingHeader::Section after(const EncodingHeader::Section &before, std::uint64_t size)
{
    return {before.end(), size};
}

bool isZero(const blte::Digest &key)
{
    return key == blte::Digest{};
}

} // namespace

Expected<EncodingHeader> readEncodingHeader(blte::Bytes bytes)
{
    ByteReader reader(bytes);
    if (reader.u16() != ('E' << 8 | 'N') && !reader.isShort())
        return failure(FaultKind::NotThisFormat, 0, "it is no encoding manifest");
    const std::uint8_t version = reader.u8();
    const std::uint8_t contentKey = reader.u8();
    const std::uint8_t encodingKey = reader.u8();
    EncodingHeader header;
    header.contentPageSize = std::size_t{reader.u16()} * 1024;
    header.encodingPageSize = std::size_t{reader.u16()} * 1024;
    const std::uint64_t contentPages = reader.u32();
    const std::uint64_t encodingPages = reader.u32();
    reader.u8();
    const std::uint64_t especs = reader.u32();
    if (reader.isShort())
        return failure(FaultKind::TooShort, bytes.size(), "it ends inside its header");
    if (version != 1 || contentKey != kKeySize || encodingKey != kKeySize || header.contentPageSize == 0 ||
        header.encodingPageSize == 0)
        return failure(FaultKind::NotUnderstood, 2, "it is of a kind that is not known");
    header.especs = {EncodingHeader::kSize, especs};
    header.contentIndex = after(header.especs, contentPages * 2 * kKeySize);
    header.contentPages = after(header.contentIndex, contentPages * header.contentPageSize);
    header.encodingIndex = after(header.contentPages, encodingPages * 2 * kKeySize);
    header.encodingPages = after(header.encodingIndex, encodingPages * header.encodingPageSize);
    return header;
}

Expected<EncodingPageIndex> EncodingPageIndex::read(blte::Bytes bytes)
{
    if (bytes.size() % (2 * kKeySize) != 0)
        return failure(FaultKind::TooShort, bytes.size(), "it ends inside its page index");
    EncodingPageIndex index;
    index.m_pages.reserve(bytes.size() / (2 * kKeySize));
    ByteReader reader(bytes);
    while (reader.remaining() > 0) {
        const std::size_t at = reader.at();
        const blte::Digest key = reader.digest();
        if (!index.m_pages.empty() && !(index.m_pages.back().firstKey < key))
            return failure(FaultKind::OrderWrong, at, "its pages are not in order");
        index.m_pages.push_back({key, reader.digest()});
    }
    return index;
}

std::optional<std::size_t> EncodingPageIndex::pageOf(const blte::Digest &key) const
{
    const auto after =
        std::upper_bound(m_pages.begin(), m_pages.end(), key,
                         [](const blte::Digest &wanted, const Page &page) { return wanted < page.firstKey; });
    if (after == m_pages.begin())
        return std::nullopt;
    return static_cast<std::size_t>(after - m_pages.begin()) - 1;
}

Expected<void> EncodingPageIndex::prove(std::size_t i, blte::Bytes page) const
{
    if (i >= m_pages.size() || blte::md5(page) != m_pages[i].md5)
        return failure(FaultKind::DigestWrong, i * page.size(),
                       "its page " + std::to_string(i) + " is damaged");
    return {};
}

blte::EncodingKey ContentEntry::encodingKey(std::size_t i) const
{
    return {ByteReader(encodingKeys.subspan(i * kKeySize)).digest()};
}

Expected<std::optional<ContentEntry>> ContentPage::next()
{
    ByteReader reader(m_rest);
    const std::size_t keys = reader.u8();
    if (keys == 0)
        return std::nullopt;
    ContentEntry entry;
    entry.decodedSize = reader.u40();
    entry.key.digest = reader.digest();
    entry.encodingKeys = reader.take(keys * kKeySize);
    m_rest = m_rest.subspan(reader.isShort() ? m_rest.size() : reader.at());
    if (reader.isShort())
        return failure(FaultKind::TooShort, 0, "a page ends inside an entry");
    return entry;
}

std::optional<EncodingEntry> EncodingPage::next()
{
    ByteReader reader(m_rest);
    EncodingEntry entry;
    entry.key.digest = reader.digest();
    entry.espec = reader.u32();
    entry.encodedSize = reader.u40();
    if (reader.isShort() || entry.espec == kNoEspec || isZero(entry.key.digest))
        return std::nullopt;
    m_rest = m_rest.subspan(reader.at());
    return entry;
}

Expected<std::optional<ContentEntry>> findContent(blte::Bytes page, const blte::ContentKey &key)
{
    ContentPage rows(page);
    for (;;) {
        auto entry = rows.next();
        if (!entry || !*entry || (*entry)->key == key)
            return entry;
    }
}

std::optional<EncodingEntry> findEncoding(blte::Bytes page, const blte::EncodingKey &key)
{
    EncodingPage rows(page);
    auto entry = rows.next();
    while (entry && entry->key != key)
        entry = rows.next();
    return entry;
}

Expected<EspecTable> EspecTable::read(blte::Bytes bytes)
{
    if (bytes.size() > std::numeric_limits<std::uint32_t>::max())
        return failure(FaultKind::CountImpossible, 0, "its ESpecs are too many");
    if (!bytes.empty() && bytes.back() != 0)
        return failure(FaultKind::TooShort, bytes.size(), "it ends inside its ESpecs");
    EspecTable table;
    table.m_text = textOf(bytes);
    for (std::size_t at = 0; at < table.m_text.size(); at = table.m_text.find('\0', at) + 1)
        table.m_starts.push_back(static_cast<std::uint32_t>(at));
    return table;
}

std::string_view EspecTable::at(std::size_t i) const
{
    if (i >= m_starts.size())
        return {};
    const std::string_view text = std::string_view(m_text).substr(m_starts[i]);
    return text.substr(0, text.find('\0'));
}

Expected<EncodingManifest> EncodingManifest::open(blte::Bytes bytes)
{
    const auto header = readEncodingHeader(bytes);
    if (!header)
        return tl::unexpected(header.error());
    if (header->encodingPages.end() > bytes.size())
        return failure(FaultKind::CountImpossible, 9, "it is too short for its pages");
    EncodingManifest manifest;
    manifest.m_bytes = bytes;
    manifest.m_header = *header;
    auto contentIndex = EncodingPageIndex::read(manifest.section(header->contentIndex));
    if (!contentIndex)
        return tl::unexpected(contentIndex.error());
    auto encodingIndex = EncodingPageIndex::read(manifest.section(header->encodingIndex));
    if (!encodingIndex)
        return tl::unexpected(encodingIndex.error());
    manifest.m_contentIndex = std::move(*contentIndex);
    manifest.m_encodingIndex = std::move(*encodingIndex);
    return manifest;
}

blte::Bytes EncodingManifest::section(const EncodingHeader::Section &section) const
{
    return m_bytes.subspan(static_cast<std::size_t>(section.at), static_cast<std::size_t>(section.size));
}

blte::Bytes EncodingManifest::contentPage(std::size_t i) const
{
    return section(m_header.contentPages).subspan(i * m_header.contentPageSize, m_header.contentPageSize);
}

blte::Bytes EncodingManifest::encodingPage(std::size_t i) const
{
    return section(m_header.encodingPages).subspan(i * m_header.encodingPageSize, m_header.encodingPageSize);
}

Expected<std::optional<ContentEntry>> EncodingManifest::find(const blte::ContentKey &key) const
{
    const auto page = m_contentIndex.pageOf(key.digest);
    if (!page)
        return std::nullopt;
    if (const auto proven = m_contentIndex.prove(*page, contentPage(*page)); !proven)
        return tl::unexpected(proven.error());
    return findContent(contentPage(*page), key);
}

Expected<std::optional<EncodingEntry>> EncodingManifest::find(const blte::EncodingKey &key) const
{
    const auto page = m_encodingIndex.pageOf(key.digest);
    if (!page)
        return std::nullopt;
    if (const auto proven = m_encodingIndex.prove(*page, encodingPage(*page)); !proven)
        return tl::unexpected(proven.error());
    return findEncoding(encodingPage(*page), key);
}

Expected<EspecTable> EncodingManifest::especs() const
{
    return EspecTable::read(section(m_header.especs));
}

std::string_view EncodingManifest::ownEspec() const
{
    return textOf(m_bytes.subspan(static_cast<std::size_t>(m_header.encodingPages.end())));
}

} // namespace tact
