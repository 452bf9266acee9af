#include "core/storage/freename.h"

#include "core/storage/safename.h"

#include <QStringList>
#include <algorithm>

namespace storage {

namespace {

/// Longer ones are part of the name: "notes.about the weather".
constexpr qsizetype kLongestEnding = 10;

bool isEnding(QStringView text)
{
    const bool isPlain = std::all_of(text.begin(), text.end(),
                                     [](QChar c) { return c.unicode() < 0x80 && c.isLetterOrNumber(); });
    const bool isNumber = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
    return !text.isEmpty() && text.size() <= kLongestEnding && isPlain && !isNumber; // "app-1.2" has none
}

/// Where the ending of a file name begins; its size when there is none.
qsizetype endingOf(const QString &file)
{
    const qsizetype dot = file.lastIndexOf(u'.');
    if (dot <= 0 || !isEnding(QStringView(file).mid(dot + 1)))
        return file.size();
    // What compresses stands behind what packs.
    const qsizetype before = file.lastIndexOf(u'.', dot - 1);
    const bool isPacked =
        before > 0 &&
        QStringView(file).mid(before + 1, dot - before - 1).compare(u"tar", Qt::CaseInsensitive) == 0;
    return isPacked ? before : dot;
}

} // namespace

QString numberedName(const QString &name, int number)
{
    const qsizetype slash = name.lastIndexOf(u'/') + 1;
    const QString file = name.mid(slash);
    const qsizetype end = endingOf(file);
    const QString tail = QStringLiteral(" (%1)").arg(number) + file.mid(end);
    QString stem = file.left(end);
    while (!stem.isEmpty() &&
           (stem.toUtf8().size() + tail.toUtf8().size() > kLongestName || stem.back().isHighSurrogate()))
        stem.chop(1);
    return name.left(slash) + stem + tail;
}

} // namespace storage
