#include "core/http/redirectguard.h"

#include "core/http/redirect.h"

#include <QHostInfo>
#include <utility>

namespace http {

void RedirectGuard::judge(const QUrl &from, const QUrl &target, std::function<void(bool)> then)
{
    cancel();
    m_then = std::move(then);
    m_lookUp = QHostInfo::lookupHost(target.host(), this, [this, host = from.host()](const QHostInfo &info) {
        if (info.lookupId() == m_lookUp) // Qt does not call off what it remembers
            onTarget(host, info.addresses());
    });
}

/// Only a private address asks for the other one.
void RedirectGuard::onTarget(const QString &from, const QList<QHostAddress> &addresses)
{
    if (mayLeadTo(addresses, {}))
        return answer(true);
    m_lookUp = QHostInfo::lookupHost(from, this, [this, addresses](const QHostInfo &info) {
        if (info.lookupId() == m_lookUp)
            answer(mayLeadTo(addresses, info.addresses()));
    });
}

void RedirectGuard::answer(bool mayFollow)
{
    m_lookUp = -1;
    std::exchange(m_then, {})(mayFollow);
}

void RedirectGuard::cancel()
{
    if (const int lookUp = std::exchange(m_lookUp, -1); lookUp >= 0)
        QHostInfo::abortHostLookup(lookUp);
    m_then = {};
}

} // namespace http
