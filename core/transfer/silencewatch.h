#pragma once

#include "core/transfer/routing/silence.h"
#include "core/transfer/target.h"

#include <QObject>
#include <QTimer>
#include <functional>

namespace transfer {

class TransferServices;

/// Notices that nobody answers a transfer of a file or of a set, and marks the hosts that it asks as silent
/// (HostPool). On the transfer's thread.
class SilenceWatch : public QObject
{
    Q_OBJECT
public:
    /// `services` and `order` outlive this. `received`: body bytes that came so far; `asked`: hosts that are
    /// asked at the moment.
    SilenceWatch(TransferServices &services, const TransferRequest &order, std::function<qint64()> received,
                 std::function<QStringList()> asked);

    void start();
    void stop() { m_looks.stop(); }

Q_SIGNALS:
    void silent(); ///< nothing has come for a while; once, until something comes

private:
    void look();

    TransferServices &m_services;
    const TransferRequest &m_order;
    const std::function<qint64()> m_received;
    const std::function<QStringList()> m_asked;
    Silence m_silence;
    QTimer m_looks;
};

} // namespace transfer
