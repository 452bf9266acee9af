#pragma once

#include "core/source.h"

#include <QDateTime>
#include <QList>
#include <QStringList>
#include <memory>

namespace storage {

namespace sqlite {
class Connection;
}

/// One row of the queue as it is stored. Numbers of enums are those of their owners (queue, transfer, core).
struct StoredItem
{
    qint64 id = 0;       ///< unique, never reused
    qint64 position = 0; ///< order in the queue, ascending
    core::Source source;
    QString folder; ///< absolute
    QString name;   ///< relative to folder; may be empty until the first answer named it
    int intent = 0;
    int state = 0; ///< only Done, Failed and "unfinished" mean anything after a restart
    int verdict = 0;
    int errorKind = 0;
    QString errorDetail;
    int options = 0; ///< bit set, the queue's
    qint64 encodedSize = -1, decodedSize = -1, encodedDone = 0, decodedDone = 0,
           networkBytes = 0; ///< -1 unknown
    QDateTime added, finished;
    qint64 bytesPerSecond = 0; ///< limit of this item; 0: none
    QByteArray md5;            ///< hex, of the decoded file; may be empty
    int lockedChunks = 0;
    QList<blte::KeyName> missingKeys;
    QString category; ///< may be empty
    QStringList tags; ///< without line ends
    bool operator==(const StoredItem &) const = default;
};

/// Rows of which the user wants something else than before: another intent, and the state that follows from
/// it.
struct StoredIntent
{
    QList<qint64> ids;
    int intent = 0;
    int state = 0;
};

/// What is to be added to the log of one row; a line for each event.
struct StoredLog
{
    qint64 id = 0;
    QStringList lines;
};

/// The queue's SQLite database (Qt Sql, WAL, synchronous=FULL). Used by one thread, which is never the GUI's.
///
/// open(): quick_check; migrations by user_version in one transaction; a newer version is DatabaseUnusable
/// and left untouched. An unreadable database is set aside as <path>.broken-<time> and the newest good backup
/// (<path>.backup) adopted, which `notice` tells. A rolling backup is made at open (before migrating) and by
/// backup(). A missing or empty database with a backup beside it is taken for lost, too. A database that
/// cannot be read for another reason (locked by a second process, no permission) is an error and left alone:
/// DatabaseUnusable, of which meansLocked() says whether waiting may help.
class QueueDatabase
{
public:
    static bool meansLocked(const core::Error &error);

    struct Opened
    {
        std::unique_ptr<QueueDatabase> database;
        QString notice; ///< empty, or what was set aside and where, for the user
    };
    static core::Result<Opened> open(const QString &path);
    ~QueueDatabase();

    core::Result<QList<StoredItem>> load() const; ///< by position
    /// All in one transaction: `intents` of rows that are there, one after the other, then `changed`. Of each
    /// row's log the last kLogLength lines are kept.
    core::Result<void> apply(const QList<StoredItem> &changed, const QList<qint64> &removed,
                             const QList<StoredLog> &logs = {}, const QList<StoredIntent> &intents = {});
    static constexpr qsizetype kLogLength = 100;
    core::Result<QStringList> log(qint64 id) const; ///< oldest first; empty when there is none
    core::Result<void> backup();
    core::Result<qint64> lastPosition() const; ///< the largest; 0 when there are no rows
    /// Above the number of every row that is or was there.
    core::Result<qint64> nextId() const;
    /// Remembers that all numbers below it were given.
    core::Result<void> setNextId(qint64 next);
    /// Deletes the database at `path`, which nobody has open, with what lies beside it.
    static core::Result<void> discard(const QString &path);

    /// Small facts that belong with the queue (window state is not here).
    core::Result<QString> value(const QString &key) const; ///< empty when not set
    core::Result<void> setValue(const QString &key, const QString &value);

private:
    QueueDatabase(QString path, std::unique_ptr<sqlite::Connection> connection);
    core::Result<void> setUp();

    QString m_path;
    std::unique_ptr<sqlite::Connection> m_connection;
};

} // namespace storage
