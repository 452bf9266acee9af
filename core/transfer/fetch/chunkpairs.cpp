#include "core/blte/md5pair.h"
#include "core/transfer/fetch/chunkwriter.h"

#include <algorithm>

/// How ChunkWriter hashes two chunks at once.
namespace transfer {

namespace {

// A chunk that waits is lost in a kill: two of this size cost no more than one on the fast path at most.
constexpr quint64 kLargestPaired = 512u << 10;

} // namespace

bool ChunkWriter::isPairable(std::size_t index) const
{
    const blte::Chunk &chunk = (*m_table)[index];
    const quint64 most = std::min<quint64>(kLargestPaired, m_context.limits.wholeEncoded);
    return chunk.hasMd5 && chunk.encodedSize > 0 && chunk.encodedSize <= most &&
           chunk.decodedSize <= m_context.limits.wholeDecoded &&
           !m_context.sink->hasSpool(static_cast<quint32>(index)); // that is replayed by itself
}

/// The current chunk lies here whole.
tl::expected<void, Trouble> ChunkWriter::gathered()
{
    if (m_isOtherWaiting) {
        const auto [first, second] = blte::md5Pair(m_other->gathered(), m_decoder->gathered());
        return settle(first).and_then([this, &md5 = second] { return decoded(m_decoder->decode(md5)); });
    }
    if (m_current + 1 >= m_run.end || !isPairable(m_current) || !isPairable(m_current + 1))
        return decoded(m_decoder->decode(blte::md5(m_decoder->gathered())));
    m_isOtherWaiting = true;
    std::swap(m_decoder, m_other);
    ++m_current;
    return beginChunk();
}

tl::expected<void, Trouble> ChunkWriter::settle()
{
    return m_isOtherWaiting ? settle(blte::md5(m_other->gathered())) : tl::expected<void, Trouble>{};
}

/// The current chunk is behind the one that waits, and goes on afterwards as if nothing had been.
tl::expected<void, Trouble> ChunkWriter::settle(const blte::Digest &md5)
{
    const quint64 taken = m_taken;
    m_isOtherWaiting = false;
    --m_current;
    m_taken += chunk().encodedSize; // when it fails, both are fetched again
    const auto ok = unlocked(m_other->decode(md5), *m_other).and_then([this](bool isUnlocked) {
        return keepChunk(!isUnlocked, m_other->mode());
    });
    if (!ok)
        return ok;
    m_taken = taken;
    m_written = 0;
    m_crc = 0;
    return {};
}

} // namespace transfer
