#include "tests/app/appbed.h"

#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::Run;

/// decode, verify and keys: no network, and nothing half done under a final name.
class TestLocal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void decodesToAFile();
    void decodesFromInputToOutput();
    void failedDecodeLeavesNothing_data();
    void failedDecodeLeavesNothing();
    void lockedChunks();
    void existingFileIsRespected();
    void verifyListsBadChunks();
    void verifyTakesTheKeyFromTheName();
    void keysAreKept();
    void badKeyLinesAreNamedByNumber();
    void keyInsteadOfAFileIsNotRepeated();

private:
    std::unique_ptr<AppBed> m_bed;
    support::BuiltObject m_object;
    QByteArray m_bytes;
};

void TestLocal::init()
{
    m_bed = std::make_unique<AppBed>();
    m_object = support::smallObject();
    m_bytes = support::toBytes(m_object.bytes);
    m_bed->write(u"a.blte"_s, m_bytes);
}

void TestLocal::decodesToAFile()
{
    const Run run = m_bed->run({u"decode"_s, u"a.blte"_s, u"-o"_s, u"a"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.out, QByteArray());
    QCOMPARE(run.err, QByteArray());
    QCOMPARE(m_bed->read(u"a"_s), support::toBytes(m_object.payload));
}

void TestLocal::decodesFromInputToOutput()
{
    const Run run = m_bed->run({u"decode"_s, u"-"_s}, m_bytes);
    QCOMPARE(run.code, 0);
    QCOMPARE(run.out, support::toBytes(m_object.payload));
}

void TestLocal::failedDecodeLeavesNothing_data()
{
    QTest::addColumn<int>("damage");
    QTest::newRow("flipped bit in the last chunk") << 0;
    QTest::newRow("cut") << 1;
    QTest::newRow("header") << 2;
    QTest::newRow("nothing at all") << 3;
}

void TestLocal::failedDecodeLeavesNothing()
{
    QFETCH(int, damage);
    QByteArray bytes = m_bytes;
    if (damage == 0)
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
    else if (damage == 1)
        bytes.chop(100);
    else if (damage == 2)
        bytes[9] = '\x7f';
    else
        bytes.clear();
    m_bed->write(u"bad.blte"_s, bytes);
    const QStringList before = m_bed->files(u"."_s);
    const Run run = m_bed->run({u"decode"_s, u"bad.blte"_s, u"-o"_s, u"out"_s});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("bad.blte"), run.err.constData());
    QCOMPARE(m_bed->files(u"."_s), before);
}

void TestLocal::lockedChunks()
{
    const auto object = support::lockedObject();
    m_bed->write(u"locked.blte"_s, support::toBytes(object.bytes));
    const Run refused = m_bed->run({u"decode"_s, u"locked.blte"_s, u"-o"_s, u"out"_s});
    QCOMPARE(refused.code, 3);
    QVERIFY2(refused.err.contains(support::lockedKeyName()), refused.err.constData());

    const Run zeros =
        m_bed->run({u"decode"_s, u"locked.blte"_s, u"--missing-keys=zero"_s, u"-o"_s, u"out"_s});
    QCOMPARE(zeros.code, 4);
    QCOMPARE(m_bed->read(u"out"_s).mid(3000, 3000), QByteArray(3000, '\0'));
    QCOMPARE(m_bed->run({u"verify"_s, u"locked.blte"_s}).code, 4);

    m_bed->write(u"keys.txt"_s, support::lockedKeyName() + ' ' + support::lockedKey());
    const Run open = m_bed->run({u"decode"_s, u"locked.blte"_s, u"-k"_s, u"keys.txt"_s});
    QCOMPARE(open.code, 0);
    QCOMPARE(open.out, support::toBytes(object.payload));
    QCOMPARE(m_bed->run({u"verify"_s, u"-k"_s, u"keys.txt"_s, u"locked.blte"_s}).code, 0);
}

