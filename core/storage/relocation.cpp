#include "core/storage/relocation.h"

#include "core/storage/file.h"
#include "core/storage/filesystem.h"
#include "core/storage/journalfile.h"
#include "core/storage/partpaths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QList>
#include <utility>

namespace storage {

namespace {

using core::ErrorKind;
using Move = std::pair<QString, QString>; ///< from, to

/// What lies there of it.
QList<Move> movesOf(const QString &from, const QString &to, TargetFile file)
{
    QList<Move> moves;
    const auto add = [&moves](const QString &old, const QString &now) {
        if (QFileInfo::exists(old))
            moves.append({old, now});
    };
    const QString fresh = freshPartPath(from);
    const QFileInfo info(fresh);
    for (const QString &name : info.dir().entryList({info.fileName() + QStringLiteral(".*")}, QDir::Files))
        add(info.path() + u'/' + name, freshPartPath(to) + name.mid(info.fileName().size()));
    add(fresh, freshPartPath(to));
    if (JournalFile::isJournal(recordPath(from))) {
        add(partPath(from), partPath(to));
        add(recordPath(from), recordPath(to));
    }
    if (file == TargetFile::IsFinished)
        add(from, to);
    return moves;
}

core::Result<void> copy(const QString &from, const QString &to)
{
    QFile file(from);
    if (!file.copy(to)) {
        const auto kind =
            file.error() == QFileDevice::ReadError ? ErrorKind::ReadFailed : ErrorKind::WriteFailed;
        return core::failure(kind, to + QStringLiteral(": ") + file.errorString());
    }
    return fs::File::open(to, fs::File::Mode::ReadWriteCreate).and_then([](const fs::File &made) {
        return made.syncData();
    });
}

core::Result<void> renameAll(const QList<Move> &moves)
{
    for (qsizetype i = 0; i < moves.size(); ++i) {
        auto ok = fs::renameNew(moves[i].first, moves[i].second);
        if (ok)
            continue;
        while (--i >= 0)
            std::ignore = fs::renameNew(moves[i].second, moves[i].first);
        return ok;
    }
    return {};
}

core::Result<void> copyAll(const QList<Move> &moves)
{
    for (qsizetype i = 0; i < moves.size(); ++i) {
        auto ok = copy(moves[i].first, moves[i].second);
        if (ok)
            continue;
        for (; i >= 0; --i)
            std::ignore = fs::remove(moves[i].second);
        return ok;
    }
    return {};
}

core::Result<void> removeAll(const QList<Move> &moves)
{
    for (const Move &move : moves) {
        if (auto ok = fs::remove(move.first); !ok)
            return ok;
    }
    return {};
}

core::Result<bool> areOnOneVolume(const QString &a, const QString &b)
{
    return fs::volumeOf(a).and_then([&](quint64 first) {
        return fs::volumeOf(b).map([first](quint64 second) { return first == second; });
    });
}

} // namespace

core::Result<void> relocate(const QString &from, const QString &to, TargetFile file)
{
    const QString folder = folderOf(to);
    if (!QDir().mkpath(folder))
        return core::failure(
            QFileInfo::exists(folder) ? ErrorKind::FolderMissing : ErrorKind::PermissionDenied, folder);
    const QList<Move> moves = movesOf(from, to, file);
    if (moves.isEmpty())
        return {};
    if (!isNameFree(to))
        return core::failure(ErrorKind::TargetExists, to);
    const auto isNear = areOnOneVolume(folderOf(from), folder);
    if (!isNear)
        return core::failure(isNear.error());
    auto moved = *isNear ? renameAll(moves) : copyAll(moves);
    return std::move(moved).and_then([&] { return fs::syncFolder(folder); }).and_then([&] {
        return *isNear ? fs::syncFolder(folderOf(from)) : removeAll(moves);
    });
}

} // namespace storage
