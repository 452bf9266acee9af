#include "core/storage/queuedatabase.h"

#include "core/storage/file.h"
#include "core/storage/filesystem.h"
#include "core/storage/partpaths.h"
#include "core/storage/queueschema.h"

#include <QFile>
#include <QFileInfo>
#include <QVariant>
#include <algorithm>
#include <tuple>

namespace storage {

namespace {

using core::ErrorKind;
using schema::Health;

const QString kNextId = QStringLiteral("next id");

QString backupPath(const QString &path)
{
    return path + QStringLiteral(".backup");
}

QString freePathFor(const QString &wanted)
{
    QString path = wanted;
    for (int i = 2; QFileInfo::exists(path); ++i)
        path = wanted + QStringLiteral("-%1").arg(i);
    return path;
}

/// Moves a database away with its log, which must never meet another database. Returns where it lies now.
core::Result<QString> setAside(const QString &path)
{
    const QString time = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString aside = freePathFor(path + QStringLiteral(".broken-") + time);
    for (const QString &suffix : {QString(), QStringLiteral("-wal"), QStringLiteral("-shm")}) {
        const QString from = path + suffix;
        if (!QFileInfo::exists(from))
            continue;
        if (auto ok = fs::renameNew(from, aside + suffix); !ok)
            return tl::unexpected(ok.error());
    }
    return aside;
}

core::Result<void> syncFile(const QString &path)
{
    return fs::File::open(path, fs::File::Mode::ReadWriteCreate).and_then([](const fs::File &file) {
        return file.syncData();
    });
}

/// Makes sure that it is there, and for its owner alone to read.
core::Result<void> makePrivate(const QString &path)
{
    return fs::File::open(path, fs::File::Mode::AppendCreate).map([](const fs::File &) {});
}

/// Puts a copy of the backup where the database should be; false when there is no good backup.
core::Result<bool> adoptBackup(const QString &path)
{
    const QString copy = path + QStringLiteral(".new");
    if (auto ok = fs::remove(copy); !ok)
        return tl::unexpected(ok.error());
    if (!QFile::copy(backupPath(path), copy))
        return false;
    const auto health = schema::examine(copy);
    if (!health || *health != Health::Good)
        return fs::remove(copy).map([] { return false; });
    return syncFile(copy)
        .and_then([&] { return fs::renameNew(copy, path); })
        .and_then([&] { return fs::syncFolder(folderOf(path)); })
        .map([] { return true; });
}

/// Makes sure that what lies at `path`, if anything, can be opened; says what had to be done for that.
core::Result<QString> prepare(const QString &path)
{
    const bool exists = QFileInfo::exists(path);
    const auto health = exists ? schema::examine(path) : core::Result<Health>(Health::Empty);
    if (!health)
        return tl::unexpected(health.error());
    if (*health == Health::Newer)
        return core::failure(ErrorKind::DatabaseUnusable,
                             path % QStringLiteral(" was written by a newer version of Sluice"));
    if (*health == Health::Good || (*health == Health::Empty && !QFileInfo::exists(backupPath(path))))
        return QString();
    const auto aside = setAside(path);
    if (!aside)
        return tl::unexpected(aside.error());
    const auto adopted = adoptBackup(path);
    if (!adopted)
        return tl::unexpected(adopted.error());
    const QString what =
        *health == Health::Broken
            ? QStringLiteral("The queue's database was damaged and is kept as %1.").arg(*aside)
            : QStringLiteral("The queue's database was missing or empty.");
    return QString(what + (*adopted
                               ? QStringLiteral(" Its last backup took its place.")
                               : QStringLiteral(" There was no usable backup; the queue starts empty.")));
}

} // namespace

QueueDatabase::QueueDatabase(QString path, std::unique_ptr<sqlite::Connection> connection)
    : m_path(std::move(path))
    , m_connection(std::move(connection))
{
}

QueueDatabase::~QueueDatabase() = default;

core::Result<QueueDatabase::Opened> QueueDatabase::open(const QString &path)
{
    // Links may carry passwords: nobody else reads them here, nor in the journal and the backup beside it.
    if (!fs::makePrivateFolder(folderOf(path)))
        return core::failure(ErrorKind::DatabaseUnusable, QStringLiteral("no folder for ") + path);
    auto notice = prepare(path);
    if (!notice)
        return tl::unexpected(notice.error());
    // SQLite takes an empty file for a new database, and gives its journal the permissions of the database.
    std::ignore = makePrivate(path); // what is wrong with it, SQLite says better
    auto connection = sqlite::Connection::open(path, sqlite::Connection::Mode::ReadWrite);
    if (!connection)
        return tl::unexpected(connection.error());
    std::unique_ptr<QueueDatabase> database(new QueueDatabase(path, std::move(*connection)));
    if (auto ok = database->setUp(); !ok)
        return tl::unexpected(ok.error());
    return Opened{std::move(database), std::move(*notice)};
}

core::Result<void> QueueDatabase::setUp()
{
    // Exclusive: a second process would overwrite what this one knows; it is told that the database is
    // locked.
    for (const QString &pragma :
         {QStringLiteral("PRAGMA locking_mode=EXCLUSIVE"), QStringLiteral("PRAGMA journal_mode=WAL"),
          QStringLiteral("PRAGMA synchronous=FULL")}) {
        if (auto ok = m_connection->run(pragma); !ok)
            return ok;
    }
    const auto version = m_connection->ask(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return tl::unexpected(version.error());
    if (version->toInt() > 0) {
        // A full disk must not keep the queue from opening; a migration does not start without a backup.
        const auto saved = backup();
        if (!saved && version->toInt() < schema::currentVersion())
            return saved;
    }
    return schema::migrate(*m_connection);
}

core::Result<QList<StoredItem>> QueueDatabase::load() const
{
    return schema::readItems(*m_connection);
}

core::Result<void> QueueDatabase::apply(const QList<StoredItem> &changed, const QList<qint64> &removed,
                                        const QList<StoredLog> &logs, const QList<StoredIntent> &intents)
{
    return schema::inTransaction(*m_connection, [&] {
        return schema::removeItems(*m_connection, removed)
            .and_then([&] { return schema::writeIntents(*m_connection, intents); })
            .and_then([&] { return schema::writeItems(*m_connection, changed); })
            .and_then([&] { return schema::extendLogs(*m_connection, logs); });
    });
}

core::Result<QStringList> QueueDatabase::log(qint64 id) const
{
    return schema::readLog(*m_connection, id);
}

core::Result<void> QueueDatabase::backup()
{
    const QString fresh = backupPath(m_path) + QStringLiteral(".new");
    QString quoted = fresh;
    quoted.replace(u'\'', QStringLiteral("''"));
    return fs::remove(fresh)
        .and_then([&] { return makePrivate(fresh); })
        .and_then([&] { return m_connection->run(QStringLiteral("VACUUM INTO '") + quoted + u'\''); })
        .and_then([&] { return syncFile(fresh); })
        .and_then([&] { return fs::renameOver(fresh, backupPath(m_path)); })
        .and_then([&] { return fs::syncFolder(folderOf(m_path)); });
}

bool QueueDatabase::meansLocked(const core::Error &error)
{
    return sqlite::meansLocked(error);
}

core::Result<qint64> QueueDatabase::lastPosition() const
{
    return m_connection->ask(QStringLiteral("SELECT max(position) FROM items")).map([](const QVariant &last) {
        return last.toLongLong();
    });
}

core::Result<qint64> QueueDatabase::nextId() const
{
    const auto highest = m_connection->ask(QStringLiteral("SELECT max(id) FROM items"));
    if (!highest)
        return tl::unexpected(highest.error());
    return value(kNextId).map([&](const QString &known) {
        return std::max({highest->toLongLong() + 1, known.toLongLong(), qint64(1)});
    });
}

core::Result<void> QueueDatabase::setNextId(qint64 next)
{
    return setValue(kNextId, QString::number(next));
}

core::Result<void> QueueDatabase::discard(const QString &path)
{
    for (const QString &file :
         {path, QString(path + QStringLiteral("-wal")), QString(path + QStringLiteral("-shm")),
          QString(path + QStringLiteral("-journal")), backupPath(path)}) {
        if (auto ok = fs::remove(file); !ok)
            return ok;
    }
    return fs::syncFolder(folderOf(path));
}

core::Result<QString> QueueDatabase::value(const QString &key) const
{
    QSqlQuery query(m_connection->handle());
    query.prepare(QStringLiteral("SELECT value FROM facts WHERE key=?"));
    query.bindValue(0, key);
    return sqlite::exec(query).map([&] { return query.next() ? query.value(0).toString() : QString(); });
}

core::Result<void> QueueDatabase::setValue(const QString &key, const QString &value)
{
    QSqlQuery query(m_connection->handle());
    query.prepare(QStringLiteral("INSERT OR REPLACE INTO facts VALUES(?,?)"));
    query.bindValue(0, key);
    query.bindValue(1, value.isNull() ? QString(QLatin1String("")) : value);
    return sqlite::exec(query);
}

} // namespace storage
