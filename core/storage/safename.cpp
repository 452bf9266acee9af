#include "core/storage/safename.h"

#include <QStringList>
#include <algorithm>

namespace storage {

namespace {

using core::ErrorKind;

/// Linux takes 4096, with the folder in front.
constexpr qsizetype kLongestPath = 3000;

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0);
}

/// Characters that turn the reading direction around make "txt.exe" look like "exe.txt".
bool isDisguise(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069) || u == 0x200e || u == 0x200f ||
           u == 0xfeff;
}

bool isReserved(const QString &segment)
{
    const QString stem = segment.section(u'.', 0, 0).trimmed().toUpper();
    static const QStringList kDevices{
        QStringLiteral("CON"),    QStringLiteral("PRN"),     QStringLiteral("AUX"),   QStringLiteral("NUL"),
        QStringLiteral("CONIN$"), QStringLiteral("CONOUT$"), QStringLiteral("CLOCK$")};
    if (kDevices.contains(stem))
        return true;
    const bool isPort = stem.startsWith(u"COM") || stem.startsWith(u"LPT");
    static const QString kPortNumbers = QStringLiteral("0123456789\u00b9\u00b2\u00b3");
    return isPort && stem.size() == 4 && kPortNumbers.contains(stem.back());
}

/// Cuts the stem and keeps the extension, never in the middle of a character.
QString shortened(const QString &segment)
{
    if (segment.toUtf8().size() <= kLongestName)
        return segment;
    const qsizetype dot = segment.lastIndexOf(u'.');
    QString extension = dot > 0 ? segment.mid(dot) : QString();
    if (extension.toUtf8().size() > 16)
        extension.clear();
    const qsizetype room = kLongestName - extension.toUtf8().size();
    QString stem = segment.left(std::min(room, segment.size() - extension.size()));
    while (stem.toUtf8().size() > room || (!stem.isEmpty() && stem.back().isHighSurrogate()))
        stem.chop(1);
    return stem + extension;
}

QString mended(QString segment)
{
    static const QString kRefusedByWindows = QStringLiteral("<>:\"|?*");
    for (QChar &c : segment) {
        if (kRefusedByWindows.contains(c) || isDisguise(c) || c.isNonCharacter())
            c = u'_';
    }
    if (isReserved(segment))
        segment.prepend(u'_');
    segment = shortened(segment);
    // Windows drops dots and spaces at the end, so two names would become one.
    while (segment.endsWith(u'.') || segment.endsWith(u' '))
        segment.chop(1);
    return segment.isEmpty() ? QStringLiteral("_") : segment;
}

/// ".gz", ".tar.gz", ".001"; none of ".config", which is all name, and of "app-1.2", which is a version.
QString extensionOf(const QString &segment)
{
    const qsizetype dot = segment.lastIndexOf(u'.');
    const QString last = dot > 0 ? segment.mid(dot + 1) : QString();
    const auto isDigit = [](QChar c) { return c.isDigit(); };
    const bool isNumber = std::all_of(last.begin(), last.end(), isDigit);
    if (last.size() > 12 || last.contains(u' ') || (isNumber && last.size() != 3))
        return {};
    const qsizetype tar = dot - 4; // "x.tar.zst"
    const bool isTar = tar > 0 && segment.mid(tar, 4).compare(u".tar", Qt::CaseInsensitive) == 0;
    return segment.mid(isTar ? tar : dot);
}

bool hasDrive(const QString &name)
{
    return name.size() >= 2 && name[1] == u':' && name[0].unicode() < 0x80 && name[0].isLetter();
}

tl::unexpected<core::Error> refused(const char *why, const QString &name)
{
    QString shown = name.left(200);
    for (QChar &c : shown) {
        if (isControl(c) || isDisguise(c))
            c = QChar::ReplacementCharacter;
    }
    return core::failure(ErrorKind::NameRefused, QString::fromLatin1(why) % QStringLiteral(": ") % shown);
}

} // namespace

core::Result<QString> safeName(const QString &name)
{
    if (!name.isValidUtf16() || std::any_of(name.begin(), name.end(), isControl))
        return refused("control characters or broken text in the name", name);
    QString normal = name.normalized(QString::NormalizationForm_C);
    normal.replace(u'\\', u'/');
    if (normal.isEmpty() || normal.startsWith(u'/') || hasDrive(normal))
        return refused("not a relative name", name);
    QStringList segments;
    for (const QString &segment : normal.split(u'/')) {
        const QString bare = segment.trimmed();
        if (bare.isEmpty() || bare == u"." || bare == u"..")
            return refused("the name would leave its folder or names none", name);
        segments << mended(segment);
    }
    const QString safe = segments.join(u'/');
    if (safe.toUtf8().size() > kLongestPath)
        return refused("the name is too long", name);
    return safe;
}

QString nameKey(const QString &path)
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    return path.toCaseFolded();
#else
    return path;
#endif
}

QString numberedName(const QString &name, int n)
{
    const qsizetype start = name.lastIndexOf(u'/') + 1;
    QString stem = name.mid(start);
    QString extension = extensionOf(stem);
    stem.chop(extension.size());
    const QString number = QStringLiteral(" (%1)").arg(n);
    const qsizetype room = kLongestName - number.size() - extension.toUtf8().size();
    while (stem.size() > 1 && (stem.toUtf8().size() > room || stem.back().isHighSurrogate()))
        stem.chop(1);
    return name.left(start) % stem % number % extension;
}

} // namespace storage
