#include "core/http/fetcher.h"

#include "core/address.h"
#include "core/http/hop.h"
#include "core/http/proxy.h"
#include "core/http/ratelimiter.h"
#include "core/version.h"

#include <QNetworkReply>
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

/// Of a server, or of a mirror's folder. Where the latter may come from decides whoever makes the source:
/// never from a link, a list or a redirect.
bool isKnownScheme(const QUrl &url)
{
    return url.scheme() == u"http" || url.scheme() == u"https" || url.isLocalFile();
}

/// An accepted body begins with the first byte that was asked for. Null: there is nothing to decrypt.
std::unique_ptr<blte::ObjectCipher> cipherFor(const RangeRequest &request)
{
    if (!request.cipher)
        return nullptr;
    auto cipher = std::make_unique<blte::ObjectCipher>();
    cipher->begin(*request.cipher, static_cast<std::uint64_t>(request.first));
    return cipher;
}

} // namespace

Fetcher::Fetcher(QNetworkAccessManager *manager, Options options, QObject *parent)
    : RangeReader(parent)
    , m_manager(manager)
    , m_options(options)
    , m_opener(makeOpener())
{
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_patience, &StallTimer::exhausted, this, &Fetcher::onExhausted);
    connect(&m_pause, &QTimer::timeout, this, &Fetcher::step);
}

std::unique_ptr<ResponseOpener> Fetcher::makeOpener()
{
    auto opener = std::make_unique<ResponseOpener>(
        m_manager, m_options.company,
        ResponseOpener::Limits{m_options.connectTimeout, m_options.answerTimeout}, m_options.headers);
    connect(opener.get(), &ResponseOpener::opened, this, &Fetcher::begin);
    connect(opener.get(), &ResponseOpener::failed, this, &Fetcher::end);
    return opener;
}

Fetcher::~Fetcher()
{
    Fetcher::abort();
}

void Fetcher::start(const RangeRequest &request)
{
    Q_ASSERT(!isActive() && (!request.cipher || request.further.isEmpty()));
    m_request = request;
    m_bytesRead = 0;
    m_phase = isKnownScheme(request.url) ? Phase::Opening : Phase::Refused;
    if (m_phase == Phase::Refused) {
        m_stepSoon();
    } else if (m_ahead && m_ahead->isAhead() && m_ahead->request() == request) {
        m_opener.swap(m_ahead);
        m_opener->takeTurn();
    } else {
        dropAhead();
        m_opener->open(request, readBufferSize());
    }
}

void Fetcher::startAhead(const RangeRequest &request)
{
    Q_ASSERT(!isActive());
    if (!isKnownScheme(request.url))
        return start(request);
    m_request = request;
    m_bytesRead = 0;
    m_phase = Phase::Opening;
    m_opener->openAhead(request, readBufferSize());
}

void Fetcher::takeTurn()
{
    if (m_opener->isAhead())
        m_opener->takeTurn();
}

void Fetcher::dropAhead()
{
    if (m_ahead)
        m_ahead->abort();
}

void Fetcher::prefetch(const RangeRequest &request)
{
    Q_ASSERT(isKnownScheme(request.url));
    if (!m_ahead)
        m_ahead = makeOpener();
    m_ahead->abort();
    m_ahead->openAhead(request, readBufferSize());
}

bool Fetcher::mayAskAhead() const
{
    return m_staysConnected && !core::hasOwnTarget(m_request.url) && !goesThroughProxy(m_request.url);
}

void Fetcher::begin(QNetworkReply *reply, const ResponseHead &head)
{
    m_phase = Phase::Body;
    m_reply = reply;
    m_bounds = bodyBounds(m_request, head);
    m_staysConnected = m_options.company == ResponseOpener::Company::Alone && !m_opener->hasConnected() &&
                       reply->rawHeader("Connection").toLower() != "close";
    m_cipher = cipherFor(m_request);
    connect(reply, &QNetworkReply::readyRead, this, &Fetcher::step);
    connect(reply, &QNetworkReply::finished, this, &Fetcher::step);
    m_readBuffer = 0; // what was set before the head does not always reach Qt's HTTP thread
    applyReadBuffer();
    m_stepSoon();
    Q_EMIT headReceived(head);
}

void Fetcher::takeWhole(const ResponseHead &head)
{
    Q_ASSERT(m_request.first == 0 && !head.isPartial);
    m_request.last.reset();
    m_bounds = bodyBounds(m_request, head);
}

qint64 Fetcher::remaining() const
{
    return m_bounds.readable ? *m_bounds.readable - m_bytesRead : std::numeric_limits<qint64>::max();
}

