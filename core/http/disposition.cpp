#include "core/http/disposition.h"

#include <QList>
#include <QRegularExpression>
#include <QStringDecoder>
#include <algorithm>
#include <optional>

namespace http {

namespace {

struct Parameter
{
    QByteArray name; ///< lower case
    QByteArray value;
};

/// Reads `"…"` with its quoted pairs from the start of `text`, and shortens `text` by it.
QByteArray takeQuoted(QByteArrayView &text)
{
    QByteArray value;
    qsizetype i = 1;
    for (; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\' && i + 1 < text.size())
            ++i;
        value += text[i];
    }
    text = text.sliced(std::min(i + 1, text.size()));
    return value;
}

/// Everything up to the next `;`.
QByteArray takeToken(QByteArrayView &text)
{
    const qsizetype semicolon = text.indexOf(';');
    const QByteArrayView token = semicolon < 0 ? text : text.first(semicolon);
    text = text.sliced(token.size());
    return token.trimmed().toByteArray();
}

/// Some servers leave out the type before them, some have words without a value among them.
QList<Parameter> parametersOf(QByteArrayView text)
{
    QList<Parameter> parameters;
    for (text = text.trimmed(); !text.isEmpty(); text = text.trimmed()) {
        const qsizetype semicolon = text.indexOf(';');
        const qsizetype equals = text.indexOf('=');
        if (equals < 0 || (semicolon >= 0 && semicolon < equals)) {
            takeToken(text);
        } else {
            const QByteArray name = text.first(equals).trimmed().toByteArray().toLower();
            text = text.sliced(equals + 1).trimmed();
            parameters.append({name, text.startsWith('"') ? takeQuoted(text) : takeToken(text)});
            takeToken(text); // whatever stands behind a quoted one
        }
        text = text.sliced(std::min<qsizetype>(1, text.size()));
    }
    return parameters;
}

/// Header bytes have no charset; UTF-8 is common, Latin-1 is what the oldest servers send.
QString fromHeader(const QByteArray &bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

QString decodedAs(const QByteArray &charset, const QByteArray &bytes)
{
    if (charset.compare("iso-8859-1", Qt::CaseInsensitive) == 0)
        return QString::fromLatin1(bytes);
    return charset.compare("utf-8", Qt::CaseInsensitive) == 0 ? QString::fromUtf8(bytes) : QString();
}

/// RFC 8187: charset'language'percent-encoded. Some servers leave apostrophes of the name as they are.
QString fromExtended(const QByteArray &value)
{
    const qsizetype first = value.indexOf('\'');
    const qsizetype second = first < 0 ? -1 : value.indexOf('\'', first + 1);
    if (second < 0)
        return {};
    return decodedAs(value.first(first), QByteArray::fromPercentEncoding(value.sliced(second + 1)));
}

/// RFC 2231: filename*0="a"; filename*1*=%20b … in any order; empty when the first is missing.
QString fromPieces(const QList<Parameter> &parameters)
{
    const auto valueOf = [&](const QByteArray &name) -> std::optional<QByteArray> {
        const auto found = std::find_if(parameters.begin(), parameters.end(),
                                        [&](const Parameter &p) { return p.name == name; });
        return found == parameters.end() ? std::nullopt : std::optional(found->value);
    };
    QByteArray bytes;
    QByteArray charset;
    for (int i = 0; i <= parameters.size(); ++i) {
        const QByteArray name = "filename*" + QByteArray::number(i);
        auto extended = valueOf(name + '*');
        const auto plain = valueOf(name);
        if (!extended && !plain)
            break;
        if (extended && i == 0) {
            charset = extended->left(extended->indexOf('\''));
            extended = extended->sliced(extended->indexOf('\'', charset.size() + 1) + 1);
        }
        bytes += extended ? QByteArray::fromPercentEncoding(*extended) : *plain;
    }
    return charset.isEmpty() ? fromHeader(bytes) : decodedAs(charset, bytes);
}

QByteArray fromQuotedPrintable(QByteArray text)
{
    text.replace('_', ' ');
    return QByteArray::fromPercentEncoding(text, '=');
}

/// RFC 2047, which is for mail, but some servers use it: "=?UTF-8?B?…?=", several of them one after another.
QString fromEncodedWords(const QString &text)
{
    static const QRegularExpression word(
        QStringLiteral("=\\?([A-Za-z0-9-]+)\\?([BbQq])\\?([^?]*)\\?=(\\s+(?==\\?))?"));
    QString result;
    qsizetype end = 0;
    for (auto matches = word.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QByteArray data = match.captured(3).toLatin1();
        const bool isBase64 = match.captured(2).toUpper() == u"B";
        const QString decoded =
            decodedAs(match.captured(1).toLatin1(),
                      isBase64 ? QByteArray::fromBase64(data) : fromQuotedPrintable(data));
        if (decoded.isEmpty())
            return text;
        result += text.mid(end, match.capturedStart() - end) + decoded;
        end = match.capturedEnd();
    }
    return result + text.mid(end);
}

/// "%E4%BD%A0.bin" where it should not be encoded, as Chromium reads it: when all of it is UTF-8 then.
QString fromPercents(const QString &text)
{
    static const QRegularExpression loose(QStringLiteral("%(?![0-9A-Fa-f]{2})"));
    if (!text.contains(u'%') || text.contains(loose))
        return text;
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString decoded = utf8(QByteArray::fromPercentEncoding(text.toUtf8()));
    return utf8.hasError() ? text : decoded;
}

} // namespace

QString nameFromServer(QString name)
{
    name = name.mid(std::max(name.lastIndexOf(u'/'), name.lastIndexOf(u'\\')) + 1);
    name.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    name = name.trimmed();
    qsizetype dots = 0;
    while (dots < name.size() && name[dots] == u'.')
        name[dots++] = u'_';
    return dots == name.size() ? QString() : name;
}

QString dispositionName(QByteArrayView value)
{
    const QList<Parameter> parameters = parametersOf(value);
    QString plain;
    for (const Parameter &p : parameters) {
        if (p.name == "filename*") {
            if (const QString name = nameFromServer(fromExtended(p.value)); !name.isEmpty())
                return name;
        }
        if (p.name == "filename" && plain.isEmpty())
            plain = nameFromServer(fromPercents(fromEncodedWords(fromHeader(p.value))));
    }
    return plain.isEmpty() ? nameFromServer(fromPieces(parameters)) : plain;
}

} // namespace http
