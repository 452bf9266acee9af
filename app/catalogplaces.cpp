#include "app/catalogplaces.h"

#include "app/text.h"
#include "ui/preferences.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace app {

using namespace Qt::StringLiterals;

namespace {

/// Holds the path of the listfile.
QString listfileNotePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/listfile.txt"_L1;
}

} // namespace

QString objectCacheFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + "/objects"_L1;
}

qint64 objectCacheLimit()
{
    return ui::cacheLimitIn(settingsPath());
}

QString settingsPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + "/sluice.ini"_L1;
}

QString buildHistoryPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/builds.jsonl"_L1;
}

Usage<QString> rememberedListfile()
{
    QFile note(listfileNotePath());
    const QString path =
        note.open(QIODevice::ReadOnly) ? QString::fromUtf8(note.readAll()).trimmed() : QString();
    if (path.isEmpty() || QFileInfo(path).isReadable())
        return path;
    return badUsage(
        u"the listfile %1 that was remembered cannot be read and does not count"_s.arg(printable(path)));
}

bool mayLackListfile(const links::ProductSource &source, const core::Error &error)
{
    using By = core::FileSelection::By;
    const bool isByName = source.selection.by == By::Path || source.selection.by == By::Paths;
    return error.kind == core::ErrorKind::NotInBuild && isByName && source.product.startsWith("wow"_L1);
}

Usage<void> rememberListfile(const QString &path)
{
    QSaveFile note(listfileNotePath());
    const QByteArray text = path.toUtf8() + '\n';
    if (!QDir().mkpath(QFileInfo(note.fileName()).path()) || !note.open(QIODevice::WriteOnly) ||
        note.write(text) != text.size() || !note.commit())
        return badUsage(u"%1 cannot be written"_s.arg(printable(note.fileName())));
    return {};
}

catalog::NamingWish namingWish(const links::ProductOptions &options)
{
    catalog::NamingWish wish;
    if (options.manifest)
        wish.manifest = static_cast<catalog::NamingManifest>(*options.manifest);
    wish.locale = options.locale;
    if (!options.tags.isEmpty())
        wish.tags = tact::parseTagQuery(options.tags.toStdString());
    return wish;
}

} // namespace app
