#pragma once

#include "core/requestheader.h"

#include <QList>
#include <QString>
#include <QUrl>
#include <optional>

namespace http {

/// A user name and a password for everything that one site has (scheme, host and port), and headers that its
/// requests carry; either may be missing. A value.
struct SiteLogin
{
    QUrl site; ///< of its address only scheme, host and port count
    QString user;
    QString password;
    QList<core::RequestHeader> headers = {};
    bool operator==(const SiteLogin &) const = default;
};

/// Headers of one download, for the site of its own address only. A value.
struct OwnHeaders
{
    QUrl site = {};
    QList<core::RequestHeader> headers = {};
};

/// Requests of the process that start from now on carry the login of their site, where their address has
/// none of its own. Thread-safe.
void useSiteLogins(const QList<SiteLogin> &logins);
std::optional<SiteLogin> siteLoginFor(const QUrl &url);

} // namespace http
