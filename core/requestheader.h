#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QList>

namespace core {

/// A header field (RFC 9110, 5) that requests carry besides those that Sluice sends by itself: a referrer,
/// cookies, a token. Its value may be a secret: it is never shown, printed or logged. A value.
struct RequestHeader
{
    QByteArray name;
    QByteArray value;
    bool operator==(const RequestHeader &) const = default;
};

/// So many at most, together not longer than servers take.
inline constexpr qsizetype kMostRequestHeaders = 50;
inline constexpr qsizetype kLongestRequestHeaders = 16 << 10;

/// "Name: value". SourceNotUnderstood for what is no header, and for those by which a request says what is
/// wanted of whom (Host, Range, Connection and their like): these are Sluice's to write. The detail names the
/// header, never its value.
Result<RequestHeader> requestHeaderFromText(const QString &text);
QString toText(const RequestHeader &header);
/// A line each; empty lines count for nothing.
Result<QList<RequestHeader>> requestHeadersFromText(const QString &text);

/// Names are told apart without case. Null when there is none.
QByteArray headerValue(const QList<RequestHeader> &headers, QByteArrayView name);

} // namespace core
