#include "core/storage/sqlite.h"

#include <QVariant>
#include <atomic>

namespace storage::sqlite {

namespace {

using core::ErrorKind;

// Result codes of sqlite.org/rescode.html; extended ones carry more in the upper bytes.
constexpr int kBusy = 5;
constexpr int kLocked = 6;
constexpr int kReadOnly = 8;
constexpr int kCorrupt = 11;
constexpr int kFull = 13;
constexpr int kNotADatabase = 26;

const QString &corruptMark()
{
    static const QString mark = QStringLiteral("damaged: ");
    return mark;
}

const QString &lockedMark()
{
    static const QString mark = QStringLiteral("in use by another program: ");
    return mark;
}

QString nextName()
{
    static std::atomic<int> counter{0};
    return QStringLiteral("sluice-queue-%1").arg(++counter);
}

} // namespace

core::Error toError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    if (code == kFull)
        return {ErrorKind::DiskFull, error.text()};
    if (code == kReadOnly)
        return {ErrorKind::PermissionDenied, error.text()};
    if (code == kBusy || code == kLocked)
        return {ErrorKind::DatabaseUnusable, lockedMark() + error.text()};
    const bool isCorrupt = code == kCorrupt || code == kNotADatabase;
    return {ErrorKind::DatabaseUnusable, isCorrupt ? corruptMark() + error.text() : error.text()};
}

bool meansCorrupt(const core::Error &error)
{
    return error.kind == ErrorKind::DatabaseUnusable && error.detail.startsWith(corruptMark());
}

bool meansLocked(const core::Error &error)
{
    return error.kind == ErrorKind::DatabaseUnusable && error.detail.startsWith(lockedMark());
}

core::Result<void> exec(QSqlQuery &query)
{
    if (query.exec())
        return {};
    return tl::unexpected(toError(query.lastError()));
}

Connection::Connection(QString name)
    : m_name(std::move(name))
{
}

Connection::~Connection()
{
    QSqlDatabase::removeDatabase(m_name);
}

core::Result<std::unique_ptr<Connection>> Connection::open(const QString &path, Mode mode)
{
    const QString driver = QStringLiteral("QSQLITE");
    if (!QSqlDatabase::isDriverAvailable(driver))
        return core::failure(ErrorKind::DatabaseUnusable,
                             QStringLiteral("Qt's SQLite driver is not installed"));
    std::unique_ptr<Connection> connection(new Connection(nextName()));
    QSqlDatabase database = QSqlDatabase::addDatabase(driver, connection->m_name);
    database.setDatabaseName(path);
    database.setConnectOptions(mode == Mode::ReadOnly ? QStringLiteral("QSQLITE_OPEN_READONLY")
                                                      : QStringLiteral("QSQLITE_BUSY_TIMEOUT=500"));
    if (!database.open())
        return tl::unexpected(toError(database.lastError()));
    return connection;
}

QSqlDatabase Connection::handle() const
{
    return QSqlDatabase::database(m_name, false);
}

core::Result<void> Connection::run(const QString &statement) const
{
    return ask(statement).map([](const QVariant &) {});
}

core::Result<QVariant> Connection::ask(const QString &statement) const
{
    QSqlQuery query(handle());
    query.setForwardOnly(true);
    if (!query.exec(statement))
        return tl::unexpected(toError(query.lastError()));
    return query.next() ? query.value(0) : QVariant();
}

} // namespace storage::sqlite
