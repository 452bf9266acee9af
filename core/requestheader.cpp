#include "core/requestheader.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

constexpr std::array kReserved{"accept-encoding",
                               "connection",
                               "content-length",
                               "expect",
                               "host",
                               "if-range",
                               "keep-alive",
                               "proxy-authorization",
                               "proxy-connection",
                               "range",
                               "te",
                               "trailer",
                               "transfer-encoding",
                               "upgrade",
                               "x-normalized-target"};

/// A token of RFC 9110, 5.6.2.
bool isName(QByteArrayView name)
{
    constexpr QByteArrayView kMarks("!#$%&'*+-.^_`|~");
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               kMarks.contains(c);
    });
}

/// No end of line, and nothing else that a parser on the way could take for one.
bool isValue(QByteArrayView value)
{
    return std::all_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
    });
}

tl::unexpected<Error> refused(const QString &why)
{
    return failure(ErrorKind::SourceNotUnderstood, why);
}

} // namespace

Result<RequestHeader> requestHeaderFromText(const QString &text)
{
    const qsizetype colon = text.indexOf(u':');
    const QByteArray name = text.left(colon).trimmed().toUtf8();
    if (colon < 1 || !isName(name)) // and do not repeat what may be a secret
        return refused(QStringLiteral("a header is a line like \"Name: value\""));
    const QByteArray lower = name.toLower();
    if (std::find(kReserved.begin(), kReserved.end(), lower) != kReserved.end())
        return refused(
            QStringLiteral("the header %1 is Sluice's own to write").arg(QString::fromLatin1(name)));
    const QByteArray value = text.mid(colon + 1).trimmed().toUtf8();
    if (value.isEmpty() || !isValue(value))
        return refused(
            QStringLiteral("the header %1 has no value that can be sent").arg(QString::fromLatin1(name)));
    if (name.size() + value.size() > kLongestRequestHeaders)
        return refused(QStringLiteral("the header %1 is too long").arg(QString::fromLatin1(name)));
    return RequestHeader{name, value};
}

QString toText(const RequestHeader &header)
{
    return QString::fromLatin1(header.name) + QStringLiteral(": ") + QString::fromUtf8(header.value);
}

Result<QList<RequestHeader>> requestHeadersFromText(const QString &text)
{
    QList<RequestHeader> headers;
    qsizetype length = 0;
    for (const QString &line : text.split(u'\n')) {
        if (line.trimmed().isEmpty())
            continue;
        auto header = requestHeaderFromText(line);
        if (!header)
            return tl::unexpected(header.error());
        length += header->name.size() + header->value.size();
        headers.append(std::move(*header));
        if (headers.size() > kMostRequestHeaders || length > kLongestRequestHeaders)
            return refused(QStringLiteral("more headers than servers take"));
    }
    return headers;
}

QByteArray headerValue(const QList<RequestHeader> &headers, QByteArrayView name)
{
    const auto found = std::find_if(headers.begin(), headers.end(), [name](const RequestHeader &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.end() ? QByteArray() : found->value;
}

} // namespace core
