#pragma once

#include "core/error.h"

#include <QByteArrayView>
#include <QUrl>

namespace http {

inline constexpr int kMostRedirects = 5;

/// Where a 301/302/303/307/308 leads, or RedirectRefused: relative and `//` forms resolved against `from`;
/// only http and https; never https→http; never from a public host to a loopback or private address.
core::Result<QUrl> redirectTarget(const QUrl &from, QByteArrayView location);
/// True when credentials (Authorization, Cookie) may go along: same scheme, host and port.
bool isSameOrigin(const QUrl &a, const QUrl &b);

} // namespace http
