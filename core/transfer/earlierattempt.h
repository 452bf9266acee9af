#pragma once

#include "core/transfer/event.h"
#include "core/transfer/segmentscheduler.h"

namespace transfer {

/// What an earlier attempt left of a file, and what of it counts now: its record, as far as that proves
/// itself, chunks that are doubted until they were read back, and how the chunks came. On the transfer's
/// thread; no I/O.
class EarlierAttempt
{
public:
    /// Takes over what the disk has found.
    void adopt(const Opening &opening);
    /// What it left is of no use: the file begins anew.
    void forget();

    bool isThere() const { return m_record.has_value(); }
    /// Every chunk is kept.
    bool isWhole() const;
    /// Chunks that the record claims, and nothing of ours proves.
    const QBitArray &doubtful() const { return m_doubtful; }
    bool hasDoubtful() const { return m_doubtful.count(true) > 0; }
    /// Why something of it does not count, and nothing can be done about it; empty: that is not so.
    std::optional<Event> loss() const;

    /// What the server is asked first: of a file that was begun, no more than shows whether it is still that.
    HeadWish headWish(const TransferRequest &order) const;
    /// Whether `head` describes what was begun.
    Likeness likenessTo(const Head &head, const TransferRequest &order) const;
    /// Those of the doubtful chunks that were read back as they should be.
    Event believe(const QBitArray &proven, const blte::ChunkTable &table);
    /// Goes on with what counts.
    Event resume(ChunkMap &map, const core::Source &source) const;

private:
    std::optional<storage::ResumeRecord> m_record;
    core::Error m_doubt;  ///< why not all of it is believed; kind None: all is
    QBitArray m_doubtful; ///< see doubtful()
    QByteArray m_origins; ///< how the chunks came (chunkprovenance.h)
};

} // namespace transfer
