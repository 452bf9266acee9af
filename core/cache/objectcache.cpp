#include "core/cache/objectcache.h"

#include "core/cache/eviction.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLockFile>
#include <QMutexLocker>
#include <QSaveFile>
#include <atomic>
#include <filesystem>
#include <system_error>
#include <utility>

namespace cache {

namespace {

using core::ErrorKind;

/// What a killed process left half-written goes when it is this old, in seconds.
constexpr qint64 kStaleWrite = 3600;
/// Between two marks of the last use of an entry, in seconds: a disk write each.
constexpr qint64 kUseGrain = 60;
/// How long another process is waited for, in milliseconds, which only ever works for some of these.
constexpr int kLockWait = 2000;

const QStringList &entryFolders()
{
    static const QStringList names{QStringLiteral("config"),  QStringLiteral("index"),
                                   QStringLiteral("merged"),  QStringLiteral("encoded"),
                                   QStringLiteral("decoded"), QStringLiteral("service")};
    return names;
}

std::filesystem::path nativePath(const QString &path)
{
    return QFileInfo(path).filesystemAbsoluteFilePath();
}

/// Calls `take(relative path, file)` for every entry's file.
template <typename Take>
void forEachEntry(const QString &folder, Take take)
{
    for (const QString &kind : entryFolders()) {
        QDirIterator files(folder + u'/' + kind, QDir::Files | QDir::NoSymLinks,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            take(path.mid(folder.size() + 1), files.fileInfo());
        }
    }
}

void markUsed(const QString &path)
{
    std::error_code error;
    const auto now = std::filesystem::file_time_type::clock::now();
    const auto file = nativePath(path);
    const auto last = std::filesystem::last_write_time(file, error);
    if (!error && now - last >= std::chrono::seconds(kUseGrain))
        std::filesystem::last_write_time(file, now, error);
}

core::Error writeError(const QString &path, const QString &why)
{
    return {ErrorKind::WriteFailed, QStringLiteral("the cache cannot keep %1: %2").arg(path, why)};
}

} // namespace

ObjectCache::ObjectCache(const QString &folder, qint64 limit)
    : m_folder(QDir::cleanPath(folder))
    , m_limit(limit)
{
}

ObjectCache::~ObjectCache()
{
    saveFigures();
}

QString ObjectCache::pathOf(const EntryKey &key) const
{
    return m_folder + u'/' + relativePath(key);
}

ObjectCache::Lookup ObjectCache::read(const EntryKey &key, const Proof &isProven)
{
    const QString path = pathOf(key);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        count(&Figures::misses);
        return {};
    }
    const auto entry = withoutFooter(key, file.readAll());
    file.close();
    if (!entry || !isProven(*entry)) {
        discard(key);
        return {Outcome::Damaged, {}};
    }
    markUsed(path);
    count(&Figures::hits);
    return {Outcome::Hit, entry->bytes};
}

core::Result<void> ObjectCache::write(const EntryKey &key, QByteArrayView bytes)
{
    const qint64 size = bytes.size() + kFooterSize;
    if (size > m_limit)
        return {};
    const QString aside = newFile();
    QFile file(aside);
    const QByteArray footer = footerOf(key, bytes);
    const bool isWritten = file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
                           file.write(bytes.data(), bytes.size()) == bytes.size() &&
                           file.write(footer.data(), footer.size()) == footer.size() && file.flush();
    const QString why = file.errorString();
    file.close();
    if (isWritten)
        return keepFile(key, aside);
    file.remove();
    return core::failure(writeError(pathOf(key), why));
}

QString ObjectCache::asideFolder() const
{
    return m_folder + QStringLiteral("/new");
}

/// Its folder is made; when that fails, so does writing the file.
QString ObjectCache::newFile()
{
    static std::atomic<quint64> written = 0; // of the process: it may have several caches in one folder
    QDir().mkpath(asideFolder());
    return asideFolder() + QStringLiteral("/%1-%2").arg(QCoreApplication::applicationPid()).arg(++written);
}

core::Result<void> ObjectCache::keepFile(const EntryKey &key, const QString &path)
{
    const qint64 size = QFileInfo(path).size();
    const auto kept = size > m_limit ? core::Result<void>() : putInPlace(key, path);
    if (!kept || size > m_limit)
        QFile::remove(path);
    else
        grow(size);
    return kept;
}

/// Renamed over whatever is there: another process may have kept the same meanwhile.
core::Result<void> ObjectCache::putInPlace(const EntryKey &key, const QString &aside)
{
    const QString path = pathOf(key);
    if (!QDir().mkpath(QFileInfo(path).path()))
        return core::failure(writeError(path, QStringLiteral("its folder cannot be made")));
    std::error_code error;
    std::filesystem::rename(nativePath(aside), nativePath(path), error);
    if (!error)
        return {};
    return core::failure(writeError(path, QString::fromStdString(error.message())));
}

QString ObjectCache::find(const EntryKey &key)
{
    const QString path = pathOf(key);
    const bool isThere = QFileInfo::exists(path);
    count(isThere ? &Figures::hits : &Figures::misses);
    if (!isThere)
        return {};
    markUsed(path);
    return path;
}

void ObjectCache::discard(const EntryKey &key)
{
    remove(key);
    count(&Figures::damaged);
}

