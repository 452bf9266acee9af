#include "ui/intake/clipboardlinks.h"

#include "core/links/cdnsource.h"
#include "ui/preferences.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <algorithm>

namespace ui {

namespace {

/// More than that is a list, which is opened or pasted on purpose.
constexpr qsizetype kMostLinks = 1'000;
constexpr qsizetype kLongestText = 256 << 10;

bool isPage(const core::Source &source)
{
    static const QStringList pages{QStringLiteral("htm"), QStringLiteral("html"), QStringLiteral("xhtml"),
                                   QStringLiteral("php"), QStringLiteral("asp"),  QStringLiteral("aspx"),
                                   QStringLiteral("jsp"), QStringLiteral("md"),   QStringLiteral("cgi")};
    const QString name = core::nameFromUrl(source.mirrors.first());
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString type = dot > 0 ? name.mid(dot + 1).toLower() : QString();
    const bool isType = !type.isEmpty() && type.size() <= 8 &&
                        std::all_of(type.begin(), type.end(), [](QChar c) { return c.isLetterOrNumber(); });
    return !isType || pages.contains(type);
}

} // namespace

QStringList linksIn(const QString &text)
{
    if (text.size() > kLongestText)
        return {};
    QStringList links;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        const QString link = line.trimmed();
        if (link.isEmpty())
            continue;
        const bool isAddress = link.startsWith(QStringLiteral("http://"), Qt::CaseInsensitive) ||
                               link.startsWith(QStringLiteral("https://"), Qt::CaseInsensitive);
        if (!isAddress || link.contains(QLatin1Char(' ')) || links.size() >= kMostLinks)
            return {};
        links << link;
    }
    return links;
}

QStringList linksToFiles(const QStringList &links)
{
    QStringList files;
    for (const QString &link : links) {
        const auto source = links::sourceFromText(link);
        if (source && (source->encodingKey || source->contentKey || source->slice || !isPage(*source)))
            files << link;
    }
    return files;
}

ClipboardWatch::ClipboardWatch(const Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_preferences(preferences)
{
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &ClipboardWatch::look);
}

void ClipboardWatch::look()
{
    const QClipboard *clipboard = QGuiApplication::clipboard();
    if (!m_preferences.desktop().watchesClipboard || clipboard->ownsClipboard())
        return;
    const QString text = clipboard->text();
    if (text == m_last)
        return;
    m_last = text;
    if (const QStringList links = linksToFiles(linksIn(text)); !links.isEmpty())
        Q_EMIT linksCopied(links);
}

} // namespace ui
