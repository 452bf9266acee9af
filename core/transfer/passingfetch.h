#pragma once

#include "core/transfer/fetch/counters.h"
#include "core/transfer/fetch/smallobject.h"
#include "core/transfer/target.h"

#include <QObject>

namespace transfer {

class TransferServices;

/// Fetches a small file, or a small slice, with others like it over the connection that its request shares,
/// as long as that goes smoothly. On the transfer's thread.
class PassingFetch : public QObject
{
public:
    /// Both outlive this.
    PassingFetch(TransferServices &services, const TransferRequest &order);

    using Done = std::function<void(const SmallEnd &end, const QString &host)>;
    /// False, and nothing follows, when its host cannot be asked this way now.
    bool start(const std::shared_ptr<Sink> &sink, const std::shared_ptr<Counters> &counters, Done done);
    /// The host that is asked; empty: none is.
    const QString &host() const { return m_host; }
    /// Ends it early, with Cancelled, if it is under way.
    void drop();

private:
    void onEnded(const SmallEnd &end);

    TransferServices &m_services;
    const TransferRequest &m_order;
    std::shared_ptr<SharedConnection> m_connection; ///< while it is under way
    std::shared_ptr<Sink> m_sink;                   ///< likewise
    QString m_host;
    Done m_done;
};

} // namespace transfer
