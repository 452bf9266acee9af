#include "core/storage/finishedsets.h"

#include "core/storage/filesystem.h"
#include "core/storage/setrecords.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>
#include <vector>

namespace storage {

namespace {

using namespace setrecords;

/// The plan last: without it, the others are nothing.
QStringList recordsIn(const QString &work)
{
    QStringList names;
    for (const QString &name : QDir(work).entryList(QDir::Files | QDir::Hidden)) {
        if (isName(name) && !name.contains(u'.') && name != QLatin1String("doubted"))
            names << name;
    }
    std::stable_partition(names.begin(), names.end(),
                          [](const QString &name) { return name != QLatin1String("plan"); });
    return names;
}

/// Within a volume they are renamed, across volumes copied.
bool moveRecords(const QString &from, const QString &to)
{
    const QStringList names = recordsIn(from);
    return std::all_of(names.begin(), names.end(), [&](const QString &name) {
        const QString place = to + u'/' + name;
        return fs::remove(place) && QFile::rename(from + u'/' + name, place);
    });
}

qint64 bytesIn(const QString &work)
{
    qint64 bytes = 0;
    for (const QFileInfo &file : QDir(work).entryInfoList(QDir::Files | QDir::Hidden))
        bytes += file.size();
    return bytes;
}

} // namespace

FinishedSets FinishedSets::own()
{
    return FinishedSets(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
                        QStringLiteral("/sets"));
}

QString FinishedSets::workOf(const QString &target) const
{
    const QString path = QDir::cleanPath(QFileInfo(target).absoluteFilePath());
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex();
    return m_folder + u'/' + QString::fromLatin1(hash);
}

void FinishedSets::keep(const QString &target, const QString &work) const
{
    forget(target);
    const QString place = workOf(target);
    if (!fs::makePrivateFolder(place) || !moveRecords(work, place))
        return forget(target);
    makeRoom(place);
}

core::Result<void> FinishedSets::giveBack(const QString &target, const QString &work) const
{
    const QString place = workOf(target);
    if (!QFileInfo::exists(planPath(place)))
        return core::failure(core::ErrorKind::RecordUnreadable,
                             target + QStringLiteral(": the list of its files is not kept any more"));
    if (auto ok = fs::makePrivateFolder(work); !ok)
        return ok;
    if (!moveRecords(place, work))
        return core::failure(core::ErrorKind::WriteFailed, work);
    forget(target);
    return fs::syncFolder(work);
}

void FinishedSets::forget(const QString &target) const
{
    QDir(workOf(target)).removeRecursively();
}

void FinishedSets::makeRoom(const QString &newest) const
{
    struct Kept
    {
        QString path;
        qint64 bytes;
        QDateTime written;
    };
    std::vector<Kept> all;
    qint64 bytes = 0;
    for (const QFileInfo &set : QDir(m_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        all.push_back({set.filePath(), bytesIn(set.filePath()), set.lastModified()});
        bytes += all.back().bytes;
    }
    std::sort(all.begin(), all.end(), [](const Kept &a, const Kept &b) { return a.written < b.written; });
    for (const Kept &set : all) {
        if (bytes <= m_mostBytes)
            return;
        if (set.path == newest)
            continue;
        QDir(set.path).removeRecursively();
        bytes -= set.bytes;
    }
}

} // namespace storage
