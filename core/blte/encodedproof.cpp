#include "core/blte/encodedproof.h"

#include <algorithm>
#include <array>

namespace blte {

namespace {

constexpr std::array<std::uint8_t, 4> kBlteMagic = {'B', 'L', 'T', 'E'};

HeaderExpectation expectationOf(const EncodingKey &key, std::uint64_t encodedSize)
{
    HeaderExpectation expectation;
    expectation.encodedSize = encodedSize;
    expectation.encodingKey = key;
    return expectation;
}

} // namespace

EncodedProof::EncodedProof(const EncodingKey &key, std::uint64_t encodedSize)
    : m_key(key)
    , m_size(encodedSize)
    , m_parser(expectationOf(key, encodedSize))
{
}

tl::expected<void, Fault> EncodedProof::push(Bytes bytes)
{
    m_seen += bytes.size();
    if (m_seen > m_size)
        return tl::unexpected(Fault{FaultKind::TrailingBytes, -1, m_size, m_seen});
    if (m_magic.size() < kBlteMagic.size() && !takeMagic(bytes))
        return {};
    if (!m_isBlte) {
        m_md5.update(bytes);
        return {};
    }
    if (!m_table) {
        if (auto taken = takeHeader(bytes); !taken)
            return taken;
    }
    return takeChunks(bytes);
}

/// False while there are too few to tell what it is. The first four go to whom they belong.
bool EncodedProof::takeMagic(Bytes &bytes)
{
    const std::size_t count = std::min(kBlteMagic.size() - m_magic.size(), bytes.size());
    m_magic.insert(m_magic.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    bytes = bytes.subspan(count);
    if (m_magic.size() < kBlteMagic.size())
        return false;
    m_isBlte = std::equal(kBlteMagic.begin(), kBlteMagic.end(), m_magic.begin());
    if (!m_isBlte)
        m_md5.update(m_magic);
    return !m_isBlte || m_parser.push(m_magic).has_value();
}

tl::expected<void, Fault> EncodedProof::takeHeader(Bytes &bytes)
{
    const auto taken = m_parser.push(bytes);
    if (!taken)
        return tl::unexpected(taken.error());
    bytes = bytes.subspan(*taken);
    if (!m_parser.isComplete())
        return {};
    m_table = m_parser.takeTable();
    if (m_table->size() == 0)
        return {};
    m_left = (*m_table)[0].encodedSize;
    if (m_table->kind() == TableKind::Headerless) { // its MD5 covers the header as well
        static constexpr std::array<std::uint8_t, 4> kNoHeader{};
        m_md5.update(kBlteMagic);
        m_md5.update(kNoHeader);
    }
    return {};
}

tl::expected<void, Fault> EncodedProof::takeChunks(Bytes bytes)
{
    while (m_table && m_chunk < m_table->size()) {
        const Bytes part = bytes.first(std::min<std::uint64_t>(m_left, bytes.size()));
        m_md5.update(part);
        bytes = bytes.subspan(part.size());
        m_left -= part.size();
        if (m_left > 0)
            return {};
        if (m_md5.finish() != (*m_table)[m_chunk].md5)
            return tl::unexpected(
                Fault{FaultKind::ChunkDigestWrong, static_cast<std::int64_t>(m_chunk), 0, 0});
        if (++m_chunk < m_table->size())
            m_left = (*m_table)[m_chunk].encodedSize;
    }
    return {}; // bytes behind the last chunk are proven by nothing, and real objects have them
}

tl::expected<void, Fault> EncodedProof::finish()
{
    const bool isTooShort = m_magic.size() < kBlteMagic.size(); // to be BLTE
    const bool isBlte = m_isBlte && !isTooShort;
    if (m_seen != m_size || (isBlte && (!m_table || m_chunk < m_table->size())))
        return tl::unexpected(Fault{FaultKind::Truncated, -1, m_size, m_seen});
    if (isBlte)
        return {};
    if (isTooShort)
        m_md5.update(m_magic);
    if (m_md5.finish() != m_key.digest)
        return tl::unexpected(Fault{FaultKind::EncodingKeyWrong});
    return {};
}

bool isObject(const EncodingKey &key, Bytes encoded)
{
    EncodedProof proof(key, encoded.size());
    return proof.push(encoded) && proof.finish();
}

} // namespace blte
