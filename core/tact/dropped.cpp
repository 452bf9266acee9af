#include "core/tact/dropped.h"

#include "core/blte/keylist.h"
#include "core/tact/cdnpath.h"
#include "core/tact/metalink.h"

#include <QSet>
#include <algorithm>

namespace tact {

namespace {

/// What servers take at most; a longer run of characters is no link.
constexpr qsizetype kLongestLink = 8 * 1024;

bool endsLink(QChar c)
{
    static const QString kDelimiters = QStringLiteral("<>\"`|^{}\\\u201c\u201d\u00ab\u00bb\u3001\u3002");
    return c.isSpace() || c.unicode() < 0x20 || c == QChar(0x7f) || kDelimiters.contains(c);
}

/// The punctuation of the sentence around it; a closing bracket only when the link did not open it.
QStringView withoutPunctuation(QStringView link)
{
    static const QString kMarks = QStringLiteral(".,;:!?'\u2019\u2026");
    const bool opensRound = link.contains(u'(');
    const bool opensSquare = link.contains(u'[');
    while (!link.isEmpty()) {
        const QChar last = link.back();
        const bool isMark = kMarks.contains(last);
        const bool isBracket = (last == u')' && !opensRound) || (last == u']' && !opensSquare);
        if (!isMark && !isBracket)
            break;
        link.chop(1);
    }
    return link;
}

bool startsLink(QStringView text, qsizetype at)
{
    const QStringView here = text.mid(at, 8);
    if (!here.startsWith(u"http://", Qt::CaseInsensitive) &&
        !here.startsWith(u"https://", Qt::CaseInsensitive))
        return false;
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

/// Walks over all links of a text once, from left to right.
template <typename Found>
void forEachLink(QStringView text, Found found)
{
    qsizetype at = text.indexOf(u"http", 0, Qt::CaseInsensitive);
    while (at >= 0) {
        qsizetype end = at + 4;
        if (startsLink(text, at)) {
            const auto *stop = std::find_if(text.begin() + at, text.end(), endsLink);
            end = stop - text.begin();
            if (end - at <= kLongestLink && !found(at, withoutPunctuation(text.mid(at, end - at))))
                return;
        }
        at = text.indexOf(u"http", end, Qt::CaseInsensitive);
    }
}

bool hasLink(const QString &text)
{
    bool any = false;
    forEachLink(text, [&](qsizetype, QStringView link) {
        any = core::sourceFromLine(link.toString()).has_value();
        return !any;
    });
    return any;
}

SourceList linksIn(const QString &text)
{
    SourceList list;
    QSet<QStringView> seen; // a page names a link twice: as its address and as its text
    int line = 1;
    qsizetype counted = 0;
    forEachLink(text, [&](qsizetype at, QStringView link) {
        line += int(QStringView(text).mid(counted, at - counted).count(u'\n'));
        counted = at;
        if (seen.contains(link))
            return true;
        seen.insert(link);
        if (auto source = sourceFromText(link.toString()))
            list.entries.append(ListEntry{std::move(*source), QString(), line});
        return true;
    });
    return list;
}

} // namespace

TextKind classify(const QString &text)
{
    if (looksLikeMetalink(text))
        return TextKind::Sources;
    if (blte::looksLikeKeyList(text.toStdString()))
        return TextKind::Keys;
    return hasLink(text) ? TextKind::Sources : TextKind::Nothing;
}

SourceList sourcesInText(const QString &text)
{
    if (looksLikeMetalink(text))
        return parseMetalink(text);
    SourceList list = parseSourceList(text);
    // An option that is not known says nothing against its being a list.
    const auto foreign = std::count_if(list.problems.begin(), list.problems.end(), [](const ListProblem &p) {
        return p.error.kind == core::ErrorKind::SourceNotUnderstood;
    });
    return foreign + list.moreProblems > list.entries.size() ? linksIn(text) : list;
}

} // namespace tact
