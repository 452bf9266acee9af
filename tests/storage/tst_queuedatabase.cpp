#include "partialfixture.h"

#include "core/storage/queuedatabase.h"
#include "tests/support/testmain.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

using core::ErrorKind;
using storage::QueueDatabase;
using storage::StoredItem;
using namespace fixture;

namespace {

StoredItem itemOf(qint64 id)
{
    StoredItem item;
    item.id = id;
    item.position = 100'000 - id;
    item.source.mirrors = {QUrl(QStringLiteral("http://host/data/%1").arg(id))};
    item.source.name = QStringLiteral("a b/ü%1").arg(id);
    item.folder = QStringLiteral("/home/x");
    item.intent = 1;
    item.state = 4;
    item.verdict = 2;
    item.errorKind = 10;
    item.errorDetail = QStringLiteral("it's full; DROP TABLE items");
    item.options = 7;
    item.bytesPerSecond = 1 + id;
    item.md5 = "d41d8cd98f00b204e9800998ecf8427e";
    item.lockedChunks = 3;
    item.missingKeys = {blte::KeyName{0xFA505078126ACB3E}, blte::KeyName{1}};
    item.category = QStringLiteral("game; DROP TABLE items");
    item.tags = {QStringLiteral("big"), QStringLiteral("two words")};
    item.encodedSize = qint64(1) << 50;
    item.decodedDone = 77;
    item.added = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123);
    return item;
}

void runSql(const QString &path, const QString &statement)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(statement));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test"));
}

} // namespace

class tst_QueueDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void startsEmpty();
    void nobodyElseReadsIt();
    void itemsRoundTrip();
    void changesAndRemovals();
    void intents();
    void facts();
    void logsAreKeptShort();
    void manyItems();
    void failedApplyChangesNothing();
    void damagedAdoptsTheBackup_data();
    void damagedAdoptsTheBackup();
    void damagedWithoutBackup();
    void damagedBackupToo();
    void newerVersionIsLeftAlone();
    void openElsewhereIsRefused();
    void unreadableSourceIsNotDeleted();
    void olderVersionsAreBroughtUp();
    void rowsOfTheVersionBeforeLabelsStay();

private:
    QString path() const { return m_dir->filePath(QStringLiteral("data/queue.db")); }
    QueueDatabase::Opened open();
    std::unique_ptr<QTemporaryDir> m_dir;
};

QueueDatabase::Opened tst_QueueDatabase::open()
{
    auto opened = QueueDatabase::open(path());
    if (opened)
        return std::move(*opened);
    qWarning("%s", problemOf(opened).constData());
    return {};
}

void tst_QueueDatabase::startsEmpty()
{
    for (int i = 0; i < 2; ++i) {
        const auto opened = open();
        QVERIFY(opened.database);
        QCOMPARE(opened.notice, QString());
        QVERIFY(opened.database->load()->isEmpty());
    }
}

void tst_QueueDatabase::nobodyElseReadsIt()
{
    const QString folder = m_dir->filePath(QStringLiteral("sluice"));
    QVERIFY(QDir().mkpath(folder));
    const auto everybody = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    QVERIFY(QFile::setPermissions(folder, QFile::permissions(folder) | everybody));
    const auto path = folder + QStringLiteral("/queue.sqlite");
    QVERIFY_OK(QueueDatabase::open(path));
    const auto opened = QueueDatabase::open(path); // makes a backup
    QVERIFY_OK(opened);
    QVERIFY_OK(opened->database->apply({itemOf(1)}, {}));
#ifdef Q_OS_UNIX // elsewhere a folder in the user's own is private already
    QVERIFY(!(QFile::permissions(folder) & everybody));
    const QStringList files = filesIn(folder);
    QVERIFY(files.contains(QStringLiteral("queue.sqlite.backup")));
    for (const QString &file : files)
        QVERIFY2(!(QFile::permissions(folder + u'/' + file) & everybody), qPrintable(file));
#endif
}

void tst_QueueDatabase::itemsRoundTrip()
{
    StoredItem bare;
    bare.id = 5;
    QVERIFY_OK(open().database->apply({itemOf(1), itemOf(2), bare}, {}));
    const auto items = open().database->load();
    QVERIFY_OK(items);
    QCOMPARE(items->size(), 3);
    QVERIFY(items->at(0) == bare);
    QVERIFY(items->at(1) == itemOf(2));
    QVERIFY(items->at(2) == itemOf(1));
}

void tst_QueueDatabase::changesAndRemovals()
{
    const auto opened = open();
    QVERIFY_OK(opened.database->apply({itemOf(1), itemOf(2), itemOf(3)}, {}));
    StoredItem changed = itemOf(2);
    changed.state = 9;
    QVERIFY_OK(opened.database->apply({changed}, {1, 77}));
    const auto items = opened.database->load();
    QCOMPARE(items->size(), 2);
    QVERIFY(items->contains(changed));
}

