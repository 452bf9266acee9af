#include "core/queue/running.h"

#include "core/errortable.h"
#include "core/links/nameproof.h"

#include <algorithm>

namespace queue {

namespace {

/// The memory presets; wholeEncoded is held at 1 MiB in the balanced one, so that an interruption
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

/// How fast each host of a set is.
void noteHosts(Running &running, transfer::RateEstimator::Clock::time_point now)
{
    const QList<transfer::HostShare> hosts = running.transfer->hosts();
    running.mirrorRates.resize(static_cast<std::size_t>(hosts.size()));
    for (qsizetype i = 0; i < hosts.size(); ++i)
        running.mirrorRates[static_cast<std::size_t>(i)].sample(hosts[i].bytes, now);
}

QList<MirrorStatus> hostsOf(const Running &running)
{
    QList<MirrorStatus> result;
    const auto now = transfer::RateEstimator::Clock::now();
    for (const transfer::HostShare &share : running.transfer->hosts()) {
        const auto index = static_cast<std::size_t>(result.size());
        MirrorStatus status;
        status.host = share.host;
        status.failures = share.failures;
        status.connections = share.underWay > 0 ? 1 : 0;
        status.bytes = share.bytes;
        status.lastError = share.lastError;
        if (index < running.mirrorRates.size() && share.underWay > 0)
            status.bytesPerSecond = running.mirrorRates[index].bytesPerSecond(now);
        result.append(status);
    }
    return result;
}

/// Which mirrors the row uses, and how fast each is.
void noteMirrors(Running &running, Item &item, transfer::RateEstimator::Clock::time_point now)
{
    const auto *mirrors = running.transfer->mirrors();
    if (!mirrors)
        return noteHosts(running, now);
    running.mirrorRates.resize(mirrors->size());
    item.mirrorsInUse = 0;
    for (std::size_t i = 0; i < mirrors->size(); ++i) {
        running.mirrorRates[i].sample(running.transfer->bytesFrom(static_cast<int>(i)), now);
        if ((*mirrors)[i].connections == 0)
            continue;
        if (item.mirrorsInUse++ == 0)
            item.mirror = static_cast<int>(i);
    }
}

} // namespace

transfer::TransferRequest orderFor(const Item &item)
{
    transfer::TransferRequest order;
    order.source = item.source;
    order.proof = links::nameProof(item.source);
    order.folder = item.folder;
    order.name = item.name;
    order.isNameGuessed = isNameGuessed(item);
    order.volume = item.volume;
    order.isRaw = item.options.form == Form::Raw;
    order.probesDisk = core::isStorage(item.error.kind) && item.error.kind != core::ErrorKind::DiskFull;
    order.locked = item.options.missingKeys;
    order.whenExists = item.options.whenExists;
    return order;
}

transfer::Tuning tuningFor(const Settings &settings, http::RateLimiter *limiter)
{
    transfer::Tuning tuning;
    tuning.connections = std::max(1, settings.connectionsPerFile);
    tuning.largeFiles = std::max(1, settings.jobs);
    tuning.retry = http::RetryPolicy::preset(settings.network);
    tuning.fetcher.limiter = limiter;
    tuning.slowAfter = settings.slowAfter;
    tuning.silentAfter = settings.silentAfter;
    // Whoever gives up after so long does not wait longer for one server either.
    const auto bounded = [&](std::chrono::milliseconds limit) {
        return settings.maxWait.count() > 0 ? std::min<std::chrono::milliseconds>(limit, settings.maxWait)
                                            : limit;
    };
    tuning.fetcher.stallTimeout = bounded(settings.stallTimeout);
    tuning.fetcher.connectTimeout = bounded(settings.connectTimeout);
    tuning.fetcher.answerTimeout = bounded(settings.answerTimeout);
    tuning.alwaysHash = settings.alwaysHash;
    setMemory(tuning, settings.memory);
    return tuning;
}

QList<MirrorStatus> statusOf(const Running &running)
{
    if (!running.transfer->mirrors())
        return hostsOf(running);
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

bool refresh(Running &running, Item &item)
{
    const auto now = transfer::RateEstimator::Clock::now();
    transfer::Progress progress = running.transfer->progress();
    running.rate.sample(progress.networkBytes, now);
    noteMirrors(running, item, now);
    progress.bytesPerSecond = running.rate.bytesPerSecond(now);
    progress.networkBytes += running.bytesBefore;
    progress.refetchedBytes += running.refetchedBefore;
    if (progress.encodedSize < 0) {
        // Before the table is known again, what was shown last is the better picture.
        progress.encodedSize = item.progress.encodedSize;
        progress.decodedSize = item.progress.decodedSize;
        progress.encodedDone = item.progress.encodedDone;
        progress.decodedDone = item.progress.decodedDone;
    }
    // Bytes of a chunk that has to come again were shown already; on a restart TransferEvents forgets them.
    progress.encodedDone = std::max(progress.encodedDone, item.progress.encodedDone);
    progress.decodedDone = std::max(progress.decodedDone, item.progress.decodedDone);
    if (progress.encodedSize >= 0)
        progress.encodedDone = std::min(progress.encodedDone, progress.encodedSize);
    return std::exchange(item.progress, progress) != progress;
}

std::chrono::milliseconds waitFor(const Standstill &standstill, const Settings &settings,
                                  Standstill::Clock::time_point now,
                                  std::optional<std::chrono::milliseconds> wish)
{
    constexpr std::chrono::milliseconds kShortest{100};
    std::chrono::milliseconds delay = settings.retryEvery.value_or(http::exhaustedDelay(standstill.rounds()));
    delay = wish.value_or(delay);
    if (settings.maxWait.count() > 0)
        delay = std::clamp(delay, kShortest, std::max(settings.maxWait - standstill.lasted(now), kShortest));
    return delay;
}

} // namespace queue
