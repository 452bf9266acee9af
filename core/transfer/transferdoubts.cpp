#include "core/async.h"
#include "core/transfer/chunkproof.h"
#include "core/transfer/routing/recordclaim.h"
#include "core/transfer/transfer.h"

/// How Transfer finds out what is true of what an earlier attempt, or somebody else, left.
namespace transfer {

/// The table is known now, and says what the chunks must be.
void Transfer::proveDoubtful()
{
    const auto evidence =
        isProvenWhole(m_order.source, m_order.isRaw) ? Evidence::ContentKey : Evidence::ChunkDigests;
    core::runIn(
        m_services.hashing(),
        [partial = m_partial, table = m_map->sharedTable(), chunks = m_doubt.chunks, evidence] {
            return proveChunks(*partial, *table, chunks, evidence);
        },
        this,
        [this](const core::Result<QBitArray> &proven) {
            if (m_isStopping || m_isEnding || m_isRestarting)
                return;
            if (!proven)
                return failBy(proven.error());
            m_record->finished |= *proven;
            qint64 bytes = 0;
            for (qsizetype i = 0; i < proven->size(); ++i) {
                if (proven->testBit(i))
                    bytes += static_cast<qint64>(m_map->table()[static_cast<std::size_t>(i)].decodedSize);
            }
            distrusted(bytes);
            m_doubt.chunks.clear();
            goOn();
        });
}

void Transfer::distrusted(qint64 bytes)
{
    Event event;
    event.kind = Event::Kind::Distrusted;
    event.error = m_doubt.why;
    event.bytes = bytes;
    tell(event);
}

} // namespace transfer
