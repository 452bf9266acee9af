#pragma once

#include "core/blte/chunkdecoder.h"
#include "core/http/fetcher.h"
#include "core/http/ratelimiter.h"
#include "core/http/retrypolicy.h"
#include "core/transfer/committer.h"
#include "core/transfer/hostpool.h"
#include "core/transfer/lane.h"

#include <QThread>
#include <QThreadPool>
#include <memory>

namespace transfer {

/// How transfers behave; read anew whenever something is started. A value.
struct Tuning
{
    int connections = 4; ///< per file
    http::RetryPolicy retry;
    http::Fetcher::Options fetcher;
    blte::Limits limits;
    std::chrono::milliseconds slowAfter{5'000}; ///< a mirror much slower than others for so long is left
    bool alwaysHash = false;
};

/// What all transfers of a process share. Lives on the transfers' thread and outlives them.
class Environment
{
public:
    Environment();
    ~Environment();

    Tuning tuning;
    std::shared_ptr<const blte::KeyStore> keys;
    http::RateLimiter limiter;
    HostPool hosts;
    LanePool lanes;

    /// An object on the one thread where files are opened, synced and committed; target of core::runOn.
    QObject *disk() { return &m_disk; }
    Committer &committer() { return m_committer; }

    /// For hashing whole files.
    QThreadPool &hashing() { return m_hashing; }

private:
    QThread m_diskThread;
    QObject m_disk;
    Committer m_committer{&m_disk};
    QThreadPool m_hashing;
};

} // namespace transfer