void tst_QueueDatabase::intents()
{
    const auto opened = open();
    QVERIFY_OK(opened.database->apply({itemOf(1), itemOf(2), itemOf(3)}, {}));
    StoredItem later = itemOf(2);
    later.name = QStringLiteral("later");
    QVERIFY_OK(opened.database->apply({later}, {3}, {}, {{{1, 2, 3, 77}, 0, 5}, {{1}, 1, 6}}));
    StoredItem wanted = itemOf(1);
    wanted.intent = 1;
    wanted.state = 6;
    const auto items = opened.database->load();
    QCOMPARE(items->size(), 2);
    QVERIFY(items->contains(wanted));
    QVERIFY(items->contains(later));
}

void tst_QueueDatabase::facts()
{
    const auto opened = open();
    QCOMPARE(*opened.database->value(QStringLiteral("next")), QString());
    QVERIFY_OK(opened.database->setValue(QStringLiteral("next"), QStringLiteral("5")));
    QVERIFY_OK(opened.database->setValue(QStringLiteral("next"), QStringLiteral("6")));
    QVERIFY_OK(opened.database->setValue(QStringLiteral("none"), QString()));
    QCOMPARE(*opened.database->value(QStringLiteral("next")), QStringLiteral("6"));
}

void tst_QueueDatabase::logsAreKeptShort()
{
    constexpr auto kMost = QueueDatabase::kLogLength;
    QStringList lines;
    for (int i = 0; i < kMost; ++i)
        lines << QString::number(i);
    QVERIFY_OK(
        open().database->apply({itemOf(1), itemOf(2)}, {}, {{1, {QStringLiteral("first")}}, {2, lines}}));
    QVERIFY_OK(
        open().database->apply({}, {}, {{1, {QStringLiteral("second")}}, {2, {QStringLiteral("last")}}}));
    const auto opened = open();
    QCOMPARE(opened.database->log(1).value(),
             (QStringList{QStringLiteral("first"), QStringLiteral("second")}));
    QCOMPARE(opened.database->log(2).value(), lines.mid(1) << QStringLiteral("last"));
    QVERIFY(opened.database->log(3).value().isEmpty());
    QVERIFY_OK(opened.database->apply({}, {1}));
    QVERIFY(opened.database->log(1).value().isEmpty());
    QCOMPARE(opened.database->log(2)->size(), kMost);
}

