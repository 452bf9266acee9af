#include "core/http/responseopener.h"

#include "core/address.h"
#include "core/http/filereply.h"
#include "core/http/hop.h"
#include "core/http/misreading.h"
#include "core/http/proxy.h"
#include "core/http/redirect.h"
#include "core/http/retryafter.h"
#include "core/http/signin.h"
#include "core/http/strictreply.h"
#include "core/residentmemory.h"

#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
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

/// Servers refuse longer heads than that.
constexpr qsizetype kMostCookies = 8 << 10;

QByteArray cookieHeader(const QNetworkCookieJar &jar, const QUrl &url)
{
    QByteArray header;
    for (const QNetworkCookie &cookie : jar.cookiesForUrl(url)) {
        const QByteArray text = cookie.toRawForm(QNetworkCookie::NameAndValueOnly);
        if (header.size() + text.size() < kMostCookies)
            header += (header.isEmpty() ? "" : "; ") + text;
    }
    return header;
}

QByteArray joined(const QByteArray &cookies, const QByteArray &more)
{
    const QByteArray separator = cookies.isEmpty() || more.isEmpty() ? "" : "; ";
    return cookies + separator + more;
}

} // namespace

ResponseOpener::ResponseOpener(QNetworkAccessManager *manager, Company company, Limits limits,
                               OwnHeaders headers, QObject *parent)
    : QObject(parent)
    , m_manager(manager)
    , m_company(company)
    , m_limits(limits)
    , m_headers(std::move(headers))
    , m_watch(&core::residentMemory)
{
    connect(&m_patience, &StallTimer::exhausted, this, &ResponseOpener::onExhausted);
    connect(&m_watch, &HeadWatch::flooded, this, &ResponseOpener::askStrictly);
}

ResponseOpener::~ResponseOpener()
{
    abort();
}

void ResponseOpener::open(const RangeRequest &request, qint64 readBuffer)
{
    m_isAhead = false;
    begin(request, readBuffer);
}

void ResponseOpener::openAhead(const RangeRequest &request, qint64 readBuffer)
{
    m_isAhead = true;
    begin(request, readBuffer);
}

void ResponseOpener::begin(const RangeRequest &request, qint64 readBuffer)
{
    m_request = request;
    m_readBuffer = readBuffer;
    m_redirects = 0;
    m_cookies.reset();
    send(request.url);
}

void ResponseOpener::takeTurn()
{
    m_isAhead = false;
    if (m_answer)
        QMetaObject::invokeMethod(this, &ResponseOpener::deliver, Qt::QueuedConnection);
    else if (m_reply || m_guard.isBusy())
        startClock(m_limits.answer);
    else
        begin(m_request, m_readBuffer);
}

void ResponseOpener::deliver()
{
    if (m_answer && !m_isAhead) // and not aborted meanwhile
        std::exchange(m_answer, {})();
}

void ResponseOpener::startClock(std::chrono::milliseconds limit)
{
    if (!m_isAhead)
        m_patience.start(limit);
}

/// Gives the answer, or keeps it until its turn.
void ResponseOpener::answer(Answer answer)
{
    if (m_isAhead)
        m_answer = std::move(answer);
    else
        answer();
}

void ResponseOpener::send(const QUrl &url)
{
    m_tlsDetail.clear();
    m_hasConnected = m_isConnecting = false;
    QNetworkRequest hop = networkRequest(m_request, url, m_headers);
    if (m_cookies)
        hop.setRawHeader("Cookie", joined(hop.rawHeader("Cookie"), cookieHeader(*m_cookies, url)));
    hop.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, m_company == Company::Alone);
    m_url = url;
    const bool isOfFolder = url.isLocalFile();
    const bool isStrict = !isOfFolder && mustAskStrictly(url);
    if (isOfFolder)
        m_reply = new FileReply(hop);
    else
        m_reply = isStrict ? new StrictReply(hop, core::requestTarget(url)) : get(*m_manager, hop, url);
    isStrict || isOfFolder ? m_watch.stop() : m_watch.start();
    // A message to the manager's thread, as get() was: whoever loses the processor in between may find more
    // than that in memory. Qt has no way to say it before.
    m_reply->setReadBufferSize(m_readBuffer);
    // A request may wait behind others for a connection: the clock starts when something is done for it. Of
    // one that goes behind another over the same connection Qt does not tell that.
    if (m_company == Company::Alone)
        startClock(m_limits.answer);
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] {
        m_hasConnected = m_isConnecting = true;
        startClock(m_limits.connect);
    });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_isConnecting = false;
        startClock(m_limits.answer);
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &ResponseOpener::onHead);
    connect(m_reply, &QNetworkReply::finished, this, &ResponseOpener::onFinished);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        QStringList texts;
        for (const QSslError &error : errors)
            texts << error.errorString();
        m_tlsDetail = texts.join(u"; ");
    });
}

/// The first request for a file may be the only one that is answered: no second one is to be needed.
bool ResponseOpener::mustAskStrictly(const QUrl &url) const
{
    const bool isForAll = m_request.isOpenRange || m_request.isWhole();
    return url == m_misreadUrl || confusesQt(url) || (isForAll && !framesPlainly(url));
}

void ResponseOpener::learnFraming(const RawResponse &response)
{
    if (response.status >= 300)
        return;
    const auto *strict = qobject_cast<StrictReply *>(m_reply);
    const bool isForetold = strict && strict->isForetold();
    rememberFraming(m_url, !isForetold && isPlainlyFramed(response, !m_reply->rawHeaderPairs().isEmpty()));
}

/// The same again, read by parsers of our own.
void ResponseOpener::askStrictly()
{
    if (!m_reply)
        return;
    m_misreadUrl = m_url;
    m_patience.stop();
    m_watch.stop();
    m_reply->disconnect(this);
    m_reply->deleteLater(); // which ends it; see abort()
    send(QUrl(m_url));
}

