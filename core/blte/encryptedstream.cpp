#include "core/blte/encryptedstream.h"

#include "core/blte/modestreams.h"

#include <algorithm>

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
    m_isTwice = false;
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
    if (m_isTwice)
        return takeSecondHeader(plain);
    if (!m_inner) {
        m_isTwice = Mode{plain.front()} == Mode::Encrypted;
        if (m_isTwice) {
            m_secondSize = 0;
            return takeSecondHeader(plain.subspan(1));
        }
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

/// As much as it takes to judge what stands behind an E within E.
Outcome EncryptedStream::takeSecondHeader(Bytes plain)
{
    const std::size_t count = std::min(plain.size(), m_header.size() - m_secondSize);
    std::copy_n(plain.begin(), count, m_header.begin() + static_cast<std::ptrdiff_t>(m_secondSize));
    m_secondSize += count;
    return m_secondSize < m_header.size() ? Outcome() : judgeSecondHeader();
}

Outcome EncryptedStream::judgeSecondHeader() const
{
    return tl::unexpected(encryptedTwice(Bytes(m_header).first(m_secondSize)));
}

Outcome EncryptedStream::finish()
{
    if (m_isTwice)
        return judgeSecondHeader();
    if (!m_inner)
        return failure(FaultKind::EncryptionCorrupt);
    return m_inner->finish();
}

} // namespace blte
