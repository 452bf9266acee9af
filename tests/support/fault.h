#pragma once

#include <QByteArray>
#include <QList>
#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace support {

using Header = std::pair<QByteArray, QByteArray>;

/// One part of a multipart/byteranges body.
struct Part
{
    QByteArray contentRange;
    QByteArray bytes;
};

/// How one request is answered. The default is the right answer; the named ones below each break one thing;
/// more than one may be combined by setting members. All counts are bytes of the body.
struct Fault
{
    enum class Framing { Length, Chunked, UntilClose };
    enum class Cut { None, Close, Reset, Stall };

    // What is said
    int status = 0;                 ///< instead of 200, 206, 416 or 404
    QList<Header> headers;          ///< added, or in place of those of the same name; an empty value removes
    std::optional<QByteArray> body; ///< instead of the resource's bytes; with status 0: 200
    QByteArray rawHead;             ///< instead of status line and headers, up to and with the blank line
    std::optional<QByteArray> asRange; ///< as if the client had sent this Range ("" for none)

    // Which bytes follow
    qint64 shift = 0;   ///< the slice starts so many bytes later (or earlier), and says so
    qint64 extra = 0;   ///< so many bytes more than the head announces
    qint64 flipAt = -1; ///< the byte of the resource that has one bit wrong

    /// Several ranges in one request come as parts, after this had its will of them; otherwise the whole
    /// comes.
    std::function<void(QList<Part> &)> parts;

    // How they follow
    Framing framing = Framing::Length;
    Cut cut = Cut::None;
    qint64 cutAfter = 0;        ///< then it is closed, reset, or nothing more comes
    bool isClosedAfter = false; ///< says Connection: close and does it
    bool losesAhead = false; ///< requests that came before its end are lost, as if they had never been sent
    std::chrono::milliseconds delay{0};         ///< before the head
    qint64 paceBytes = 0;                       ///< 0: as fast as it goes; otherwise so many …
    std::chrono::milliseconds paceInterval{20}; ///< … in each such time …
    qint64 paceAfter = 0;                       ///< … after these
};

/// One function per way to go wrong.
namespace fault {

Fault none();
Fault status(int code, QByteArray body = "gone wrong", QList<Header> headers = {});
Fault retryAfter(int code, QByteArray value);
Fault redirect(QByteArray location, int code = 302);
Fault htmlPage(qint64 length = 0); ///< 200 text/html; padded to `length`
/// Any text in place of the head, then closed.
Fault garbageHead(QByteArray head = "ICY 200 what is this\r\n\r\n");
Fault giantHeaders(qsizetype bytes);

Fault rangeIgnored();                                    ///< 200 and the whole resource
Fault sliceAs200();                                      ///< 200 with a matching Content-Range
Fault shifted(qint64 bytes);                             ///< 206 that starts elsewhere, and says so
Fault otherTotal(qint64 total, const QByteArray &range); ///< `range`: "0-99"
Fault contentRange(QByteArray value);                    ///< any text; empty: none
Fault unaskedPartial(QByteArray range);                  ///< 206 as if "bytes=0-99" had been asked
Fault multipart(QByteArray range);                       ///< 206 multipart/byteranges with that range
/// As it should be, and what may go wrong with it.
Fault severalRanges(std::function<void(QList<Part> &)> edit = [](QList<Part> &) {});
Fault unsatisfied(); ///< 416 with the complete length
Fault bitFlipped(qint64 at);
Fault labelled(QByteArray contentEncoding); ///< the right bytes, called gzip

Fault closedAfter(qint64 bytes); ///< Content-Length promises more
Fault resetAfter(qint64 bytes);
Fault stalledAfter(qint64 bytes);
Fault chunked();
Fault chunkedCut(qint64 bytes);
Fault untilClose(); ///< no Content-Length, ended by closing
Fault untilCloseCut(qint64 bytes);
Fault longer(qint64 bytes, Fault::Framing framing = Fault::Framing::Length);
Fault closing();     ///< right, but without keep-alive
Fault losingAhead(); ///< right, but who asked meanwhile gets no answer
Fault delayed(std::chrono::milliseconds delay);
Fault trickle(qint64 bytes, std::chrono::milliseconds interval);
Fault limited(qint64 bytesPerSecond);
Fault slowAfter(qint64 bytes, qint64 bytesPerSecond);

} // namespace fault

} // namespace support
