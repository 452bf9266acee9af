#include "core/http/fetcher.h"

#include "core/http/hop.h"
#include "core/http/ratelimiter.h"
#include "core/http/redirect.h"
#include "core/http/retryafter.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslError>
#include <algorithm>
#include <limits>

namespace http {

namespace {

using core::Error;
using core::ErrorKind;
using std::chrono::milliseconds;

/// How long the end of a response may take after its last byte was read. Waiting for it lets the connection
/// be used again; not getting it costs a connection, nothing else.
constexpr milliseconds kTail{500};
/// Under a low limit a full buffer must not hold more than about this part of a second.
constexpr qint64 kLimitedBuffersPerSecond = 4;
constexpr qint64 kSmallestBuffer = 16 << 10;

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

Fetcher::Fetcher(QNetworkAccessManager *manager, Options options, QObject *parent)
    : QObject(parent)
    , m_manager(manager)
    , m_options(options)
{
    m_timer.setSingleShot(true);
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Fetcher::onTimeout);
    connect(&m_pause, &QTimer::timeout, this, &Fetcher::step);
}

Fetcher::~Fetcher()
{
    abort();
}

void Fetcher::start(const RangeRequest &request)
{
    Q_ASSERT(!isActive());
    m_request = request;
    m_bytesRead = 0;
    m_redirects = 0;
    m_retryAfter.reset();
    m_phase = Phase::AwaitingHead;
    send(request.url);
}

void Fetcher::send(const QUrl &url)
{
    const bool isHttp = url.scheme() == u"http" || url.scheme() == u"https";
    if (!isHttp || !m_manager) { // QNetworkAccessManager would gladly open local files
        post();
        return;
    }
    m_tlsDetail.clear();
    m_reply = m_manager->get(networkRequest(m_request, url));
    m_readBuffer = 0;
    applyReadBuffer();
    watch(m_reply);
}

void Fetcher::watch(QNetworkReply *reply)
{
    // A request may wait behind others for a connection: the clock starts when something is done for it.
    const auto startConnecting = [this] { startTimer(m_options.connectTimeout); };
    connect(reply, &QNetworkReply::socketStartedConnecting, this, startConnecting);
    connect(reply, &QNetworkReply::requestSent, this, startConnecting);
    connect(reply, &QNetworkReply::metaDataChanged, this, &Fetcher::onMetaData);
    connect(reply, &QNetworkReply::readyRead, this, &Fetcher::step);
    connect(reply, &QNetworkReply::finished, this, &Fetcher::onFinished);
    connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        QStringList texts;
        for (const QSslError &error : errors)
            texts << error.errorString();
        m_tlsDetail = texts.join(u"; ");
    });
}

void Fetcher::onMetaData()
{
    if (m_phase != Phase::AwaitingHead || !m_reply)
        return;
    m_readBuffer = 0; // what was set before the head does not always reach Qt's HTTP thread
    applyReadBuffer();
    const RawResponse response = rawResponse(*m_reply);
    m_retryAfter = parseRetryAfter(m_reply->rawHeader("Retry-After"), QDateTime::currentDateTimeUtc());
    if (isRedirect(response.status)) {
        follow(m_reply->url());
        return;
    }
    auto head = acceptResponse(m_request, response);
    if (!head) {
        refuse(head.error());
        return;
    }
    head->finalUrl = m_reply->url();
    acceptHead(*head);
}

void Fetcher::follow(const QUrl &from)
{
    const auto target = redirectTarget(from, m_reply->rawHeader("Location"));
    if (!target) {
        refuse(target.error());
    } else if (++m_redirects > kMostRedirects) {
        refuse({ErrorKind::RedirectRefused, QStringLiteral("more than %1 redirects").arg(kMostRedirects)});
    } else {
        releaseReply();
        send(*target);
    }
}

void Fetcher::acceptHead(const ResponseHead &head)
{
    m_phase = Phase::Body;
    m_timer.stop();
    m_bounds = bodyBounds(m_request, head);
    post();
    Q_EMIT headReceived(head);
}

qint64 Fetcher::remaining() const
{
    return m_bounds.readable ? *m_bounds.readable - m_bytesRead : std::numeric_limits<qint64>::max();
}

qint64 Fetcher::bytesWaiting() const
{
    return m_reply ? m_reply->bytesAvailable() : 0;
}

qint64 Fetcher::read(std::span<std::uint8_t> buffer)
{
    if (m_phase != Phase::Body || !m_reply)
        return 0;
    qint64 wanted = std::min({qint64(buffer.size()), bytesWaiting(), remaining()});
    if (wanted > 0 && m_options.limiter) {
        applyReadBuffer();
        wanted = m_options.limiter->take(wanted);
        if (wanted == 0 && !m_pause.isActive())
            m_pause.start(RateLimiter::kPause);
    }
    if (wanted <= 0)
        return 0;
    const qint64 got = std::max<qint64>(0, m_reply->read(reinterpret_cast<char *>(buffer.data()), wanted));
    if (m_options.limiter && got < wanted)
        m_options.limiter->giveBack(wanted - got);
    m_bytesRead += got;
    if (remaining() == 0 || bytesWaiting() == 0)
        post();
    return got;
}

