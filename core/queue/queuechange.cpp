#include "core/descriptors.h"
#include "core/queue/queue.h"
#include "core/queue/running.h"

#include <algorithm>

/// The part of Queue that changes how and from where items are fetched: settings, limits, sources.
namespace queue {

using transfer::State;

namespace {

/// A timer counts the seconds that pass, not those of the clock: after so many it looks at the clock again.
constexpr qint64 kLongestSleep = 3'600'000;

core::Error otherObject(QLatin1String what)
{
    return {core::ErrorKind::SourceNotUnderstood,
            QString(QLatin1String("the new address is another file: it has another ") + what)};
}

/// What the new source leaves open is as it was. One that names its object says itself where in a resource
/// that lies.
core::Result<core::Source> merged(const core::Source &old, core::Source source)
{
    if (source.mirrors.isEmpty())
        return core::failure(core::ErrorKind::SourceNotUnderstood, QStringLiteral("no address"));
    if (source.encodingKey && old.encodingKey && source.encodingKey != old.encodingKey)
        return tl::unexpected(otherObject(QLatin1String("encoding key")));
    if (source.contentKey && old.contentKey && source.contentKey != old.contentKey)
        return tl::unexpected(otherObject(QLatin1String("content key")));
    if (!source.encodingKey && !source.slice)
        source.slice = old.slice;
    if (!source.encodingKey)
        source.encodingKey = old.encodingKey;
    if (!source.contentKey)
        source.contentKey = old.contentKey;
    if (source.checksum && old.checksum && source.checksum->kind == old.checksum->kind &&
        source.checksum != old.checksum)
        return tl::unexpected(otherObject(QLatin1String("checksum")));
    if (!source.checksum)
        source.checksum = old.checksum;
    if (!source.decodedSize)
        source.decodedSize = old.decodedSize;
    source.name = old.name;
    return source;
}

} // namespace

void Queue::setSettings(const Settings &settings)
{
    const bool isAnotherWay = settings.proxy != m_settings.proxy;
    m_settings = settings;
    applySettings();
    if (isAnotherWay)
        stopAll();
    for (const auto &[id, running] : m_running)
        running->transfer->plan();
    m_scheduleSoon();
}

void Queue::setObstacle(std::optional<core::Error> why)
{
    m_obstacle = std::move(why);
    if (m_obstacle)
        stopAll();
    for (const auto &item : m_items) {
        if (item->state == State::Waiting && !item->waitingUntil.isValid()) {
            item->error = {};
            moveTo(*item, State::Queued);
        }
    }
    m_scheduleSoon();
}

/// Whatever fetches stops, with a checkpoint, and is queued again.
void Queue::stopAll()
{
    for (const auto &[id, running] : m_running) {
        if (const Item *item = find(id); item && item->state != State::Committing)
            running->transfer->stop();
    }
}

void Queue::applySettings()
{
    http::useProxy(m_settings.proxy);
    services().setTuning(tuningFor(m_settings, &services().limiter));
    services().hosts.setLimit(m_settings.connectionsPerHost);
    services().hosts.setMostInAll(budget().connections);
    m_places->setMostInAll(budget().sharing);
    http::ManagerPool::setMostIdle(budget().idleConnections);
    applyLimit();
}

DescriptorBudget Queue::budget() const
{
    return DescriptorBudget::under(m_settings.descriptors > 0 ? m_settings.descriptors
                                                              : core::raiseDescriptorLimit());
}

void Queue::applyLimit()
{
    m_limitApplied = QDateTime::currentDateTime();
    const Schedule &schedule = m_settings.schedule;
    services().limiter.setRate(schedule.limitAt(m_limitApplied).value_or(m_settings.bytesPerSecond));
    m_limitDue = schedule.nextChange(m_limitApplied);
    if (m_limitDue.isValid())
        m_limitChange.start(
            static_cast<int>(std::clamp<qint64>(m_limitApplied.msecsTo(m_limitDue), 1, kLongestSleep)));
    else
        m_limitChange.stop();
}

/// The timer knows nothing of a clock that was set, or of a machine that slept.
void Queue::applyLimitIfDue()
{
    if (!m_limitDue.isValid())
        return;
    const QDateTime now = QDateTime::currentDateTime();
    if (now >= m_limitDue || now < m_limitApplied)
        applyLimit();
}

void Queue::setLimit(const QList<ItemId> &ids, qint64 bytesPerSecond)
{
    for (ItemId id : ids) {
        Item *item = editable(id);
        if (!item)
            continue;
        item->bytesPerSecond = std::max<qint64>(0, bytesPerSecond);
        if (const auto running = m_running.find(id); running != m_running.end())
            limit(*running->second, item->bytesPerSecond);
        changed(*item);
    }
}

/// One that shares its place would hold up its neighbours: it goes on in one of its own.
void Queue::limit(Running &running, qint64 bytesPerSecond)
{
    running.limiter->setRate(bytesPerSecond);
    if (bytesPerSecond > 0 && running.seat && running.seat->sharedConnection())
        running.transfer->stop();
}

core::Result<void> Queue::replaceSource(ItemId id, core::Source source)
{
    Item *item = editable(id);
    if (!item || item->state == State::Done)
        return core::failure(core::ErrorKind::SourceNotUnderstood,
                             QStringLiteral("there is nothing to fetch"));
    auto complete = merged(item->source, std::move(source));
    if (!complete)
        return tl::unexpected(complete.error());
    item->source = std::move(*complete);
    item->standstill.forget();
    if (const auto running = m_running.find(id); running != m_running.end())
        stopForNewSource(*running->second);
    if (item->intent == transfer::Intent::Run &&
        (item->state == State::Failed || item->state == State::Waiting)) {
        item->error = {};
        moveTo(*item, State::Queued);
    } else {
        changed(*item);
    }
    m_scheduleSoon();
    return {};
}

/// It comes back with the new one; what may be wrong with the old one matters to nobody any more.
void Queue::stopForNewSource(Running &running)
{
    transfer::Transfer *transfer = running.transfer.get();
    disconnect(transfer, &transfer::Transfer::failed, this, nullptr);
    connect(transfer, &transfer::Transfer::failed, this, [this, id = running.id] { onStopped(id); });
    transfer->stop();
}

} // namespace queue
