#include "core/links/listtext.h"

#include <QDir>
#include <QStringDecoder>

namespace links {

namespace {

QStringConverter::Encoding encodingOf(const QByteArray &bytes)
{
    if (const auto marked = QStringConverter::encodingForData(bytes))
        return *marked;
    for (const char16_t first : {u'h', u'H', u'#', u'<'}) { // an address, a remark, a Metalink
        const auto known = QStringConverter::encodingForData(bytes, first);
        if (known == QStringConverter::Utf16LE || known == QStringConverter::Utf16BE)
            return *known;
    }
    return QStringConverter::Utf8;
}

} // namespace

QString textFromBytes(const QByteArray &bytes)
{
    QStringDecoder decoder(encodingOf(bytes));
    return decoder(bytes);
}

bool leadsOut(const QString &base, const QString &wanted)
{
    const QString joined = QDir::cleanPath(QDir(base).filePath(wanted));
    const QString root = QDir::cleanPath(base);
    return joined != root && !joined.startsWith(root.endsWith(u'/') ? root : QString(root + u'/'));
}

QString folderFor(const QString &base, const QString &wanted)
{
    if (wanted.isEmpty() || leadsOut(base, wanted))
        return base;
    return QDir::cleanPath(QDir(base).filePath(wanted));
}

} // namespace links
