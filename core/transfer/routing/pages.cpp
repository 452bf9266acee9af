#include "core/transfer/routing/pages.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>
#include <array>

namespace transfer {

namespace {

bool contains(const char *words, const QString &word)
{
    return QString::fromLatin1(words).split(u' ').contains(word);
}

/// Kinds of files that are never a web page.
bool isNoPageName(const QString &suffix)
{
    static constexpr auto kKinds =
        "7z aac apk appimage avi bin blte br bz2 cab crx deb dll dmg doc docx epub exe flac flv gif gz img "
        "ipa "
        "iso jar jpeg jpg lz lz4 lzma m4a m4v mkv mov mp3 mp4 mpeg mpg mpq msi msix ods odt ogg ogv opus otf "
        "pak pdf pkg png ppt pptx rar rpm sig so sqlite tar tbz2 tgz tiff torrent ttf txz vhd vmdk wav webm "
        "webp whl wim woff woff2 xls xlsx xpi xz z zip zst";
    return contains(kKinds, suffix);
}

bool isPageName(const QString &suffix)
{
    return contains("html htm xhtml shtml phtml php asp aspx jsp", suffix);
}

QString suffixOf(const QUrl &url)
{
    return QFileInfo(url.path()).suffix().toLower();
}

/// …/{config|data|patch}/…/<32 hex>[.index], filed below its first bytes or not.
bool isObject(const QUrl &url)
{
    static const QRegularExpression form(
        QStringLiteral("/(?:config|configs|data|patch)/(?:[^/]+/)*[0-9a-f]{32}(?:\\.index)?$"),
        QRegularExpression::CaseInsensitiveOption);
    return form.match(url.path()).hasMatch();
}

} // namespace

PagePolicy pagePolicy(const core::Source &source)
{
    const auto all = [&](auto is) {
        return !source.mirrors.isEmpty() && std::all_of(source.mirrors.begin(), source.mirrors.end(), is);
    };
    if (source.encodingKey || source.slice || all(&isObject))
        return PagePolicy::Never;
    if (source.contentKey && !all([](const QUrl &url) { return isPageName(suffixOf(url)); }))
        return PagePolicy::Never;
    return all([](const QUrl &url) { return isNoPageName(suffixOf(url)); }) ? PagePolicy::Suspect
                                                                            : PagePolicy::Welcome;
}

bool refusesPageTypes(const core::Source &source)
{
    return source.encodingKey || source.slice;
}

bool isPageType(const QByteArray &contentType)
{
    const QByteArray type = contentType.trimmed().toLower();
    return type.startsWith("text/html") || type.startsWith("application/xhtml");
}

bool looksLikePage(std::span<const std::uint8_t> bytes)
{
    QByteArray text(reinterpret_cast<const char *>(bytes.data()),
                    static_cast<qsizetype>(std::min<std::size_t>(bytes.size(), 512)));
    if (text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    text = text.trimmed().toLower();
    if (text.isEmpty())
        return false;
    if (text.startsWith("<!--") || (text.startsWith("<?xml") && text.contains("<html")))
        return true;
    static constexpr std::array kBegins{"<!doctype html", "<html",   "<head", "<body",
                                        "<title",         "<script", "<meta"};
    return std::any_of(kBegins.begin(), kBegins.end(), [&](const QByteArray &begin) {
        return text.startsWith(begin) || (text.size() < begin.size() && begin.startsWith(text));
    });
}

} // namespace transfer
