#pragma once

#include "core/blte/chunkdecoder.h"
#include "core/blte/objectcipher.h"
#include "core/http/refusal.h"
#include "core/source.h"
#include "core/transfer/fetch/chunkwriter.h"

#include <functional>
#include <memory>
#include <vector>

namespace transfer {

/// What came of a small object. error None, with a table: every chunk is in its place in the part file.
struct SmallEnd
{
    core::Error error;
    std::shared_ptr<const blte::ChunkTable> table;
    std::vector<LockedChunk> locked;
    bool isLarge = false;    ///< it is not small after all; nothing was taken of it
    QByteArray version = {}; ///< see versionOf()
    qint64 trailingBytes = 0;
    http::Refusal refusal = {};
    bool isOfRequest = false; ///< the one among those of a failed request by which the host is judged
};

/// A small slice of an archive, or a file that is small most likely, wanted from its first byte on. A value;
/// `answer` is called once.
struct SmallObject
{
    /// What comes with one request, as a rule.
    static constexpr qint64 kLargest = 1 << 20;

    core::Source source;
    QUrl url; ///< of the mirror that is asked
    bool isRaw = false;
    bool isOnlyMirror = false;
    bool refusesPages = false;
    std::optional<blte::ObjectKey> cipher; ///< the resource is encrypted with it as a whole
    std::shared_ptr<const blte::KeyStore> keys;
    blte::Limits limits;
    std::shared_ptr<Sink> sink;
    std::shared_ptr<Counters> counters;
    core::MissingKeys locked = core::MissingKeys::ZeroFill;
    std::function<void(SmallEnd)> answer;

    core::ByteRange range() const { return *source.slice; } ///< of a slice
    /// A digest tells whether what came is what was asked for. Of anything else that is known only where
    /// nothing else is under way over the same connection.
    bool isProvable() const { return source.encodingKey || (!isRaw && source.contentKey); }
};

} // namespace transfer
