#include "core/transfer/hostbudget.h"

namespace transfer {

void HostBudget::release(const QString &host)
{
    if (--m_used[host] <= 0)
        m_used.remove(host);
    Q_EMIT released();
}

} // namespace transfer
