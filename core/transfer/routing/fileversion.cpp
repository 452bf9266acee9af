#include "core/transfer/routing/fileversion.h"

#include "core/http/retryafter.h"

#include <QByteArrayList>
#include <QDateTime>

namespace transfer {

namespace {

/// One opaque tag in quotes that is not empty: some servers send "" for every file, and of several tags
/// nobody knows which one counts.
bool isStrong(const QByteArray &etag)
{
    return etag.size() > 2 && etag.startsWith('"') && etag.endsWith('"') && etag.count('"') == 2;
}

/// A time when there was HTTP. What is no date, and the epochs that packers and servers fill in, stay the
/// same when the file changes.
bool isDated(const QByteArray &lastModified)
{
    const QDateTime date = http::parseHttpDate(lastModified, QDateTime::currentDateTimeUtc());
    return date.isValid() && date.date().year() >= 1990;
}

QString placeOf(const QUrl &url)
{
    return url.port() < 0 ? url.host() : url.host() + u':' + QString::number(url.port());
}

constexpr qsizetype kVersionParts = 4;

FileVersion versionFrom(const QByteArrayList &parts)
{
    return {QString::fromUtf8(parts[0]), parts[1], parts[2]};
}

} // namespace

FileVersion versionOf(const http::ResponseHead &head)
{
    return {placeOf(head.finalUrl), head.etag.trimmed(), head.lastModified.trimmed()};
}

bool isKnownAnywhere(const FileVersion &version)
{
    return isStrong(version.etag) && isDated(version.lastModified);
}

Likeness likenessOf(const FileVersion &a, const FileVersion &b)
{
    const bool isEqual = a.etag == b.etag && a.lastModified == b.lastModified;
    if (a.place != b.place)
        return isEqual && isKnownAnywhere(a) ? Likeness::Same : Likeness::Unproven;
    if (!isEqual)
        return Likeness::Other;
    return isStrong(a.etag) || isDated(a.lastModified) ? Likeness::Same : Likeness::Unproven;
}

bool isProvable(const FileVersion &version)
{
    return likenessOf(version, version) == Likeness::Same;
}

bool needsVersion(const blte::ChunkTable &table, const core::Source &source)
{
    return !source.contentKey && table.size() > 0 && !table[0].hasMd5;
}

QString shown(const FileVersion &version)
{
    QStringList words;
    for (const QByteArray &validator : {version.etag, version.lastModified}) {
        if (!validator.isEmpty())
            words << QString::fromLatin1(validator.left(100));
    }
    const QString what = words.isEmpty() ? QStringLiteral("no ETag or Last-Modified") : words.join(u", ");
    return what % QStringLiteral(" at ") % version.place;
}

QByteArray versionText(const FileVersion &version, std::optional<qint64> completeLength)
{
    if (version.etag.isEmpty() && version.lastModified.isEmpty())
        return {};
    const QByteArray length = completeLength ? QByteArray::number(*completeLength) : QByteArray();
    return QByteArrayList{version.place.toUtf8(), version.etag, version.lastModified, length}.join('\n');
}

Sameness isStill(const QByteArray &then, const QByteArray &now)
{
    const QByteArrayList before = then.split('\n');
    const QByteArrayList after = now.split('\n');
    if (before.size() != kVersionParts)
        return Sameness::Unknown;
    if (after.size() != kVersionParts || before.back() != after.back())
        return Sameness::Other;
    switch (likenessOf(versionFrom(before), versionFrom(after))) {
    case Likeness::Same:
        return Sameness::Same;
    case Likeness::Other:
        return Sameness::Other;
    case Likeness::Unproven:
        break;
    }
    return Sameness::Unknown;
}

std::optional<FileVersion> OneVersion::wanted() const
{
    return m_lead ? std::optional(m_lead->version) : std::nullopt;
}

} // namespace transfer
