#pragma once

#include "core/blte/keystore.h"
#include "core/http/proxy.h"
#include "core/http/retrypolicy.h"
#include "core/http/sitelogin.h"
#include "core/queue/schedule.h"

#include <QStringList>
#include <chrono>
#include <memory>
#include <optional>

namespace queue {

enum class MemoryProfile { Low, Balanced, High };

/// What the user may set for all downloads; changes apply at once. A value.
struct Settings
{
    int jobs = 3; ///< files at once; small slices of an archive that lie side by side count as one (JobSlots)
    int connectionsPerFile = 4;
    int connectionsPerHost = 6;
    qint64 bytesPerSecond = 0;     ///< 0: no limit
    Schedule schedule;             ///< where one of its rules holds, it says the limit instead
    http::Proxy proxy;             ///< of the whole process
    QList<http::SiteLogin> logins; ///< likewise
    http::NetworkProfile network = http::NetworkProfile::Standard;
    MemoryProfile memory = MemoryProfile::Balanced;
    std::chrono::seconds maxWait{0};                ///< give up when nothing could move for so long; 0: never
    std::chrono::milliseconds stallTimeout{30'000}; ///< without a byte from a server
    std::chrono::milliseconds connectTimeout{30'000}; ///< until there is a connection, TLS included
    std::chrono::milliseconds answerTimeout{120'000}; ///< from then on, until the server begins to answer
    std::chrono::milliseconds silentAfter{10'000};    ///< a file that waits so long for a byte takes no place
    std::chrono::milliseconds slowAfter{5'000}; ///< a mirror much slower than others for so long is left
    /// How long an item waits when nothing can move; empty: longer each time (http::exhaustedDelay).
    std::optional<std::chrono::milliseconds> retryEvery;
    /// Hosts of the user's own for CDN-shaped paths, asked besides those of each source, in this order
    /// (links::mirrorBase says what one is).
    QStringList mirrors;
    /// Hosts of others for the same paths, asked only while no other can be. A file that came from one says
    /// so.
    QStringList communityMirrors;
    /// How many files and sockets may be open at once; 0: as many as the system grants this process.
    int descriptors = 0;
    bool alwaysHash = false; ///< compute the decoded file's MD5 also when no content key is known
};

} // namespace queue
