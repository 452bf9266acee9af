#pragma once

#include "core/error.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <memory>

/// The little that QueueDatabase needs around Qt Sql. All on one thread.
namespace storage::sqlite {

/// A connection of its own name, closed and removed with the object.
class Connection
{
public:
    enum class Mode { ReadWrite, ReadOnly };
    static core::Result<std::unique_ptr<Connection>> open(const QString &path, Mode mode);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    QSqlDatabase handle() const;
    core::Result<void> run(const QString &statement) const;
    /// The first column of the first row; invalid when there is none.
    core::Result<QVariant> ask(const QString &statement) const;

private:
    explicit Connection(QString name);
    QString m_name;
};

/// SQLITE_FULL → DiskFull, SQLITE_READONLY → PermissionDenied, anything else → DatabaseUnusable.
core::Error toError(const QSqlError &error);
core::Result<void> exec(QSqlQuery &query);
/// The file is no database, or a damaged one.
bool meansCorrupt(const core::Error &error);
/// Another program has it open, which ends.
bool meansLocked(const core::Error &error);

} // namespace storage::sqlite