void ObjectCache::remove(const EntryKey &key)
{
    QFile::remove(pathOf(key));
}

void ObjectCache::count(qint64 Figures::*what)
{
    const QMutexLocker lock(&m_mutex);
    ++(m_figures.*what);
}

void ObjectCache::grow(qint64 bytes)
{
    {
        const QMutexLocker lock(&m_mutex);
        if (m_size >= 0)
            m_size += bytes;
        if (m_size >= 0 && m_size <= m_limit)
            return;
    }
    shrinkToLimit();
}

void ObjectCache::shrinkToLimit()
{
    QLockFile lockFile(m_folder + QStringLiteral("/lock"));
    if (!lockFile.tryLock(0))
        return; // whoever has it does the same
    const QDateTime stale = QDateTime::currentDateTimeUtc().addSecs(-kStaleWrite);
    QDirIterator halfWritten(asideFolder(), QDir::Files);
    while (halfWritten.hasNext()) {
        const QString path = halfWritten.next();
        if (halfWritten.fileInfo().lastModified() < stale)
            QFile::remove(path);
    }
    std::vector<StoredEntry> entries;
    qint64 size = 0;
    forEachEntry(m_folder, [&](const QString &path, const QFileInfo &file) {
        entries.push_back({path, file.size(), file.lastModified().toMSecsSinceEpoch()});
        size += file.size();
    });
    for (const StoredEntry &entry : toEvict(std::move(entries), m_limit)) {
        if (QFile::remove(m_folder + u'/' + entry.path))
            size -= entry.size;
    }
    const QMutexLocker lock(&m_mutex);
    m_size = size;
}

CacheInfo ObjectCache::info()
{
    CacheInfo info;
    info.limit = m_limit;
    forEachEntry(m_folder, [&](const QString &, const QFileInfo &file) {
        ++info.entries;
        info.size += file.size();
    });
    const Figures stored = storedFigures();
    const QMutexLocker lock(&m_mutex);
    info.hits = stored.hits + m_figures.hits;
    info.misses = stored.misses + m_figures.misses;
    info.damaged = stored.damaged + m_figures.damaged;
    return info;
}

core::Result<void> ObjectCache::clear()
{
    QString stubborn;
    forEachEntry(m_folder, [&](const QString &path, const QFileInfo &) {
        if (!QFile::remove(m_folder + u'/' + path))
            stubborn = path;
    });
    QFile::remove(m_folder + QStringLiteral("/figures"));
    const QMutexLocker lock(&m_mutex);
    m_figures = {};
    m_size = -1;
    if (stubborn.isEmpty())
        return {};
    return core::failure(ErrorKind::WriteFailed,
                         QStringLiteral("%1 in %2 cannot be removed").arg(stubborn, m_folder));
}

CheckResult ObjectCache::removeDamaged()
{
    CheckProgress progress;
    return removeDamaged(progress);
}

CheckResult ObjectCache::removeDamaged(CheckProgress &progress)
{
    QStringList paths;
    qint64 size = 0;
    forEachEntry(m_folder, [&](const QString &path, const QFileInfo &info) {
        paths << path;
        size += info.size();
    });
    progress.size = size;
    const auto keepOn = [&progress](qint64 bytes) {
        progress.done += bytes;
        return !progress.isCancelled;
    };
    CheckResult result;
    for (const QString &path : std::as_const(paths)) {
        result.isComplete = keepOn(0);
        if (!result.isComplete)
            break;
        QFile file(m_folder + u'/' + path);
        if (!file.open(QIODevice::ReadOnly))
            continue; // removed meanwhile
        const Wholeness wholeness = readBack(path, file, keepOn);
        file.close();
        result.isComplete = wholeness != Wholeness::Interrupted;
        if (!result.isComplete)
            break;
        progress.done += kFooterSize;
        ++result.entries;
        if (wholeness == Wholeness::Damaged && file.remove())
            result.damaged << path;
    }
    return result;
}

ObjectCache::Figures ObjectCache::storedFigures() const
{
    QFile file(m_folder + QStringLiteral("/figures"));
    Figures figures;
    if (!file.open(QIODevice::ReadOnly))
        return figures;
    const QByteArrayList words = file.read(200).simplified().split(' ');
    if (words.size() != 3)
        return figures;
    figures.hits = words[0].toLongLong();
    figures.misses = words[1].toLongLong();
    figures.damaged = words[2].toLongLong();
    return figures;
}

void ObjectCache::saveFigures()
{
    if (m_figures.hits + m_figures.misses + m_figures.damaged == 0 || !QDir(m_folder).exists())
        return;
    QLockFile lockFile(m_folder + QStringLiteral("/lock"));
    if (!lockFile.tryLock(kLockWait))
        return;
    const Figures stored = storedFigures();
    QSaveFile file(m_folder + QStringLiteral("/figures"));
    if (!file.open(QIODevice::WriteOnly))
        return;
    const QList<qint64> figures{stored.hits + m_figures.hits, stored.misses + m_figures.misses,
                                stored.damaged + m_figures.damaged};
    for (const qint64 figure : figures)
        file.write(QByteArray::number(figure) + ' ');
    file.commit();
}

} // namespace cache
