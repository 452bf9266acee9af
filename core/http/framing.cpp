#include "core/http/framing.h"

#include "core/http/number.h"

#include <QByteArray>
#include <QList>

namespace http {

namespace {

using core::ErrorKind;

core::Error refusal(const char *field, QByteArrayView value)
{
    return {ErrorKind::UnexpectedStatus,
            QStringLiteral("%1: %2").arg(QLatin1String(field), QString::fromLatin1(value.first(
                                                                   std::min<qsizetype>(value.size(), 200))))};
}

/// True for chunks, false for the body as it is. Once more of the same adds nothing: some servers and what
/// stands before them write the field twice.
core::Result<bool> isChunked(QByteArrayView transferEncoding)
{
    bool result = false;
    for (const QByteArray &part : transferEncoding.toByteArray().split(',')) {
        const QByteArray coding = part.trimmed().toLower();
        if (coding.isEmpty() || (coding == "identity" && !result))
            continue;
        if (coding != "chunked")
            return core::failure(refusal("Transfer-Encoding", transferEncoding));
        result = true;
    }
    return result;
}

/// Content-Length = 1*DIGIT; the same value again is tolerated.
core::Result<qint64> lengthIn(QByteArrayView contentLength)
{
    std::optional<qint64> length;
    for (const QByteArray &part : contentLength.toByteArray().split(',')) {
        const auto value = readNumber(QByteArrayView(part).trimmed());
        if (!value || (length && *length != *value))
            return core::failure(refusal("Content-Length", contentLength));
        length = value;
    }
    return *length;
}

} // namespace

core::Result<Framing> framingOf(QByteArrayView transferEncoding, QByteArrayView contentLength)
{
    const auto chunked = isChunked(transferEncoding);
    if (!chunked)
        return core::failure(chunked.error());
    if (*chunked)
        return Framing{Framing::End::Chunked, {}};
    if (contentLength.isNull())
        return Framing{};
    const auto length = lengthIn(contentLength);
    if (!length)
        return core::failure(length.error());
    return Framing{Framing::End::Length, *length};
}

} // namespace http
