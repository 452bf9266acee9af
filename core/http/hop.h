#pragma once

#include "core/http/responsehead.h"
#include "core/http/sitelogin.h"

#include <QNetworkRequest>

class QNetworkAccessManager;
class QNetworkReply;

// One hop of a fetch: the request as QNetworkAccessManager takes it, and its reply as the rest of http/ sees
// it.

namespace http {

/// `url` is `request.url` or where a redirect led. Carries Range, identity, our name, and the credentials of
/// request.url's user info when `url` has the same origin; the URL itself carries none.
/// So with the site's headers, and with `own`, which say more.
QNetworkRequest networkRequest(const RangeRequest &request, const QUrl &url, const OwnHeaders &own = {});

/// Sends it. Where the address has a target of its own (core/address.h), exactly that goes out, which Qt has
/// no way for: then the request is not one that Qt would send behind another before its answer is there.
QNetworkReply *get(QNetworkAccessManager &manager, const QNetworkRequest &hop, const QUrl &url);

/// 0 when no head came.
int statusOf(const QNetworkReply &reply);
RawResponse rawResponse(const QNetworkReply &reply);

/// What went wrong with a reply that has no HTTP status, or that broke off in its body. Never a judgement on
/// a status: acceptResponse() does that. `tlsDetail` is what sslErrors told, if anything.
core::Error transportError(const QNetworkReply &reply, const QString &tlsDetail);

/// Takes over a reply nobody listens to any more, and deletes it. When its body is short it may arrive, so
/// that the connection can be used again.
void retire(QNetworkReply *reply);

} // namespace http
