#include "core/http/opener.h"

#include "core/http/hop.h"
#include "core/http/redirect.h"
#include "core/http/retryafter.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslError>

namespace http {

namespace {

using core::Error;
using core::ErrorKind;

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

Opener::Opener(QNetworkAccessManager *manager, std::chrono::milliseconds timeout, QObject *parent)
    : QObject(parent)
    , m_manager(manager)
    , m_timeout(timeout)
{
    connect(&m_patience, &Patience::exhausted, this, &Opener::onExhausted);
}

Opener::~Opener()
{
    abort();
}

void Opener::open(const RangeRequest &request, qint64 readBuffer)
{
    m_request = request;
    m_readBuffer = readBuffer;
    m_redirects = 0;
    send(request.url);
}

void Opener::send(const QUrl &url)
{
    m_tlsDetail.clear();
    m_reply = m_manager->get(networkRequest(m_request, url));
    // A message to the manager's thread, as get() was: whoever loses the processor in between may find more
    // than that in memory. Qt has no way to say it before.
    m_reply->setReadBufferSize(m_readBuffer);
    // A request may wait behind others for a connection: the clock starts when something is done for it.
    const auto startClock = [this] { m_patience.start(m_timeout); };
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, startClock);
    connect(m_reply, &QNetworkReply::requestSent, this, startClock);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Opener::onHead);
    connect(m_reply, &QNetworkReply::finished, this, &Opener::onFinished);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        QStringList texts;
        for (const QSslError &error : errors)
            texts << error.errorString();
        m_tlsDetail = texts.join(u"; ");
    });
}

void Opener::onHead()
{
    if (m_reply->rawHeaderPairs().isEmpty()) { // Qt drops a head beyond its limits, and keeps the status
        refuse({ErrorKind::UnexpectedStatus, QStringLiteral("no usable headers")});
        return;
    }
    const RawResponse response = rawResponse(*m_reply);
    if (isRedirect(response.status)) {
        follow();
        return;
    }
    auto head = acceptResponse(m_request, response);
    if (!head) {
        // What a redirect leads to is taken for the file only while its size agrees.
        const bool leadsAstray = m_redirects > 0 && head.error().kind == ErrorKind::LengthContradicts;
        refuse(leadsAstray ? Error{ErrorKind::RedirectRefused, head.error().detail} : head.error());
        return;
    }
    head->finalUrl = m_reply->url();
    head->isRedirected = m_redirects > 0;
    QNetworkReply *reply = m_reply;
    reply->disconnect(this);
    m_reply.clear();
    m_patience.stop();
    Q_EMIT opened(reply, *head);
}

void Opener::follow()
{
    const auto target = redirectTarget(m_reply->url(), m_reply->rawHeader("Location"));
    if (!target) {
        refuse(target.error());
    } else if (++m_redirects > kMostRedirects) {
        refuse({ErrorKind::RedirectRefused, QStringLiteral("more than %1 redirects").arg(kMostRedirects)});
    } else {
        release();
        send(*target);
    }
}

void Opener::onFinished()
{
    if (statusOf(*m_reply) != 0) {
        onHead();
        return;
    }
    const Error error = transportError(*m_reply, m_tlsDetail);
    release();
    Q_EMIT failed(error, {});
}

void Opener::onExhausted()
{
    const double seconds = double(m_timeout.count()) / 1000;
    const QString host = m_reply ? m_reply->url().host() : m_request.url.host();
    abort();
    Q_EMIT failed({ErrorKind::Stalled, host + QStringLiteral(": no answer within %1 s").arg(seconds)}, {});
}

void Opener::refuse(Error error)
{
    error.detail.prepend(m_reply->url().host() % QStringLiteral(": "));
    const auto retryAfter =
        parseRetryAfter(m_reply->rawHeader("Retry-After"), QDateTime::currentDateTimeUtc());
    release();
    Q_EMIT failed(error, retryAfter);
}

/// Lets go of a reply whose body is of no interest.
void Opener::release()
{
    m_patience.stop();
    m_reply->disconnect(this);
    retire(m_reply);
    m_reply.clear();
}

void Opener::abort()
{
    m_patience.stop();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

} // namespace http
