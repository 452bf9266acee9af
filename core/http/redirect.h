#pragma once

#include "core/error.h"

#include <QByteArrayView>
#include <QHostAddress>
#include <QList>
#include <QUrl>

namespace http {

/// As browsers do; sign-ons and mirror brokers use up to ten.
inline constexpr int kMostRedirects = 20;

/// Where a 301/302/303/307/308 leads, or RedirectRefused: relative and `//` forms resolved against `from`;
/// bytes that are no UTF-8 kept as they are; only http and https; never https→http; never from a public host
/// to a loopback or private address.
core::Result<QUrl> redirectTarget(const QUrl &from, QByteArrayView location);
/// Whether `target` is known by its name only, which may be that of a private network although it looks
/// public; not where `from` is in one itself.
bool needsLookUp(const QUrl &from, const QUrl &target);
/// Whether a host with the addresses `from` may redirect to one with `target`: not to this machine or a link
/// of it, nor into a private network, but where the former is itself.
bool mayLeadTo(const QList<QHostAddress> &target, const QList<QHostAddress> &from);
/// True when credentials (Authorization, Cookie) may go along: same scheme, host and port.
bool isSameOrigin(const QUrl &a, const QUrl &b);

} // namespace http
