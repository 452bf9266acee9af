#include "core/storage/queueschema.h"

#include <QFile>
#include <QStringList>
#include <QVariant>
#include <QtEndian>
#include <algorithm>

namespace storage::schema {

namespace {

using core::ErrorKind;

/// The statements that lead from version i to version i + 1. Only ever append.
const QList<QStringList> &migrations()
{
    static const QList<QStringList> kMigrations{
        {QStringLiteral(
             "CREATE TABLE items(id INTEGER PRIMARY KEY, position INTEGER NOT NULL, source TEXT NOT NULL,"
             " folder TEXT NOT NULL, name TEXT NOT NULL, intent INTEGER NOT NULL, state INTEGER NOT NULL,"
             " verdict INTEGER NOT NULL, error_kind INTEGER NOT NULL, error_detail TEXT NOT NULL,"
             " options INTEGER NOT NULL, encoded_size INTEGER NOT NULL, decoded_size INTEGER NOT NULL,"
             " encoded_done INTEGER NOT NULL, decoded_done INTEGER NOT NULL,"
             " network_bytes INTEGER NOT NULL, added INTEGER, finished INTEGER)"),
         QStringLiteral("CREATE TABLE facts(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")},
        {QStringLiteral("ALTER TABLE items ADD COLUMN bytes_per_second INTEGER NOT NULL DEFAULT 0")},
        {QStringLiteral("ALTER TABLE items ADD COLUMN md5 TEXT NOT NULL DEFAULT ''"),
         QStringLiteral("ALTER TABLE items ADD COLUMN locked_chunks INTEGER NOT NULL DEFAULT 0"),
         QStringLiteral("ALTER TABLE items ADD COLUMN missing_keys TEXT NOT NULL DEFAULT ''")},
        {QStringLiteral("CREATE TABLE logs(id INTEGER PRIMARY KEY, lines TEXT NOT NULL)")},
        {QStringLiteral("ALTER TABLE items ADD COLUMN category TEXT NOT NULL DEFAULT ''"),
         QStringLiteral("ALTER TABLE items ADD COLUMN tags TEXT NOT NULL DEFAULT ''")},
    };
    return kMigrations;
}

/// A null QString would be SQL's NULL, which no column takes.
QString toText(const QString &text)
{
    return text.isNull() ? QLatin1String("") : text;
}

/// Before what a set was asked for as.
const QLatin1String kSet("set:");

QString toColumn(const core::Source &source)
{
    return toText((source.set.isEmpty() ? QString() : kSet) + core::toLine(source));
}

core::Result<core::Source> sourceFrom(const QString &column)
{
    core::Source source;
    if (column.startsWith(kSet))
        source.set = column.mid(kSet.size());
    return column.isEmpty() || !source.set.isEmpty() ? source : core::sourceFromLine(column);
}

QVariant toColumn(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime toTime(const QVariant &column)
{
    return column.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(column.toLongLong(), Qt::UTC);
}

/// "FA505078126ACB3E FF813F7D062AC0BC"
QString toColumn(const QList<blte::KeyName> &names)
{
    QStringList words;
    for (const blte::KeyName name : names)
        words << QString::fromStdString(blte::toHex(name));
    return words.join(u' ');
}

QList<blte::KeyName> toKeyNames(const QString &column)
{
    QList<blte::KeyName> names;
    for (const QString &word : column.split(u' ', Qt::SkipEmptyParts)) {
        bool ok = false;
        const quint64 name = word.toULongLong(&ok, 16);
        if (ok)
            names << blte::KeyName{name};
    }
    return names;
}

core::Result<void> writeItem(QSqlQuery &query, const StoredItem &item)
{
    const QVariantList columns{item.id,
                               item.position,
                               toColumn(item.source),
                               toText(item.folder),
                               toText(item.name),
                               item.intent,
                               item.state,
                               item.verdict,
                               item.errorKind,
                               toText(item.errorDetail),
                               item.options,
                               item.encodedSize,
                               item.decodedSize,
                               item.encodedDone,
                               item.decodedDone,
                               item.networkBytes,
                               toColumn(item.added),
                               toColumn(item.finished),
                               item.bytesPerSecond,
                               toText(QString::fromLatin1(item.md5)),
                               item.lockedChunks,
                               toText(toColumn(item.missingKeys)),
                               toText(item.category),
                               toText(item.tags.join(u'\n'))};
    for (int i = 0; i < columns.size(); ++i)
        query.bindValue(i, columns[i]);
    return sqlite::exec(query);
}

StoredItem readItem(const QSqlQuery &row, core::Source source)
{
    StoredItem item;
    item.id = row.value(0).toLongLong();
    item.position = row.value(1).toLongLong();
    item.source = std::move(source);
    item.folder = row.value(3).toString();
    item.name = row.value(4).toString();
    item.intent = row.value(5).toInt();
    item.state = row.value(6).toInt();
    item.verdict = row.value(7).toInt();
    item.errorKind = row.value(8).toInt();
    item.errorDetail = row.value(9).toString();
    item.options = row.value(10).toInt();
    item.encodedSize = row.value(11).toLongLong();
    item.decodedSize = row.value(12).toLongLong();
    item.encodedDone = row.value(13).toLongLong();
    item.decodedDone = row.value(14).toLongLong();
    item.networkBytes = row.value(15).toLongLong();
    item.added = toTime(row.value(16));
    item.finished = toTime(row.value(17));
    item.bytesPerSecond = row.value(18).toLongLong();
    item.md5 = row.value(19).toString().toLatin1();
    item.lockedChunks = row.value(20).toInt();
    item.missingKeys = toKeyNames(row.value(21).toString());
    item.category = row.value(22).toString();
    item.tags = row.value(23).toString().split(u'\n', Qt::SkipEmptyParts);
    return item;
}

/// "user version" of the database header, big-endian at offset 60. Read without SQLite, whose closing would
/// write a left-over log into a database that is not ours to touch.
int versionInHeader(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray header = file.read(100);
    return header.size() == 100 && header.startsWith("SQLite format 3")
               ? qFromBigEndian<qint32>(header.data() + 60)
               : 0;
}

core::Result<Health> examineTables(const sqlite::Connection &connection)
{
    const auto check = connection.ask(QStringLiteral("PRAGMA quick_check(1)"));
    if (!check)
        return tl::unexpected(check.error());
    if (check->toString() != u"ok")
        return Health::Broken;
    const auto version = connection.ask(QStringLiteral("PRAGMA user_version"));
    const auto tables = connection.ask(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    const auto ours = connection.ask(QStringLiteral(
        "SELECT count(*) FROM sqlite_master WHERE type='table' AND name IN ('items','facts')"));
    if (!version || !tables || !ours)
        return tl::unexpected(!version ? version.error() : !tables ? tables.error() : ours.error());
    if (version->toInt() > currentVersion())
        return Health::Newer;
    if (version->toInt() == 0 && tables->toInt() == 0)
        return Health::Empty;
    return version->toInt() > 0 && ours->toInt() == 2 ? Health::Good : Health::Broken;
}

} // namespace

int currentVersion()
{
    return static_cast<int>(migrations().size());
}

core::Result<Health> examine(const QString &path)
{
    if (versionInHeader(path) > currentVersion())
        return Health::Newer;
    auto health = sqlite::Connection::open(path, sqlite::Connection::Mode::ReadWrite)
                      .and_then([](const auto &connection) { return examineTables(*connection); });
    if (!health && sqlite::meansCorrupt(health.error()))
        return Health::Broken;
    return health;
}

core::Result<void> migrate(const sqlite::Connection &connection)
{
    const auto version = connection.ask(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return tl::unexpected(version.error());
    if (version->toInt() >= currentVersion())
        return {};
    return inTransaction(connection, [&]() -> core::Result<void> {
        for (int i = version->toInt(); i < currentVersion(); ++i) {
            for (const QString &statement : migrations()[i]) {
                if (auto ok = connection.run(statement); !ok)
                    return ok;
            }
        }
        return connection.run(QStringLiteral("PRAGMA user_version=%1").arg(currentVersion()));
    });
}

core::Result<QList<StoredItem>> readItems(const sqlite::Connection &connection)
{
    QSqlQuery query(connection.handle());
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("SELECT * FROM items ORDER BY position, id")))
        return tl::unexpected(sqlite::toError(query.lastError()));
    QList<StoredItem> items;
    while (query.next()) {
        const QString line = query.value(2).toString();
        auto source = sourceFrom(line);
        if (source)
            items.append(readItem(query, std::move(*source)));
        else // it stays in the database, where a person can look at it
            qWarning("queue item %lld has no usable source", query.value(0).toLongLong());
    }
    if (query.lastError().isValid())
        return tl::unexpected(sqlite::toError(query.lastError()));
    return items;
}

core::Result<void> writeItems(const sqlite::Connection &connection, const QList<StoredItem> &items)
{
    QSqlQuery query(connection.handle());
    if (!query.prepare(QStringLiteral(
            "INSERT OR REPLACE INTO items VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")))
        return tl::unexpected(sqlite::toError(query.lastError()));
    for (const StoredItem &item : items) {
        if (auto ok = writeItem(query, item); !ok)
            return ok;
    }
    return {};
}

core::Result<void> writeIntents(const sqlite::Connection &connection, const QList<StoredIntent> &intents)
{
    QSqlQuery query(connection.handle());
    if (!query.prepare(QStringLiteral("UPDATE items SET intent=?, state=? WHERE id=?")))
        return tl::unexpected(sqlite::toError(query.lastError()));
    for (const StoredIntent &wish : intents) {
        query.bindValue(0, wish.intent);
        query.bindValue(1, wish.state);
        for (const qint64 id : wish.ids) {
            query.bindValue(2, id);
            if (auto ok = sqlite::exec(query); !ok)
                return ok;
        }
    }
    return {};
}

core::Result<void> removeItems(const sqlite::Connection &connection, const QList<qint64> &ids)
{
    for (const QString &statement :
         {QStringLiteral("DELETE FROM items WHERE id=?"), QStringLiteral("DELETE FROM logs WHERE id=?")}) {
        QSqlQuery query(connection.handle());
        if (!query.prepare(statement))
            return tl::unexpected(sqlite::toError(query.lastError()));
        for (const qint64 id : ids) {
            query.bindValue(0, id);
            if (auto ok = sqlite::exec(query); !ok)
                return ok;
        }
    }
    return {};
}

core::Result<QStringList> readLog(const sqlite::Connection &connection, qint64 id)
{
    QSqlQuery query(connection.handle());
    if (!query.prepare(QStringLiteral("SELECT lines FROM logs WHERE id=?")))
        return tl::unexpected(sqlite::toError(query.lastError()));
    query.bindValue(0, id);
    return sqlite::exec(query).map(
        [&] { return query.next() ? query.value(0).toString().split(u'\n') : QStringList(); });
}

core::Result<void> extendLogs(const sqlite::Connection &connection, const QList<StoredLog> &logs)
{
    QSqlQuery query(connection.handle());
    if (!query.prepare(QStringLiteral("INSERT OR REPLACE INTO logs VALUES(?,?)")))
        return tl::unexpected(sqlite::toError(query.lastError()));
    for (const StoredLog &log : logs) {
        auto known = readLog(connection, log.id);
        if (!known)
            return tl::unexpected(known.error());
        const QStringList lines = *known + log.lines;
        const auto kept = std::min(lines.size(), QueueDatabase::kLogLength);
        query.bindValue(0, log.id);
        query.bindValue(1, lines.last(kept).join(u'\n'));
        if (auto ok = sqlite::exec(query); !ok)
            return ok;
    }
    return {};
}

} // namespace storage::schema