bool ResponseOpener::isMisread(const RawResponse &response)
{
    if (qobject_cast<StrictReply *>(m_reply))
        return false;
    const Misreading misreading = misreadingOf(response, !m_reply->rawHeaderPairs().isEmpty());
    if (misreading == Misreading::Connection)
        rememberConfusing(m_reply->url());
    return misreading != Misreading::None;
}

void ResponseOpener::onHead()
{
    const RawResponse response = rawResponse(*m_reply);
    learnFraming(response);
    if (isMisread(response))
        return askStrictly();
    if (response.status >= 300 &&
        m_reply->rawHeaderPairs().isEmpty()) { // Qt dropped them, and kept the status
        refuse({ErrorKind::UnexpectedStatus, QStringLiteral("no usable headers")});
        return;
    }
    if (isRedirect(response.status)) {
        follow();
        return;
    }
    auto head = acceptResponse(m_request, response);
    if (!head && head.error().kind == ErrorKind::CredentialsNeeded) {
        const char *challenge = response.status == 407 ? "Proxy-Authenticate" : "WWW-Authenticate";
        const bool hasSent = m_reply->request().hasRawHeader("Authorization");
        refuse({ErrorKind::CredentialsNeeded,
                signInDetail(response.status, m_reply->rawHeader(challenge), hasSent)});
    } else if (!head) {
        // What a redirect leads to is taken for the file only while its size agrees.
        const bool leadsAstray = m_redirects > 0 && head.error().kind == ErrorKind::LengthContradicts;
        refuse(leadsAstray ? Error{ErrorKind::RedirectRefused, head.error().detail} : head.error());
    }
    if (!head)
        return;
    head->finalUrl = m_url.adjusted(QUrl::RemoveUserInfo);
    head->isRedirected = m_redirects > 0;
    m_patience.stop();
    m_watch.stop();
    m_reply->disconnect(this);
    m_opened = std::exchange(m_reply, nullptr);
    answer([this, head = *head] { Q_EMIT opened(std::exchange(m_opened, nullptr), head); });
}

void ResponseOpener::follow()
{
    const auto target = redirectTarget(m_url, m_reply->rawHeader("Location"));
    if (!target) {
        refuse(target.error());
    } else if (++m_redirects > kMostRedirects) {
        refuse({ErrorKind::RedirectRefused, QStringLiteral("more than %1 redirects").arg(kMostRedirects)});
    } else {
        followTo(*target);
    }
}

void ResponseOpener::followTo(const QUrl &target)
{
    const QUrl from = m_url;
    keepCookies();
    if (from.authority() != target.authority())
        rememberFraming(from, true); // it leads to its files: it does not send them
    release();
    if (!needsLookUp(from, target) || goesThroughProxy(target)) // which looks up names itself
        return send(target);
    startClock(m_limits.connect);
    m_guard.judge(from, target, [this, from, target](bool mayFollow) {
        if (mayFollow)
            return send(target);
        m_patience.stop();
        const Error error{ErrorKind::RedirectRefused,
                          from.host() % QStringLiteral(": leads into a private network: ") %
                              target.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery).left(300)};
        answer([this, error] { Q_EMIT failed(error, {}); });
    });
}

void ResponseOpener::keepCookies()
{
    const QByteArray header = m_reply->rawHeader("Set-Cookie");
    if (header.isEmpty())
        return;
    if (!m_cookies)
        m_cookies = std::make_unique<QNetworkCookieJar>();
    m_cookies->setCookiesFromUrl(QNetworkCookie::parseCookies(header), m_reply->url());
}

void ResponseOpener::onFinished()
{
    if (statusOf(*m_reply) != 0) {
        onHead();
        return;
    }
    const Error error = transportError(*m_reply, m_tlsDetail);
    release();
    if (!m_isAhead)
        Q_EMIT failed(error, {});
}

void ResponseOpener::onExhausted()
{
    const double seconds = double(m_patience.timeout().count()) / 1000;
    const QString host = m_reply ? m_reply->url().host() : m_request.url.host();
    const QString what = m_isConnecting ? QStringLiteral(": no connection within %1 s")
                                        : QStringLiteral(": no answer within %1 s");
    abort();
    Q_EMIT failed({ErrorKind::Stalled, host + what.arg(seconds)}, {});
}

void ResponseOpener::refuse(Error error)
{
    error.detail.prepend(m_reply->url().host() % QStringLiteral(": "));
    const Refusal refusal{statusOf(*m_reply), parseRetryAfter(m_reply->rawHeader("Retry-After"),
                                                              QDateTime::currentDateTimeUtc())};
    release();
    answer([this, error, refusal] { Q_EMIT failed(error, refusal); });
}

/// Lets go of a reply whose body is of no interest.
void ResponseOpener::release()
{
    m_patience.stop();
    m_watch.stop();
    m_reply->disconnect(this);
    retire(m_reply);
    m_reply.clear();
}

void ResponseOpener::abort()
{
    m_patience.stop();
    m_watch.stop();
    // The end of the connection may be on its way to a request that waits behind another: Qt complains when
    // it comes to one that was aborted. Deleting it does the same, a little later.
    const bool isAborted = !std::exchange(m_isAhead, false);
    m_answer = {};
    m_guard.cancel();
    for (QPointer<QNetworkReply> *mine : {&m_reply, &m_opened}) {
        QNetworkReply *reply = std::exchange(*mine, nullptr);
        if (!reply)
            continue;
        reply->disconnect(this);
        if (isAborted)
            reply->abort();
        reply->deleteLater();
    }
}

} // namespace http
