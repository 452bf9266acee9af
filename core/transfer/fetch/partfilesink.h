#pragma once

#include "core/storage/partialdownload.h"
#include "core/transfer/fetch/sink.h"

namespace transfer {

/// A part file with its resume record and its spools. Keeps them open as long as it lives.
class PartFileSink final : public Sink
{
public:
    explicit PartFileSink(std::shared_ptr<storage::PartialDownload> partial)
        : m_partial(std::move(partial))
    {
    }

    core::Result<void> begin(const storage::ResumeRecord &record, Snapshot snapshot) override;
    core::Result<void> write(quint64 offset, std::span<const std::uint8_t> bytes) override;
    core::Result<void> zero(quint64 offset, quint64 size) override;
    core::Result<void> chunkFinished(const storage::ChunkNote &note) override;
    core::Result<void> setDecodedSize(quint64 size) override;
    void noteKeys(const std::vector<blte::UsedKey> &keys) override;

    bool hasSpools() const override { return true; }
    bool hasSpool(quint32 chunk) const override;
    core::Result<std::unique_ptr<storage::Spool>> openSpool(quint32 chunk,
                                                            std::optional<quint64> storedAt) override;
    core::Result<void> spoolGrown(quint32 chunk, const storage::Spool &spool) override;
    core::Result<void> dropSpool(quint32 chunk) override;

private:
    const std::shared_ptr<storage::PartialDownload> m_partial;
};

} // namespace transfer
