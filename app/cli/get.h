#pragma once

#include "app/cli/report.h"
#include "app/exitcode.h"
#include "app/interrupt.h"
#include "core/queue/queue.h"
#include "core/transfer/transferservices.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace app {

/// One run of `get`: puts the requests into a queue of its own and tells what happens until nothing is left
/// to do. start() once; finished() comes later, never from within start().
class Get : public QObject
{
    Q_OBJECT
public:
    Get(const GetOptions &options, std::shared_ptr<const blte::KeyStore> keys);

    /// `lost` more count as failed: sources of a list that cannot be fetched.
    void start(const QList<queue::Request> &requests, int lost);

Q_SIGNALS:
    void finished(app::ExitCode code);

private:
    void add(const QList<queue::Request> &requests);
    void onHappened(queue::ItemId id, const transfer::Event &event);
    void count(const queue::Item &item, const transfer::Event &event);
    void onTick();
    void onIdle();
    void interrupt();
    void end();
    Numbered numbered(const queue::Item &item) const;
    ExitCode exitCode() const;

    transfer::TransferServices m_services;
    queue::Queue m_queue;
    std::unique_ptr<Report> m_report;
    Output m_output;
    Interrupt m_interrupt;
    QTimer m_tick;
    QHash<queue::ItemId, int> m_numbers;
    QSet<queue::ItemId> m_moved; ///< since the last tick
    Totals m_totals;
    int m_refused = 0; ///< sources whose target another source has
    bool m_wasInterrupted = false;
};

ExitCode runGet(const QStringList &arguments);

} // namespace app
