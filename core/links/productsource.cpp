#include "core/links/productsource.h"

#include "core/hex.h"
#include "core/tact/wowlocale.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>
#include <algorithm>
#include <utility>

namespace links {

using namespace Qt::StringLiterals;

namespace {

using core::ErrorKind;
using core::FileSelection;
using By = FileSelection::By;

constexpr qsizetype kLongestBuild = 64;
constexpr qsizetype kLongestPath = 4096;
/// Paths, numbers or keys that one source names; more of them are a list.
constexpr qsizetype kMostParts = 100'000;

struct Parts
{
    QString product;
    QString build;
    QString options; ///< each behind a ";"
    QString selection;
};

/// Of addresses that people have, none of which is a product.
bool isScheme(const QString &word)
{
    static const QStringList schemes{u"http"_s, u"https"_s,  u"ftp"_s,    u"ftps"_s,
                                     u"sftp"_s, u"magnet"_s, u"mailto"_s, u"javascript"_s,
                                     u"data"_s, u"file"_s,   u"about"_s,  u"blob"_s};
    return schemes.contains(word);
}

std::optional<Parts> taken(const QString &text)
{
    if (text.size() > kLongestProductSource)
        return std::nullopt;
    static const QRegularExpression form(u"^([A-Za-z0-9_]{2,32})(?:@([^:;/\\\\\\s]*))?"
                                         "((?:;[A-Za-z]+=[^:;/\\\\\\s]*)*):(?!//|\\s)(.*)$"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const QString product = match.captured(1).toLower();
    if (isScheme(product) || match.capturedView(4).contains("://"_L1))
        return std::nullopt;
    // "wow@:" names no build, which is told as such.
    const bool hasBuild = match.capturedStart(2) >= 0;
    return Parts{product, hasBuild ? match.captured(2) : QString(), match.captured(3), match.captured(4)};
}

tl::unexpected<core::Error> notUnderstood(const QString &why)
{
    return core::failure(ErrorKind::SourceNotUnderstood, why);
}

QString shown(const QString &text)
{
    return u'"' + text.left(80) + u'"';
}

const QStringList kManifests{u"root"_s, u"tvfs"_s, u"install"_s, u"download"_s};

core::Result<void> readOption(ProductOptions &options, const QString &name, const QString &value)
{
    if (name == "locale"_L1) {
        if (tact::localeBit(value.toStdString()) == 0)
            return notUnderstood(u"locale= wants a name like enUS or deDE, not "_s + shown(value));
        options.locale = value;
    } else if (name == "tags"_L1) {
        options.tags = value;
    } else if (name == "manifest"_L1) {
        const qsizetype number = kManifests.indexOf(value.toLower());
        if (number < 0)
            return notUnderstood(
                u"manifest= wants one of %1, not %2"_s.arg(kManifests.join(u", "_s), shown(value)));
        options.manifest = static_cast<Manifest>(number);
    } else if (name == "cdn"_L1) {
        options.cdnConfig = blte::digestFromHex(value.toStdString());
        if (!options.cdnConfig)
            return notUnderstood(u"cdn= wants the 32 hex digits of a CDN config, not "_s + shown(value));
    } else {
        return notUnderstood(
            u"there is no option %1; there are locale, tags, manifest and cdn"_s.arg(shown(name)));
    }
    return {};
}

core::Result<ProductOptions> readOptions(const QString &text)
{
    ProductOptions options;
    for (const QString &option : text.split(u';', Qt::SkipEmptyParts)) {
        const QString value =
            QString::fromUtf8(QByteArray::fromPercentEncoding(option.section(u'=', 1).toUtf8()));
        if (const auto read = readOption(options, option.section(u'=', 0, 0).toLower(), value); !read)
            return core::failure(read.error());
    }
    return options;
}

QString toText(const ProductOptions &options)
{
    QString text;
    const auto add = [&](QLatin1StringView name, const QString &value) {
        text += u';' % name % u'=' % QString::fromLatin1(QUrl::toPercentEncoding(value, "!,?+()[]&@$'*="));
    };
    if (!options.locale.isEmpty())
        add("locale"_L1, options.locale);
    if (!options.tags.isEmpty())
        add("tags"_L1, options.tags);
    if (options.manifest)
        add("manifest"_L1, kManifests[static_cast<qsizetype>(*options.manifest)]);
    if (options.cdnConfig)
        add("cdn"_L1, core::hex(*options.cdnConfig));
    return text;
}

core::Result<QString> readPath(QString path)
{
    path.replace(u'\\', u'/');
    if (path.size() > kLongestPath)
        return notUnderstood(u"the path is longer than %1 characters"_s.arg(kLongestPath));
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    if (std::any_of(path.begin(), path.end(), isControl))
        return notUnderstood(u"the path holds a control character"_s);
    const auto begin = std::find_if(path.begin(), path.end(), [](QChar c) { return c != u'/'; });
    return path.sliced(begin - path.begin());
}

/// What stands between single "|"; two of them are one of a name's own.
QStringList partsOfPaths(const QString &text)
{
    QStringList parts;
    QString part;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isBar = text[i] == u'|';
        const bool isPair = isBar && i + 1 < text.size() && text[i + 1] == u'|';
        if (isBar && !isPair)
            parts << std::exchange(part, {});
        else
            part += text[i];
        i += isPair ? 1 : 0;
    }
    return parts << part;
}

core::Result<FileSelection> readPaths(const QString &text)
{
    QStringList paths;
    const QStringList parts = partsOfPaths(text);
    for (const QString &part : parts) {
        if (part.isEmpty() && parts.size() > 1)
            continue;
        const auto path = readPath(part);
        if (!path)
            return core::failure(path.error());
        if (path->isEmpty()) // "/": there is nothing that it does not mean
            return FileSelection{};
        paths << *path;
    }
    if (paths.isEmpty())
        return notUnderstood(u"there is no path beside the \"|\""_s);
    if (paths.size() > kMostParts)
        return notUnderstood(u"more than %1 paths; several sources can name them"_s.arg(kMostParts));
    return FileSelection::ofPaths(paths);
}

core::Result<QStringList> partsOf(const QString &list, const QString &what)
{
    const QStringList parts = list.split(u',');
    if (parts.size() > kMostParts)
        return notUnderstood(
            u"more than %1 after %2=; several sources can name them"_s.arg(kMostParts).arg(what));
    return parts;
}

std::optional<quint32> idFrom(const QString &text)
{
    const bool areDigits = !text.isEmpty() && std::all_of(text.begin(), text.end(),
                                                          [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool isNumber = false;
    const quint32 id = areDigits ? text.toUInt(&isNumber) : 0;
    return isNumber ? std::optional(id) : std::nullopt;
}

core::Result<FileSelection> readIds(const QString &list)
{
    const auto parts = partsOf(list, u"fdid"_s);
    if (!parts)
        return core::failure(parts.error());
    FileSelection selection{By::FileDataId, {}, {}, {}};
    for (const QString &part : *parts) {
        const auto first = idFrom(part.section(u'-', 0, 0));
        const auto last = part.contains(u'-') ? idFrom(part.section(u'-', 1)) : first;
        if (!first || !last || *last < *first)
            return notUnderstood(shown(part) + " is no file data id: fdid=1,2,7-9"_L1);
        selection.ids.append({*first, *last});
    }
    return selection;
}

core::Result<FileSelection> readKeys(By by, const QString &list)
{
    const QString name = by == By::ContentKey ? u"ckey"_s : u"ekey"_s;
    const auto parts = partsOf(list, name);
    if (!parts)
        return core::failure(parts.error());
    FileSelection selection{by, {}, {}, {}};
    for (const QString &part : *parts) {
        static const QRegularExpression beginning(u"^[0-9A-Fa-f]{8,31}$"_s);
        const auto key = blte::digestFromHex(part.toStdString());
        if (key ? isShortenedKey(*key) : beginning.match(part).hasMatch())
            return notUnderstood(shown(part) +
                                 " looks like a shortened key; a whole one has 32 hex digits"_L1);
        if (!key)
            return notUnderstood(shown(part) + " is no key: a key has 32 hex digits"_L1);
        selection.keys.append(*key);
    }
    return selection;
}

/// "fdid" of "FDID=1,2"; empty: it is a path.
QString nameOfList(const QString &text)
{
    const QString name = text.left(std::clamp<qsizetype>(text.indexOf(u'='), 0, 5)).toLower();
    return name == "fdid"_L1 || name == "ckey"_L1 || name == "ekey"_L1 ? name : QString();
}

core::Result<FileSelection> readSelection(const QString &text)
{
    const QString name = nameOfList(text);
    const QString list = text.mid(name.size() + 1);
    if (name == "fdid"_L1)
        return readIds(list);
    if (name == "ckey"_L1)
        return readKeys(By::ContentKey, list);
    if (name == "ekey"_L1)
        return readKeys(By::EncodingKey, list);
    return readPaths(text);
}

bool isSpaceAt(const QString &text, qsizetype at)
{
    return at >= 0 && at < text.size() && text[at].isSpace();
}

/// A path so that it is read as one: what begins like something else stands behind a "/".
QString toText(const QString &path)
{
    QString text = path;
    text.replace(u'|', "||"_L1);
    const bool beginsOtherwise = !nameOfList(text).isEmpty() || text.startsWith(u'|') || isSpaceAt(text, 0);
    return beginsOtherwise ? u'/' + text : text;
}

QString toText(const QStringList &paths)
{
    QStringList parts;
    for (const QString &path : paths)
        parts << toText(path);
    const QString text = parts.join(u'|');
    return isSpaceAt(text, text.size() - 1) ? text + u'|' : text;
}

QString toText(const FileSelection &selection)
{
    QStringList parts;
    for (const FileSelection::IdRange &range : selection.ids) {
        const QString first = QString::number(range.first);
        parts << (range.last == range.first ? first : first + u'-' + QString::number(range.last));
    }
    for (const blte::Digest &key : selection.keys)
        parts << core::hex(key);
    switch (selection.by) {
    case By::Everything:
        break;
    case By::Path:
        return toText(QStringList{selection.path});
    case By::Paths:
        return toText(selection.paths);
    case By::FileDataId:
        return "fdid="_L1 + parts.join(u',');
    case By::ContentKey:
        return "ckey="_L1 + parts.join(u',');
    case By::EncodingKey:
        return "ekey="_L1 + parts.join(u',');
    }
    return {};
}

} // namespace

KeptText keptFromText(QStringView line)
{
    constexpr QStringView kMirror = u"mirror ";
    if (!line.startsWith(kMirror, Qt::CaseInsensitive))
        return {Keep::Files, line.toString()};
    return {Keep::Mirror, line.sliced(kMirror.size()).trimmed().toString()};
}

bool looksLikeProductSource(const QString &text)
{
    return taken(text).has_value();
}

core::Result<ProductSource> productSourceFromText(const QString &text)
{
    if (text.size() > kLongestProductSource)
        return notUnderstood(u"it is longer than %1 characters"_s.arg(kLongestProductSource));
    const auto parts = taken(text);
    if (!parts)
        return notUnderstood(shown(text.trimmed()) + " is not PRODUCT:SELECTION"_L1);
    if (!parts->build.isNull() && parts->build.isEmpty())
        return notUnderstood(
            u"no build behind \"@\": a build config's hash, a version, a build number or a region"_s);
    if (parts->build.size() > kLongestBuild)
        return notUnderstood(shown(parts->build) + " is no build: it is too long"_L1);
    const auto options = readOptions(parts->options);
    if (!options)
        return core::failure(options.error());
    auto selection = readSelection(parts->selection);
    if (!selection)
        return core::failure(selection.error());
    return ProductSource{parts->product, parts->build, std::move(*selection), *options};
}

QString toText(const ProductSource &source)
{
    const QString build = source.build.isEmpty() ? QString() : u'@' + source.build;
    return source.product + build + toText(source.options) + u':' + toText(source.selection);
}

QString shownText(const ProductSource &source)
{
    constexpr qsizetype kMostShown = 200;
    const QString text = toText(source);
    return text.size() > kMostShown ? text.left(kMostShown) + u'\u2026' : text;
}

bool isNamingWished(const ProductOptions &options)
{
    return options.manifest || !options.locale.isEmpty() || !options.tags.isEmpty();
}

bool isShortenedKey(const blte::Digest &key)
{
    constexpr std::size_t kMostRealBytes = 10;
    return std::all_of(key.begin() + kMostRealBytes, key.end(), [](std::uint8_t byte) { return byte == 0; });
}

} // namespace links
