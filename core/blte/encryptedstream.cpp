#include "core/blte/encryptedstream.h"

#include "core/blte/modestreams.h"

namespace blte {

EncryptedStream::EncryptedStream(ChunkContext &context, ModeStreams &streams)
    : m_context(context)
    , m_streams(streams)
{
}

Outcome EncryptedStream::open(std::uint64_t dataSize)
{
    m_dataSize = dataSize;
    m_headerSize = 0;
    m_headerComplete = false;
    m_inner = nullptr;
    return {};
}

Outcome EncryptedStream::push(Bytes bytes)
{
    if (!m_headerComplete) {
        const auto taken = takeHeader(bytes);
        if (!taken)
            return tl::unexpected(taken.error());
        bytes = bytes.subspan(*taken);
    }
    while (!bytes.empty()) {
        const Bytes piece = bytes.first(std::min(bytes.size(), m_context.limits.streamBuffer));
        const auto plain = m_context.workspace.plain.room(piece.size());
        m_cipher.apply(piece, plain);
        if (auto ok = pushPlain(plain); !ok)
            return ok;
        bytes = bytes.subspan(piece.size());
    }
    return {};
}

tl::expected<std::size_t, Fault> EncryptedStream::takeHeader(Bytes bytes)
{
    std::size_t taken = 0;
    while (!m_headerComplete && taken < bytes.size()) {
        m_header[m_headerSize++] = bytes[taken++];
        const auto header = readEncryptionHeader(Bytes(m_header).first(m_headerSize));
        if (!header)
            return tl::unexpected(header.error());
        if (!*header)
            continue;
        if (auto ok = beginDecryption(**header, m_context, m_cipher); !ok)
            return tl::unexpected(ok.error());
        m_headerComplete = true;
    }
    return taken;
}

Outcome EncryptedStream::pushPlain(Bytes plain)
{
    if (!m_inner) {
        if (Mode{plain.front()} == Mode::Encrypted)
            return encryptedTwice();
        const std::uint64_t overhead = m_headerSize + 1;
        const auto inner =
            m_streams.open(plain.front(), m_dataSize == kUnknownSize ? kUnknownSize : m_dataSize - overhead);
        if (!inner)
            return tl::unexpected(inner.error());
        m_inner = *inner;
        plain = plain.subspan(1);
    }
    return m_inner->push(plain);
}

Outcome EncryptedStream::finish()
{
    if (!m_inner)
        return failure(FaultKind::EncryptionCorrupt);
    return m_inner->finish();
}

} // namespace blte
