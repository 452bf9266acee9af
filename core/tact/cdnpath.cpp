#include "core/tact/cdnpath.h"

#include "core/address.h"

#include <QStringList>

namespace tact {

namespace {

using core::ErrorKind;

std::optional<CdnPath::Kind> kindOf(QStringView segment, QStringView before)
{
    // Product configs lie under tpr/configs/data/: configs, whatever their last folder is called
    // (format.md 2.7).
    if (segment == u"data")
        return before == u"configs" ? CdnPath::Kind::Config : CdnPath::Kind::Data;
    if (segment == u"config")
        return CdnPath::Kind::Config;
    if (segment == u"patch")
        return CdnPath::Kind::Patch;
    return std::nullopt;
}

QString folderName(CdnPath::Kind kind)
{
    switch (kind) {
    case CdnPath::Kind::Config:
        return QStringLiteral("config");
    case CdnPath::Kind::Data:
        return QStringLiteral("data");
    case CdnPath::Kind::Patch:
        break;
    }
    return QStringLiteral("patch");
}

void addImplied(core::Source &source)
{
    const auto path = impliedPath(source);
    if (!path || path->isIndex || source.slice)
        return;
    if (path->kind == CdnPath::Kind::Data && !source.encodingKey)
        source.encodingKey = blte::EncodingKey{path->hash};
    if (path->kind == CdnPath::Kind::Config && !source.contentKey)
        source.contentKey = blte::ContentKey{path->hash};
}

} // namespace

std::optional<CdnPath> parseCdnPath(const QString &urlPath)
{
    const QStringList segments = urlPath.split(u'/');
    const qsizetype n = segments.size();
    if (n < 4)
        return std::nullopt;
    CdnPath path;
    QString hash = segments[n - 1];
    path.isIndex = hash.endsWith(u".index");
    if (path.isIndex)
        hash.chop(6);
    const auto kind = kindOf(segments[n - 4], n > 4 ? QStringView(segments[n - 5]) : QStringView());
    const auto digest = blte::digestFromHex(hash.toStdString());
    if (!kind || !digest)
        return std::nullopt;
    const bool isFiled = segments[n - 3].compare(QStringView(hash).mid(0, 2), Qt::CaseInsensitive) == 0 &&
                         segments[n - 2].compare(QStringView(hash).mid(2, 2), Qt::CaseInsensitive) == 0;
    if (!isFiled)
        return std::nullopt;
    path.kind = *kind;
    path.hash = *digest;
    return path;
}

std::optional<CdnPath> impliedPath(const core::Source &source)
{
    for (const QUrl &url : source.mirrors) {
        if (const auto path = parseCdnPath(url.path()))
            return path;
    }
    return std::nullopt;
}

QString toPath(const CdnPath &path)
{
    const QString hex = QString::fromStdString(blte::toHex(path.hash));
    const QStringList segments{folderName(path.kind), hex.left(2), hex.mid(2, 2),
                               path.isIndex ? QString(hex + QStringLiteral(".index")) : hex};
    return segments.join(u'/');
}

core::Result<core::Source> sourceFromText(const QString &line)
{
    auto source = core::sourceFromLine(line);
    if (source)
        addImplied(*source);
    return source;
}

core::Result<QUrl> mirrorBase(const QString &text)
{
    const auto address = core::addressFromText(text.trimmed().section(u'#', 0, 0).section(u'?', 0, 0));
    if (!address)
        return core::failure(ErrorKind::SourceNotUnderstood,
                             QStringLiteral("a mirror is scheme://host[:port][/prefix], not ") +
                                 text.left(200));
    return address->url;
}

core::Result<void> addMirror(core::Source &source, const QString &base)
{
    const auto url = mirrorBase(base);
    if (!url)
        return tl::unexpected(url.error());
    if (source.mirrors.isEmpty())
        return core::failure(ErrorKind::SourceNotUnderstood,
                             QStringLiteral("a mirror of nothing: ") + base.left(200));
    QString prefix = core::addressText(*url);
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    const QByteArray target = core::requestTarget(source.mirrors.first());
    const auto mirror = core::addressFromText(prefix + QString::fromLatin1(target).section(u'?', 0, 0));
    if (!mirror)
        return tl::unexpected(mirror.error());
    if (!source.mirrors.contains(mirror->url))
        source.mirrors.append(mirror->url);
    return {};
}

core::Source withMirrors(core::Source source, const QStringList &bases)
{
    if (source.mirrors.isEmpty() || !parseCdnPath(source.mirrors.first().path()))
        return source;
    for (const QString &base : bases)
        std::ignore = addMirror(source, base);
    return source;
}

} // namespace tact
