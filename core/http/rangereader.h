#pragma once

#include "core/http/refusal.h"
#include "core/http/responsehead.h"

#include <QObject>
#include <span>

namespace http {

/// Reads a range of a resource, over a request of its own (Fetcher) or over one that several share
/// (RangeCoalescer). Used for one request after the other (start() again after ended()).
///
///     start(request) ─► headReceived(head)? ─► readable()* ─► ended(error or none)
///
/// Reading is the back-pressure: bytes that nobody read() stay in Qt's bounded buffer, then in the kernel's,
/// then at the server. Nothing is ever lost by reading late: ended() without error comes only after the last
/// byte was read. readable() is emitted (queued) whenever read() could give something, also after a pause by
/// the limiter or by the reader: a reader that stops early calls resume() when it wants more.
///
/// After an error, bytes that were not read are gone, those that were read are good to use as far as the
/// request goes (the caller's digests decide). start(), abort() and deletion are fine at any time, also
/// inside the signals.
class RangeReader : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Must not be called while a request is under way. May emit only after it returned.
    virtual void start(const RangeRequest &request) = 0;
    /// Copies up to buffer.size() bytes of the body; 0 when there are none now (or the limiter says wait).
    /// Never gives bytes before headReceived(), nor beyond the range that was asked for.
    virtual qint64 read(std::span<std::uint8_t> buffer) = 0;
    /// Asks for another readable() if there is or comes something to read.
    virtual void resume() = 0;
    /// The answer is the whole resource, although only its beginning was asked for: reads on to its end. To
    /// be called while headReceived() is emitted.
    virtual void takeWhole(const ResponseHead &head) = 0;
    /// Ends the request without a signal. Unread bytes are lost.
    virtual void abort() = 0;

    /// Sends a request ahead of its turn, while another is under way, so that its answer follows that one's
    /// without a wait. start() with the same request takes it up; with any other, or abort(), ends it. At
    /// most one; only where mayAskAhead().
    virtual void prefetch(const RangeRequest &) {}
    /// The connection is known to answer one request after the other.
    virtual bool mayAskAhead() const { return false; }

    virtual bool isActive() const = 0;
    virtual const RangeRequest &request() const = 0;
    virtual qint64 bytesRead() const = 0; ///< body bytes of the current or last request
    /// Its answer is, or was, part of one that others have a part in: how long it took says nothing.
    virtual bool isShared() const { return false; }
    /// Bytes of a shared answer that came before its range, and nobody wanted.
    virtual qint64 bytesPassed() const { return 0; }

Q_SIGNALS:
    void headReceived(const http::ResponseHead &head);
    void readable();
    /// `error.kind` None: every asked byte (or the whole body, when its length was unknown) was read.
    /// Without any length (head and request name none) its own framing tells: the last chunk, or the end of
    /// the connection, which may be a cut that nobody can see. A body that ends early is ConnectionLost,
    /// however Qt calls it; one that is longer is cut at the asked end.
    void ended(const core::Error &error, const http::Refusal &refusal);
};

} // namespace http
