#include "core/bytes.h"
#include "core/cache/entry.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QSet>
#include <QTest>

using cache::EntryKey;

namespace {

EntryKey dataKey(const char *hex)
{
    EntryKey key;
    key.space = QStringLiteral("tpr/wow");
    key.name = blte::digestFromHex(hex).value();
    return key;
}

EntryKey usualKey()
{
    return dataKey("00b79cc0eebdd26437c7e92e57ac7f5c");
}

QByteArray fileOf(const EntryKey &key, const QByteArray &bytes)
{
    return bytes + cache::footerOf(key, bytes);
}

/// As a file that is read piece by piece.
cache::Wholeness readBack(const EntryKey &key, QByteArray file)
{
    QBuffer buffer(&file);
    return buffer.open(QIODevice::ReadOnly)
               ? cache::readBack(cache::relativePath(key), buffer, [](qint64) { return true; })
               : cache::Wholeness::Interrupted;
}

} // namespace

class tst_Entry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyHasAPathOfItsOwn();
    void pathsStayInTheFolder();
    void holds_data();
    void holds();
    void damageIsTold_data();
    void damageIsTold();
    void isOfOneKeyOnly();
};

void tst_Entry::everyKeyHasAPathOfItsOwn()
{
    QList<EntryKey> keys{usualKey(), dataKey("00b79cc0eebdd26437c7e92e57ac7f5d")};
    keys << usualKey() << usualKey() << usualKey() << usualKey() << usualKey();
    keys[2].kind = EntryKey::Kind::Encoded;
    keys[3].space = QStringLiteral("tpr/d3");
    keys[4].part = {0, 4096};
    keys[5].part = {4096, 4096};
    keys[6].part = {4096, 4095};
    QSet<QString> paths;
    for (const EntryKey &key : keys)
        paths.insert(cache::relativePath(key));
    QCOMPARE(paths.size(), keys.size());
    QVERIFY(cache::relativePath(usualKey()).startsWith(u"config/00/00b79cc0eebdd26437c7e92e57ac7f5c-"));
}

/// The space comes from a server.
void tst_Entry::pathsStayInTheFolder()
{
    EntryKey key = usualKey();
    for (const char *space : {"../../..", "/etc", "a/../b", "\n", "CON", ""}) {
        key.space = QString::fromLatin1(space);
        const QString path = cache::relativePath(key);
        QCOMPARE(path.count(u'/'), 2);
        QVERIFY(!path.contains(u".."));
    }
}

void tst_Entry::holds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a byte") << QByteArray(1, '\0');
    QTest::newRow("a page") << QByteArray(4096, 'x');
    QTest::newRow("a footer") << cache::footerOf(usualKey(), "x");
}

void tst_Entry::holds()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(cache::footerOf(usualKey(), bytes).size(), cache::kFooterSize);
    const auto read = cache::withoutFooter(usualKey(), fileOf(usualKey(), bytes));
    QVERIFY(read);
    QCOMPARE(read->bytes, bytes);
    QCOMPARE(read->md5, blte::md5(core::bytesOf(bytes)));
    QVERIFY(cache::isWhole(cache::relativePath(usualKey()), fileOf(usualKey(), bytes)));
    QCOMPARE(readBack(usualKey(), fileOf(usualKey(), bytes)), cache::Wholeness::Whole);
}

void tst_Entry::damageIsTold_data()
{
    QTest::addColumn<QByteArray>("file");
    const QByteArray whole = fileOf(usualKey(), "some bytes of an index");
    for (qsizetype size = 0; size < whole.size(); ++size)
        QTest::addRow("cut at %d", int(size)) << whole.first(size);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
        QTest::addRow("flipped at %d", int(at)) << flipped;
    }
    QTest::newRow("more behind") << whole + '\0';
    QTest::newRow("more before") << '\0' + whole;
    QTest::newRow("zeros") << QByteArray(whole.size(), '\0');
}

void tst_Entry::damageIsTold()
{
    QFETCH(QByteArray, file);
    QVERIFY(!cache::withoutFooter(usualKey(), file));
    QVERIFY(!cache::isWhole(cache::relativePath(usualKey()), file));
    QCOMPARE(readBack(usualKey(), file), cache::Wholeness::Damaged);
}

/// A file that was copied to another name is not what that name says.
void tst_Entry::isOfOneKeyOnly()
{
    EntryKey other = usualKey();
    other.part = {0, 10};
    QVERIFY(!cache::withoutFooter(other, fileOf(usualKey(), "0123456789")));
}

SLUICE_TEST(tst_Entry)
#include "tst_entry.moc"
