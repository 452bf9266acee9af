#include "core/http/sitelogin.h"

#include "core/http/redirect.h"

#include <QReadWriteLock>
#include <algorithm>

namespace http {

namespace {

struct Logins
{
    QReadWriteLock lock;
    QList<SiteLogin> all;
};

Logins &logins()
{
    static Logins logins;
    return logins;
}

} // namespace

void useSiteLogins(const QList<SiteLogin> &all)
{
    const QWriteLocker locker(&logins().lock);
    logins().all = all;
}

std::optional<SiteLogin> siteLoginFor(const QUrl &url)
{
    const QReadLocker locker(&logins().lock);
    const auto &all = logins().all;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&url](const SiteLogin &login) { return isSameOrigin(login.site, url); });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

} // namespace http
