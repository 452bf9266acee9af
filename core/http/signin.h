#pragma once

#include <QByteArray>
#include <QString>

namespace http {

/// What to tell of an answer that wants a user name and a password (401, or 407 of a proxy): what was wrong
/// with those that it got, or that it wants a scheme that is not spoken here. `challenge` is its
/// WWW-Authenticate or Proxy-Authenticate header.
QString signInDetail(int status, const QByteArray &challenge, bool hasSentCredentials);

} // namespace http
