#include "tests/support/faultresponse.h"

#include <algorithm>

namespace support {

namespace {

struct Slice
{
    qint64 first = 0;
    qint64 last = -1; ///< inclusive; before first: nothing
    qint64 size() const { return last - first + 1; }
};

enum class Verdict { Whole, Partial, Unsatisfied };

/// `bytes=a-b`, `bytes=a-`, `bytes=-n`; anything else, several ranges too, means the whole.
Verdict readRange(QByteArray range, qint64 size, Slice &slice)
{
    slice = {0, size - 1};
    const qsizetype dash = range.indexOf('-');
    if (!range.startsWith("bytes=") || dash < 0 || range.contains(','))
        return Verdict::Whole;
    const QByteArray from = range.mid(6, dash - 6);
    const QByteArray to = range.mid(dash + 1);
    if (from.isEmpty()) {
        slice.first = std::max<qint64>(0, size - to.toLongLong());
    } else {
        slice.first = from.toLongLong();
        if (!to.isEmpty())
            slice.last = std::min(to.toLongLong(), size - 1);
    }
    return slice.first >= size || slice.last < slice.first ? Verdict::Unsatisfied : Verdict::Partial;
}

QByteArray contentRange(const Slice &slice, qint64 size)
{
    return "bytes " + QByteArray::number(slice.first) + '-' + QByteArray::number(slice.last) + '/' +
           QByteArray::number(size);
}

void setHeader(QList<Header> &headers, const Header &header)
{
    headers.removeIf(
        [&](const Header &h) { return h.first.compare(header.first, Qt::CaseInsensitive) == 0; });
    if (!header.second.isEmpty())
        headers.append(header);
}

QByteArray headText(int status, const QList<Header> &headers)
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + " As Scripted\r\n";
    for (const Header &h : headers)
        text += h.first + ": " + h.second + "\r\n";
    return text + "\r\n";
}

/// Reads the slice; past the resource's end come zeros.
auto reader(const Resource &resource, qint64 first, qint64 flipAt)
{
    return [resource, first, flipAt](qint64 offset, qint64 count) {
        const qint64 from = first + offset;
        const qint64 there = std::clamp<qint64>(resource.size - from, 0, count);
        QByteArray bytes = there > 0 ? resource.read(from, there) : QByteArray();
        bytes.append(count - bytes.size(), '\0');
        if (flipAt >= from && flipAt < from + count)
            bytes[flipAt - from] = char(bytes[flipAt - from] ^ 1);
        return bytes;
    };
}

auto literal(const QByteArray &bytes)
{
    return [bytes](qint64 offset, qint64 count) {
        QByteArray part = bytes.mid(offset, count);
        part.append(count - part.size(), '\0');
        return part;
    };
}

void setLiteral(Response &response, const QByteArray &bytes)
{
    response.bodySize = bytes.size();
    response.body = literal(bytes);
}

void describe(QList<Header> &headers, const Resource &resource)
{
    headers = {{"Accept-Ranges", "bytes"},
               {"Content-Type", resource.contentType},
               {"ETag", resource.etag},
               {"Last-Modified", resource.lastModified}};
    headers.removeIf([](const Header &h) { return h.second.isEmpty(); });
}

void makeMultipart(Response &response, const Slice &slice, qint64 size)
{
    const QByteArray bytes = response.body(0, slice.size());
    setLiteral(response, "--cut\r\nContent-Type: application/octet-stream\r\nContent-Range: " +
                             contentRange(slice, size) + "\r\n\r\n" + bytes + "\r\n--cut--\r\n");
}

/// Every range of "bytes=a-b,c-d" as a part of its own.
QList<Header> answerInParts(Response &response, const Request &request, const Resource &resource,
                            const Fault &fault)
{
    QList<Part> parts;
    for (const QByteArray &range : request.range().mid(6).split(',')) {
        Slice slice;
        if (readRange("bytes=" + range, resource.size, slice) == Verdict::Partial)
            parts.append({contentRange(slice, resource.size),
                          reader(resource, slice.first, fault.flipAt)(0, slice.size())});
    }
    fault.parts(parts);
    QByteArray body;
    for (const Part &part : parts)
        body += "\r\n--cut\r\nContent-Range: " + part.contentRange + "\r\n\r\n" + part.bytes;
    setLiteral(response, body + "\r\n--cut--\r\n");
    response.status = 206;
    return {{"Content-Type", "multipart/byteranges; boundary=cut"}, {"ETag", resource.etag}};
}

QList<Header> answerFromResource(Response &response, const Request &request, const Resource &resource,
                                 const Fault &fault)
{
    QList<Header> headers;
    if (fault.parts && request.range().contains(','))
        return answerInParts(response, request, resource, fault);
    const bool isStale = !request.ifRange().isEmpty() && request.ifRange() != resource.etag &&
                         request.ifRange() != resource.lastModified;
    Slice slice;
    const QByteArray asked = isStale ? QByteArray() : request.range();
    const Verdict verdict = readRange(fault.asRange.value_or(asked), resource.size, slice);
    if (verdict == Verdict::Unsatisfied) {
        response.status = 416;
        setLiteral(response, "no such range");
        return {{"Content-Range", "bytes */" + QByteArray::number(resource.size)}};
    }
    describe(headers, resource);
    response.status = verdict == Verdict::Partial ? 206 : 200;
    if (verdict == Verdict::Partial) { // only there can it say where it starts
        slice.first += fault.shift;
        slice.last = std::min(slice.last + fault.shift, resource.size - 1);
        headers.append(Header{"Content-Range", contentRange(slice, resource.size)});
    }
    response.bodySize = slice.size();
    response.body = reader(resource, slice.first, fault.flipAt);
    for (const Header &h : fault.headers) {
        if (h.second.startsWith("multipart/")) {
            makeMultipart(response, slice, resource.size);
            setHeader(headers, {"Content-Range", {}});
        }
    }
    return headers;
}

QList<Header> answer(Response &response, const Request &request, const std::optional<Resource> &resource,
                     const Fault &fault)
{
    if (fault.body) {
        response.status = 200;
        setLiteral(response, *fault.body);
        return {{"Content-Type", "text/plain"}};
    }
    if (!resource) {
        response.status = 404;
        setLiteral(response, "not here");
        return {{"Content-Type", "text/plain"}};
    }
    return answerFromResource(response, request, *resource, fault);
}

} // namespace

Response respond(const Request &request, const std::optional<Resource> &resource, const Fault &fault)
{
    Response response;
    QList<Header> headers = answer(response, request, resource, fault);
    if (fault.status != 0)
        response.status = fault.status;
    const bool isBodyless = response.status == 204 || response.status == 304;
    if (isBodyless)
        response.bodySize = 0;
    if (fault.framing == Fault::Framing::Chunked)
        headers.append(Header{"Transfer-Encoding", "chunked"});
    else if (fault.framing == Fault::Framing::Length && !isBodyless)
        headers.append(Header{"Content-Length", QByteArray::number(response.bodySize)});
    if (fault.framing == Fault::Framing::UntilClose || fault.isClosedAfter)
        headers.append(Header{"Connection", "close"});
    for (const Header &h : fault.headers)
        setHeader(headers, h);
    response.head = fault.rawHead.isEmpty() ? headText(response.status, headers) : fault.rawHead;
    response.bodySize = request.method == "HEAD" ? 0 : response.bodySize + fault.extra;
    return response;
}

} // namespace support
