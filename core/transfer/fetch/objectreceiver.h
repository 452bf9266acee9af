#pragma once

#include "core/transfer/fetch/chunkwriter.h"
#include "core/transfer/fetch/headreader.h"
#include "core/transfer/routing/fileversion.h"

#include <optional>

namespace transfer {

/// Takes an object out of the bytes of its answers: finds out what it is, notes that in the sink, then
/// proves, decodes and writes its chunks as they go by. On a lane's thread; may block on the sink.
///
///     expect() ─► push() … isHeadKnown() ─► note()? ─► begin(run) ─► writer()
///
/// An object whose table is known already goes to the writer at once.
class ObjectReceiver
{
public:
    using Result = tl::expected<void, Trouble>;

    explicit ObjectReceiver(ChunkWriter::Context context);
    Q_DISABLE_COPY_MOVE(ObjectReceiver)

    /// The object's first byte comes next. What came of its head before is forgotten.
    void expect(HeadReader::Expectation expectation) { m_head.emplace(std::move(expectation)); }
    /// So it is not this answer from which the head is read.
    void forgetHead() { m_head.reset(); }
    /// While the head is read, and until begin(); null otherwise.
    const HeadReader *head() const { return m_head ? &*m_head : nullptr; }
    bool isHeadKnown() const { return m_head && m_head->isComplete(); }
    /// Bytes of the head, and perhaps more.
    core::Result<void> push(std::span<const std::uint8_t> bytes) { return m_head->push(bytes); }
    /// The object ended within what was pushed.
    core::Result<void> finishHead() { return m_head->finish(); }

    /// What a sink knows an object by.
    struct Identity
    {
        core::Source source;
        FileVersion version;
        bool isRaw = false;
    };
    /// The head is known: the sink begins with it.
    core::Result<void> note(const Identity &identity, Sink::Snapshot snapshot);
    /// Lets this run of chunks follow, beginning with what came behind the head. Nothing is left of the
    /// head.
    Result begin(ChunkRun run);

    ChunkWriter &writer() { return m_writer; }
    const ChunkWriter &writer() const { return m_writer; }

private:
    std::optional<HeadReader> m_head;
    ChunkWriter m_writer;
};

} // namespace transfer
