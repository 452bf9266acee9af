#pragma once

#include <QList>
#include <QString>
#include <QUrl>
#include <optional>

namespace http {

/// A user name and a password for everything that one site has: scheme, host and port. A value.
struct SiteLogin
{
    QUrl site; ///< of its address only scheme, host and port count
    QString user;
    QString password;
    bool operator==(const SiteLogin &) const = default;
};

/// Requests of the process that start from now on carry the login of their site, where their address has
/// none of its own. Thread-safe.
void useSiteLogins(const QList<SiteLogin> &logins);
std::optional<SiteLogin> siteLoginFor(const QUrl &url);

} // namespace http
