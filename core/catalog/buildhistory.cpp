#include "core/catalog/buildhistory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;

/// For another process that remembers something, in milliseconds.
constexpr int kLockWait = 5000;

} // namespace

BuildHistory::BuildHistory(QString path)
    : m_path(std::move(path))
{
}

core::Result<QList<BuildRecord>> BuildHistory::builds() const
{
    QFile file(m_path);
    if (!file.exists())
        return QList<BuildRecord>();
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(ErrorKind::ReadFailed, m_path + QStringLiteral(": ") + file.errorString());
    return buildsFromText(file.readAll());
}

core::Result<QList<BuildRecord>> BuildHistory::remember(const QString &product,
                                                        const tact::VersionTable &table)
{
    return change([&](const QList<BuildRecord> &known) {
        return merged(known, product, table, QDateTime::currentDateTimeUtc());
    });
}

core::Result<QList<BuildRecord>> BuildHistory::remember(const std::vector<tact::InstalledBuild> &installed)
{
    return change([&](const QList<BuildRecord> &known) {
        return withInstalled(known, installed, QDateTime::currentDateTimeUtc());
    });
}

core::Result<QList<BuildRecord>> BuildHistory::change(const Change &change)
{
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return core::failure(ErrorKind::WriteFailed, m_path + QStringLiteral(": its folder cannot be made"));
    QLockFile lock(m_path + QStringLiteral(".lock"));
    if (!lock.tryLock(kLockWait))
        return core::failure(ErrorKind::WriteFailed,
                             m_path + QStringLiteral(": another program has it locked"));
    const auto known = builds();
    if (!known)
        return known;
    const auto all = change(*known);
    QSaveFile file(m_path);
    const QByteArray text = toText(all);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return core::failure(ErrorKind::WriteFailed, m_path + QStringLiteral(": ") + file.errorString());
    return all;
}

} // namespace catalog
