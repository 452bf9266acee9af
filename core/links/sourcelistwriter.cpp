#include "core/hex.h"
#include "core/links/cdnsource.h"
#include "core/links/sourcelist.h"

#include <algorithm>

namespace links {

namespace {

/// An option's value is one line, and blanks around it do not count.
bool canStandOnALine(const QString &value)
{
    const auto isControl = [](QChar c) { return c.unicode() < 0x20; };
    return !value.isEmpty() && value == value.trimmed() &&
           std::none_of(value.begin(), value.end(), isControl);
}

/// What the path of the sources implies when nothing else is said.
core::Source implied(const core::Source &source)
{
    core::Source bare;
    bare.mirrors = source.mirrors;
    bare.slice = source.slice;
    return sourceFromText(core::toLine(bare)).value_or(bare);
}

void writeEntry(QStringList &lines, const ListEntry &entry)
{
    core::Source line = entry.source;
    QStringList options;
    const auto say = [&options](QLatin1String key, const QString &value) {
        options << QString(QLatin1String("  ") + key + QLatin1Char('=') + value);
    };
    const core::Source path = implied(entry.source);
    if (canStandOnALine(line.name))
        say(QLatin1String("out"), std::exchange(line.name, QString()));
    if (canStandOnALine(entry.folder))
        say(QLatin1String("dir"), entry.folder);
    if (line.contentKey && line.contentKey != path.contentKey)
        say(QLatin1String("checksum"), QString(QLatin1String("md5=") + core::hex(line.contentKey->digest)));
    if (line.checksum)
        say(QLatin1String("checksum"), QString(core::name(line.checksum->kind) + u'=' +
                                               QString::fromLatin1(line.checksum->digest.toHex())));
    if (line.encodingKey && line.encodingKey != path.encodingKey)
        say(QLatin1String("ekey"), core::hex(line.encodingKey->digest));
    line.contentKey.reset();
    line.checksum.reset();
    line.encodingKey.reset();
    lines << core::toLine(line) << options;
}

} // namespace

QString toSourceList(const QList<ListEntry> &entries)
{
    QStringList lines;
    for (const ListEntry &entry : entries) {
        if (!entry.source.mirrors.isEmpty())
            writeEntry(lines, entry);
    }
    return lines.isEmpty() ? QString() : QString(lines.join(u'\n') + u'\n');
}

} // namespace links
