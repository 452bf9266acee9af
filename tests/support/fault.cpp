#include "tests/support/fault.h"

#include <algorithm>

namespace support::fault {

Fault none()
{
    return {};
}

Fault status(int code, QByteArray body, QList<Header> headers)
{
    Fault f;
    f.status = code;
    f.body = std::move(body);
    f.headers = std::move(headers);
    return f;
}

Fault retryAfter(int code, QByteArray value)
{
    return status(code, "busy", {{"Retry-After", std::move(value)}});
}

Fault redirect(QByteArray location, int code)
{
    return status(code, "elsewhere", {{"Location", std::move(location)}});
}

Fault htmlPage(qint64 length)
{
    QByteArray page = "<!DOCTYPE html>\n<html><title>Sign in</title><form>Room number?</form></html>\n";
    page.append(std::max<qsizetype>(0, qsizetype(length) - page.size()), ' ');
    if (length > 0)
        page.truncate(length);
    return status(200, page, {{"Content-Type", "text/html; charset=utf-8"}});
}

Fault garbageHead(QByteArray head)
{
    Fault f;
    f.rawHead = std::move(head);
    f.isClosedAfter = true;
    return f;
}

Fault giantHeaders(qsizetype bytes)
{
    Fault f;
    f.headers = {{"X-Giant", QByteArray(bytes, 'x')}};
    return f;
}

Fault rangeIgnored()
{
    Fault f;
    f.asRange = "";
    return f;
}

Fault sliceAs200()
{
    Fault f;
    f.status = 200;
    return f;
}

Fault shifted(qint64 bytes)
{
    Fault f;
    f.shift = bytes;
    return f;
}

Fault otherTotal(qint64 total, const QByteArray &range)
{
    return contentRange("bytes " + range + '/' + QByteArray::number(total));
}

Fault contentRange(QByteArray value)
{
    Fault f;
    f.headers = {{"Content-Range", std::move(value)}};
    return f;
}

Fault unaskedPartial(QByteArray range)
{
    Fault f;
    f.asRange = std::move(range);
    return f;
}

Fault multipart(QByteArray range)
{
    Fault f;
    f.asRange = std::move(range);
    f.status = 206;
    f.headers = {{"Content-Type", "multipart/byteranges; boundary=cut"}};
    return f;
}

Fault severalRanges(std::function<void(QList<Part> &)> edit)
{
    Fault f;
    f.parts = std::move(edit);
    return f;
}

Fault unsatisfied()
{
    Fault f;
    f.asRange = "bytes=9223372036854775806-";
    return f;
}

Fault bitFlipped(qint64 at)
{
    Fault f;
    f.flipAt = at;
    return f;
}

Fault labelled(QByteArray contentEncoding)
{
    Fault f;
    f.headers = {{"Content-Encoding", std::move(contentEncoding)}};
    return f;
}

namespace {

Fault cutAfter(Fault::Cut cut, qint64 bytes, Fault::Framing framing = Fault::Framing::Length)
{
    Fault f;
    f.cut = cut;
    f.cutAfter = bytes;
    f.framing = framing;
    return f;
}

} // namespace

Fault closedAfter(qint64 bytes)
{
    return cutAfter(Fault::Cut::Close, bytes);
}

Fault resetAfter(qint64 bytes)
{
    return cutAfter(Fault::Cut::Reset, bytes);
}

Fault stalledAfter(qint64 bytes)
{
    return cutAfter(Fault::Cut::Stall, bytes);
}

Fault chunked()
{
    Fault f;
    f.framing = Fault::Framing::Chunked;
    return f;
}

Fault chunkedCut(qint64 bytes)
{
    return cutAfter(Fault::Cut::Close, bytes, Fault::Framing::Chunked);
}

Fault untilClose()
{
    Fault f;
    f.framing = Fault::Framing::UntilClose;
    return f;
}

Fault untilCloseCut(qint64 bytes)
{
    return cutAfter(Fault::Cut::Close, bytes, Fault::Framing::UntilClose);
}

Fault longer(qint64 bytes, Fault::Framing framing)
{
    Fault f;
    f.extra = bytes;
    f.framing = framing;
    return f;
}

Fault closing()
{
    Fault f;
    f.isClosedAfter = true;
    return f;
}

Fault losingAhead()
{
    Fault fault;
    fault.losesAhead = true;
    return fault;
}

Fault delayed(std::chrono::milliseconds delay)
{
    Fault f;
    f.delay = delay;
    return f;
}

Fault trickle(qint64 bytes, std::chrono::milliseconds interval)
{
    Fault f;
    f.paceBytes = bytes;
    f.paceInterval = interval;
    return f;
}

Fault limited(qint64 bytesPerSecond)
{
    constexpr std::chrono::milliseconds interval{20};
    return trickle(std::max<qint64>(1, bytesPerSecond * interval.count() / 1000), interval);
}

Fault slowAfter(qint64 bytes, qint64 bytesPerSecond)
{
    Fault f = limited(bytesPerSecond);
    f.paceAfter = bytes;
    return f;
}

} // namespace support::fault