void Fetcher::resume()
{
    if (isActive())
        post();
}

/// Runs step() from the event loop: the only way that signals are emitted on behalf of a caller's call.
void Fetcher::post()
{
    if (m_isStepPosted)
        return;
    m_isStepPosted = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isStepPosted = false;
            step();
        },
        Qt::QueuedConnection);
}

/// Looks at where the request stands, and does the one thing that follows.
void Fetcher::step()
{
    if (m_phase == Phase::Idle)
        return;
    if (!m_reply) {
        end({ErrorKind::UnexpectedStatus,
             QStringLiteral("not an http or https address, or no network access")});
    } else if (m_phase == Phase::AwaitingHead) {
        return;
    } else if (remaining() == 0) {
        stepAtEnd();
    } else if (bytesWaiting() == 0) {
        stepWithNothingToRead();
    } else {
        m_timer.stop();
        if (!m_pause.isActive())
            Q_EMIT readable();
    }
}

void Fetcher::stepAtEnd()
{
    const bool isOver = m_reply->isFinished() || m_bounds.isLonger || bytesWaiting() > 0;
    if (isOver)
        judgeEnd();
    else if (!m_timer.isActive())
        startTimer(kTail);
}

void Fetcher::stepWithNothingToRead()
{
    if (m_reply->isFinished())
        judgeEnd();
    else if (!m_timer.isActive())
        startTimer(m_options.stallTimeout);
}

void Fetcher::onFinished()
{
    if (m_phase == Phase::AwaitingHead && m_reply) {
        if (statusOf(*m_reply) != 0)
            onMetaData();
        else
            end(transportError(*m_reply, m_tlsDetail));
        return;
    }
    step();
}

/// Every byte that will come was read.
void Fetcher::judgeEnd()
{
    const bool isComplete =
        m_bounds.wanted ? m_bytesRead == *m_bounds.wanted : m_reply->error() == QNetworkReply::NoError;
    if (isComplete) {
        end({});
        return;
    }
    const QString count = m_bounds.wanted
                              ? QStringLiteral(" (%1 of %2 bytes)").arg(m_bytesRead).arg(*m_bounds.wanted)
                              : QStringLiteral(" (%1 bytes)").arg(m_bytesRead);
    Error error = transportError(*m_reply, m_tlsDetail);
    if (m_reply->error() == QNetworkReply::NoError)
        error.detail = m_reply->url().host() % QStringLiteral(": the body ended early");
    error.detail += count;
    end(std::move(error));
}

void Fetcher::startTimer(milliseconds timeout)
{
    m_timer.start(timeout);
    m_sinceTimer.start();
}

void Fetcher::onTimeout()
{
    if (!m_reply)
        return;
    if (m_phase == Phase::Body && remaining() == 0) {
        judgeEnd();
        return;
    }
    // We were late ourselves (a suspended process, a busy thread): what came meanwhile is still to be seen.
    const milliseconds timeout = m_timer.intervalAsDuration();
    if (milliseconds(m_sinceTimer.elapsed()) > timeout * 2 + kTail) {
        startTimer(timeout);
        post();
        return;
    }
    const QString what = m_phase == Phase::AwaitingHead ? QStringLiteral(": no answer within %1 s")
                                                        : QStringLiteral(": nothing received for %1 s");
    const double seconds = double(timeout.count()) / 1000;
    end({ErrorKind::Stalled, m_reply->url().host() + what.arg(seconds)});
}

/// The limit may change at any time, so this is asked again before each limited read.
void Fetcher::applyReadBuffer()
{
    const qint64 rate = m_options.limiter ? m_options.limiter->rate() : 0;
    qint64 size = m_options.readBuffer;
    if (rate > 0)
        size = std::min(size, std::max(kSmallestBuffer, rate / kLimitedBuffersPerSecond));
    if (!m_reply || size == m_readBuffer)
        return;
    m_readBuffer = size;
    m_reply->setReadBufferSize(size);
}

void Fetcher::abort()
{
    m_phase = Phase::Idle;
    m_timer.stop();
    m_pause.stop();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

/// Lets go of a reply whose body is of no interest.
void Fetcher::releaseReply()
{
    m_timer.stop();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    retire(m_reply);
    m_reply.clear();
}

void Fetcher::refuse(Error error)
{
    error.detail.prepend(m_reply->url().host() % QStringLiteral(": "));
    releaseReply();
    end(std::move(error));
}

void Fetcher::end(Error error)
{
    abort();
    Q_EMIT ended(error, m_retryAfter);
}

QByteArray userAgent()
{
    return QByteArrayLiteral("Sluice/" SLUICE_VERSION);
}

} // namespace http
