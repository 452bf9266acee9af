#pragma once

#include "core/blte/keys.h"
#include "core/storage/file.h"
#include "core/transfer/fetch/sink.h"
#include "core/transfer/routing/setorder.h"

namespace transfer {

/// A small file of a set, gathered in memory and written in one go once all of it is there and proven: it
/// costs no record, no lock and no reservation of its own. One receiver at a time fills it.
class SetFileSink : public Sink
{
public:
    /// What is larger, decoded, is not gathered here: WriteFailed (no mirror heals it), and the file is for a
    /// transfer of its own.
    static constexpr qint64 kMostBytes = SetOrder::kLargestGathered;

    /// To be written to `path`, which must not exist.
    SetFileSink(QString path, std::optional<blte::ContentKey> contentKey);
    /// Likewise, of an object as it is served.
    SetFileSink(QString path, const blte::EncodingKey &encodingKey);

    core::Result<void> begin(const storage::ResumeRecord &record, Snapshot snapshot) override;
    core::Result<void> write(quint64 offset, std::span<const std::uint8_t> bytes) override;
    core::Result<void> zero(quint64 offset, quint64 size) override;
    core::Result<void> chunkFinished(const storage::ChunkNote &) override { return {}; }
    core::Result<void> setDecodedSize(quint64 size) override;

    /// Behind its last chunk: proves the key, and writes the file. ContentKeyWrong, EncodingKeyWrong: it is
    /// not that file. Blocks.
    core::Result<void> finish();
    /// After finish() went well.
    std::shared_ptr<const storage::fs::File> file() const { return m_file; }
    const QString &path() const { return m_path; }

private:
    core::Result<void> makeRoom(quint64 end);
    core::Result<void> prove() const;

    const QString m_path;
    const std::optional<blte::ContentKey> m_contentKey;
    const std::optional<blte::EncodingKey> m_encodingKey; ///< of what is not decoded
    std::vector<std::uint8_t> m_bytes;
    std::shared_ptr<const storage::fs::File> m_file;
};

} // namespace transfer
