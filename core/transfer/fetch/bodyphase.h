#pragma once

#include "core/http/rangereader.h"
#include "core/transfer/fetch/chunkwriter.h"
#include "core/transfer/fetch/requestmeter.h"
#include "core/transfer/fetch/segmentorder.h"

#include <functional>

namespace transfer {

/// The runs of chunks that a SegmentJob is to fetch: which bytes are asked for next, and which of those that
/// come are wanted. Whoever owns it sends nextRequest() and calls read() until the answer has ended. On a
/// lane's thread.
class BodyPhase
{
public:
    using Result = tl::expected<void, Trouble>;

    /// `onProgress` is called where chunks may have been finished, before the writer forgets which.
    BodyPhase(ChunkWriter &writer, RequestMeter &meter, std::function<void()> onProgress)
        : m_writer(writer)
        , m_meter(meter)
        , m_onProgress(std::move(onProgress))
    {
    }

    void setTable(std::shared_ptr<const blte::ChunkTable> table) { m_table = std::move(table); }
    void setRuns(ChunkRuns runs) { m_rest = std::move(runs); }
    bool isLastRun() const { return m_rest.empty(); }

    /// Brings the next run into the writer where it is done with the one before. Empty chunks and spools may
    /// finish runs before anything is asked for.
    Result beginNextRun();
    /// For what is missing of the run in the writer; of the others as well where the route has several
    /// ranges.
    http::RangeRequest nextRequest(const Route &route);
    /// For all bytes of a run.
    http::RangeRequest request(const Route &route, ChunkRun run) const;

    /// What is read next is for the chunks.
    bool wantsBytes() const { return m_toPass == 0 && !m_writer.isComplete(); }
    /// Reads once from the answer: into the chunks, or over what nobody wants. False when nothing is there
    /// now.
    tl::expected<bool, Trouble> read(http::RangeReader &reader);
    /// Takes bytes of an answer that lie elsewhere, but for those that nobody wants; returns how many these
    /// are.
    tl::expected<std::size_t, Trouble> push(std::span<const std::uint8_t> bytes);
    /// The answer goes on behind the run in the writer, with more of the object.
    bool hasMoreBehind() const { return m_writer.end() < m_table->encodedSize(); }
    bool beginsBehind(ChunkRun run) const { return (*m_table)[run.first].encodedOffset == m_writer.end(); }

    /// The answer goes on with this byte of the object: makes the run that begins there the one in the
    /// writer, if there is one. True when bytes of it are wanted.
    tl::expected<bool, Trouble> seek(quint64 position);
    /// Parts of an answer come in any order; what it left out is asked for in that of the file.
    void sortRuns();

    /// The answer ended well, after `bytes` of it. Of an object of unknown length that is the end.
    Result finish(const http::RangeRequest &asked, const http::ResponseHead &answer, qint64 bytes);
    /// Others may fetch the runs behind the one in the writer; returns what stays.
    ChunkRun giveBack();

private:
    qint64 pass(http::RangeReader &reader);

    ChunkWriter &m_writer;
    RequestMeter &m_meter;
    const std::function<void()> m_onProgress;
    std::shared_ptr<const blte::ChunkTable> m_table;
    ChunkRuns m_rest;     ///< what comes behind the run in the writer
    quint64 m_toPass = 0; ///< bytes of the answer that come before those that are wanted
};

/// What every request over this route has.
http::RangeRequest requestOver(const Route &route);

} // namespace transfer
