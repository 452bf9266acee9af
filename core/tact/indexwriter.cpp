#include "core/tact/indexwriter.h"

#include "core/tact/bytereader.h"

namespace tact {

namespace {

constexpr std::size_t kBlock = 4096;
constexpr std::size_t kSize = 4;
constexpr std::size_t kHash = 8;
constexpr std::uint8_t kVersion = 1;

void append(std::vector<std::uint8_t> &to, blte::Bytes bytes)
{
    to.insert(to.end(), bytes.begin(), bytes.end());
}

void appendHash(std::vector<std::uint8_t> &to, blte::Bytes of)
{
    append(to, blte::Bytes(blte::md5(of)).first(kHash));
}

void appendLittleEndian(std::vector<std::uint8_t> &to, std::uint32_t number)
{
    for (std::size_t i = 0; i < sizeof number; ++i)
        to.push_back(static_cast<std::uint8_t>(number >> 8 * i));
}

} // namespace

IndexWriter::IndexWriter(std::size_t archives, Write write)
    : m_write(std::move(write))
    , m_offsetSize(archives <= 256 ? 5 : 6)
{
    m_block.reserve(kBlock);
}

IndexWriter::IndexWriter(Loose, Write write)
    : m_write(std::move(write))
    , m_offsetSize(0)
{
    m_block.reserve(kBlock);
}

bool IndexWriter::add(const IndexEntry &entry)
{
    append(m_block, entry.key);
    blte::appendBigEndian<kSize>(m_block, entry.encodedSize);
    if (m_offsetSize == 6)
        blte::appendBigEndian<2>(m_block, entry.archive);
    else if (m_offsetSize == 5)
        blte::appendBigEndian<1>(m_block, entry.archive);
    if (m_offsetSize > 0)
        blte::appendBigEndian<4>(m_block, entry.offset);
    m_lastKey = entry.key;
    ++m_entries;
    return m_block.size() + kKeySize + kSize + m_offsetSize <= kBlock || endBlock();
}

bool IndexWriter::endBlock()
{
    m_block.resize(kBlock);
    append(m_lastKeys, m_lastKey);
    appendHash(m_hashes, m_block);
    const bool isWritten = m_write(m_block);
    m_block.clear();
    return isWritten;
}

std::optional<blte::Digest> IndexWriter::finish()
{
    if (!m_block.empty() && !endBlock())
        return std::nullopt;
    std::vector<std::uint8_t> contents = std::move(m_lastKeys);
    append(contents, m_hashes);
    std::vector<std::uint8_t> fixed{
        kVersion, 0, 0, kBlock / 1024, static_cast<std::uint8_t>(m_offsetSize), kSize, kKeySize, kHash};
    appendLittleEndian(fixed, m_entries);
    std::vector<std::uint8_t> hashed = fixed;
    hashed.resize(hashed.size() + kHash);
    std::vector<std::uint8_t> footer;
    appendHash(footer, contents);
    append(footer, fixed);
    appendHash(footer, hashed);
    if (!m_write(contents) || !m_write(footer))
        return std::nullopt;
    return blte::md5(footer);
}

} // namespace tact
