#include "core/links/cdnsource.h"

#include "core/address.h"

#include <QStringList>

namespace links {

namespace {

using core::ErrorKind;

void addImplied(core::Source &source)
{
    const auto path = impliedPath(source);
    if (!path || path->isIndex || source.slice)
        return;
    if (path->kind == tact::CdnPath::Kind::Data && !source.encodingKey)
        source.encodingKey = blte::EncodingKey{path->hash};
    if (path->kind == tact::CdnPath::Kind::Config && !source.contentKey)
        source.contentKey = blte::ContentKey{path->hash};
}

} // namespace

std::optional<tact::CdnPath> cdnPath(const QUrl &url)
{
    return tact::parseCdnPath(url.path().toStdString());
}

std::optional<tact::CdnPath> impliedPath(const core::Source &source)
{
    for (const QUrl &url : source.mirrors) {
        if (const auto path = cdnPath(url))
            return path;
    }
    return std::nullopt;
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
        return core::failure(url.error());
    if (source.mirrors.isEmpty())
        return core::failure(ErrorKind::SourceNotUnderstood,
                             QStringLiteral("a mirror of nothing: ") + base.left(200));
    QString prefix = core::addressText(*url);
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    const QByteArray target = core::requestTarget(source.mirrors.first());
    const auto mirror = core::addressFromText(prefix + QString::fromLatin1(target).section(u'?', 0, 0));
    if (!mirror)
        return core::failure(mirror.error());
    if (!source.mirrors.contains(mirror->url))
        source.mirrors.append(mirror->url);
    return {};
}

core::Source withMirrors(core::Source source, const QStringList &bases)
{
    if (source.mirrors.isEmpty() || !cdnPath(source.mirrors.first()))
        return source;
    for (const QString &base : bases)
        std::ignore = addMirror(source, base);
    return source;
}

core::Source withLastMirrors(core::Source source, const QStringList &bases)
{
    const qsizetype before = source.mirrors.size();
    source = withMirrors(std::move(source), bases);
    if (source.primaries == 0 && source.mirrors.size() > before)
        source.primaries = before;
    return source;
}

} // namespace links
