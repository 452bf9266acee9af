#pragma once

#include "core/blte/objectcipher.h"
#include "core/http/contentrange.h"

#include <QByteArray>
#include <QString>
#include <QUrl>
#include <chrono>

namespace http {

/// What was asked of one host. A value.
struct RangeRequest
{
    QUrl url;
    qint64 first = 0;
    std::optional<qint64> last = {}; ///< inclusive; empty: to the end
    /// The complete length when known; a response that names another is refused (LengthContradicts).
    std::optional<qint64> completeLength = {};
    /// What is asked for cannot be a web page: one that comes all the same is WrongContent.
    bool refusesPages = false;
    /// More ranges behind the first, ascending and apart; then `last` is known. They come as the parts of one
    /// multipart/byteranges body, or the first of them alone comes as usual.
    QList<core::ByteRange> further = {};
    /// From `first` to the end, and as a range all the same: the answer tells whether there are ranges.
    bool isOpenRange = false;
    std::chrono::milliseconds stallTimeout{0}; ///< of the body; 0: the reader's own
    /// The resource is encrypted with it as a whole; what is read of the body is decrypted. Then `further` is
    /// empty: the parts of a multipart body are not what stands in the resource.
    std::optional<blte::ObjectKey> cipher = {};
    /// Send no Range header at all (a host that cannot do ranges). Requires first == 0.
    bool isWhole() const { return first == 0 && !last && !isOpenRange; }
    /// Every range that is asked for.
    QList<core::ByteRange> ranges() const;
    bool operator==(const RangeRequest &) const = default;
};

/// The head of an accepted response.
struct ResponseHead
{
    int status = 0;
    QUrl finalUrl;                        ///< after redirects
    std::optional<qint64> completeLength; ///< of the resource; unknown for a 200 without Content-Length
    std::optional<qint64> last; ///< the last byte that the head announces, if it does; -1: an empty resource
    bool isPartial = false; ///< 206, or a 200 with a matching Content-Range; false: the whole resource from 0
    QByteArray boundary;    ///< of the parts of a multipart body; empty: the body is the bytes themselves
    std::optional<qint64> bodyLength; ///< of a multipart body, if the head tells
    QByteArray etag;                  ///< as sent, quotes and W/ included
    QByteArray lastModified;
    QByteArray contentType;
    bool isRedirected = false;
    QString
        dispositionName; ///< Content-Disposition filename (RFC 6266), last path segment only; may be empty
};

/// Raw header lookup as QNetworkReply gives it.
struct RawResponse
{
    int status = 0;
    QByteArray contentRange, contentLength, contentEncoding, etag, lastModified, contentType,
        contentDisposition;
    QByteArray transferEncoding;
    QUrl url; ///< that answered, after redirects
};

/// Statuses that come with the file, or with parts of it.
bool isAnswer(int status);

/// Holds a response against its request, before the first body byte is used. Pure; the whole of HTTP's ways
/// to answer a range request wrongly is decided here: 203 (a proxy had a hand in it) is what 200 is; 206 must
/// carry a Content-Range that starts at `first` (one that ends later than `last` is cut there); 200 is
/// accepted when it carries a matching Content-Range, or when `first` is 0 (then the whole resource follows);
/// 200 for first > 0 is RangeIgnored, and so is a 206 that does not tell which bytes it has: without a usable
/// Content-Range, or with one that its Content-Length contradicts. 206 to a request without Range (unless it
/// is everything) and another start are WrongRange; multipart is WrongRange unless several ranges were asked
/// for, and to those any 200 is RangeIgnored; another complete length is LengthContradicts; a
/// Content-Encoding that names a coding is EncodedBody, unless the answer is a file of just that coding (a
/// .gz that is called gzip) by its URL, type or name; a body whose end cannot be known (framing.h) is
/// UnexpectedStatus; statuses map as ErrorKind says. 416 to a range from 0 is accepted from an empty
/// resource, and RangeIgnored where it does not tell the length; otherwise it is LengthContradicts when it
/// names another length than the known one, and WrongRange when not.
core::Result<ResponseHead> acceptResponse(const RangeRequest &request, const RawResponse &response);

/// How much of an accepted response's body is of interest. Counts from its first byte.
struct BodyBounds
{
    std::optional<qint64> wanted;   ///< bytes that were asked for and exist, as far as known
    std::optional<qint64> readable; ///< `wanted`, or less when the head announces less
    bool isLonger = false;          ///< the head announces more than is wanted
};
BodyBounds bodyBounds(const RangeRequest &request, const ResponseHead &head);

} // namespace http
