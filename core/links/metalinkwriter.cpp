#include "core/address.h"
#include "core/hex.h"
#include "core/links/cdnsource.h"
#include "core/links/metalink.h"

#include <QXmlStreamWriter>

namespace links {

namespace {

/// XML has no way to write control characters, and no file name wants them.
QString printable(QString name)
{
    for (QChar &c : name) {
        if (c.unicode() < 0x20 || c == QChar(0x7f))
            c = u'_';
    }
    return name;
}

QString nameFor(const core::Source &source)
{
    const QString name =
        printable(source.name.isEmpty() ? core::nameFromUrl(source.mirrors.first()) : source.name);
    return name.isEmpty() ? QStringLiteral("download") : name;
}

/// The first URL with a fragment for what Metalink has no element for, unless its path says it already.
QString firstUrl(const core::Source &source)
{
    core::Source first;
    first.mirrors = source.mirrors.first(1);
    first.slice = source.slice;
    first.armadillo = source.armadillo;
    const auto implied = sourceFromText(core::toLine(first));
    if (!implied || implied->encodingKey != source.encodingKey)
        first.encodingKey = source.encodingKey;
    return core::toLine(first);
}

void writeFile(QXmlStreamWriter &xml, const core::Source &source)
{
    xml.writeStartElement(QStringLiteral("file"));
    xml.writeAttribute(QStringLiteral("name"), nameFor(source));
    if (source.decodedSize)
        xml.writeTextElement(QStringLiteral("size"), QString::number(*source.decodedSize));
    if (source.contentKey) {
        xml.writeStartElement(QStringLiteral("hash"));
        xml.writeAttribute(QStringLiteral("type"), QStringLiteral("md5"));
        xml.writeCharacters(core::hex(source.contentKey->digest));
        xml.writeEndElement();
    }
    if (source.checksum) {
        xml.writeStartElement(QStringLiteral("hash"));
        xml.writeAttribute(QStringLiteral("type"), core::name(source.checksum->kind));
        xml.writeCharacters(QString::fromLatin1(source.checksum->digest.toHex()));
        xml.writeEndElement();
    }
    for (qsizetype i = 0; i < source.mirrors.size(); ++i) {
        xml.writeStartElement(QStringLiteral("url"));
        xml.writeAttribute(QStringLiteral("priority"), QString::number(i + 1));
        xml.writeCharacters(i == 0 ? firstUrl(source) : core::addressText(source.mirrors[i]));
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

} // namespace

QString toMetalink(const QList<ListEntry> &entries)
{
    QString text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("metalink"));
    xml.writeDefaultNamespace(QStringLiteral("urn:ietf:params:xml:ns:metalink"));
    xml.writeTextElement(QStringLiteral("generator"), QStringLiteral("Sluice"));
    for (const ListEntry &entry : entries) {
        if (!entry.source.mirrors.isEmpty())
            writeFile(xml, entry.source);
    }
    xml.writeEndDocument();
    return text;
}

} // namespace links
