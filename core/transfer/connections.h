#pragma once

#include "core/transfer/fetch/segmentorder.h"
#include "core/transfer/mirrorroutes.h"
#include "core/transfer/routing/connectionspeed.h"

#include <QObject>
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace transfer {

class SegmentJob;
class Sink;
struct Counters;

/// One connection of a transfer: its job on a lane, and what that was told.
struct Connection
{
    enum class Doing { Nothing, Fetching, WantsRoute };

    SegmentJob *job = nullptr; ///< lives on its lane; deleted there
    Doing doing = Doing::Nothing;
    MemoryPressure memoryPressure = MemoryPressure::None; ///< for which its buffers were sized
    std::optional<HeadOrder> head; ///< it is to ask what the object is; until that is known
    bool isOpen = false;           ///< its answer goes on to the end of the file
    bool isAsking = false;         ///< what comes next, and that depends on how others fare
    bool isExtra = false;          ///< its mirror had another connection of ours when it was sent there
    bool isRanged = false;         ///< its mirror was believed to have ranges when it was sent there
    bool hasRuns = false;          ///< WantsRoute: go on with the runs the job has
    ChunkRuns runs;
    ChunkRun next; ///< its job was told to go on with it; empty: with nothing
    int mirror = -1;
    int avoid = -1;
    std::shared_ptr<std::atomic<qint64>> received; ///< body bytes; raised by the job
    qint64 begun = 0;                              ///< of that, when it was sent to its mirror
    ConnectionSpeed speed;

    /// Nothing came since it was sent to its mirror.
    bool isUntried() const { return *received == begun; }
    /// Nor is it the only one there: nobody knows whether the mirror answers it besides the others.
    bool isUnanswered() const { return doing == Doing::Fetching && isExtra && isUntried(); }
};

/// The connections of one transfer: makes their jobs, sends them to mirrors with the chunks that each has
/// claimed, and gives those back. Decides nothing. On the transfer's thread.
class Connections : public QObject
{
public:
    using Doing = Connection::Doing;
    using List = std::vector<std::unique_ptr<Connection>>;

    /// `services`, `order` and `routes` outlive this. `onJob` is told of every job that is made, to hear its
    /// signals. `sink` null: answers wait for proceed().
    Connections(TransferServices &services, const TransferRequest &order, MirrorRoutes &routes,
                std::shared_ptr<Sink> sink, std::shared_ptr<Counters> counters,
                std::function<void(SegmentJob &)> onJob);
    ~Connections() override;

    /// The chunks that connections claim from now on; outlives this. Null before.
    void setMap(ChunkMap &map) { m_map = &map; }
    ChunkMap *map() const { return m_map; }

    Connection &add();
    /// One that has nothing to do; a new one where all have.
    Connection &idle();
    /// Closes it, and gives its unfinished chunks back.
    void retire(Connection &connection);
    /// Of those that have nothing to do: a job keeps its buffers as long as it lives, and where memory has
    /// become short, or is no longer, another takes its place.
    void retireMissized();
    void clear();

    const List &all() const { return m_all; }
    Connection *of(const QObject *job) const; ///< null: of none any more
    int count(Doing doing) const;
    int busy() const { return static_cast<int>(m_all.size()) - count(Doing::Nothing); }

    void claim(Connection &connection, ChunkRuns runs);
    /// Chunks that it is not to fetch any more, but for these.
    void keep(Connection &connection, ChunkRun kept);
    /// Sends it on to this mirror, for its head or its runs.
    void send(Connection &connection, int mirror);
    /// Tells it what comes behind its runs, which it claims; empty: nothing does.
    void sendNext(Connection &connection, ChunkRun run);
    /// It has gone on with what sendNext() said.
    void wentOn(Connection &connection, qint64 bytes);
    /// Its order is over, however it ended.
    void rest(Connection &connection);

    /// What nameAsked() was told for: where the bytes go to.
    void proceed(std::shared_ptr<Sink> sink);
    /// Every job comes to rest, so that nobody writes any more; then `then` is called, once.
    void stop(std::function<void()> then);

    /// Body bytes that came from this mirror so far, those under way included.
    qint64 bytesFrom(int mirror) const;
    /// What tells how fast its mirror is, in bytes. One of a shared connection waits for its turn: what the
    /// others get meanwhile counts for it, too.
    qint64 arrived(const Connection &connection) const;

private:
    void giveBack(const Connection &connection, ChunkRun kept);
    void onStopped(const SegmentJob *job);
    void tellSoon();

    TransferServices &m_services;
    const TransferRequest &m_order;
    MirrorRoutes &m_routes;
    std::shared_ptr<Sink> m_sink;
    const std::shared_ptr<Counters> m_counters;
    const std::function<void(SegmentJob &)> m_onJob;
    List m_all;
    ChunkMap *m_map = nullptr;
    std::vector<const SegmentJob *> m_unstopped; ///< told to stop, and not at rest yet
    std::function<void()> m_then;                ///< once they are; null: none was told
};

} // namespace transfer
