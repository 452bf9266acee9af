#include "core/http/hop.h"

#include "core/address.h"
#include "core/http/fetcher.h"
#include "core/http/proxy.h"
#include "core/http/redirect.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

namespace http {

namespace {

using core::ErrorKind;

/// Bodies that nobody wants (of redirects and refusals) are read to their end up to this size: cheaper than a
/// new connection.
constexpr qint64 kMostDrained = 64 << 10;
constexpr std::chrono::milliseconds kDrainTime{2'000};

QByteArray rangeHeader(const RangeRequest &request)
{
    QByteArray range = "bytes=" + QByteArray::number(request.first) + '-';
    if (request.last)
        range += QByteArray::number(*request.last);
    for (const core::ByteRange &more : request.further)
        range += ',' + QByteArray::number(more.first) + '-' + QByteArray::number(more.last);
    return range;
}

QByteArray basicCredentials(const QString &user, const QString &password)
{
    const QString pair = user % u':' % password;
    return "Basic " + pair.toUtf8().toBase64();
}

/// Of the address where it has some, otherwise those of the site. A redirect gets what is meant for its own
/// site only.
QByteArray credentialsFor(const QUrl &asked, const QUrl &url)
{
    if (!asked.userInfo().isEmpty() && isSameOrigin(asked, url))
        return basicCredentials(asked.userName(QUrl::FullyDecoded), asked.password(QUrl::FullyDecoded));
    const auto login = siteLoginFor(url);
    return login && !login->user.isEmpty() ? basicCredentials(login->user, login->password) : QByteArray();
}

void add(QNetworkRequest &result, const QList<core::RequestHeader> &headers)
{
    for (const core::RequestHeader &header : headers)
        result.setRawHeader(header.name, header.value);
}

void setHeaders(QNetworkRequest &result, const RangeRequest &request, const QUrl &url)
{
    result.setRawHeader("User-Agent", userAgent());
    result.setRawHeader("Accept-Encoding", "identity");
    // Also keeps Qt from adding `no-cache`, which would send every range past the CDN's own cache.
    result.setRawHeader("Cache-Control", "no-transform");
    if (!request.isWhole())
        result.setRawHeader("Range", rangeHeader(request));
    if (const QByteArray credentials = credentialsFor(request.url, url); !credentials.isEmpty())
        result.setRawHeader("Authorization", credentials);
    if (const auto login = siteLoginFor(url))
        add(result, login->headers);
}

ErrorKind kindOf(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return ErrorKind::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return goesThroughProxy(reply.url()) ? ErrorKind::ProxyFailed : ErrorKind::ConnectionRefused;
    case QNetworkReply::TimeoutError:
        return ErrorKind::Stalled;
    case QNetworkReply::SslHandshakeFailedError:
        return ErrorKind::TlsFailed;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::BackgroundRequestNotAllowedError:
        return ErrorKind::NetworkUnreachable;
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::AuthenticationRequiredError:
        return ErrorKind::CredentialsNeeded;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
        return ErrorKind::ProxyFailed;
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return ErrorKind::UnexpectedStatus;
    case QNetworkReply::UnknownNetworkError: // ENETUNREACH and EHOSTUNREACH, among others
        return statusOf(reply) != 0 ? ErrorKind::ConnectionLost : ErrorKind::NetworkUnreachable;
    default:
        return ErrorKind::ConnectionLost;
    }
}

} // namespace

QNetworkRequest networkRequest(const RangeRequest &request, const QUrl &url, const OwnHeaders &own)
{
    QNetworkRequest result(url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment));
    setHeaders(result, request, url);
    if (!own.headers.isEmpty() && isSameOrigin(own.site, url))
        add(result, own.headers);
    // HTTP/2 in Qt re-opens its window without looking at the reader.
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setPriority(QNetworkRequest::LowPriority);
    return result;
}

QNetworkReply *get(QNetworkAccessManager &manager, const QNetworkRequest &hop, const QUrl &url)
{
    if (!core::hasOwnTarget(url))
        return manager.get(hop);
    // Qt writes method, target, version, and the target from a QUrl only. So the method holds the line that
    // is wanted, and what Qt writes behind it becomes a header of no meaning. Only characters that RFC 3986
    // allows are in a target: no blank, and no end of line.
    QByteArray target = core::requestTarget(url);
    if (asksProxyByAddress(url))
        target.prepend(hop.url().toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment));
    return manager.sendCustomRequest(hop, "GET " + target + " HTTP/1.1\r\nX-Normalized-Target:");
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

RawResponse rawResponse(const QNetworkReply &reply)
{
    return {statusOf(reply),
            reply.rawHeader("Content-Range"),
            reply.rawHeader("Content-Length"),
            reply.rawHeader("Content-Encoding"),
            reply.rawHeader("ETag"),
            reply.rawHeader("Last-Modified"),
            reply.rawHeader("Content-Type"),
            reply.rawHeader("Content-Disposition"),
            reply.rawHeader("Transfer-Encoding"),
            reply.url()};
}

core::Error transportError(const QNetworkReply &reply, const QString &tlsDetail)
{
    const ErrorKind kind = kindOf(reply);
    const bool hasTls = kind == ErrorKind::TlsFailed && !tlsDetail.isEmpty();
    const QString text = hasTls ? tlsDetail : reply.errorString();
    return {kind, reply.url().host() % QStringLiteral(": ") % text};
}

void retire(QNetworkReply *reply)
{
    bool hasLength = false;
    const qint64 length = reply->rawHeader("Content-Length").toLongLong(&hasLength);
    if (reply->isFinished() || !hasLength || length > kMostDrained) {
        reply->abort();
        reply->deleteLater();
        return;
    }
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply] { reply->readAll(); });
    QTimer::singleShot(kDrainTime, reply, &QNetworkReply::abort);
}

} // namespace http
