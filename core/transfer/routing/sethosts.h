#pragma once

#include "core/setplan.h"

#include <QHash>
#include <QList>

namespace transfer {

/// What one host has done for a set. A value.
struct HostShare
{
    QString host;
    int underWay = 0; ///< files that it is asked for now
    qint64 bytes = 0; ///< encoded, of files that came from it
    int failures = 0; ///< answers that were none, or not what was asked for
    core::Error lastError;
};

/// Who has given what to a set: all hosts that its plan names, and others that were asked. A value; pure.
class SetHosts
{
public:
    explicit SetHosts(const core::SetPlan &plan);

    void addBytes(const QString &host, qint64 bytes) { share(host).bytes += bytes; }
    void addFailure(const QString &host, const core::Error &error);
    void addUnderWay(const QString &host) { ++share(host).underWay; }

    const QList<HostShare> &shares() const { return m_shares; }

private:
    HostShare &share(const QString &host);

    QList<HostShare> m_shares; ///< in the order of the plan
    QHash<QString, qsizetype> m_places;
};

} // namespace transfer
