#include "core/queue/dispatcher.h"

#include "core/descriptors.h"
#include "core/links/cdnsource.h"
#include "core/queue/scheduler.h"
#include "core/storage/safename.h"
#include "core/transfer/transferservices.h"

namespace queue {

using transfer::State;

Dispatcher::Dispatcher(Rows &rows, const IntentBacklog &backlog, RunningItems &running, Waits &waits,
                       DiskSpaceWatch &volumes, const Settings &settings,
                       transfer::TransferServices &services, Gate gate)
    : m_rows(rows)
    , m_backlog(backlog)
    , m_running(running)
    , m_waits(waits)
    , m_volumes(volumes)
    , m_settings(settings)
    , m_services(services)
    , m_gate(gate)
{
    connect(&services.hosts, &transfer::HostPool::silenceEnded, this, &Dispatcher::lookSoon);
    connect(&running, &RunningItems::placeFreed, this, &Dispatcher::lookSoon);
    connect(&waits, &Waits::woke, this, &Dispatcher::lookSoon);
}

void Dispatcher::enter(GateEvent event)
{
    const Gate before = std::exchange(m_gate, after(m_gate, event));
    if (m_gate != before && isOpen(m_gate))
        lookSoon();
}

void Dispatcher::look()
{
    if (!isOpen(m_gate) || m_backlog.isHolding())
        return;
    const transfer::HostPool &hosts = m_services.hosts;
    Scheduler::IsSilent isSilent;
    // Hosts of the user's own are asked for everything, so nothing is on one host only.
    if (hosts.hasSilent() && m_settings.mirrors.isEmpty())
        isSilent = [&hosts](const QString &host) { return hosts.isSilent(host); };
    qint64 position = QueuedRows::kBeforeAll;
    while (const Item *next = Scheduler::next(m_rows.queued(), position, isSilent)) {
        position = next->position;
        if (!dispatch(*m_rows.find(next->id)))
            return;
    }
    if (m_backlog.isEmpty() && m_running.count() == 0 && m_rows.queued().count() == 0 &&
        m_rows.waiting().count() == 0)
        Q_EMIT idle();
}

/// False when neither it nor any row behind it has its turn.
bool Dispatcher::dispatch(Item &item)
{
    const int most = places();
    const auto pause = whyPaused();
    const auto full = item.volume ? m_volumes.trouble(*item.volume) : std::nullopt;
    switch (
        Scheduler::turnOf({m_running.places().hasRoomFor(item, most), full.has_value(), pause.has_value()})) {
    case Scheduler::Turn::Stop:
        return false;
    case Scheduler::Turn::AwaitRoom:
        m_waits.wait(item, {*full, true, {}}, m_settings);
        return true;
    case Scheduler::Turn::Park:
        m_waits.park(item, *pause);
        return true;
    case Scheduler::Turn::Start:
        start(item, most);
        return true;
    }
    return false;
}

void Dispatcher::startNow(const QList<ItemId> &ids)
{
    if (!isOpen(m_gate) || whyPaused())
        return; // those stay in the queue
    for (const ItemId id : ids) {
        Item *item = m_rows.find(id);
        const bool isFull = item && item->volume && m_volumes.trouble(*item->volume);
        if (item && item->state == State::Queued && !isFull)
            start(*item, places());
    }
}

void Dispatcher::start(Item &item, int places)
{
    const auto now = Standstill::Clock::now();
    item.standstill.begin(now);
    transfer::TransferRequest order = orderFor(item);
    order.patience = item.standstill.left(m_settings.maxWait, now);
    order.nameFor = [this, id = item.id](const QString &name) { return nameFor(id, name); };
    if (item.source.set.isEmpty()) { // the plan of a set has them
        order.source = links::withMirrors(std::move(order.source), m_settings.mirrors);
        order.source = links::withLastMirrors(std::move(order.source), m_settings.communityMirrors);
    }
    m_running.start(item, std::move(order), places);
}

/// What the server calls the file may be what another row makes.
QString Dispatcher::nameFor(ItemId id, const QString &name)
{
    const Item *item = m_rows.find(id);
    if (!item)
        return name;
    Item wanted = *item;
    wanted.name = storage::safeName(name).value_or(name);
    const Claims::Ruling ruling = m_rows.claims().ask(wanted, true);
    return ruling.answer == Claims::Answer::Renamed ? ruling.name : name;
}

int Dispatcher::places() const
{
    const int fetched = m_running.places().files();
    return Scheduler::places({m_settings.jobs, m_rows.waiting().parkedCount(), m_running.count() - fetched},
                             m_budget);
}

void Dispatcher::applySettings()
{
    m_budget = DescriptorBudget::under(m_settings.descriptors > 0 ? m_settings.descriptors
                                                                  : core::raiseDescriptorLimit());
    transfer::Tuning tuning = tuningFor(m_settings, &m_services.limiter);
    tuning.openFiles = m_budget.ofSet;
    tuning.largeFiles = std::min(tuning.largeFiles, m_budget.files);
    m_services.setTuning(tuning);
    m_services.hosts.setLimit(m_settings.connectionsPerHost);
    m_services.hosts.setMostInAll(m_budget.connections);
    m_running.places().setMostInAll(m_budget.sharing);
    http::ManagerPool::setMostIdle(m_budget.idleConnections);
    m_running.replan();
}

void Dispatcher::setPauseReason(std::optional<core::Error> why)
{
    m_pauseReason = std::move(why);
    applyPause();
}

void Dispatcher::setOutOfHours(bool isOut)
{
    if (std::exchange(m_isOutOfHours, isOut) != isOut)
        applyPause();
}

std::optional<core::Error> Dispatcher::whyPaused() const
{
    if (m_isOutOfHours)
        return core::Error{core::ErrorKind::OutOfHours, {}};
    return m_pauseReason;
}

void Dispatcher::applyPause()
{
    if (whyPaused())
        requeueAll();
    m_waits.unpark();
    lookSoon();
}

void Dispatcher::requeueAll()
{
    for (const auto &[id, running] : m_running.all()) {
        if (const Item *item = m_rows.find(id); item && item->state != State::Committing)
            running->transfer->stop();
    }
}

} // namespace queue
