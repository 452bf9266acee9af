#pragma once

#include "core/deferred.h"
#include "core/http/rangereader.h"
#include "core/http/responseopener.h"

#include <QPointer>
#include <QTimer>
#include <memory>

namespace http {

class RateLimiter;

/// One range GET. Lives on the thread of its QNetworkAccessManager.
///
/// The stall timer runs only while there is nothing to read and nobody else to blame (Stalled). Redirects are
/// followed here (redirect.h), at most kMostRedirects; credentials never cross origins: those in the URL go
/// to its own origin only.
class Fetcher : public RangeReader
{
    Q_OBJECT
public:
    struct Options
    {
        qint64 readBuffer =
            256 << 10; ///< as fast as 1 MiB in slices of this size, at a quarter of the memory
        std::chrono::milliseconds stallTimeout{30'000};
        std::chrono::milliseconds connectTimeout{30'000}; ///< until there is a connection, TLS included
        std::chrono::milliseconds answerTimeout{120'000}; ///< from then on, until the head
        RateLimiter *limiter = nullptr;                   ///< not owned; may be null; thread-safe
        ResponseOpener::Company company = ResponseOpener::Company::Others; ///< Alone: it may ask ahead
        OwnHeaders headers = {}; ///< of a download that shares no connection
    };

    Fetcher(QNetworkAccessManager *manager, Options options, QObject *parent = nullptr);
    ~Fetcher() override;

    void start(const RangeRequest &request) override;
    qint64 read(std::span<std::uint8_t> buffer) override;
    void resume() override;
    void takeWhole(const ResponseHead &head) override;
    void abort() override;
    /// As start(), but no clock runs and nothing is said until takeTurn(): for a request behind those of
    /// others who share the connection.
    void startAhead(const RangeRequest &request);
    void takeTurn();
    void prefetch(const RangeRequest &request) override;
    bool mayAskAhead() const override;

    bool isActive() const override { return m_phase != Phase::Idle; }
    const RangeRequest &request() const override { return m_request; }
    qint64 bytesRead() const override { return m_bytesRead; }

    /// Whom the bytes count for that are read from now on.
    void setLimiter(RateLimiter *limiter) { m_options.limiter = limiter; }

private:
    enum class Phase { Idle, Refused, Opening, Body };

    std::unique_ptr<ResponseOpener> makeOpener();
    void begin(QNetworkReply *reply, const ResponseHead &head);
    void step();
    void stepAtEnd();
    void stepWithNothingToRead();
    void onExhausted();
    void judgeEnd();
    void end(const core::Error &error, const Refusal &refusal);
    void release();
    void dropAhead();
    qint64 askLimiter(qint64 wanted);
    std::chrono::milliseconds stallTimeout() const;
    qint64 readBufferSize() const;
    void applyReadBuffer();
    qint64 remaining() const;

    QNetworkAccessManager *const m_manager;
    Options m_options;
    RangeRequest m_request;
    Phase m_phase = Phase::Idle;
    BodyBounds m_bounds;
    qint64 m_bytesRead = 0;
    qint64 m_readBuffer = 0;                      ///< as last set on the reply
    std::unique_ptr<blte::ObjectCipher> m_cipher; ///< of the body; null: it is read as it comes
    /// The only way that signals are emitted on behalf of a caller's call.
    core::Deferred m_stepSoon{this, [this] { step(); }};
    QPointer<QNetworkReply> m_reply;          ///< while in its body
    bool m_staysConnected = false;            ///< it came over a connection that had answered before
    std::unique_ptr<ResponseOpener> m_opener; ///< of the request
    std::unique_ptr<ResponseOpener> m_ahead;  ///< of the one behind it; null until there is one
    StallTimer m_patience{this};              ///< for the next byte, or for the end behind the last one
    QTimer m_pause{this};                     ///< the limiter said wait
};

/// The User-Agent of every request: "Sluice/<version>".
QByteArray userAgent();

} // namespace http
