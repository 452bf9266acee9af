#pragma once

#include "core/transfer/routing/hostfacts.h"

#include <QHash>
#include <QJsonObject>

namespace transfer {

/// How each host has behaved, for a day. A host is never excluded for good: it is only worth less than better
/// ones. No I/O; the time is passed in.
class HostMemory
{
public:
    void learn(const QString &host, const HostNews &news, const QDateTime &now);
    /// From the end of what was asked of it.
    void learn(const QString &host, const Outcome &outcome, const QDateTime &now);
    /// Its answer stalled in the middle, and nothing can be put behind it (stallLimit()).
    void stalledForAll(const QString &host, const QDateTime &now);

    HostFacts facts(const QString &host, const QDateTime &now) const;
    /// 0.9^failures times its speed; of a host never measured: times the best speed known, so that it gets
    /// its chance.
    double worth(const QString &host, const QDateTime &now) const;

    /// Everything learned, to be kept between runs; fromJson() believes what is well-formed and not a day
    /// old.
    QJsonObject toJson(const QDateTime &now) const;
    void fromJson(const QJsonObject &json, const QDateTime &now);

private:
    HostFacts &freshFacts(const QString &host, const QDateTime &now);

    QHash<QString, HostFacts> m_facts;
};

} // namespace transfer