qint64 Fetcher::read(std::span<std::uint8_t> buffer)
{
    if (m_phase != Phase::Body || !m_reply)
        return 0;
    const qint64 wanted = std::min({qint64(buffer.size()), m_reply->bytesAvailable(), remaining()});
    const qint64 allowed = m_options.limiter && wanted > 0 ? askLimiter(wanted) : wanted;
    if (allowed <= 0)
        return 0;
    const qint64 got = std::max<qint64>(0, m_reply->read(reinterpret_cast<char *>(buffer.data()), allowed));
    if (m_options.limiter && got < allowed)
        m_options.limiter->giveBack(allowed - got, this);
    if (m_cipher)
        m_cipher->apply(buffer.first(static_cast<std::size_t>(got)));
    m_bytesRead += got;
    if (remaining() == 0 || m_reply->bytesAvailable() == 0)
        m_stepSoon();
    return got;
}

qint64 Fetcher::askLimiter(qint64 wanted)
{
    applyReadBuffer();
    const qint64 allowed = m_options.limiter->take(wanted, RateLimiter::Clock::now(), this);
    if (allowed == 0 && !m_pause.isActive())
        m_pause.start(RateLimiter::kPause);
    return allowed;
}

void Fetcher::resume()
{
    if (isActive())
        m_stepSoon();
}

/// Looks at where the request stands, and does the one thing that follows.
void Fetcher::step()
{
    if (m_phase == Phase::Refused) {
        end({ErrorKind::SourceNotUnderstood, QStringLiteral("not an http or https address")}, {});
    } else if (m_phase != Phase::Body || !m_reply) {
        return;
    } else if (remaining() == 0) {
        stepAtEnd();
    } else if (m_reply->bytesAvailable() == 0) {
        stepWithNothingToRead();
    } else {
        m_patience.stop();
        if (!m_pause.isActive())
            Q_EMIT readable();
    }
}

void Fetcher::stepAtEnd()
{
    if (m_reply->isFinished() || m_bounds.isLonger || m_reply->bytesAvailable() > 0)
        judgeEnd();
    else if (!m_patience.isActive())
        m_patience.start(kTail);
}

void Fetcher::stepWithNothingToRead()
{
    if (m_reply->isFinished())
        judgeEnd();
    else if (!m_patience.isActive())
        m_patience.start(stallTimeout());
}

void Fetcher::onExhausted()
{
    if (m_reply && remaining() == 0) {
        judgeEnd();
        return;
    }
    const double seconds = double(stallTimeout().count()) / 1000;
    const QString what = QStringLiteral(": nothing received for %1 s").arg(seconds);
    end({ErrorKind::Stalled, m_request.url.host() + what}, {});
}

/// Every byte that will come was read.
void Fetcher::judgeEnd()
{
    const auto wanted = m_bounds.wanted;
    const bool hasFailed = m_reply->error() != QNetworkReply::NoError;
    if (wanted ? m_bytesRead == *wanted : !hasFailed) {
        end({}, {});
        return;
    }
    Error error{ErrorKind::ConnectionLost, m_reply->url().host() + QStringLiteral(": the body ended early")};
    if (hasFailed)
        error = transportError(*m_reply, {});
    error.detail += wanted ? QStringLiteral(" (%1 of %2 bytes)").arg(m_bytesRead).arg(*wanted)
                           : QStringLiteral(" (%1 bytes)").arg(m_bytesRead);
    end(error, {});
}

milliseconds Fetcher::stallTimeout() const
{
    return m_request.stallTimeout.count() > 0 ? m_request.stallTimeout : m_options.stallTimeout;
}

qint64 Fetcher::readBufferSize() const
{
    const qint64 rate = m_options.limiter ? m_options.limiter->rate() : 0;
    if (rate == 0)
        return m_options.readBuffer;
    return std::min(m_options.readBuffer, std::max(kSmallestBuffer, rate / kLimitedBuffersPerSecond));
}

/// The limit may change at any time, so this is asked again before each limited read.
void Fetcher::applyReadBuffer()
{
    const qint64 size = readBufferSize();
    if (size == m_readBuffer)
        return;
    m_readBuffer = size;
    m_reply->setReadBufferSize(size);
}

void Fetcher::abort()
{
    dropAhead();
    release();
}

/// Lets go of the request, not of the one behind it.
void Fetcher::release()
{
    m_phase = Phase::Idle;
    m_staysConnected = false;
    m_patience.stop();
    m_pause.stop();
    m_opener->abort();
    if (!m_reply)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    if (m_bounds.readable == 0)
        return retire(reply); // with the page that tells that there is nothing
    reply->abort();
    reply->deleteLater();
}

void Fetcher::end(const Error &error, const Refusal &refusal)
{
    error.kind == ErrorKind::None ? release() : abort();
    Q_EMIT ended(error, refusal);
}

QByteArray userAgent()
{
    return "Sluice/" + core::version().toLatin1();
}

} // namespace http
