#include "core/transfer/earlierattempt.h"

#include "core/transfer/chunkprovenance.h"
#include "core/transfer/routing/objectrecord.h"

#include <algorithm>

namespace transfer {

namespace {

// Small files come whole with the first request; of larger ones this is the first segment.
constexpr qint64 kFirstRequest = 1 << 20;
// Enough to see that what is there is still what was begun.
constexpr qint64 kSniff = 4;
// The same where the header of an object that is kept as it is must be seen: most are no longer.
constexpr qint64 kSniffTable = 64 << 10;

/// Chunks that can be had for nothing are tried with the keys of today; others only when that is what is
/// wanted.
void tryLockedAgain(const Opening &opening, storage::ResumeRecord &record)
{
    if (opening.isUnlocking)
        record.locked.fill(false);
    for (const auto &[chunk, length] : opening.found.spools)
        record.locked.clearBit(chunk);
}

Event distrustEvent(const core::Error &why, qint64 bytes)
{
    Event event;
    event.kind = Event::Kind::Distrusted;
    event.error = why;
    event.bytes = bytes;
    return event;
}

} // namespace

void EarlierAttempt::adopt(const Opening &opening)
{
    m_record = opening.found.record;
    m_doubt = opening.found.doubt;
    m_doubtful = opening.found.doubtful;
    m_origins = opening.origins;
    if (m_record)
        tryLockedAgain(opening, *m_record);
}

void EarlierAttempt::forget()
{
    m_record.reset();
    m_doubt = {};
    m_doubtful.clear();
}

bool EarlierAttempt::isWhole() const
{
    return m_record && isComplete(*m_record);
}

std::optional<Event> EarlierAttempt::loss() const
{
    if (m_doubt.kind == core::ErrorKind::None || hasDoubtful())
        return std::nullopt;
    return distrustEvent(m_doubt, 0);
}

HeadWish EarlierAttempt::headWish(const TransferRequest &order) const
{
    HeadWish wish;
    if (!m_record) {
        wish.firstRequest = kFirstRequest;
        wish.then = HeadWish::Then::FetchOn;
        return wish;
    }
    wish.firstRequest = std::max(static_cast<qint64>(m_record->headerSize),
                                 order.isRaw && order.source.encodingKey ? kSniffTable : kSniff);
    if (m_record->encodedSize != blte::kUnknownSize)
        wish.begunSize = m_record->encodedSize;
    else
        wish.pages = PagePolicy::Suspect;
    return wish;
}

Likeness EarlierAttempt::likenessTo(const Head &head, const TransferRequest &order) const
{
    const auto fresh = recordFor(*head.table, order.source, head.version, order.isRaw);
    return likenessOf(fresh, head.version, *m_record);
}

Event EarlierAttempt::believe(const QBitArray &proven, const blte::ChunkTable &table)
{
    m_record->finished |= proven;
    m_doubtful.clear();
    qint64 bytes = 0;
    for (qsizetype i = 0; i < proven.size(); ++i) {
        if (proven.testBit(i))
            bytes += static_cast<qint64>(table[static_cast<std::size_t>(i)].decodedSize);
    }
    return distrustEvent(m_doubt, bytes);
}

Event EarlierAttempt::resume(ChunkMap &map, const core::Source &source) const
{
    map.adopt(m_record->finished, m_record->locked);
    adoptProvenance(map, m_origins, source);
    Event event;
    event.kind = Event::Kind::Resumed;
    event.bytes = static_cast<qint64>(map.encodedDone() - map.table().headerSize());
    return event;
}

} // namespace transfer
