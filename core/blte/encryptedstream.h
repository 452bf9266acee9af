#pragma once

#include "core/blte/encryption.h"
#include "core/blte/modestream.h"

namespace blte {

class ModeStreams;

/// Mode E: decrypts piece by piece and hands the plaintext to the stream of its inner mode.
class EncryptedStream final : public ModeStream
{
public:
    EncryptedStream(ChunkContext &context, ModeStreams &streams);

    Outcome open(std::uint64_t dataSize) override;
    Outcome push(Bytes bytes) override;
    Outcome finish() override;

private:
    tl::expected<std::size_t, Fault> takeHeader(Bytes bytes);
    Outcome pushPlain(Bytes plain);

    ChunkContext &m_context;
    ModeStreams &m_streams;
    std::uint64_t m_dataSize = 0;
    std::array<std::uint8_t, EncryptionHeader::kLongest> m_header{};
    std::size_t m_headerSize = 0; ///< bytes in m_header
    bool m_headerComplete = false;
    Salsa20 m_cipher;
    ModeStream *m_inner = nullptr; ///< null before the inner mode byte
};

} // namespace blte
