#pragma once

#include "core/queue/jobslots.h"
#include "core/queue/mirrorstatus.h"
#include "core/queue/settings.h"
#include "core/transfer/fetch/tuning.h"
#include "core/transfer/job.h"

namespace queue {

/// A row's transfer while it is active, and its figures.
struct Running
{
    ItemId id{};
    std::unique_ptr<transfer::Job> transfer;
    std::unique_ptr<JobSlots::SlotLease> seat;  ///< null while it is committed: that takes no place
    std::shared_ptr<http::RateLimiter> limiter; ///< below that of all; its lanes share it
    transfer::RateEstimator rate;
    qint64 bytesBefore = 0;                           ///< network bytes of earlier attempts
    qint64 refetchedBefore = 0;                       ///< of these, those that came twice
    std::vector<transfer::RateEstimator> mirrorRates; ///< as many as it has mirrors
    std::shared_ptr<const blte::KeyStore> keys;       ///< those it began with
    std::optional<transfer::Failure> yields;          ///< why it was stopped without the user's wish
    /// It was stopped because its row has another address: what was wrong with the old one matters no more.
    bool isOutdated = false;
};

transfer::TransferRequest orderFor(const Item &item);
transfer::Tuning tuningFor(const Settings &settings, http::RateLimiter *limiter);
QList<MirrorStatus> statusOf(const Running &running);
/// The row's figures from its transfer's counters, network bytes of earlier attempts included. What is shown
/// never goes back, except when everything is fetched again (TransferEvents). True when any moved.
bool refresh(Running &running, Item &item);

/// How long an item that could not move waits before its next attempt: what the server wished, or what the
/// settings say for its round, but not beyond `maxWait` (0: no bound) since it last moved.
std::chrono::milliseconds waitFor(const Standstill &standstill, const Settings &settings,
                                  Standstill::Clock::time_point now,
                                  std::optional<std::chrono::milliseconds> wish);

} // namespace queue