void TestLocal::existingFileIsRespected()
{
    m_bed->write(u"out"_s, "the user's");
    const Run refused = m_bed->run({u"decode"_s, u"a.blte"_s, u"-o"_s, u"out"_s});
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("--overwrite"), refused.err.constData());
    QCOMPARE(m_bed->read(u"out"_s), QByteArray("the user's"));
    QCOMPARE(m_bed->run({u"decode"_s, u"a.blte"_s, u"-o"_s, u"out"_s, u"--overwrite"_s}).code, 0);
    QCOMPARE(m_bed->read(u"out"_s), support::toBytes(m_object.payload));
}

void TestLocal::verifyListsBadChunks()
{
    QByteArray bytes = m_bytes;
    for (const std::size_t chunk : {std::size_t(2), std::size_t(7)}) {
        const auto at = static_cast<qsizetype>(m_object.table[chunk].encodedOffset + 20);
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
    }
    m_bed->write(u"bad.blte"_s, bytes);
    const Run run = m_bed->run({u"verify"_s, u"a.blte"_s, u"bad.blte"_s});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.out.contains("a.blte: 12 chunks intact"), run.out.constData());
    QVERIFY2(run.out.contains("bad.blte: chunk 2:"), run.out.constData());
    QVERIFY2(run.out.contains("bad.blte: chunk 7:"), run.out.constData());
    QVERIFY2(run.out.contains("bad.blte: 2 of 12 chunks bad"), run.out.constData());
}

void TestLocal::verifyTakesTheKeyFromTheName()
{
    const QString right = QString::fromStdString(blte::toHex(m_object.encodingKey.digest));
    m_bed->write(right, m_bytes);
    const Run run = m_bed->run({u"verify"_s, right});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains("encoding key right"), run.out.constData());
    m_bed->write(QString(32, u'0') + u".blte"_s, m_bytes);
    QCOMPARE(m_bed->run({u"verify"_s, QString(32, u'0') + u".blte"_s}).code, 3);
}

void TestLocal::keysAreKept()
{
    m_bed->write(u"one.txt"_s, "0000000000000002 " + support::lockedKey() + "\r\n");
    m_bed->write(u"two.csv"_s, "0x0000000000000001," + support::lockedKey() + "\n");
    QVERIFY(m_bed->run({u"keys"_s, u"list"_s}).out.isEmpty());
    const Run imported = m_bed->run({u"keys"_s, u"import"_s, u"one.txt"_s, u"two.csv"_s});
    QCOMPARE(imported.code, 0);
    QVERIFY2(imported.out.contains("2 keys new"), imported.out.constData());
    QVERIFY(m_bed->run({u"keys"_s, u"import"_s, u"one.txt"_s}).out.contains("1 known already"));
    QCOMPARE(m_bed->run({u"keys"_s, u"list"_s}).out, QByteArray("0000000000000001\n0000000000000002\n"));

    const QString store = u"XDG_DATA_HOME/Sluice/keys.txt"_s;
    QVERIFY(m_bed->read(store).startsWith("0000000000000001 "));
    const auto forOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(m_bed->path(store)) & forOthers));
}

void TestLocal::badKeyLinesAreNamedByNumber()
{
    m_bed->write(u"keys.txt"_s, "0000000000000002 " + support::lockedKey() + "\nnonsense\n");
    const Run run = m_bed->run({u"keys"_s, u"import"_s, u"keys.txt"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.err.contains("keys.txt, line 2"), run.err.constData());
    m_bed->write(u"none.txt"_s, "nothing of use\n");
    QCOMPARE(m_bed->run({u"keys"_s, u"import"_s, u"none.txt"_s}).code, 2);
}

void TestLocal::keyInsteadOfAFileIsNotRepeated()
{
    const QString key = QString::fromLatin1(support::lockedKey());
    const Run run = m_bed->run({u"keys"_s, u"import"_s, key});
    QCOMPARE(run.code, 2);
    QVERIFY(!run.err.contains(support::lockedKey()));
}

QTEST_GUILESS_MAIN(TestLocal)
#include "tst_local.moc"
