#include "core/queue/transferevents.h"

#include "core/errortable.h"
#include "core/links/cdnsource.h"
#include "core/transfer/routing/usedkeys.h"
#include "core/transfer/transferservices.h"

#include <algorithm>

namespace queue {

using core::ErrorKind;
using transfer::Event;
using transfer::State;

namespace {

void noteMirror(Item &item, const QString &host)
{
    const auto &mirrors = item.source.mirrors;
    const auto found = std::find_if(mirrors.begin(), mirrors.end(),
                                    [&host](const QUrl &url) { return host == transfer::hostOf(url); });
    if (found != mirrors.end())
        item.mirror = static_cast<int>(found - mirrors.begin());
}

void noteLocked(Item &item, blte::KeyName key)
{
    ++item.lockedChunks;
    if (!item.missingKeys.contains(key))
        item.missingKeys.append(key);
}

/// A volume that was there when the item began may come back.
bool mayHeal(const Item &item, const transfer::Failure &failure)
{
    const bool hasBegun = item.volume || item.progress.networkBytes > 0;
    return failure.mayHeal ||
           (core::errorRow(failure.error.kind).heals == core::Heals::OnceBegun && hasBegun);
}

} // namespace

TransferEvents::TransferEvents(Rows &rows, RunningItems &running, Waits &waits, DiskSpaceWatch &volumes,
                               const Settings &settings, transfer::TransferServices &services)
    : m_rows(rows)
    , m_running(running)
    , m_waits(waits)
    , m_volumes(volumes)
    , m_settings(settings)
    , m_services(services)
{
    connect(&running, &RunningItems::opened, this, &TransferEvents::onOpened);
    connect(&running, &RunningItems::named, this, &TransferEvents::onNamed);
    connect(&running, &RunningItems::tableKnown, this, [this](ItemId id) { enter(id, State::Downloading); });
    connect(&running, &RunningItems::committing, this, [this](ItemId id) { enter(id, State::Committing); });
    connect(&running, &RunningItems::happened, this, &TransferEvents::onHappened);
    connect(&running, &RunningItems::filesEnded, this, &TransferEvents::onFilesEnded);
    connect(&running, &RunningItems::finished, this, &TransferEvents::onFinished);
    connect(&running, &RunningItems::failed, this, &TransferEvents::onFailed);
    connect(&running, &RunningItems::stopped, this, &TransferEvents::onStopped);
}

void TransferEvents::enter(ItemId id, State state)
{
    if (Item *item = m_rows.find(id); item && item->state != state)
        m_rows.moveTo(*item, state);
}

void TransferEvents::onOpened(ItemId id, quint64 volume)
{
    Item *item = m_rows.find(id);
    if (!item)
        return;
    item->volume = volume;
    if (const auto trouble = m_volumes.trouble(volume))
        m_running.stop(id, {*trouble, true, {}});
}

void TransferEvents::onNamed(ItemId id, const QString &name)
{
    if (Item *item = m_rows.find(id)) {
        item->name = name;
        m_rows.changed(*item);
    }
}

void TransferEvents::onHappened(ItemId id, Event event)
{
    Item *item = m_rows.find(id);
    if (!item)
        return;
    if (event.kind == Event::Kind::TableKnown) {
        item->lockedChunks = 0;
        item->missingKeys.clear();
    } else if (event.kind == Event::Kind::KeyMissing || event.kind == Event::Kind::KeyWrong) {
        noteLocked(*item, event.keyName);
    } else if (event.kind == Event::Kind::Retry) {
        item->error = event.error;
        noteMirror(*item, event.mirror);
    } else if (event.kind == Event::Kind::Restarted) {
        onRestarted(*item);
    }
    m_rows.counted(*item);
    m_rows.note(*item, std::move(event));
}

/// Of a set: those that cannot be had stand in its log.
void TransferEvents::onFilesEnded(ItemId id, const QList<transfer::SetFileEnd> &files)
{
    const Item *item = m_rows.find(id);
    if (!item)
        return;
    for (const transfer::SetFileEnd &file : files) {
        if (file.verdict != transfer::Verdict::None || file.isAbsent)
            continue;
        Event event;
        event.kind = Event::Kind::FileFailed;
        event.error = {file.error.kind, file.name + QStringLiteral(": ") + file.error.detail};
        m_rows.note(*item, event);
    }
}

/// Everything is fetched again.
void TransferEvents::onRestarted(Item &item)
{
    item.standstill.restarted();
    item.progress.encodedDone = item.progress.decodedDone = 0;
    item.progress.encodedSize = item.progress.decodedSize = -1;
    if (item.state != State::Connecting)
        m_rows.moveTo(item, State::Connecting);
    if (Running *running = m_running.find(item.id); running && !running->seat)
        running->seat = m_running.places().take(item, m_settings.jobs);
}

void TransferEvents::onFinished(const Ended &ended, const transfer::Completion &completion)
{
    Item &item = *m_rows.find(ended.id);
    item.verdict = completion.verdict;
    item.md5 = completion.md5;
    item.error = {};
    item.finished = QDateTime::currentDateTimeUtc();
    item.progress.decodedSize = completion.size;
    item.progress.decodedDone = completion.size;
    item.progress.encodedSize = std::max(item.progress.encodedSize, item.progress.encodedDone);
    item.progress.encodedDone = item.progress.encodedSize;
    m_rows.moveTo(item, State::Done);
    tellCommunity(item, completion.hosts);
    Event event;
    event.kind = Event::Kind::Done;
    event.verdict = completion.verdict;
    event.md5 = completion.md5;
    event.decodedSize = completion.size;
    m_rows.note(item, event);
    if (completion.verdict == transfer::Verdict::Incomplete && hasNewKeyFor(item, ended.keys.get()))
        Q_EMIT unlockable(item.id);
    Q_EMIT this->ended();
}

void TransferEvents::tellCommunity(const Item &item, const QStringList &hosts)
{
    for (const QString &base : m_settings.communityMirrors) {
        const auto url = links::mirrorBase(base);
        if (!url || !hosts.contains(transfer::hostOf(*url)))
            continue;
        Event event;
        event.kind = Event::Kind::FromCommunity;
        event.mirror = transfer::hostOf(*url);
        m_rows.note(item, event);
    }
}

bool TransferEvents::hasNewKeyFor(const Item &item, const blte::KeyStore *before) const
{
    return transfer::hasNews(item.missingKeys, before, m_services.keys.get());
}

void TransferEvents::onFailed(const Ended &ended, const transfer::Failure &failure)
{
    Item &item = *m_rows.find(ended.id);
    const auto now = Standstill::Clock::now();
    const bool isOurs = core::isStorage(failure.error.kind);
    item.standstill.end(ended.encodedDone, isOurs ? Standstill::Cause::Disk : Standstill::Cause::Elsewhere,
                        now);
    onDiskTrouble(item, failure.error);
    switch (outcomeOf(FailedAttempt{item.intent, mayHeal(item, failure),
                                    item.standstill.isTooLong(m_settings.maxWait, now)})) {
    case Outcome::Pause:
        m_rows.moveTo(item, State::Paused);
        break;
    case Outcome::Wait:
        m_waits.wait(item, failure, m_settings);
        break;
    case Outcome::Fail:
    case Outcome::Requeue:
        fail(item, failure.error);
        break;
    }
    Q_EMIT this->ended();
}

void TransferEvents::fail(Item &item, const core::Error &error)
{
    item.error = error;
    m_rows.moveTo(item, State::Failed);
    Event event;
    event.kind = Event::Kind::Failed;
    event.error = error;
    m_rows.note(item, event);
}

void TransferEvents::onStopped(const Ended &ended)
{
    Item &item = *m_rows.find(ended.id);
    switch (outcomeOf(StoppedAttempt{item.intent, ended.yields.has_value(), m_isClosing})) {
    case Outcome::Pause: {
        m_rows.moveTo(item, State::Paused);
        Event event;
        event.kind = Event::Kind::Paused;
        m_rows.note(item, event);
        break;
    }
    case Outcome::Wait:
        m_waits.wait(item, *ended.yields, m_settings);
        break;
    case Outcome::Requeue:
    case Outcome::Fail:
        m_rows.moveTo(item, State::Queued);
        break;
    }
    Q_EMIT this->ended();
}

/// The item is still in the state in which the disk failed it.
void TransferEvents::onDiskTrouble(Item &item, const core::Error &error)
{
    if (error.kind == ErrorKind::DiskFull && item.volume) {
        const bool isWriting = item.state == State::Downloading || item.state == State::Committing;
        m_volumes.add(*item.volume, item.folder,
                      isWriting ? DiskSpaceWatch::Kind::Full : DiskSpaceWatch::Kind::Short, error);
        if (isWriting)
            stopAllOn(*item.volume, {error, true, {}});
    } else if (error.kind == ErrorKind::PartFileChanged) {
        Event event;
        event.kind = Event::Kind::Restarted;
        event.error = error;
        onHappened(item.id, event);
    }
}

/// They would fail one after the other, and what they fetch meanwhile could not be kept.
void TransferEvents::stopAllOn(quint64 volume, const transfer::Failure &why)
{
    for (const auto &[id, running] : m_running.all()) {
        if (const Item *item = m_rows.find(id); item && item->volume == volume)
            m_running.stop(id, why);
    }
}

} // namespace queue
