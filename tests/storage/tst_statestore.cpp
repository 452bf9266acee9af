#include "partialfixture.h"

#include "core/storage/statestore.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using core::ErrorKind;
using storage::StateStore;
using Kind = StateStore::Kind;
using namespace fixture;

/// What is kept by the path of a target; the contents of receipts are in tst_receipt.
class tst_StateStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachKindByItself();
    void pathsOfOneFile();
    void whereItLies();
    void nothingIsKeptForNothing();
    void receiptsOfSeveralFolders();
    void aFolderThatCannotBeMade();
    void isBounded();

private:
    QString folder() const { return m_dir->filePath(QStringLiteral("state")); }
    QString target(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    StateStore store() const { return StateStore(folder()); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_StateStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

void tst_StateStore::eachKindByItself()
{
    store().keep(Kind::Table, target("a"), "table of a");
    store().keep(Kind::Provenance, target("a"), "provenance of a");
    store().keep(Kind::Table, target("b"), "table of b");
    QCOMPARE(store().load(Kind::Table, target("a")), QByteArray("table of a"));
    QCOMPARE(store().load(Kind::Provenance, target("a")), QByteArray("provenance of a"));
    QCOMPARE(store().load(Kind::Table, target("b")), QByteArray("table of b"));
    QCOMPARE(store().load(Kind::Provenance, target("b")), QByteArray());
    store().keep(Kind::Table, target("a"), "short");
    QCOMPARE(store().load(Kind::Table, target("a")), QByteArray("short"));
    store().forget(target("a"));
    QCOMPARE(store().load(Kind::Table, target("a")), QByteArray());
    QCOMPARE(store().load(Kind::Provenance, target("a")), QByteArray());
    QCOMPARE(store().load(Kind::Table, target("b")), QByteArray("table of b"));
}

void tst_StateStore::pathsOfOneFile()
{
    store().keep(Kind::Table, m_dir->filePath(QStringLiteral("x/../a")), "table");
    QCOMPARE(store().load(Kind::Table, m_dir->filePath(QStringLiteral("./a"))), QByteArray("table"));
}

/// As earlier versions called and wrote them.
void tst_StateStore::whereItLies()
{
    const QString path = QStringLiteral("/home/x/file.bin");
    store().keep(Kind::Table, path, "table");
    store().keep(Kind::Provenance, path, "provenance");
    const QString sha1 = QStringLiteral("e36e7d2c5ec22fc18b44d9e1e8476d26753f3701");
    QCOMPARE(filesIn(folder() + QStringLiteral("/tables")),
             (QStringList{sha1, sha1 + QStringLiteral(".origins")}));
    QCOMPARE(contentsOf(folder() % QStringLiteral("/tables/") % sha1), QByteArray("table"));
    const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    QVERIFY(!(QFile(folder() + QStringLiteral("/tables")).permissions() & others));
}

void tst_StateStore::nothingIsKeptForNothing()
{
    store().keep(Kind::Table, target("a"), {});
    QVERIFY(!QFile::exists(folder()));
    QVERIFY(!store().receiptOf(target("a")));
    QVERIFY(store().receiptsFor(QStringLiteral("x"), 1).empty());
    QVERIFY_OK(store().keepReceipts({}));
    QVERIFY(!QFile::exists(folder()));
}

void tst_StateStore::receiptsOfSeveralFolders()
{
    std::vector<storage::Receipted> files;
    for (const char *name : {"one/a", "two/b", "one/c"}) {
        storage::Receipt receipt;
        receipt.identity = QStringLiteral("what was asked for");
        receipt.size = 7;
        files.push_back({target(name), receipt});
    }
    QVERIFY_OK(store().keepReceipts(files));
    QCOMPARE(filesIn(folder() + QStringLiteral("/receipts")).size(), 2);
    for (const auto &file : files)
        QVERIFY(store().receiptOf(file.target));
    QVERIFY(!store().receiptOf(target("two/a")));
    QCOMPARE(store().receiptsFor(QStringLiteral("what was asked for"), 7).size(), std::size_t(3));
    QVERIFY(StateStore(folder() + u'x').receiptsFor(QStringLiteral("what was asked for"), 7).empty());
    store().forget(target("one/a")); // the receipt tells of the file, which is still there
    QVERIFY(store().receiptOf(target("one/a")));
}

void tst_StateStore::aFolderThatCannotBeMade()
{
    QVERIFY(putContents(folder(), "a file"));
    storage::Receipt receipt;
    receipt.identity = QStringLiteral("x");
    QVERIFY(!store().keepReceipts({{target("a"), receipt}}));
    store().keep(Kind::Table, target("a"), "table");
    QCOMPARE(store().load(Kind::Table, target("a")), QByteArray());
    QCOMPARE(contentsOf(folder()), QByteArray("a file"));
}

/// Beyond 20,000 the oldest go.
void tst_StateStore::isBounded()
{
    QVERIFY(QDir().mkpath(folder() + QStringLiteral("/tables")));
    for (int i = 0; i < 20'010; ++i) {
        QFile file(folder() % QStringLiteral("/tables/") % QString::number(i));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    store().keep(Kind::Table, target("a"), "table");
    QCOMPARE(filesIn(folder() + QStringLiteral("/tables")).size(), 15'001);
    QCOMPARE(store().load(Kind::Table, target("a")), QByteArray("table"));
}

SLUICE_TEST(tst_StateStore)
#include "tst_statestore.moc"
