#include "core/http/multipart.h"

#include <algorithm>

namespace http {

namespace {

using core::ErrorKind;

bool isBoundaryCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           QByteArrayView("'()+_,-./:=? ").contains(c);
}

/// What a parameter's value is, up to its end: a token, or a quoted string without escapes (no boundary
/// needs one).
QByteArrayView valueAt(QByteArrayView text)
{
    if (text.startsWith('"')) {
        const qsizetype end = text.indexOf('"', 1);
        return end < 0 ? QByteArrayView() : text.sliced(1, end - 1);
    }
    const qsizetype end = text.indexOf(';');
    return (end < 0 ? text : text.first(end)).trimmed();
}

/// The next ';' that is not within quotes.
qsizetype nextParameter(QByteArrayView text)
{
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '"')
            isQuoted = !isQuoted;
        else if (text[i] == ';' && !isQuoted)
            return i;
    }
    return -1;
}

} // namespace

std::optional<QByteArray> multipartBoundary(QByteArrayView contentType)
{
    qsizetype semicolon = nextParameter(contentType);
    if (semicolon < 0 ||
        contentType.first(semicolon).trimmed().compare("multipart/byteranges", Qt::CaseInsensitive) != 0)
        return {};
    while (semicolon >= 0) {
        contentType = contentType.sliced(semicolon + 1).trimmed();
        constexpr QByteArrayView name("boundary=");
        if (contentType.size() >= name.size() &&
            contentType.first(name.size()).compare(name, Qt::CaseInsensitive) == 0) {
            const QByteArrayView value = valueAt(contentType.sliced(name.size()));
            const bool isGood = !value.isEmpty() && value.size() <= 70 && !value.endsWith(' ') &&
                                std::all_of(value.begin(), value.end(), isBoundaryCharacter);
            return isGood ? std::optional(value.toByteArray()) : std::nullopt;
        }
        semicolon = nextParameter(contentType);
    }
    return {};
}

core::Error toError(MultipartFault fault)
{
    switch (fault) {
    case MultipartFault::None:
        break;
    case MultipartFault::PreambleTooLong:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: no boundary where the first part begins")};
    case MultipartFault::DelimiterInvalid:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: something stands behind a boundary")};
    case MultipartFault::HeadTooLong:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: the head of a part is too long")};
    case MultipartFault::HeadInvalid:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: a line in the head of a part is no field")};
    case MultipartFault::RangeMissing:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: a part without Content-Range")};
    case MultipartFault::RangeTwice:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: a part with two Content-Range fields")};
    case MultipartFault::RangeInvalid:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: the Content-Range of a part is no range")};
    case MultipartFault::RangeNotAsked:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: a part that was not asked for")};
    case MultipartFault::LengthContradicts:
        return {ErrorKind::LengthContradicts,
                QStringLiteral("multipart: a part names another complete length")};
    case MultipartFault::EncodedPart:
        return {ErrorKind::EncodedBody, QStringLiteral("multipart: a part has a Content-Encoding")};
    case MultipartFault::TooManyParts:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: more parts than ranges asked for")};
    case MultipartFault::BodyTooShort:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: a part is shorter than its range")};
    case MultipartFault::BodyTooLong:
        return {ErrorKind::WrongRange, QStringLiteral("multipart: a part is longer than its range")};
    case MultipartFault::Truncated:
        return {ErrorKind::ConnectionLost, QStringLiteral("multipart: it ends before its last boundary")};
    }
    return {};
}

} // namespace http
