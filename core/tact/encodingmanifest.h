#pragma once

#include "core/blte/keys.h"
#include "core/tact/fault.h"

#include <optional>
#include <string_view>

namespace tact {

/// The encoding manifest (wowdev.wiki/TACT, "Encoding table"), all big-endian:
///   0   "EN" · u8 version, 1 · u8 bytes of a content key, 16 · u8 bytes of an encoding key, 16
///   5   u16 KiB of a content page · u16 KiB of an encoding page · u32 content pages · u32 encoding pages
///   17  u8 0 · u32 bytes of the ESpecs
///   22  ESpecs, each ended by a zero byte
///       content index:  for each page {first key [16], MD5 of the page [16]}
///       content pages:  {u8 n, u40 decoded size, content key [16], n × encoding key [16]}, n = 0 ends a page
///       encoding index: likewise
///       encoding pages: {encoding key [16], u32 ESpec, u40 encoded size}, ESpec 0xFFFFFFFF or a zero key
///       ends the ESpec of the manifest itself, up to the end
/// Header and index are enough to find the page of a key, and prove it: nobody has to read it all.
struct EncodingHeader
{
    static constexpr std::size_t kSize = 22;
    struct Section
    {
        std::uint64_t at = 0; ///< in the decoded manifest
        std::uint64_t size = 0;
        std::uint64_t end() const { return at + size; }
    };

    std::size_t contentPageSize = 0; ///< bytes
    std::size_t encodingPageSize = 0;
    Section especs;
    Section contentIndex;
    Section contentPages;
    Section encodingIndex;
    Section encodingPages;
};

/// The first 22 bytes, or more.
Expected<EncodingHeader> readEncodingHeader(blte::Bytes bytes);

/// The pages of one of the two tables: 32 bytes a page.
class EncodingPageIndex
{
public:
    /// `bytes` are the whole index. Faults count from its beginning.
    static Expected<EncodingPageIndex> read(blte::Bytes bytes);

    std::size_t pages() const { return m_pages.size(); }
    const blte::Digest &firstKey(std::size_t i) const { return m_pages[i].firstKey; }
    /// The only page that can have the key; empty when none can.
    std::optional<std::size_t> pageOf(const blte::Digest &key) const;
    /// Whether these bytes are page `i`. Faults count from the beginning of the first page.
    Expected<void> prove(std::size_t i, blte::Bytes page) const;

private:
    struct Page
    {
        blte::Digest firstKey;
        blte::Digest md5;
    };
    std::vector<Page> m_pages;
};

/// A row of a content page. Looks at the page's bytes.
struct ContentEntry
{
    blte::ContentKey key;
    std::uint64_t decodedSize = 0;
    blte::Bytes encodingKeys;                                                            ///< 16 bytes each
    std::size_t encodings() const { return encodingKeys.size() / sizeof(blte::Digest); } ///< one at least
    blte::EncodingKey encodingKey(std::size_t i) const;
};

/// A row of an encoding page.
struct EncodingEntry
{
    blte::EncodingKey key;
    std::uint64_t encodedSize = 0;
    std::uint32_t espec = 0; ///< number in the ESpecs
};

/// Walks over the rows of a page that has been proven.
class ContentPage
{
public:
    explicit ContentPage(blte::Bytes page)
        : m_rest(page)
    {
    }
    /// Empty at the end. After a fault the page has no more rows.
    Expected<std::optional<ContentEntry>> next();

private:
    blte::Bytes m_rest;
};

class EncodingPage
{
public:
    explicit EncodingPage(blte::Bytes page)
        : m_rest(page)
    {
    }
    std::optional<EncodingEntry> next(); ///< empty at the end

private:
    blte::Bytes m_rest;
};

Expected<std::optional<ContentEntry>> findContent(blte::Bytes page, const blte::ContentKey &key);
std::optional<EncodingEntry> findEncoding(blte::Bytes page, const blte::EncodingKey &key);

/// The ESpecs of an encoding manifest, or of another one: strings one behind the other. Owns them, and 4
/// bytes for each.
class EspecTable
{
public:
    static Expected<EspecTable> read(blte::Bytes bytes);
    std::size_t size() const { return m_starts.size(); }
    std::string_view at(std::size_t i) const; ///< empty beyond the end

private:
    std::string m_text;
    std::vector<std::uint32_t> m_starts;
};

/// A whole decoded manifest, in memory or mapped: looks at bytes that somebody else keeps, and proves a page
/// whenever it reads one.
class EncodingManifest
{
public:
    static Expected<EncodingManifest> open(blte::Bytes bytes);

    const EncodingHeader &header() const { return m_header; }
    Expected<std::optional<ContentEntry>> find(const blte::ContentKey &key) const;
    Expected<std::optional<EncodingEntry>> find(const blte::EncodingKey &key) const;
    Expected<EspecTable> especs() const;
    std::string_view ownEspec() const;
    const EncodingPageIndex &contentIndex() const { return m_contentIndex; }
    const EncodingPageIndex &encodingIndex() const { return m_encodingIndex; }
    blte::Bytes contentPage(std::size_t i) const; ///< not proven
    blte::Bytes encodingPage(std::size_t i) const;

private:
    blte::Bytes section(const EncodingHeader::Section &section) const;

    blte::Bytes m_bytes;
    EncodingHeader m_header;
    EncodingPageIndex m_contentIndex;
    EncodingPageIndex m_encodingIndex;
};

} // namespace tact
