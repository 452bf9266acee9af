#pragma once

#include "core/blte/keystore.h"
#include "core/storage/resumerecord.h"
#include "core/storage/spool.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace transfer {

/// Where the decoded bytes of one object go. Called on the lanes, by several ObjectReceivers at once for
/// different chunks of one object: it is thread-safe, and may block.
///
///     begin() ─► for each chunk, in any order: write()* or zero() ─► chunkFinished()
///
/// An error is about the place (core::ErrorKind 10–29): no other mirror heals it.
class Sink
{
public:
    virtual ~Sink() = default;

    /// When what is noted of the object must be there: at once, or with the next checkpoint, because the
    /// object comes whole with one answer and is finished or begun again.
    enum class Snapshot { Now, AtCheckpoint };
    /// The object is known; whatever came of another one is dropped.
    virtual core::Result<void> begin(const storage::ResumeRecord &record, Snapshot snapshot) = 0;
    /// `offset` in the decoded file, in bytes.
    virtual core::Result<void> write(quint64 offset, std::span<const std::uint8_t> bytes) = 0;
    /// Zeros in the place of a locked chunk.
    virtual core::Result<void> zero(quint64 offset, quint64 size) = 0;
    /// Its bytes, or zeros where `note` calls it locked, are in their place.
    virtual core::Result<void> chunkFinished(const storage::ChunkNote &note) = 0;
    /// Of an object whose table did not tell it.
    virtual core::Result<void> setDecodedSize(quint64 size) = 0;
    /// What is finished next was decrypted with these keys.
    virtual void noteKeys(const std::vector<blte::UsedKey> &) {}

    /// Whether the encoded bytes of a chunk that streams are kept, so that a later start goes on within it.
    /// Without spools none of the following is called, but for dropSpool().
    virtual bool hasSpools() const { return false; }
    virtual bool hasSpool(quint32) const { return false; } ///< with something in it
    /// At its trusted length; see storage::PartialDownload::openSpool().
    virtual core::Result<std::unique_ptr<storage::Spool>> openSpool(quint32 chunk,
                                                                    std::optional<quint64> storedAt);
    virtual core::Result<void> spoolGrown(quint32, const storage::Spool &) { return {}; }
    virtual core::Result<void> dropSpool(quint32) { return {}; }
};

} // namespace transfer
