#include "core/storage/keptfolder.h"

#include "core/storage/filesystem.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <algorithm>
#include <tuple>

namespace storage {

namespace {

constexpr int kEvery = 1000;

bool isDue(const QString &folder)
{
    static QMutex mutex;
    static QHash<QString, int> calls;
    const QMutexLocker locker(&mutex);
    return calls[folder]++ % kEvery == 0;
}

} // namespace

QStringList toForget(std::vector<KeptFile> files, qsizetype most)
{
    const auto count = static_cast<qsizetype>(files.size());
    if (count <= most)
        return {};
    std::stable_sort(files.begin(), files.end(),
                     [](const KeptFile &a, const KeptFile &b) { return a.written < b.written; });
    QStringList names;
    for (qsizetype i = 0; i < count - most * 3 / 4; ++i)
        names << files[static_cast<std::size_t>(i)].name;
    return names;
}

void tidyKept(const QString &folder, qsizetype most)
{
    // Counting names costs little; asking each for its time does not.
    if (!isDue(folder) || QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Unsorted).size() <= most)
        return;
    std::vector<KeptFile> files;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden); it.hasNext();) {
        it.next();
        files.push_back({it.fileName(), it.fileInfo().lastModified().toMSecsSinceEpoch()});
    }
    for (const QString &name : toForget(std::move(files), most))
        std::ignore = fs::remove(folder + u'/' + name);
}

} // namespace storage
