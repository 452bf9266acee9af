#pragma once

#include <QHash>
#include <QObject>
#include <QString>

namespace transfer {

/// How many connections each host may have, over all transfers. Lives on the transfers' thread.
class HostBudget : public QObject
{
    Q_OBJECT
public:
    void setLimit(int perHost) { m_limit = perHost; }
    bool isFree(const QString &host) const { return m_used.value(host) < m_limit; }
    void acquire(const QString &host) { ++m_used[host]; }
    void release(const QString &host);

Q_SIGNALS:
    void released();

private:
    QHash<QString, int> m_used;
    int m_limit = 6;
};

} // namespace transfer
