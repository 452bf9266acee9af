#pragma once

#include "core/http/fetcher.h"
#include "core/transfer/chunkintake.h"
#include "core/transfer/headreader.h"

#include <QTimer>
#include <deque>
#include <functional>
#include <memory>

namespace transfer {

class Lane;

/// What came of a small slice. error None: every chunk is in its place in the part file.
struct SliceEnd
{
    core::Error error;
    std::shared_ptr<const blte::ChunkTable> table;
    std::vector<LockedChunk> locked;
};

/// A small slice of an archive, wanted from its first byte on. A value; `answer` is called once.
struct SmallSlice
{
    core::Source source;
    QUrl url; ///< of the mirror that is asked
    bool isRaw = false;
    bool isOnlyMirror = false;
    bool refusesPages = false;
    std::shared_ptr<const blte::KeyStore> keys;
    blte::Limits limits;
    std::shared_ptr<storage::PartialDownload> partial;
    std::shared_ptr<Counters> counters;
    LockedChunks locked = LockedChunks::ZeroFill;
    std::function<void(SliceEnd)> answer;

    core::ByteRange range() const { return *source.slice; }
};

/// Fetches small slices of one archive whole, over one connection: while a request is under way, those that
/// come are collected; when it is over, neighbours among them go out as one request, and each is proven,
/// decoded and written as its bytes go by. What ten thousand small files cost is what is done for each, so
/// there is nothing of its own for each of them here: no object of Qt's, no signal, no timer.
///
/// Only what goes smoothly is done here. A slice that cannot be used ends with its error, and the others go
/// on; a request that cannot be used ends all that are left of it. Then each is for its own Crew.
///
/// Lives on a lane's thread.
class SliceFetcher : public QObject
{
    Q_OBJECT
public:
    /// Where there are other mirrors, a request that lasts longer than `patience` is given up. `received`
    /// counts body bytes, and outlives this.
    SliceFetcher(Lane &lane, QNetworkAccessManager &manager, const http::Fetcher::Options &options,
                 std::chrono::milliseconds patience, std::atomic<qint64> &received);
    ~SliceFetcher() override;

    void add(SmallSlice slice);
    /// Ends the one of this part file with Cancelled, if it is here.
    void drop(const storage::PartialDownload *partial);

private:
    using Slices = std::deque<SmallSlice>;

    /// More than this that nobody wants any more is not waited for.
    static constexpr qint64 kMostPassed = 256 << 10;

    void stepSoon();
    void step();
    void askAgain();
    void send();
    Slices pick();
    void pump();
    bool pumpSlice();
    bool pass(qint64 bytes);
    bool pumpHead(SmallSlice &slice);
    bool pumpChunks(SmallSlice &slice);
    tl::expected<void, Trouble> headComplete(SmallSlice &slice);
    tl::expected<void, Trouble> finish(SmallSlice &slice);
    qint64 read(SmallSlice &slice, std::span<std::uint8_t> buffer);
    void endTurn(core::Error error);
    void onHead(const http::ResponseHead &head);
    void onRefused();
    void onEnded(const core::Error &error);
    void endAll(const core::Error &error);
    core::Error refusal() const;

    Lane &m_lane;
    http::Fetcher m_fetcher;
    std::atomic<qint64> &m_received;
    Slices m_collected; ///< they wait for the next request
    Slices m_turns;     ///< of the request under way, in file order: it is the first one's turn
    http::ResponseHead m_head;
    qint64 m_position = 0;                    ///< in the archive, of the next byte
    std::unique_ptr<HeadReader> m_headReader; ///< of the first one, until its table is known
    std::unique_ptr<ChunkIntake> m_intake;    ///< and from then on
    QTimer m_patience;
    int m_refusals = 0; ///< in a row: the host sends the whole archive
    bool m_isStepPosted = false;
};

} // namespace transfer
