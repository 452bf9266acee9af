#include "core/transfer/lane.h"
#include "core/transfer/objectrecord.h"
#include "core/transfer/slicefetcher.h"

#include <algorithm>
#include <array>

/// The half of SliceFetcher that takes the slices out of an answer.
namespace transfer {

namespace {

using core::Error;
using core::ErrorKind;

// One turn of the event loop reads so often, so that others on the lane have theirs.
constexpr int kReadsPerTurn = 64;
constexpr std::size_t kSlice = 256u << 10;

} // namespace

void SliceFetcher::pump()
{
    for (int i = 0; i < kReadsPerTurn; ++i) {
        if (!pumpSlice())
            return;
    }
    m_fetcher.resume();
}

/// False when nothing more is to be read now.
bool SliceFetcher::pumpSlice()
{
    if (m_turns.empty())
        return false;
    SmallSlice &slice = m_turns.front();
    const qint64 gap = slice.range().first - m_position;
    if (gap > kMostPassed) {
        stepSoon();
        return false;
    }
    if (gap > 0)
        return pass(gap);
    if (!m_headReader && !m_intake) {
        const auto size = static_cast<quint64>(slice.range().size());
        m_headReader = std::make_unique<HeadReader>(
            HeadReader::Expectation{size, slice.source.encodingKey, slice.isRaw, m_head.contentType});
    }
    return m_headReader ? pumpHead(slice) : pumpChunks(slice);
}

/// What lies between two slices counts for the one behind it.
bool SliceFetcher::pass(qint64 bytes)
{
    std::array<std::uint8_t, 16384> unused;
    const auto most = std::min(unused.size(), static_cast<std::size_t>(bytes));
    const qint64 got = read(m_turns.front(), std::span(unused).first(most));
    m_turns.front().counters->refetchedBytes += got;
    return got > 0;
}

/// No more than belongs to the slice.
qint64 SliceFetcher::read(SmallSlice &slice, std::span<std::uint8_t> buffer)
{
    const qint64 left = slice.range().last + 1 - m_position;
    const qint64 got = m_fetcher.read(buffer.first(std::min(buffer.size(), static_cast<std::size_t>(left))));
    m_position += got;
    m_received += got;
    slice.counters->networkBytes += got;
    return got;
}

bool SliceFetcher::pumpHead(SmallSlice &slice)
{
    std::array<std::uint8_t, 16384> bytes;
    const auto wanted = static_cast<std::size_t>(m_headReader->needed() - m_headReader->received());
    const qint64 got =
        read(slice, std::span(bytes).first(std::min(bytes.size(), std::max<std::size_t>(wanted, 1))));
    if (got <= 0)
        return false;
    tl::expected<void, Trouble> ok;
    const auto asTrouble = [](const Error &error) { return Trouble{error, -1}; };
    ok = m_headReader->push(std::span(bytes).first(static_cast<std::size_t>(got))).map_error(asTrouble);
    const bool isAll = m_position > slice.range().last;
    if (ok && isAll)
        ok = m_headReader->finish().map_error(asTrouble);
    if (ok && m_headReader->isComplete())
        ok = headComplete(slice);
    if (ok && isAll)
        ok = finish(slice);
    if (!ok)
        endTurn(ok.error().error);
    return true;
}

tl::expected<void, Trouble> SliceFetcher::headComplete(SmallSlice &slice)
{
    const auto reader = std::move(m_headReader);
    const auto &table = reader->table();
    const Origin origin{slice.url.host(), m_head.validator()};
    // It is finished, or begun again, before a record of it could be of use.
    const auto begun = slice.partial->begin(recordFor(*table, slice.source, origin),
                                            storage::PartialDownload::Snapshot::AtCheckpoint);
    if (!begun)
        return tl::unexpected(Trouble{begun.error(), -1});
    slice.counters->encodedDone = static_cast<qint64>(table->headerSize());
    m_intake = std::make_unique<ChunkIntake>(ChunkIntake::Context{
        m_lane.workspace(), slice.keys, slice.limits, slice.partial, slice.counters, slice.locked});
    return m_intake->begin(table, {0, table->size()}).and_then([&] {
        return m_intake->push(reader->rest());
    });
}

bool SliceFetcher::pumpChunks(SmallSlice &slice)
{
    tl::expected<void, Trouble> ok;
    if (!m_intake->isComplete()) {
        const qint64 got = read(slice, m_intake->prepare(kSlice));
        if (got <= 0)
            return false;
        ok = m_intake->commit(static_cast<std::size_t>(got));
    }
    if (ok && (m_intake->isComplete() || m_position > slice.range().last))
        ok = finish(slice);
    if (!ok)
        endTurn(ok.error().error);
    return true;
}

/// All of the slice that there is went by.
tl::expected<void, Trouble> SliceFetcher::finish(SmallSlice &slice)
{
    auto ok = m_intake->settle();
    if (ok && m_intake->end() == blte::kUnknownSize)
        ok = m_intake->finish();
    if (ok && !m_intake->isComplete())
        ok = tl::unexpected(Trouble{{ErrorKind::Truncated, slice.url.host()}, -1});
    if (ok)
        endTurn({});
    return ok;
}

/// Answers the one whose turn it is. What it leaves unread is passed over.
void SliceFetcher::endTurn(Error error)
{
    SmallSlice slice = std::move(m_turns.front());
    m_turns.pop_front();
    const auto intake = std::move(m_intake);
    m_headReader.reset();
    SliceEnd end{std::move(error), nullptr, {}};
    if (end.error.kind == ErrorKind::None)
        end = {{}, intake->table(), intake->takeLocked()};
    if (m_turns.empty())
        stepSoon();
    slice.answer(std::move(end));
}

} // namespace transfer
