#pragma once

#include "core/storage/queuedatabase.h"
#include "core/storage/sqlite.h"

/// The tables of the queue's database, and how a StoredItem becomes a row.
namespace storage::schema {

int currentVersion();

enum class Health {
    Good,   ///< ours, whole, of a version that can be used
    Empty,  ///< a database without tables
    Newer,  ///< of a version that this program does not know
    Broken, ///< damaged, or not ours
};
/// Looks, and changes nothing. An error means that looking itself was not possible (locked, no permission).
core::Result<Health> examine(const QString &path);

/// Brings an older or empty database up to the current version, in one transaction.
core::Result<void> migrate(const sqlite::Connection &connection);

core::Result<QList<StoredItem>> readItems(const sqlite::Connection &connection);
core::Result<void> writeItems(const sqlite::Connection &connection, const QList<StoredItem> &items);
core::Result<void> writeIntents(const sqlite::Connection &connection, const QList<StoredIntent> &intents);
/// Their logs go with them.
core::Result<void> removeItems(const sqlite::Connection &connection, const QList<qint64> &ids);

core::Result<QStringList> readLog(const sqlite::Connection &connection, qint64 id);
core::Result<void> extendLogs(const sqlite::Connection &connection, const QList<StoredLog> &logs);

/// Runs `work` between BEGIN and COMMIT; whatever fails rolls all of it back.
template <typename Work>
core::Result<void> inTransaction(const sqlite::Connection &connection, Work work)
{
    if (auto ok = connection.run(QStringLiteral("BEGIN IMMEDIATE")); !ok)
        return ok;
    auto done = work().and_then([&] { return connection.run(QStringLiteral("COMMIT")); });
    if (!done)
        static_cast<void>(connection.run(QStringLiteral("ROLLBACK")));
    return done;
}

} // namespace storage::schema
