#pragma once

#include "core/transfer/fetch/counters.h"
#include "core/transfer/routing/silence.h"
#include "core/transfer/target.h"

#include <QObject>
#include <QTimer>
#include <functional>

namespace transfer {

class TransferServices;

/// Notices that nobody answers a transfer, and marks the hosts that it asks as silent (HostPool). On the
/// transfer's thread.
class SilenceWatch : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive this. `asked` tells which hosts are asked for the file at the moment.
    SilenceWatch(TransferServices &services, const TransferRequest &order, const Counters &counters,
                 std::function<QStringList()> asked);

    void start();
    void stop() { m_looks.stop(); }

Q_SIGNALS:
    void silent(); ///< nothing has come for a while; once, until something comes

private:
    void look();

    TransferServices &m_services;
    const TransferRequest &m_order;
    const Counters &m_counters;
    const std::function<QStringList()> m_asked;
    Silence m_silence;
    QTimer m_looks;
};

} // namespace transfer
