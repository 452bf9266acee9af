#include "partialfixture.h"

#include "core/storage/sqlite.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QVariant>

using core::ErrorKind;
using storage::sqlite::Connection;
using namespace fixture;

class tst_Sqlite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAndRuns();
    void isClosedWithTheObject();
    void errors();
    void kinds_data();
    void kinds();

private:
    QTemporaryDir m_dir;
};

void tst_Sqlite::asksAndRuns()
{
    const auto db = Connection::open(m_dir.filePath(QStringLiteral("a.db")), Connection::Mode::ReadWrite);
    QVERIFY_OK(db);
    QVERIFY_OK((*db)->run(QStringLiteral("CREATE TABLE t (x INTEGER)")));
    QVERIFY(!(*db)->ask(QStringLiteral("SELECT x FROM t"))->isValid());
    QVERIFY_OK((*db)->run(QStringLiteral("INSERT INTO t VALUES (7), (8)")));
    QCOMPARE((*db)->ask(QStringLiteral("SELECT x FROM t ORDER BY x"))->toInt(), 7);
    QVERIFY_FAILS((*db)->run(QStringLiteral("no SQL")), ErrorKind::DatabaseUnusable);
    QSqlQuery query((*db)->handle());
    QVERIFY(query.prepare(QStringLiteral("SELECT x FROM t")));
    QVERIFY_OK(storage::sqlite::exec(query));
}

void tst_Sqlite::isClosedWithTheObject()
{
    const qsizetype before = QSqlDatabase::connectionNames().size();
    {
        const auto one =
            Connection::open(m_dir.filePath(QStringLiteral("b.db")), Connection::Mode::ReadWrite);
        const auto two = Connection::open(m_dir.filePath(QStringLiteral("b.db")), Connection::Mode::ReadOnly);
        QVERIFY_OK(one);
        QVERIFY_OK(two);
        QCOMPARE(QSqlDatabase::connectionNames().size(), before + 2);
    }
    QCOMPARE(QSqlDatabase::connectionNames().size(), before);
}

void tst_Sqlite::errors()
{
    const QString path = m_dir.filePath(QStringLiteral("c.db"));
    QVERIFY(putContents(path, QByteArray(4096, 'x')));
    const auto db = Connection::open(path, Connection::Mode::ReadWrite);
    const auto asked = db ? (*db)->ask(QStringLiteral("SELECT * FROM sqlite_master"))
                          : core::Result<QVariant>(tl::unexpected(db.error()));
    QVERIFY_FAILS(asked, ErrorKind::DatabaseUnusable);
    QVERIFY(storage::sqlite::meansCorrupt(asked.error()));
    QVERIFY(!storage::sqlite::meansLocked(asked.error()));
    QVERIFY(!Connection::open(m_dir.filePath(QStringLiteral("no/d.db")), Connection::Mode::ReadWrite));
}

void tst_Sqlite::kinds_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("isCorrupt");
    QTest::addColumn<bool>("isLocked");
    QTest::newRow("full") << "13" << ErrorKind::DiskFull << false << false;
    QTest::newRow("read only") << "8" << ErrorKind::PermissionDenied << false << false;
    QTest::newRow("busy") << "5" << ErrorKind::DatabaseUnusable << false << true;
    QTest::newRow("busy, extended") << "261" << ErrorKind::DatabaseUnusable << false << true;
    QTest::newRow("locked") << "6" << ErrorKind::DatabaseUnusable << false << true;
    QTest::newRow("corrupt") << "11" << ErrorKind::DatabaseUnusable << true << false;
    QTest::newRow("no database") << "26" << ErrorKind::DatabaseUnusable << true << false;
    QTest::newRow("any other") << "1" << ErrorKind::DatabaseUnusable << false << false;
}

void tst_Sqlite::kinds()
{
    QFETCH(QString, code);
    const core::Error error = storage::sqlite::toError(QSqlError({}, {}, QSqlError::UnknownError, code));
    QTEST(error.kind, "kind");
    QTEST(storage::sqlite::meansCorrupt(error), "isCorrupt");
    QTEST(storage::sqlite::meansLocked(error), "isLocked");
}

SLUICE_TEST(tst_Sqlite)
#include "tst_sqlite.moc"
