#include "core/storage/filecontents.h"

#include "core/bytes.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using core::ErrorKind;
using namespace Qt::StringLiterals;

/// Files compared, and put together, by what is in them.
class tst_FileContents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void compared_data();
    void compared();
    void gathered_data();
    void gathered();
    void notWhatItShouldBe();
};

namespace {

bool put(const QString &path, const QByteArray &contents)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size();
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
}

} // namespace

void tst_FileContents::compared_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("areSame");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("") << true;
    QTest::newRow("the same") << QByteArray("abc") << QByteArray("abc") << true;
    QTest::newRow("another byte") << QByteArray("abc") << QByteArray("abd") << false;
    QTest::newRow("longer") << QByteArray("abc") << QByteArray("abcd") << false;
    for (const int size :
         {(256 << 10) - 1, 256 << 10, (256 << 10) + 1, 1 << 20}) { // about what is read at once
        const QByteArray bytes(size, 'x');
        QTest::addRow("%d the same", size) << bytes << bytes << true;
        QTest::addRow("%d, the last byte", size) << bytes << bytes.chopped(1) + 'y' << false;
        QTest::addRow("%d, the first byte", size) << bytes << 'y' + bytes.sliced(1) << false;
    }
}

void tst_FileContents::compared()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    const QTemporaryDir dir;
    QVERIFY(put(dir.filePath(u"1"_s), one) && put(dir.filePath(u"2"_s), other));
    QTEST(storage::haveSameContents(dir.filePath(u"1"_s), dir.filePath(u"2"_s)), "areSame");
    QVERIFY(!storage::haveSameContents(dir.filePath(u"1"_s), dir.filePath(u"absent"_s)));
    QVERIFY(!storage::haveSameContents(dir.filePath(u"absent"_s), dir.filePath(u"absent"_s)));
}

void tst_FileContents::gathered_data()
{
    QTest::addColumn<QList<int>>("sizes");
    QTest::newRow("one") << QList{5};
    QTest::newRow("none with bytes") << QList{0, 0};
    QTest::newRow("several") << QList{5, 0, 7};
    QTest::newRow("about what is read at once") << QList{1 << 20, (1 << 20) - 1, (1 << 20) + 1, 2 << 20};
}

void tst_FileContents::gathered()
{
    QFETCH(QList<int>, sizes);
    const QTemporaryDir dir;
    QStringList paths;
    QByteArray all;
    for (const int size : sizes) {
        const QByteArray part(size, static_cast<char>('a' + paths.size()));
        paths << dir.filePath(QString::number(paths.size()));
        QVERIFY(put(paths.last(), part));
        all += part;
    }
    const blte::ContentKey key{blte::md5(core::bytesOf(all))};
    QVERIFY(storage::gatherContents(paths, dir.filePath(u"all"_s), key));
    QCOMPARE(contentsOf(dir.filePath(u"all"_s)), all);
    QVERIFY(storage::gatherContents(paths, dir.filePath(u"unproven"_s), {}));
    QCOMPARE(contentsOf(dir.filePath(u"unproven"_s)), all);
}

void tst_FileContents::notWhatItShouldBe()
{
    const QTemporaryDir dir;
    const QString all = dir.filePath(u"all"_s);
    QVERIFY(put(dir.filePath(u"1"_s), "one"));
    const auto wrong = storage::gatherContents({dir.filePath(u"1"_s)}, all, blte::ContentKey{});
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, ErrorKind::ContentKeyWrong);
    QVERIFY(!QFile::exists(all));
    QVERIFY(!storage::gatherContents({dir.filePath(u"1"_s), dir.filePath(u"absent"_s)}, all, {}));
    QVERIFY(!QFile::exists(all));
    QVERIFY(put(all, "somebody's"));
    QVERIFY(!storage::gatherContents({dir.filePath(u"1"_s)}, all, {}));
    QCOMPARE(contentsOf(all), "somebody's");
}

SLUICE_TEST(tst_FileContents)
#include "tst_filecontents.moc"
