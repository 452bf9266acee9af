#include "core/blte/wholechunk.h"

#include "core/blte/encryption.h"
#include "core/blte/lz4stream.h"
#include "core/blte/nestedstream.h"

#include <algorithm>

namespace blte {

namespace {

enum class Inside : std::uint8_t { Chunk, Encryption };

tl::expected<Bytes, Fault> decodeMode(Bytes encoded, ChunkContext &context, Inside inside);

tl::expected<Bytes, Fault> inflateWhole(Bytes data, ChunkContext &context)
{
    const auto out = context.workspace.decoded.room(static_cast<std::size_t>(context.decodedSize));
    std::size_t taken = 0;
    std::size_t given = 0;
    // RFC 1950 with its Adler-32, which the library checks.
    const auto result = libdeflate_zlib_decompress_ex(context.workspace.inflater, data.data(), data.size(),
                                                      out.data(), out.size(), &taken, &given);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE)
        return failure(FaultKind::DecodedSizeWrong, out.size(), out.size() + 1);
    if (result != LIBDEFLATE_SUCCESS)
        return failure(FaultKind::StreamCorrupt);
    if (taken != data.size())
        return failure(FaultKind::StreamCorrupt, taken, data.size());
    return Bytes(out.first(given));
}

tl::expected<Bytes, Fault> decryptWhole(Bytes data, ChunkContext &context)
{
    const auto header = readEncryptionHeader(data);
    if (!header)
        return tl::unexpected(header.error());
    if (!*header)
        return failure(FaultKind::EncryptionCorrupt);
    Salsa20 cipher;
    if (auto ok = beginDecryption(**header, context, cipher); !ok)
        return tl::unexpected(ok.error());
    const Bytes secret = data.subspan((*header)->size);
    const auto plain = context.workspace.plain.room(secret.size());
    cipher.apply(secret, plain);
    return decodeMode(plain, context, Inside::Encryption);
}

/// Collects what a stream decodes to.
class Collector final : public ByteSink
{
public:
    explicit Collector(std::span<std::uint8_t> room)
        : m_room(room)
    {
    }

    bool write(Bytes bytes) override
    {
        if (bytes.size() > m_room.size() - m_size)
            return false;
        std::copy(bytes.begin(), bytes.end(), m_room.begin() + static_cast<std::ptrdiff_t>(m_size));
        m_size += bytes.size();
        return true;
    }

    std::size_t size() const { return m_size; }

private:
    std::span<std::uint8_t> m_room;
    std::size_t m_size = 0;
};

/// For the modes that are decoded piece by piece in any case: the pieces become one.
template <typename Stream>
tl::expected<Bytes, Fault> collect(Bytes data, ChunkContext &context)
{
    const auto out = context.workspace.decoded.room(static_cast<std::size_t>(context.decodedSize));
    Collector collector(out);
    Output output;
    output.begin(collector, context.decodedSize);
    Stream stream(context, output);
    auto ok = stream.open(data.size());
    if (ok)
        ok = stream.push(data);
    if (ok)
        ok = stream.finish();
    if (!ok)
        return tl::unexpected(ok.error());
    return Bytes(out.first(collector.size()));
}

tl::expected<Bytes, Fault> decodeMode(Bytes encoded, ChunkContext &context, Inside inside)
{
    if (encoded.empty())
        return failure(FaultKind::EncryptionCorrupt); // a chunk has its mode byte, so this is inside E
    const Bytes data = encoded.subspan(1);
    switch (Mode{encoded.front()}) {
    case Mode::Raw:
        return data;
    case Mode::Zlib:
        return inflateWhole(data, context);
    case Mode::Lz4:
        return collect<Lz4Stream>(data, context);
    case Mode::Nested:
        return collect<NestedStream>(data, context);
    case Mode::Encrypted:
        if (inside == Inside::Encryption)
            return encryptedTwice();
        return decryptWhole(data, context);
    }
    return failure(FaultKind::ModeUnsupported, 0, encoded.front());
}

} // namespace

tl::expected<Bytes, Fault> decodeWholeChunk(Bytes encoded, ChunkContext &context)
{
    auto decoded = decodeMode(encoded, context, Inside::Chunk);
    if (decoded && decoded->size() != context.decodedSize)
        return failure(FaultKind::DecodedSizeWrong, context.decodedSize, decoded->size());
    return decoded;
}

} // namespace blte
