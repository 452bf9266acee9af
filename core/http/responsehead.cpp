#include "core/http/responsehead.h"

#include "core/http/disposition.h"
#include "core/http/framing.h"
#include "core/http/multipart.h"

#include <QSet>
#include <QStringList>
#include <algorithm>
#include <limits>

namespace http {

namespace {

using core::ErrorKind;
using core::failure;
using core::Result;

ErrorKind kindOf(int status)
{
    switch (status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return ErrorKind::RedirectRefused;
    case 401:
    case 407:
        return ErrorKind::CredentialsNeeded;
    case 511: // Network Authentication Required: a captive portal that says so
        return ErrorKind::SignInNeeded;
    case 403:
    case 410:
    case 451:
        return ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    case 408:
    case 425:
    case 429:
    case 503:
        return ErrorKind::ServerBusy;
    case 416:
        return ErrorKind::WrongRange;
    default:
        return status >= 500 && status < 600 ? ErrorKind::ServerFailed : ErrorKind::UnexpectedStatus;
    }
}

QString shown(const QByteArray &header)
{
    return QString::fromLatin1(header.left(200));
}

Result<ResponseHead> refuseStatus(const RawResponse &response)
{
    QString detail = QStringLiteral("status %1").arg(response.status);
    const auto range = parseContentRange(response.contentRange);
    if (response.status == 416 && range && range->completeLength)
        detail += QStringLiteral(", complete length %1").arg(*range->completeLength);
    return failure(kindOf(response.status), detail);
}

/// A server that refuses a range from 0 has nothing there, or cannot do ranges at all.
Result<ResponseHead> judgeUnsatisfied(const RangeRequest &request, const RawResponse &response)
{
    const auto range = parseContentRange(response.contentRange);
    const auto complete = range ? range->completeLength : std::nullopt;
    if (complete && request.completeLength && *complete != *request.completeLength) {
        return failure(ErrorKind::LengthContradicts,
                       QStringLiteral("status 416, complete length %1, known is %2")
                           .arg(*complete)
                           .arg(*request.completeLength));
    }
    if (complete == 0 && request.first == 0) {
        ResponseHead head;
        head.status = response.status;
        head.finalUrl = request.url;
        head.completeLength = 0;
        head.last = -1;
        head.isPartial = true;
        head.etag = response.etag;
        head.lastModified = response.lastModified;
        head.contentType = response.contentType;
        head.dispositionName = dispositionName(response.contentDisposition);
        return head;
    }
    if (!complete && request.first == 0 && !request.isWhole())
        return failure(ErrorKind::RangeIgnored, QStringLiteral("status 416 to a range from 0"));
    return refuseStatus(response);
}

/// Codings that change the bytes. Servers put other words there as well (none, utf-8, binary, aws-chunked),
/// which say nothing.
bool isCoding(const QByteArray &token)
{
    static const QSet<QByteArray> codings{
        "gzip", "x-gzip", "deflate",         "compress", "x-compress", "br",   "zstd", "dcb",          "dcz",
        "exi",  "bzip2",  "x-bzip2",         "bzip",     "xz",         "lzma", "x-xz", "pack200-gzip", "sdch",
        "lz4",  "snappy", "x-snappy-framed", "aes128gcm"};
    return codings.contains(token);
}

/// A file of that coding has such a name, or such a type.
struct CodedFiles
{
    QSet<QByteArray> codings;
    QStringList suffixes;
    QList<QByteArray> types;
};

const QList<CodedFiles> &codedFiles()
{
    static const QList<CodedFiles> all{
        {{"gzip", "x-gzip"},
         {QStringLiteral(".gz"), QStringLiteral(".tgz"), QStringLiteral(".svgz"), QStringLiteral(".taz"),
          QStringLiteral(".vgz"), QStringLiteral(".emz"), QStringLiteral(".wmz")},
         {"application/gzip", "application/x-gzip", "application/x-gunzip", "application/gzipped",
          "application/gzip-compressed", "application/x-gtar-compressed", "application/x-tgz",
          "application/x-compressed-tar", "application/x-tar-gz"}},
        {{"br"}, {QStringLiteral(".br"), QStringLiteral(".tbr")}, {"application/x-brotli"}},
        {{"zstd"},
         {QStringLiteral(".zst"), QStringLiteral(".tzst"), QStringLiteral(".zstd")},
         {"application/zstd"}},
        {{"compress", "x-compress"},
         {QStringLiteral(".z"), QStringLiteral(".taz")},
         {"application/x-compress"}},
        {{"bzip2", "x-bzip2", "bzip"},
         {QStringLiteral(".bz2"), QStringLiteral(".tbz2"), QStringLiteral(".tbz")},
         {"application/x-bzip2", "application/x-bzip"}},
        {{"xz", "x-xz", "lzma"},
         {QStringLiteral(".xz"), QStringLiteral(".txz"), QStringLiteral(".lzma")},
         {"application/x-xz", "application/x-lzma"}},
    };
    return all;
}

/// Servers that call a .gz file gzip mean the file as it lies there: it was asked for as identity.
bool isFileOfCoding(const RangeRequest &request, const RawResponse &response, const QByteArray &coding)
{
    const QStringList names{request.url.path().toLower(), response.url.path().toLower(),
                            dispositionName(response.contentDisposition).toLower()};
    const QByteArray type = response.contentType.split(';').value(0).trimmed().toLower();
    const auto matches = [&](const CodedFiles &files) {
        return files.types.contains(type) ||
               std::any_of(names.begin(), names.end(), [&](const QString &name) {
                   return std::any_of(files.suffixes.begin(), files.suffixes.end(),
                                      [&](const QString &suffix) { return name.endsWith(suffix); });
               });
    };
    return std::any_of(codedFiles().begin(), codedFiles().end(), [&](const CodedFiles &files) {
        return files.codings.contains(coding) && matches(files);
    });
}

bool isEncoded(const RangeRequest &request, const RawResponse &response)
{
    QList<QByteArray> codings = response.contentEncoding.toLower().split(',');
    for (QByteArray &coding : codings)
        coding = coding.trimmed();
    codings.removeIf([](const QByteArray &coding) { return !isCoding(coding); });
    return codings.size() > 1 || (codings.size() == 1 && !isFileOfCoding(request, response, codings.front()));
}

bool isPage(const RawResponse &response)
{
    const QByteArray type = response.contentType.trimmed().toLower();
    return type.startsWith("text/html") || type.startsWith("application/xhtml");
}

Result<void> checkComplete(const RangeRequest &request, std::optional<qint64> complete)
{
    if (request.completeLength && complete && *complete != *request.completeLength) {
        return failure(
            ErrorKind::LengthContradicts,
            QStringLiteral("complete length %1, known is %2").arg(*complete).arg(*request.completeLength));
    }
    return {};
}

/// What answers a range, and does not tell which bytes it has. Of no use, but the server may send everything.
tl::unexpected<core::Error> oddSlice(const RawResponse &response)
{
    QString detail = QStringLiteral("status %1, Content-Range is \"%2\"")
                         .arg(QString::number(response.status), shown(response.contentRange));
    if (!response.contentLength.isEmpty())
        detail += QStringLiteral(", Content-Length is \"%1\"").arg(shown(response.contentLength));
    return failure(ErrorKind::RangeIgnored, detail);
}

/// The slice that a Content-Range names must begin where we asked.
Result<void> acceptSlice(const RangeRequest &request, const RawResponse &response, const Framing &framing,
                         ResponseHead &head)
{
    const auto named = parseContentRange(response.contentRange);
    if (!named || !named->range || (framing.length && *framing.length != named->range->size()))
        return oddSlice(response);
    if (named->range->first != request.first) {
        return failure(ErrorKind::WrongRange,
                       QStringLiteral("asked for bytes from %1, Content-Range is \"%2\"")
                           .arg(QString::number(request.first), shown(response.contentRange)));
    }
    head.isPartial = !request.isWhole();
    head.last = named->range->last;
    head.completeLength = named->completeLength ? named->completeLength : request.completeLength;
    return checkComplete(request, named->completeLength);
}

Result<void> acceptWhole(const RangeRequest &request, const Framing &framing, ResponseHead &head)
{
    const auto length = framing.length;
    if (auto ok = checkComplete(request, length); !ok)
        return ok;
    if (request.first > 0) {
        return failure(ErrorKind::RangeIgnored,
                       QStringLiteral("status 200 to a range from %1").arg(request.first));
    }
    head.completeLength = length ? length : request.completeLength;
    if (length)
        head.last = *length - 1;
    return {};
}

/// A part that is everything.
bool isWholeRange(const RawResponse &response)
{
    const auto named = parseContentRange(response.contentRange);
    return named && named->range && named->range->first == 0 &&
           named->completeLength == named->range->last + 1;
}

bool isMultipart(const RawResponse &response)
{
    return response.contentType.trimmed().toLower().startsWith("multipart/byteranges");
}

/// What the parts are, each of them says itself.
Result<void> acceptParts(const RangeRequest &request, const RawResponse &response, const Framing &framing,
                         ResponseHead &head)
{
    if (request.further.isEmpty() || response.status != 206)
        return failure(ErrorKind::WrongRange, QStringLiteral("several ranges, one was asked for"));
    const auto boundary = multipartBoundary(response.contentType);
    if (!boundary)
        return failure(ErrorKind::WrongRange,
                       QStringLiteral("several ranges without a boundary: ") + shown(response.contentType));
    head.boundary = *boundary;
    head.bodyLength = framing.length;
    head.completeLength = request.completeLength;
    head.isPartial = true;
    return {};
}

Result<void> acceptBody(const RangeRequest &request, const RawResponse &response, ResponseHead &head)
{
    if (isEncoded(request, response))
        return failure(ErrorKind::EncodedBody,
                       QStringLiteral("Content-Encoding: ") + shown(response.contentEncoding));
    const auto framing = framingOf(response.transferEncoding, response.contentLength);
    if (!framing)
        return core::failure(framing.error());
    if (isMultipart(response))
        return acceptParts(request, response, *framing, head);
    if (response.status != 206 && !request.further.isEmpty())
        return failure(ErrorKind::RangeIgnored,
                       QStringLiteral("status %1 to several ranges").arg(response.status));
    if (response.status == 206 && request.isWhole() && !isWholeRange(response))
        return failure(ErrorKind::WrongRange, QStringLiteral("status 206 to a request without Range"));
    if (response.status == 206 || !response.contentRange.isEmpty())
        return acceptSlice(request, response, *framing, head);
    return acceptWhole(request, *framing, head);
}

} // namespace

bool isAnswer(int status)
{
    return status == 200 || status == 203 || status == 206;
}

QList<core::ByteRange> RangeRequest::ranges() const
{
    QList<core::ByteRange> all{{first, last.value_or(std::numeric_limits<qint64>::max())}};
    return all + further;
}

Result<ResponseHead> acceptResponse(const RangeRequest &request, const RawResponse &response)
{
    if (response.status == 416)
        return judgeUnsatisfied(request, response);
    if (!isAnswer(response.status))
        return refuseStatus(response);
    if (request.refusesPages && isPage(response))
        return failure(ErrorKind::WrongContent, QStringLiteral("a web page instead of the file"));
    ResponseHead head;
    head.status = response.status;
    head.finalUrl = request.url;
    head.etag = response.etag;
    head.lastModified = response.lastModified;
    head.contentType = response.contentType;
    head.dispositionName = dispositionName(response.contentDisposition);
    if (auto ok = acceptBody(request, response, head); !ok)
        return core::failure(ok.error());
    return head;
}

BodyBounds bodyBounds(const RangeRequest &request, const ResponseHead &head)
{
    BodyBounds bounds;
    if (!head.boundary.isEmpty()) {
        bounds.wanted = bounds.readable = head.bodyLength;
        return bounds;
    }
    std::optional<qint64> last = request.last;
    if (head.completeLength)
        last = std::min(last.value_or(std::numeric_limits<qint64>::max()), *head.completeLength - 1);
    if (last)
        bounds.wanted = std::max<qint64>(0, *last - request.first + 1);
    bounds.readable = bounds.wanted;
    if (!head.isPartial && !head.completeLength && !head.last)
        bounds.wanted.reset(); // the whole of it, however long; only so much of that is of interest
    if (head.last) {
        const qint64 announced = *head.last - request.first + 1;
        if (!bounds.wanted)
            bounds.wanted = announced;
        bounds.isLonger = announced > *bounds.wanted;
        bounds.readable = std::min(*bounds.wanted, announced);
    }
    return bounds;
}

} // namespace http
