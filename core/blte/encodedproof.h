#pragma once

#include "core/blte/headerparser.h"

namespace blte {

/// Proves the encoded bytes of one object as they go by, and decodes nothing: the header by the encoding key,
/// each chunk by its MD5. What does not begin with "BLTE" (patches are stored so) is proven as a whole, by
/// its own MD5.
///
/// Memory: the chunk table. Not thread-safe.
class EncodedProof
{
public:
    /// `encodedSize`: of the whole object.
    EncodedProof(const EncodingKey &key, std::uint64_t encodedSize);

    /// In any split. A fault is final.
    tl::expected<void, Fault> push(Bytes bytes);
    /// All of it has come.
    tl::expected<void, Fault> finish();

private:
    bool takeMagic(Bytes &bytes);
    tl::expected<void, Fault> takeHeader(Bytes &bytes);
    tl::expected<void, Fault> takeChunks(Bytes bytes);

    const EncodingKey m_key;
    const std::uint64_t m_size;
    HeaderParser m_parser;
    std::vector<std::uint8_t> m_magic; ///< until there are four bytes
    std::optional<ChunkTable> m_table;
    bool m_isBlte = true;
    Md5 m_md5; ///< of the chunk that is going by, or of everything
    std::size_t m_chunk = 0;
    std::uint64_t m_left = 0; ///< of that chunk
    std::uint64_t m_seen = 0;
};

/// Whether these are all the bytes of that object.
bool isObject(const EncodingKey &key, Bytes encoded);

} // namespace blte
