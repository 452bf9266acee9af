#include "core/transfer/routing/sethosts.h"

#include "core/transfer/routing/mirrors.h"

namespace transfer {

SetHosts::SetHosts(const core::SetPlan &plan)
{
    for (const QString &prefix : plan.prefixes())
        share(hostOf(QUrl(prefix)));
}

void SetHosts::addFailure(const QString &host, const core::Error &error)
{
    HostShare &of = share(host);
    ++of.failures;
    of.lastError = error;
}

HostShare &SetHosts::share(const QString &host)
{
    const auto place = m_places.constFind(host);
    if (place != m_places.cend())
        return m_shares[*place];
    m_places.insert(host, m_shares.size());
    m_shares.append(HostShare{host, 0, 0, 0, {}});
    return m_shares.last();
}

} // namespace transfer
