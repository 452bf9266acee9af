#pragma once

#include <QString>
#include <deque>
#include <memory>

class QNetworkAccessManager;

namespace http {

/// The managers of one thread's fetchers, one for each. Several that shared one would share its connections
/// as well, as Qt thinks fit; so a fetcher has a connection to each of its hosts that is its own, and may ask
/// ahead over it.
class ManagerPool
{
public:
    ManagerPool();

    /// One that has spoken with this host of late (QUrl::authority), if there is one: Qt keeps connections
    /// for two minutes. It comes back when it is let go, which is to happen on the thread of the pool.
    std::shared_ptr<QNetworkAccessManager> take(const QString &host);
    /// So many of each pool stay for whoever comes next; each has a thread and a connection. For the process.
    static void setMostIdle(int managers);
    /// Ends those that nobody has taken.
    void clear();

private:
    struct Idle
    {
        std::unique_ptr<QNetworkAccessManager> manager;
        QString host;
    };
    using IdleList = std::deque<Idle>; ///< in the order in which they came back

    static std::unique_ptr<QNetworkAccessManager> pick(IdleList &list, const QString &host);

    const std::shared_ptr<IdleList> m_idle;
};

} // namespace http
