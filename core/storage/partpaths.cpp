#include "core/storage/partpaths.h"
#include "core/storage/filesystem.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QtEndian>

namespace storage {

QString partPath(const QString &target)
{
    return target + QStringLiteral(".part");
}

QString recordPath(const QString &target)
{
    return target + QStringLiteral(".part.resume");
}

QString freshPartPath(const QString &target)
{
    constexpr quint64 kTags = 36ull * 36 * 36 * 36 * 36;
    const QByteArray name = QByteArrayLiteral("Sluice's part of ") + QFileInfo(target).fileName().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Md5);
    const auto number = qFromBigEndian<quint64>(hash.constData());
    return partPath(target) + u'.' + QString::number(number % kTags, 36).rightJustified(5, u'0');
}

QString spoolPath(const QString &target, quint32 chunk)
{
    return freshPartPath(target) + u'.' + QString::number(chunk);
}

QString folderOf(const QString &path)
{
    return QFileInfo(path).path();
}

QStringList sharedNames(const QString &target)
{
    const QString record = recordPath(target);
    return {partPath(target), record, record + QStringLiteral(".new"), record + QStringLiteral(".bad")};
}

QStringList targetsBeside(const QString &name)
{
    QStringList targets;
    for (const QString &ending : sharedNames({})) {
        const QString target = name.left(name.size() - ending.size());
        if (name.endsWith(ending) && !target.isEmpty() && !target.endsWith(u'/'))
            targets << target;
    }
    return targets;
}

bool isNameFree(const QString &target)
{
    const auto isThere = [](const QString &path) {
        const QFileInfo info(path);
        return info.exists() || info.isSymLink();
    };
    return !isThere(target) && !isThere(partPath(target)) && !isThere(recordPath(target)) &&
           !isThere(freshPartPath(target));
}

core::Result<void> moveToTarget(const QString &part, const QString &target, core::WhenExists whenExists)
{
    return whenExists == core::WhenExists::Overwrite ? fs::renameOver(part, target)
                                                     : fs::renameNew(part, target);
}

} // namespace storage
