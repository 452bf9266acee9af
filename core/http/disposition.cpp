#include "core/http/disposition.h"

#include <QStringDecoder>
#include <QUrl>
#include <algorithm>

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

QList<Parameter> parametersOf(QByteArrayView text)
{
    QList<Parameter> parameters;
    for (qsizetype next = text.indexOf(';'); next >= 0; next = text.indexOf(';')) {
        text = text.sliced(next + 1).trimmed();
        const qsizetype equals = text.indexOf('=');
        if (equals < 0)
            break;
        const QByteArray name = text.first(equals).trimmed().toByteArray().toLower();
        text = text.sliced(equals + 1).trimmed();
        parameters.append({name, text.startsWith('"') ? takeQuoted(text) : takeToken(text)});
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

/// RFC 8187: charset'language'percent-encoded.
QString fromExtended(const QByteArray &value)
{
    const QList<QByteArray> parts = value.split('\'');
    if (parts.size() != 3)
        return {};
    const QByteArray bytes = QByteArray::fromPercentEncoding(parts[2]);
    if (parts[0].compare("iso-8859-1", Qt::CaseInsensitive) == 0)
        return QString::fromLatin1(bytes);
    return parts[0].compare("utf-8", Qt::CaseInsensitive) == 0 ? QString::fromUtf8(bytes) : QString();
}

QString lastSegment(QString name)
{
    name = name.mid(std::max(name.lastIndexOf(u'/'), name.lastIndexOf(u'\\')) + 1);
    name.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    name = name.trimmed();
    return name == u"." || name == u".." ? QString() : name;
}

} // namespace

QString dispositionName(QByteArrayView value)
{
    QString plain;
    for (const Parameter &p : parametersOf(value)) {
        if (p.name == "filename*") {
            if (const QString name = lastSegment(fromExtended(p.value)); !name.isEmpty())
                return name;
        }
        if (p.name == "filename" && plain.isEmpty())
            plain = lastSegment(fromHeader(p.value));
    }
    return plain;
}

} // namespace http
