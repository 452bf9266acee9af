#pragma once

#include "core/transfer/connections.h"
#include "core/transfer/fetch/counters.h"
#include "core/transfer/fetch/memorysink.h"
#include "core/transfer/fetch/segmentjob.h"
#include "tests/support/faultserver.h"

/// What the parts of a SegmentScheduler work on, for tests of one of them.
namespace parts {

constexpr quint64 kPiece = 64 << 10;
constexpr quint64 kPieces = 64;

/// A plain file at one server that has a name for each mirror, and says nothing until a test wants it to.
struct Bench
{
    explicit Bench(int mirrors = 1)
    {
        server.serve("/file", support::patternResource(kPiece * kPieces));
        server.always("/file", support::fault::delayed(std::chrono::seconds(60)));
        const QStringList hosts{QStringLiteral("127.0.0.1"), QStringLiteral("localhost")};
        for (const QString &host : hosts.first(mirrors))
            order.source.mirrors << server.url("/file", host);
        routes.emplace(services, order);
        connections.emplace(services, order, *routes, std::make_shared<transfer::MemorySink>(1 << 30),
                            std::make_shared<transfer::Counters>(),
                            [this](transfer::SegmentJob &job) { jobs.push_back(&job); });
    }

    static std::shared_ptr<const blte::ChunkTable> table()
    {
        return std::make_shared<const blte::ChunkTable>(blte::ChunkTable::plain(kPiece * kPieces, kPiece));
    }

    transfer::Connection &fetching(transfer::ChunkRun run, int mirror = 0)
    {
        transfer::Connection &connection = connections->add();
        connections->claim(connection, {run});
        connections->send(connection, mirror);
        return connection;
    }

    support::FaultServer server;
    transfer::TransferServices services;
    transfer::TransferRequest order;
    transfer::ChunkMap map{table()};
    std::optional<transfer::MirrorRoutes> routes;
    std::vector<transfer::SegmentJob *> jobs; ///< every one that was made
    std::optional<transfer::Connections> connections;
};

} // namespace parts
