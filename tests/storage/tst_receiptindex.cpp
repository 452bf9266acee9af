#include "partialfixture.h"

#include "core/storage/receiptindex.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using storage::ReceiptIndex;
using namespace fixture;

class tst_ReceiptIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void theLastLineCounts();
    void linesAreAdded();
    void aFileThatBeganAnew();
    void sourcesInAllFiles();
    void linesThatAreNone();

private:
    QString path(const char *name = "a.list") const { return m_dir->filePath(QString::fromLatin1(name)); }
    static QByteArray line(quint64 target, quint64 source, const QByteArray &text)
    {
        const auto digits = [](quint64 number) {
            return QByteArray::number(number, 16).rightJustified(16, '0');
        };
        return '\n' + digits(target) + ' ' + digits(source) + ' ' + text;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_ReceiptIndex::theLastLineCounts()
{
    ReceiptIndex index;
    QCOMPARE(index.ofTarget(path(), 1), QByteArray());
    QVERIFY(putContents(path(), line(1, 7, "one") + line(2, 7, "two") + line(1, 8, "one again")));
    QCOMPARE(index.ofTarget(path(), 1).trimmed(), QByteArray("one again"));
    QCOMPARE(index.ofTarget(path(), 2).trimmed(), QByteArray("two"));
    QCOMPARE(index.ofTarget(path(), 3), QByteArray());
}

void tst_ReceiptIndex::linesAreAdded()
{
    ReceiptIndex index;
    QByteArray bytes = line(1, 7, "one");
    QVERIFY(putContents(path(), bytes));
    QCOMPARE(index.ofTarget(path(), 1).trimmed(), QByteArray("one"));
    for (quint64 i = 2; i < 20; ++i) {
        bytes += line(i, 7, QByteArray::number(i));
        QVERIFY(putContents(path(), bytes));
        QCOMPARE(index.ofTarget(path(), i).trimmed(), QByteArray::number(i));
        QCOMPARE(index.ofTarget(path(), 1).trimmed(), QByteArray("one"));
    }
}

/// As it does when it has become too large.
void tst_ReceiptIndex::aFileThatBeganAnew()
{
    ReceiptIndex index;
    QVERIFY(putContents(path(), line(1, 7, "one") + line(2, 7, "two")));
    QCOMPARE(index.ofTarget(path(), 1).trimmed(), QByteArray("one"));
    QVERIFY(putContents(path(), line(3, 7, "three")));
    QCOMPARE(index.ofTarget(path(), 1), QByteArray());
    QCOMPARE(index.ofTarget(path(), 3).trimmed(), QByteArray("three"));
}

void tst_ReceiptIndex::sourcesInAllFiles()
{
    ReceiptIndex index;
    QVERIFY(putContents(path("a.list"), line(1, 7, "a") + line(2, 8, "b") + line(3, 7, "c")));
    QVERIFY(putContents(path("b.list"), line(4, 7, "d")));
    QVERIFY(putContents(path("c.other"), line(5, 7, "e")));
    QByteArrayList texts;
    for (const QByteArray &text : index.ofSource(m_dir->path(), 7, 10))
        texts << text.trimmed();
    QCOMPARE(texts, (QByteArrayList{"c", "a", "d"})); // the newest first of each
    QCOMPARE(index.ofSource(m_dir->path(), 7, 2).size(), std::size_t(2));
    QVERIFY(index.ofSource(m_dir->path(), 9, 10).empty());
}

void tst_ReceiptIndex::linesThatAreNone()
{
    ReceiptIndex index;
    QVERIFY(putContents(path(), "text\n\n0000" + line(1, 7, "one").left(20) + line(2, 7, "two") +
                                    "\nzzzzzzzzzzzzzzzz 0000000000000007 x"));
    QCOMPARE(index.ofTarget(path(), 1), QByteArray());
    QCOMPARE(index.ofTarget(path(), 2).trimmed(), QByteArray("two"));
    QCOMPARE(index.ofSource(m_dir->path(), 7, 10).size(), std::size_t(1));
}

SLUICE_TEST(tst_ReceiptIndex)
#include "tst_receiptindex.moc"
