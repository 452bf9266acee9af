#include "core/links/dropped.h"

#include "core/blte/keylist.h"
#include "core/links/cdnsource.h"
#include "core/links/metalink.h"

#include <QSet>
#include <algorithm>
#include <array>

namespace links {

namespace {

/// What servers take at most; a longer run of characters is no link.
constexpr qsizetype kLongestLink = 8 * 1024;

/// A link in running text ends at a blank or where markup goes on. What addresses should not hold but often
/// do
/// ("{", "|", "^", "`", "\\", and quotes in the middle) is part of it: cut off there, it would be another
/// one.
bool endsLink(QStringView text, qsizetype at)
{
    static const QString kDelimiters = QStringLiteral("<>\u201c\u201d\u00ab\u00bb\u3001\u3002");
    const QChar c = text[at];
    if (c.isSpace() || c.unicode() < 0x20 || c == QChar(0x7f) || kDelimiters.contains(c))
        return true;
    // A closing quote of a sentence or an attribute, not one of ?q="x"&y=2.
    const QChar next = at + 1 < text.size() ? text[at + 1] : QChar(u' ');
    return c == u'"' && (next.isSpace() || QStringView(u".,;:!?)]}>/").contains(next));
}

/// What closes the bracket or quote before the link, so that the link ends there; null: it stands free.
QChar closerBefore(QStringView text, qsizetype at)
{
    static const QString kOpen = QStringLiteral("\"'`([{|");
    static const QString kClose = QStringLiteral("\"'`)]}|");
    const qsizetype known = at > 0 ? kOpen.indexOf(text[at - 1]) : -1;
    return known < 0 ? QChar() : kClose[known];
}

qsizetype endOfLink(QStringView text, qsizetype at)
{
    const QChar closer = closerBefore(text, at);
    const QChar opener = at > 0 ? text[at - 1] : QChar();
    int depth = 0;
    qsizetype end = at;
    for (; end < text.size() && !endsLink(text, end); ++end) {
        if (text[end] == closer && depth-- == 0)
            return end;
        if (text[end] == opener && opener != closer)
            ++depth;
    }
    return end;
}

/// The punctuation of the sentence around it; a closing bracket only when the link did not open it.
QStringView withoutPunctuation(QStringView link)
{
    static const QString kMarks = QStringLiteral(".,;:!?'\"`\u2019\u2026");
    static const QString kOpen = QStringLiteral("([{");
    static const QString kClose = QStringLiteral(")]}");
    std::array<bool, 3> isOpened{};
    for (qsizetype i = 0; i < kOpen.size(); ++i)
        isOpened[static_cast<std::size_t>(i)] = link.contains(kOpen[i]);
    while (!link.isEmpty()) {
        const qsizetype bracket = kClose.indexOf(link.back());
        const bool isLoose = bracket >= 0 && !isOpened[static_cast<std::size_t>(bracket)];
        if (!isLoose && !kMarks.contains(link.back()))
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
            end = endOfLink(text, at);
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

bool hasProductSource(QStringView text)
{
    for (const QStringView line : text.tokenize(u'\n')) {
        if (line.size() <= kLongestProductSource && line.left(kLongestLink).contains(u':') &&
            looksLikeProductSource(keptFromText(line.trimmed()).text))
            return true;
    }
    return false;
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
    return hasLink(text) || hasProductSource(text) ? TextKind::Sources : TextKind::Nothing;
}

SourceList sourcesInText(const QString &text)
{
    if (looksLikeMetalink(text))
        return parseMetalink(text);
    SourceList list = parseSourceList(text);
    if (list.lostSources <= list.entries.size() + list.products.size())
        return list;
    SourceList found = linksIn(text);
    found.products = std::move(list.products);
    for (ListProblem &problem : list.problems) {
        if (!looksLikeProductSource(keptFromText(problem.text).text))
            continue;
        found.lostSources += problem.loss == Loss::Source ? 1 : 0;
        found.problems.append(std::move(problem));
    }
    return found;
}

} // namespace links
