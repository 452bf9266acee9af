#pragma once

#include "core/http/opener.h"
#include "core/http/responsehead.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <span>

namespace http {

class RateLimiter;

/// One range GET. Lives on the thread of its QNetworkAccessManager; used for one request after the other
/// (start() again after ended()).
///
///     start(request) ─► headReceived(head)? ─► readable()* ─► ended(error or none)
///
/// Reading is the back-pressure: bytes that nobody read() stay in Qt's bounded buffer, then in the kernel's,
/// then at the server. Nothing is ever lost by reading late: ended() without error comes only after the last
/// byte was read. readable() is emitted (queued) whenever read() could give something, also after a pause by
/// the limiter or by the reader: a reader that stops early calls resume() when it wants more.
///
/// After an error, bytes that were not read are gone, those that were read are good to use as far as the
/// request goes (the caller's digests decide).
///
/// The stall timer runs only while there is nothing to read and nobody else to blame (Stalled). Redirects are
/// followed here (redirect.h), at most kMostRedirects; credentials never cross origins: those in the URL go
/// to its own origin only. start(), abort() and deletion are fine at any time, also inside the signals.
class Fetcher : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        qint64 readBuffer =
            256 << 10; ///< as fast as 1 MiB in slices of this size, at a quarter of the memory
        std::chrono::milliseconds stallTimeout{30'000};
        std::chrono::milliseconds connectTimeout{30'000}; ///< until the head
        RateLimiter *limiter = nullptr;                   ///< not owned; may be null; thread-safe
    };

    Fetcher(QNetworkAccessManager *manager, Options options, QObject *parent = nullptr);
    ~Fetcher() override;

    /// Must not be called while a request is under way. May emit only after it returned.
    void start(const RangeRequest &request);
    /// Copies up to buffer.size() bytes of the body; 0 when there are none now (or the limiter says wait).
    /// Never gives bytes before headReceived(), nor beyond the range that was asked for.
    qint64 read(std::span<std::uint8_t> buffer);
    /// Asks for another readable() if there is or comes something to read.
    void resume();
    /// The answer is the whole resource, although only its beginning was asked for: reads on to its end. To
    /// be called while headReceived() is emitted.
    void takeWhole(const ResponseHead &head);
    /// Ends the request without a signal. Unread bytes are lost.
    void abort();

    bool isActive() const { return m_phase != Phase::Idle; }
    const RangeRequest &request() const { return m_request; }
    qint64 bytesRead() const { return m_bytesRead; } ///< body bytes of the current or last request

Q_SIGNALS:
    void headReceived(const http::ResponseHead &head);
    void readable();
    /// `error.kind` None: every asked byte (or the whole body, when its length was unknown) was read.
    /// Without any length (head and request name none) that is Qt's word only, and Qt 6.4 calls a cut chunked
    /// body a success about every second time: such a file is not proven until something else proves it. A
    /// body that ends early is ConnectionLost, however Qt calls it; one that is longer is cut at the asked
    /// end. `retryAfter` is the server's wish, when it named one.
    void ended(const core::Error &error, std::optional<std::chrono::milliseconds> retryAfter);

private:
    enum class Phase { Idle, Refused, Opening, Body };

    void begin(QNetworkReply *reply, const ResponseHead &head);
    void post();
    void step();
    void stepAtEnd();
    void stepWithNothingToRead();
    void onExhausted();
    void judgeEnd();
    void end(const core::Error &error, std::optional<std::chrono::milliseconds> retryAfter);
    qint64 askLimiter(qint64 wanted);
    qint64 readBufferSize() const;
    void applyReadBuffer();
    qint64 remaining() const;

    const Options m_options;
    RangeRequest m_request;
    Phase m_phase = Phase::Idle;
    BodyBounds m_bounds;
    qint64 m_bytesRead = 0;
    qint64 m_readBuffer = 0; ///< as last set on the reply
    bool m_isStepPosted = false;
    QPointer<QNetworkReply> m_reply; ///< while in its body
    Opener m_opener;
    Patience m_patience{this}; ///< for the next byte, or for the end behind the last one
    QTimer m_pause{this};      ///< the limiter said wait
};

/// The User-Agent of every request: "Sluice/<version>".
QByteArray userAgent();

} // namespace http
