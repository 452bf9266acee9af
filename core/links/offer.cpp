#include "core/links/offer.h"

#include "core/links/listtext.h"
#include "core/links/productsource.h"
#include "core/source.h"

#include <QUrlQuery>
#include <algorithm>

namespace links {

using namespace Qt::StringLiterals;

namespace {

/// What is longer is a list, and lists are files.
constexpr qsizetype kLongestOffer = 64 * 1024;
constexpr qsizetype kMostSources = 100;

tl::unexpected<core::Error> refusedOffer(const QString &why)
{
    return core::failure(core::ErrorKind::SourceNotUnderstood, why);
}

/// The line that means what `value` names, and nothing beside it.
core::Result<QString> lineOf(const QString &value)
{
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    if (std::any_of(value.begin(), value.end(), isControl))
        return refusedOffer(u"an address holds a control character"_s);
    if (looksLikeProductSource(value)) {
        return productSourceFromText(value).map([](const ProductSource &source) { return toText(source); });
    }
    return sourceFromText(value).map([](const core::Source &source) { return core::toLine(source); });
}

} // namespace

bool looksLikeOffer(const QString &text)
{
    return text.trimmed().startsWith("sluice:"_L1, Qt::CaseInsensitive);
}

core::Result<QStringList> offeredSources(const QString &link)
{
    const QString text = link.trimmed();
    if (text.size() > kLongestOffer)
        return refusedOffer(u"the link is longer than %1 characters"_s.arg(kLongestOffer));
    // "sluice://add?…" and "sluice:add/?…" are what some programs make of it.
    QString command = text.section(u'?', 0, 0).mid(sizeof "sluice:" - 1).toLower();
    command.remove(u'/');
    if (command != "add"_L1)
        return refusedOffer(u"only sluice:add?url=ADDRESS is known"_s);
    QString query = text.section(u'?', 1);
    query.replace(u'+', "%20"_L1);
    QStringList lines;
    for (const auto &[name, value] : QUrlQuery(query).queryItems(QUrl::FullyDecoded)) {
        if (name != "url"_L1)
            return refusedOffer(u"the link says \"%1\", and only \"url\" is known"_s.arg(name.left(40)));
        const auto line = lineOf(value);
        if (!line)
            return tl::unexpected(line.error());
        lines << *line;
    }
    if (lines.isEmpty())
        return refusedOffer(u"the link names nothing to download"_s);
    if (lines.size() > kMostSources)
        return refusedOffer(u"the link names more than %1 downloads"_s.arg(kMostSources));
    return lines;
}

} // namespace links
