#include "core/queue/running.h"

#include <algorithm>

namespace queue {

namespace {

/// network.md's memory presets; wholeEncoded is held at 1 MiB in the balanced one, so that an interruption
/// never costs more than that per connection.
void setMemory(transfer::Tuning &tuning, MemoryProfile profile)
{
    switch (profile) {
    case MemoryProfile::Low:
        tuning.fetcher.readBuffer = 128 << 10;
        tuning.limits.wholeEncoded = 256u << 10;
        tuning.limits.wholeDecoded = 2u << 20;
        tuning.limits.streamBuffer = 16u << 10;
        tuning.keptMemory = 0;
        break;
    case MemoryProfile::Balanced:
        break;
    case MemoryProfile::High:
        tuning.fetcher.readBuffer = 1 << 20;
        tuning.limits.wholeEncoded = 8u << 20;
        tuning.limits.wholeDecoded = 16u << 20;
        tuning.limits.streamBuffer = 256u << 10;
        break;
    }
}

} // namespace

transfer::Order orderFor(const Item &item)
{
    transfer::Order order;
    order.source = item.source;
    order.folder = item.folder;
    order.name = item.name;
    order.volume = item.volume;
    order.isRaw = item.options.form == Form::Raw;
    order.locked = static_cast<transfer::LockedChunks>(item.options.missingKeys);
    order.whenExists = static_cast<transfer::WhenExists>(item.options.whenExists);
    return order;
}

transfer::Tuning tuningFor(const Settings &settings, http::RateLimiter *limiter)
{
    transfer::Tuning tuning;
    tuning.connections = std::max(1, settings.connectionsPerFile);
    tuning.retry = http::RetryPolicy::preset(settings.network);
    tuning.fetcher.limiter = limiter;
    tuning.slowAfter = settings.slowAfter;
    tuning.fetcher.stallTimeout = settings.stallTimeout;
    tuning.fetcher.connectTimeout = settings.connectTimeout;
    tuning.alwaysHash = settings.alwaysHash;
    setMemory(tuning, settings.memory);
    return tuning;
}

QList<MirrorStatus> statusOf(const Queue::Running &running)
{
    QList<MirrorStatus> result;
    const auto now = transfer::Mirrors::Clock::now();
    for (const transfer::Mirror &mirror : *running.transfer->mirrors()) {
        const auto index = static_cast<std::size_t>(result.size());
        MirrorStatus status;
        status.host = mirror.host;
        status.url = mirror.url;
        status.ranges = mirror.hasRanges;
        status.failures = mirror.failures;
        status.connections = mirror.connections;
        status.bytes = running.transfer->bytesFrom(static_cast<int>(index));
        status.lastError = mirror.lastError;
        if (index < running.mirrorRates.size() && mirror.connections > 0)
            status.bytesPerSecond = running.mirrorRates[index].bytesPerSecond(now);
        if (mirror.blockedUntil > now) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(mirror.blockedUntil - now);
            status.blockedUntil = QDateTime::currentDateTime().addMSecs(left.count());
        }
        result.append(status);
    }
    return result;
}

std::chrono::milliseconds waitFor(const Item &item, const Settings &settings, const QDateTime &now,
                                  std::optional<std::chrono::milliseconds> wish)
{
    const auto maxWait = settings.maxWait;
    std::chrono::milliseconds delay = settings.retryEvery.value_or(http::exhaustedDelay(item.rounds));
    delay = wish.value_or(delay);
    if (maxWait.count() > 0) {
        const std::chrono::milliseconds left =
            maxWait - std::chrono::milliseconds(item.stuckSince.msecsTo(now));
        delay =
            std::clamp(delay, std::chrono::milliseconds(100), std::max(left, std::chrono::milliseconds(100)));
    }
    return delay;
}

bool hasWaitedTooLong(const Item &item, std::chrono::seconds maxWait)
{
    return maxWait.count() > 0 && item.rounds > 0 &&
           item.stuckSince.secsTo(QDateTime::currentDateTime()) >= maxWait.count();
}

} // namespace queue
