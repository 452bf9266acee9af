#include "core/transfer/fetch/bodyphase.h"

#include <algorithm>
#include <array>
#include <utility>

namespace transfer {

namespace {

core::ByteRange rangeOf(const blte::ChunkTable &table, ChunkRun run, qint64 base)
{
    const blte::Chunk &last = table[run.end - 1];
    return {base + static_cast<qint64>(table[run.first].encodedOffset),
            base + static_cast<qint64>(last.encodedOffset + last.encodedSize) - 1};
}

} // namespace

http::RangeRequest requestOver(const Route &route)
{
    http::RangeRequest request;
    request.url = route.url;
    request.completeLength = route.completeLength;
    request.refusesPages = route.refusesPages;
    request.stallTimeout = route.stallTimeout;
    request.cipher = route.cipher;
    return request;
}

BodyPhase::Result BodyPhase::beginNextRun()
{
    while (m_writer.isComplete() && !m_rest.empty()) {
        const ChunkRun run = m_rest.front();
        m_rest.erase(m_rest.begin());
        const auto ok = m_writer.begin(m_table, run);
        m_onProgress();
        if (!ok)
            return ok;
    }
    return {};
}

http::RangeRequest BodyPhase::nextRequest(const Route &route)
{
    const quint64 position = m_writer.position();
    http::RangeRequest request = requestOver(route);
    m_toPass = route.hasRanges ? 0 : static_cast<quint64>(route.base) + position;
    if (!route.hasRanges)
        return request;
    request.first = route.base + static_cast<qint64>(position);
    if (m_writer.end() != blte::kUnknownSize)
        request.last = route.base + static_cast<qint64>(m_writer.end()) - 1;
    if (route.hasSeveralRanges) {
        for (const ChunkRun &run : m_rest)
            request.further += rangeOf(*m_table, run, route.base);
    }
    return request;
}

http::RangeRequest BodyPhase::request(const Route &route, ChunkRun run) const
{
    const core::ByteRange range = rangeOf(*m_table, run, route.base);
    http::RangeRequest request = requestOver(route);
    request.first = range.first;
    request.last = range.last;
    return request;
}

tl::expected<bool, Trouble> BodyPhase::read(http::RangeReader &reader)
{
    if (!wantsBytes())
        return pass(reader) > 0;
    const qint64 got = reader.read(m_writer.prepare(kReadSize));
    if (got <= 0)
        return false;
    m_meter.count(got);
    const auto ok = m_writer.commit(static_cast<std::size_t>(got));
    m_onProgress();
    return ok.map([] { return true; });
}

/// Reads what the server sends besides what is wanted: before the run, or behind a header that was all we
/// asked for.
qint64 BodyPhase::pass(http::RangeReader &reader)
{
    std::array<std::uint8_t, 16384> unused;
    const auto size = m_toPass > 0 ? std::min<quint64>(unused.size(), m_toPass) : unused.size();
    const qint64 got = reader.read(std::span(unused).first(static_cast<std::size_t>(size)));
    if (got > 0) {
        m_toPass -= std::min(m_toPass, static_cast<quint64>(got));
        m_meter.countUnused(got);
    }
    return got;
}

tl::expected<std::size_t, Trouble> BodyPhase::push(std::span<const std::uint8_t> bytes)
{
    const auto unused = static_cast<std::size_t>(std::min<quint64>(m_toPass, bytes.size()));
    m_toPass -= unused;
    const auto ok = m_writer.push(bytes.subspan(unused));
    m_onProgress();
    return ok.map([unused] { return unused; });
}

tl::expected<bool, Trouble> BodyPhase::seek(quint64 position)
{
    m_toPass = 0;
    if (!m_writer.isComplete() && m_writer.position() == position)
        return true;
    const auto found = std::find_if(m_rest.begin(), m_rest.end(), [&](const ChunkRun &run) {
        return (*m_table)[run.first].encodedOffset == position;
    });
    if (found == m_rest.end())
        return false;
    const auto settled = m_writer.settle();
    m_onProgress();
    if (!settled)
        return tl::unexpected(settled.error());
    const ChunkRun run = std::exchange(*found, m_writer.leave());
    if (found->isEmpty())
        m_rest.erase(found);
    if (auto ok = m_writer.begin(m_table, run); !ok)
        return tl::unexpected(ok.error());
    m_onProgress();
    if (m_writer.isComplete())
        return false;
    m_toPass = m_writer.position() - position; // a spool has it
    return true;
}

void BodyPhase::sortRuns()
{
    std::sort(m_rest.begin(), m_rest.end(), [](ChunkRun a, ChunkRun b) { return a.first < b.first; });
}

BodyPhase::Result BodyPhase::finish(const http::RangeRequest &asked, const http::ResponseHead &answer,
                                    qint64 bytes)
{
    const auto trouble = [](core::ErrorKind kind, const QString &detail) {
        return tl::unexpected(Trouble{{kind, detail}, -1});
    };
    if (m_writer.end() == blte::kUnknownSize && !m_writer.isComplete()) {
        // A body of unknown length that was cut at the end of our request: only a request for all of it ends
        // right.
        // And a server may send less of a range than was asked for.
        if (asked.last && (answer.isPartial || bytes > *asked.last - asked.first))
            return trouble(core::ErrorKind::RangeIgnored, QStringLiteral("and does not tell the length"));
        const auto ok = m_writer.finish();
        m_onProgress();
        if (!ok)
            return ok;
    }
    if (!m_writer.isComplete() && bytes == 0)
        return trouble(core::ErrorKind::ConnectionLost, QStringLiteral("an empty answer"));
    return {};
}

ChunkRun BodyPhase::giveBack()
{
    m_rest.clear();
    return m_writer.left();
}

} // namespace transfer