void tst_QueueDatabase::manyItems()
{
    QList<StoredItem> items;
    for (qint64 id = 10'000; id > 0; --id)
        items << itemOf(id);
    QVERIFY_OK(open().database->apply(items, {}));
    const auto loaded = open().database->load();
    QVERIFY_OK(loaded);
    QVERIFY(*loaded == items);
}

void tst_QueueDatabase::failedApplyChangesNothing()
{
    QVERIFY_OK(open().database->apply({itemOf(1)}, {}));
    runSql(path(), QStringLiteral("CREATE TRIGGER refuse BEFORE INSERT ON items WHEN NEW.id = 666 "
                                  "BEGIN SELECT RAISE(ABORT, 'no'); END"));
    const auto opened = open();
    QVERIFY_FAILS(opened.database->apply({itemOf(2), itemOf(666)}, {1}), ErrorKind::DatabaseUnusable);
    QVERIFY(*opened.database->load() == QList<StoredItem>{itemOf(1)});
    QVERIFY_OK(opened.database->apply({itemOf(2)}, {1}));
    QVERIFY(*opened.database->load() == QList<StoredItem>{itemOf(2)});
}

void tst_QueueDatabase::damagedAdoptsTheBackup_data()
{
    QTest::addColumn<QString>("damage");
    for (const char *damage : {"no database", "cut", "gone", "empty", "page", "foreign"})
        QTest::newRow(damage) << QString::fromLatin1(damage);
}

void tst_QueueDatabase::damagedAdoptsTheBackup()
{
    QFETCH(QString, damage);
    QList<StoredItem> items;
    for (qint64 id = 500; id > 0; --id)
        items << itemOf(id);
    {
        const auto opened = open();
        QVERIFY_OK(opened.database->apply(items, {}));
        QVERIFY_OK(opened.database->backup());
    }
    QByteArray bytes = contentsOf(path());
    if (damage == u"no database")
        bytes = QByteArray(5000, 'x');
    else if (damage == u"cut")
        bytes.truncate(bytes.size() / 2);
    else if (damage == u"page")
        bytes.replace(8192, 4096, QByteArray(4096, '\xff'));
    else if (damage == u"empty")
        bytes.clear();
    QVERIFY(putContents(path(), bytes));
    if (damage == u"gone" || damage == u"foreign")
        QVERIFY(QFile::remove(path()));
    if (damage == u"foreign")
        runSql(path(), QStringLiteral("CREATE TABLE someone(x)"));

    const auto opened = open();
    QVERIFY(opened.database);
    QVERIFY(opened.notice.contains(QStringLiteral("backup")));
    QVERIFY(*opened.database->load() == items);
    const QStringList aside =
        filesIn(m_dir->filePath(QStringLiteral("data"))).filter(QStringLiteral(".broken-"));
    QCOMPARE(aside.size(), damage == u"gone" ? 0 : 1);
}

void tst_QueueDatabase::damagedWithoutBackup()
{
    QVERIFY(open().database);
    QVERIFY(putContents(path(), QByteArray(5000, 'x')));
    QFile::remove(path() + QStringLiteral(".backup"));
    const auto opened = open();
    QVERIFY(opened.database);
    QVERIFY(opened.notice.contains(QStringLiteral("empty")));
    QVERIFY_OK(opened.database->apply({itemOf(1)}, {}));
}

void tst_QueueDatabase::damagedBackupToo()
{
    QVERIFY_OK(open().database->apply({itemOf(1)}, {}));
    QVERIFY(putContents(path(), QByteArray(5000, 'x')));
    QVERIFY(putContents(path() + QStringLiteral(".backup"), QByteArray(5000, 'y')));
    const auto opened = open();
    QVERIFY(opened.database);
    QVERIFY(!opened.notice.isEmpty());
    QVERIFY(opened.database->load()->isEmpty());
}

void tst_QueueDatabase::newerVersionIsLeftAlone()
{
    QVERIFY_OK(open().database->apply({itemOf(1)}, {}));
    runSql(path(), QStringLiteral("PRAGMA user_version=99"));
    const QByteArray before = contentsOf(path());
    QVERIFY_FAILS(QueueDatabase::open(path()), ErrorKind::DatabaseUnusable);
    QCOMPARE(contentsOf(path()), before);
    QVERIFY(filesIn(m_dir->filePath(QStringLiteral("data"))).filter(QStringLiteral(".broken-")).isEmpty());
}

void tst_QueueDatabase::openElsewhereIsRefused()
{
    const auto first = open();
    QVERIFY_OK(first.database->apply({itemOf(1)}, {}));
    QVERIFY_FAILS(QueueDatabase::open(path()), ErrorKind::DatabaseUnusable);
    QVERIFY(filesIn(m_dir->filePath(QStringLiteral("data"))).filter(QStringLiteral(".broken-")).isEmpty());
    QCOMPARE(first.database->load()->size(), 1);
}

void tst_QueueDatabase::unreadableSourceIsNotDeleted()
{
    QVERIFY_OK(open().database->apply({itemOf(1), itemOf(2)}, {}));
    runSql(path(), QStringLiteral("UPDATE items SET source='ftp://x' WHERE id=1"));
    QTest::ignoreMessage(QtWarningMsg, "queue item 1 has no usable source");
    QCOMPARE(open().database->load()->size(), 1);
    runSql(path(), QStringLiteral("UPDATE items SET source='http://x/' WHERE id=1"));
    QCOMPARE(open().database->load()->size(), 2);
}

void tst_QueueDatabase::olderVersionsAreBroughtUp()
{
    StoredItem item = itemOf(1);
    QVERIFY_OK(open().database->apply({item}, {}));
    for (const char *column :
         {"bytes_per_second", "md5", "locked_chunks", "missing_keys", "category", "tags"})
        runSql(path(), QStringLiteral("ALTER TABLE items DROP COLUMN ") + QLatin1String(column));
    runSql(path(), QStringLiteral("DROP TABLE logs"));
    runSql(path(), QStringLiteral("PRAGMA user_version=1"));
    item.bytesPerSecond = 0;
    item.md5.clear();
    item.lockedChunks = 0;
    item.category.clear();
    item.tags = {};
    item.missingKeys = {}; // clear() would keep its memory, and Qt compares that with memcmp(…, null, 0)
    QVERIFY(*open().database->load() == QList<StoredItem>{item});
    QVERIFY_OK(open().database->apply({itemOf(1)}, {}, {{1, {QStringLiteral("line")}}}));
    QVERIFY(*open().database->load() == QList<StoredItem>{itemOf(1)});
    QCOMPARE(open().database->log(1).value(), QStringList{QStringLiteral("line")});
}

/// Version 4: its rows get no labels, and keep all that they had.
void tst_QueueDatabase::rowsOfTheVersionBeforeLabelsStay()
{
    QVERIFY_OK(open().database->apply({itemOf(1), itemOf(2)}, {}, {{1, {QStringLiteral("line")}}}));
    for (const char *column : {"category", "tags"})
        runSql(path(), QStringLiteral("ALTER TABLE items DROP COLUMN ") + QLatin1String(column));
    runSql(path(), QStringLiteral("PRAGMA user_version=4"));
    StoredItem first = itemOf(2); // by position
    StoredItem second = itemOf(1);
    for (StoredItem *item : {&first, &second}) {
        item->category.clear();
        item->tags = {};
    }
    auto opened = open();
    QVERIFY(opened.notice.isEmpty());
    QVERIFY(*opened.database->load() == (QList<StoredItem>{first, second}));
    QCOMPARE(opened.database->log(1).value(), QStringList{QStringLiteral("line")});
    QVERIFY_OK(opened.database->apply({itemOf(1)}, {}));
    QVERIFY(opened.database->load()->last() == itemOf(1));
}

SLUICE_TEST(tst_QueueDatabase)
#include "tst_queuedatabase.moc"
