#pragma once

#include "core/http/proxy.h"

#include <functional>

namespace http {

/// The way out to the network as the environment says it: http_proxy, https_proxy, all_proxy and no_proxy, in
/// small letters, and all but the first in capitals as well (HTTP_PROXY is what a web server hands to a
/// script for a client's header "Proxy:"). A value.
struct ProxyVariables
{
    QString http, https, all;
    QString none; ///< hosts that are asked directly

    using Lookup = std::function<QString(const char *name)>; ///< empty: not set
    static ProxyVariables from(const Lookup &lookup);
    static ProxyVariables ofProcess();

    bool isEmpty() const { return http.isEmpty() && https.isEmpty() && all.isEmpty(); }
    /// For a host that is asked by `scheme`. As curl reads them: a proxy may lack its scheme (then it is
    /// http) and its port (1080); one of a kind that Sluice cannot use is passed over.
    /// no_proxy is a list of names (each with all that end in it), addresses, networks (10.0.0.0/8), each
    /// perhaps with a port, or "*".
    Proxy proxyFor(const QString &scheme, const QString &host, int port) const;
};

} // namespace http
