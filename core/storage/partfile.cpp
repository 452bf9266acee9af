#include "core/storage/partfile.h"
#include "core/storage/filesystem.h"

#include <QFileInfo>

namespace storage {

QString partPath(const QString &target)
{
    return target + QStringLiteral(".part");
}

QString recordPath(const QString &target)
{
    return target + QStringLiteral(".part.resume");
}

QString spoolPath(const QString &target, quint32 chunk)
{
    return target + QStringLiteral(".part.chunk") + QString::number(chunk);
}

QString folderOf(const QString &path)
{
    return QFileInfo(path).path();
}

core::Result<void> moveToTarget(const QString &target, Existing existing)
{
    return existing == Existing::Overwrite ? fs::renameOver(partPath(target), target)
                                           : fs::renameNew(partPath(target), target);
}

core::Result<void> commitFile(const QString &target, Existing existing)
{
    return moveToTarget(target, existing).and_then([&] { return fs::syncFolder(folderOf(target)); });
}

} // namespace storage
