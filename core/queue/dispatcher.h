#pragma once

#include "core/deferred.h"
#include "core/queue/descriptorbudget.h"
#include "core/queue/gate.h"
#include "core/queue/intentbacklog.h"
#include "core/queue/runningitems.h"
#include "core/queue/waits.h"

namespace queue {

/// Starts the rows whose turn it is, as Scheduler decides, whenever something may have made room for one.
/// Lives on the queue's thread.
class Dispatcher : public QObject
{
    Q_OBJECT
public:
    /// `settings` and `backlog` are those of the queue, as they are at the time.
    Dispatcher(Rows &rows, const IntentBacklog &backlog, RunningItems &running, Waits &waits,
               DiskSpaceWatch &volumes, const Settings &settings, transfer::TransferServices &services,
               Gate gate);

    Gate gate() const { return m_gate; }
    void enter(GateEvent event);
    /// From the event loop.
    void lookSoon() { m_lookSoon(); }
    /// Those of them that are queued, whether there is a place or not.
    void startNow(const QList<ItemId> &ids);
    /// Applies what the settings say of places and connections.
    void applySettings();
    /// Empty: downloading goes on. Otherwise whatever is fetched stops, with a checkpoint, and is queued
    /// again; a file that is being committed is finished.
    void setPauseReason(std::optional<core::Error> why);
    core::Error pauseReason() const { return whyPaused().value_or(core::Error()); }
    /// The same for as long as the schedule lets nothing run.
    void setOutOfHours(bool isOut);
    /// Whatever is fetched stops, with a checkpoint, and has its turn again.
    void requeueAll();

Q_SIGNALS:
    void idle(); ///< nothing runs and nothing wants to run (waits count as running)

private:
    std::optional<core::Error> whyPaused() const;
    void applyPause();
    void look();
    bool dispatch(Item &item);
    void start(Item &item, int places);
    QString nameFor(ItemId id, const QString &name);
    int places() const;

    Rows &m_rows;
    const IntentBacklog &m_backlog;
    RunningItems &m_running;
    Waits &m_waits;
    const DiskSpaceWatch &m_volumes;
    const Settings &m_settings;
    transfer::TransferServices &m_services;
    DescriptorBudget m_budget{};
    Gate m_gate;
    std::optional<core::Error> m_pauseReason;
    bool m_isOutOfHours = false;
    core::Deferred m_lookSoon{this, [this] { look(); }};
};

} // namespace queue
