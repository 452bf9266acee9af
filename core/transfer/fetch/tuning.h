#pragma once

#include "core/blte/chunkdecoder.h"
#include "core/http/fetcher.h"
#include "core/http/retrypolicy.h"

namespace transfer {

/// How transfers behave; read anew whenever something is started. A value.
struct Tuning
{
    int connections = 4; ///< per file
    int openFiles = 512; ///< of a set, at once
    int largeFiles = 3;  ///< of a set, at once: each has connections of its own
    http::RetryPolicy retry;
    http::Fetcher::Options fetcher;
    blte::Limits limits;
    std::size_t keptMemory = 4u << 20;          ///< see keepFreeMemory()
    std::chrono::milliseconds slowAfter{5'000}; ///< a mirror much slower than others for so long is left
    /// A transfer for which nothing comes for so long gives its place to others.
    std::chrono::milliseconds silentAfter{10'000};
    bool alwaysHash = false;
};

} // namespace transfer
