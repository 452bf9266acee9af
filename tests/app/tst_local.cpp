#include "tests/app/appbed.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;
using support::AppBed;
using support::Run;

/// decode, verify and keys: no network, and nothing half done under a final name.
class tst_Local : public QObject
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
    void keyInsteadOfAFileIsNotRepeated_data();
    void keyInsteadOfAFileIsNotRepeated();
    void otherThingsThanKeyListsAreNamed();
    void conflictingKeysAreTold();
    void wrongKeyIsNamed();
    void verifyGoesOn();
    void verifyWaitsForNoPipe();
    void verifyTakesLists();
    void verifyAsJson();
    void archivesAreCheckedByTheirObjects();

private:
    std::unique_ptr<AppBed> m_bed;
    support::BuiltObject m_object;
    QByteArray m_bytes;
};

void tst_Local::init()
{
    m_bed = std::make_unique<AppBed>();
    m_object = support::smallObject();
    m_bytes = support::toBytes(m_object.bytes);
    m_bed->write(u"a.blte"_s, m_bytes);
}

void tst_Local::decodesToAFile()
{
    const Run run = m_bed->run({u"decode"_s, u"a.blte"_s, u"-o"_s, u"a"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.out, QByteArray());
    QCOMPARE(run.err, QByteArray());
    QCOMPARE(m_bed->read(u"a"_s), support::toBytes(m_object.payload));
}

void tst_Local::decodesFromInputToOutput()
{
    const Run run = m_bed->run({u"decode"_s, u"-"_s}, m_bytes);
    QCOMPARE(run.code, 0);
    QCOMPARE(run.out, support::toBytes(m_object.payload));
}

void tst_Local::failedDecodeLeavesNothing_data()
{
    QTest::addColumn<int>("damage");
    QTest::newRow("flipped bit in the last chunk") << 0;
    QTest::newRow("cut") << 1;
    QTest::newRow("header") << 2;
    QTest::newRow("nothing at all") << 3;
}

void tst_Local::failedDecodeLeavesNothing()
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

void tst_Local::lockedChunks()
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

void tst_Local::existingFileIsRespected()
{
    m_bed->write(u"out"_s, "the user's");
    const Run refused = m_bed->run({u"decode"_s, u"a.blte"_s, u"-o"_s, u"out"_s});
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("--overwrite"), refused.err.constData());
    QCOMPARE(m_bed->read(u"out"_s), QByteArray("the user's"));
    QCOMPARE(m_bed->run({u"decode"_s, u"a.blte"_s, u"-o"_s, u"out"_s, u"--overwrite"_s}).code, 0);
    QCOMPARE(m_bed->read(u"out"_s), support::toBytes(m_object.payload));
}

void tst_Local::verifyListsBadChunks()
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

void tst_Local::verifyTakesTheKeyFromTheName()
{
    const QString right = QString::fromStdString(blte::toHex(m_object.encodingKey.digest));
    m_bed->write(right, m_bytes);
    const Run run = m_bed->run({u"verify"_s, right});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains("encoding key right"), run.out.constData());
    m_bed->write(QString(32, u'0') + u".blte"_s, m_bytes);
    QCOMPARE(m_bed->run({u"verify"_s, QString(32, u'0') + u".blte"_s}).code, 3);
}

void tst_Local::keysAreKept()
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
    // Where each was seen first, and nothing of the keys themselves.
    const QByteArray origins = m_bed->read(u"XDG_DATA_HOME/Sluice/key-origins.json"_s);
    QVERIFY2(origins.contains("\"0000000000000001\": \"two.csv\"") &&
                 origins.contains("\"0000000000000002\": \"one.txt\""),
             origins.constData());
    QVERIFY(!origins.contains(support::lockedKey()));
}

void tst_Local::badKeyLinesAreNamedByNumber()
{
    m_bed->write(u"keys.txt"_s, "0000000000000002 " + support::lockedKey() + "\nnonsense\n");
    const Run run = m_bed->run({u"keys"_s, u"import"_s, u"keys.txt"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.err.contains("keys.txt, line 2"), run.err.constData());
    m_bed->write(u"none.txt"_s, "nothing of use\n");
    QCOMPARE(m_bed->run({u"keys"_s, u"import"_s, u"none.txt"_s}).code, 2);
}

void tst_Local::keyInsteadOfAFileIsNotRepeated_data()
{
    QTest::addColumn<QString>("argument");
    const QString key = QString::fromLatin1(support::lockedKey());
    QTest::newRow("a key") << key;
    QTest::newRow("name and key") << u"FA505078126ACB3E "_s + key;
    QTest::newRow("with an equals sign") << u"FA505078126ACB3E="_s + key;
    QTest::newRow("in a path") << u"/tmp/"_s + key + u".txt"_s;
}

void tst_Local::keyInsteadOfAFileIsNotRepeated()
{
    QFETCH(QString, argument);
    for (const QStringList &command : {QStringList{u"keys"_s, u"import"_s, argument},
                                       QStringList{u"verify"_s, u"-k"_s, argument, u"a.blte"_s}}) {
        const Run run = m_bed->run(command);
        QCOMPARE(run.code, 2);
        QVERIFY(!run.err.contains(support::lockedKey()));
        QVERIFY2(run.err.contains("looks like a key"), run.err.constData());
    }
}

void tst_Local::otherThingsThanKeyListsAreNamed()
{
    m_bed->write(u"page.txt"_s, "<!DOCTYPE html>\n" + QByteArray("<p>no</p>\n").repeated(3000));
    m_bed->write(u"lines.txt"_s, QByteArray("no\n").repeated(3000));
    const Run page = m_bed->run({u"keys"_s, u"import"_s, u"page.txt"_s});
    QCOMPARE(page.code, 2);
    QVERIFY2(page.err.contains("web page"), page.err.constData());
    const Run lines = m_bed->run({u"keys"_s, u"import"_s, u"lines.txt"_s});
    QCOMPARE(lines.code, 2);
    QVERIFY2(lines.err.count('\n') < 10, lines.err.constData());
    const Run folder = m_bed->run({u"verify"_s, u"-k"_s, u"."_s, u"a.blte"_s});
    QCOMPARE(folder.code, 2);
    QVERIFY2(folder.err.contains("is a folder"), folder.err.constData());
    const Run missing = m_bed->run({u"verify"_s, u"-k"_s, u"none.txt"_s, u"a.blte"_s});
    QCOMPARE(missing.code, 2);
    QVERIFY2(missing.err.contains("no key list none.txt"), missing.err.constData());
}

void tst_Local::conflictingKeysAreTold()
{
    m_bed->write(u"one.txt"_s, "0000000000000002 " + support::lockedKey() + '\n');
    m_bed->write(u"two.txt"_s, "0000000000000002 " + QByteArray(32, '0') + '\n');
    const Run run = m_bed->run({u"verify"_s, u"-k"_s, u"one.txt"_s, u"-k"_s, u"two.txt"_s, u"a.blte"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.err.contains("two.txt: gives another key than was known for 0000000000000002"),
             run.err.constData());
    QVERIFY(
        m_bed->run({u"verify"_s, u"-k"_s, u"one.txt"_s, u"-k"_s, u"one.txt"_s, u"a.blte"_s}).err.isEmpty());
}

void tst_Local::wrongKeyIsNamed()
{
    const auto object = support::lockedObject();
    m_bed->write(u"locked.blte"_s, support::toBytes(object.bytes));
    m_bed->write(u"wrong.txt"_s, support::lockedKeyName() + ' ' + QByteArray(32, '7') + '\n');
    const Run verified = m_bed->run({u"verify"_s, u"-k"_s, u"wrong.txt"_s, u"locked.blte"_s});
    QCOMPARE(verified.code, 4);
    QVERIFY2(verified.out.contains(QByteArray("the key " + support::lockedKeyName() + " seems wrong")),
             verified.out.constData());
    QVERIFY(!verified.out.contains("again") && !verified.err.contains("again"));
    const Run decoded =
        m_bed->run({u"decode"_s, u"-k"_s, u"wrong.txt"_s, u"locked.blte"_s, u"-o"_s, u"out"_s});
    QCOMPARE(decoded.code, 3);
    QVERIFY2(decoded.err.contains("Give the right key"), decoded.err.constData());
    const Run zeros = m_bed->run({u"decode"_s, u"-k"_s, u"wrong.txt"_s, u"--missing-keys=zero"_s,
                                  u"locked.blte"_s, u"-o"_s, u"out"_s});
    QCOMPARE(zeros.code, 4);
    QCOMPARE(m_bed->read(u"out"_s).mid(3000, 3000), QByteArray(3000, '\0'));
    QCOMPARE(m_bed->read(u"out"_s).size(), static_cast<qsizetype>(object.payload.size()));
}

void tst_Local::verifyGoesOn()
{
    QVERIFY(QDir(m_bed->path(u"."_s)).mkpath(u"tree/sub"_s));
    const QByteArray config = "# Build Configuration\n";
    m_bed->write(u"tree/b.blte"_s, m_bytes);
    m_bed->write(u"tree/sub/c.blte"_s, m_bytes);
    m_bed->write(u"tree/config.txt"_s, config);
    m_bed->write(u"tree/d.blte.part"_s, "half of it");
    m_bed->write(u"tree/sub/"_s +
                     QString::fromLatin1(QCryptographicHash::hash(config, QCryptographicHash::Md5).toHex()),
                 config);
    const Run tree = m_bed->run({u"verify"_s, u"tree"_s});
    QCOMPARE(tree.code, 0);
    QVERIFY2(tree.out.contains("4 files: 3 right, 1 without proof"), tree.out.constData());
    const Run missing = m_bed->run({u"verify"_s, u"a.blte"_s, u"none.blte"_s, u"tree"_s});
    QCOMPARE(missing.code, 3);
    QVERIFY2(missing.err.contains("none.blte: it cannot be read"), missing.err.constData());
    QCOMPARE(missing.out.count("12 chunks intact"), 3);
    // Named, it is expected to be proven.
    QCOMPARE(m_bed->run({u"verify"_s, u"tree/config.txt"_s}).code, 3);
}

void tst_Local::verifyWaitsForNoPipe()
{
#ifdef Q_OS_UNIX
    QCOMPARE(::mkfifo(qPrintable(m_bed->path(u"pipe"_s)), 0600), 0);
    QVERIFY(QFile::link(m_bed->path(u"pipe"_s), m_bed->path(u"link"_s)));
    for (const QString &name : {u"pipe"_s, u"link"_s, u"/dev/zero"_s}) {
        const Run run = m_bed->run({u"verify"_s, name, u"a.blte"_s});
        QCOMPARE(run.code, 3);
        QVERIFY2(run.err.contains("it is no regular file"), run.err.constData());
        QVERIFY2(run.out.contains("12 chunks intact"), run.out.constData());
    }
    // An index beside an archive may be one, too.
    const QString name = QString(32, u'0');
    m_bed->write(name, m_bytes + m_bytes);
    QCOMPARE(::mkfifo(qPrintable(m_bed->path(name + u".index"_s)), 0600), 0);
    QVERIFY(m_bed->run({u"verify"_s, name}).code >= 0);
#else
    QSKIP("there are no named pipes");
#endif
}

void tst_Local::verifyTakesLists()
{
    const QByteArray right = QCryptographicHash::hash(m_bytes, QCryptographicHash::Md5).toHex();
    m_bed->write(u"list.txt"_s,
                 "# what is here\r\na.blte\r\n\r\n" + right + "  a.blte\r\n" + right + " *a.blte\n");
    const Run run = m_bed->run({u"verify"_s, u"-i"_s, u"list.txt"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains("3 files: 3 right"), run.out.constData());
    m_bed->write(u"list.txt"_s, QByteArray(32, '0') + "  a.blte\n");
    QCOMPARE(m_bed->run({u"verify"_s, u"-i"_s, u"list.txt"_s}).code, 3);
    QCOMPARE(m_bed->run({u"verify"_s, u"-i"_s, u"none.txt"_s}).code, 2);
}

void tst_Local::verifyAsJson()
{
    QByteArray bytes = m_bytes;
    bytes.chop(1);
    m_bed->write(u"cut.blte"_s, bytes);
    m_bed->write(u"locked.blte"_s, support::toBytes(support::lockedObject().bytes));
    const Run run =
        m_bed->run({u"verify"_s, u"--json"_s, u"a.blte"_s, u"cut.blte"_s, u"locked.blte"_s, u"no"_s});
    QCOMPARE(run.code, 3);
    const auto files = run.events(u"file"_s);
    QCOMPARE(files.size(), 4);
    const QStringList verdicts{u"intact"_s, u"bad"_s, u"locked"_s, u"unreadable"_s};
    for (qsizetype i = 0; i < files.size(); ++i)
        QCOMPARE(files[i].value(u"verdict"_s).toString(), verdicts[i]);
    QCOMPARE(files[1].value(u"bad"_s).toInt(), 1);
    QCOMPARE(files[1].value(u"faults"_s).toArray().size(), 1);
    QCOMPARE(files[2].value(u"missingKeys"_s).toArray().first().toString().toLatin1(),
             support::lockedKeyName());
    QCOMPARE(run.event(u"summary"_s).value(u"unreadable"_s).toInt(), 1);
}

void tst_Local::archivesAreCheckedByTheirObjects()
{
    // Named like no object in it: one behind the other, as long as no index tells more.
    const QString name = QString(32, u'a');
    m_bed->write(name, m_bytes + m_bytes);
    const Run right = m_bed->run({u"verify"_s, name});
    QCOMPARE(right.code, 0);
    QVERIFY2(right.out.contains("archive of 2 objects, 24 chunks intact"), right.out.constData());
    QByteArray bytes = m_bytes + m_bytes;
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    m_bed->write(name, bytes);
    const Run damaged = m_bed->run({u"verify"_s, name});
    QCOMPARE(damaged.code, 3);
    QVERIFY2(damaged.out.contains("1 of 24 chunks bad"), damaged.out.constData());
    m_bed->write(name, m_bytes + m_bytes.chopped(500));
    QCOMPARE(m_bed->run({u"verify"_s, name}).code, 3);
    m_bed->write(name, m_bytes + "something else");
    QCOMPARE(m_bed->run({u"verify"_s, name}).code, 3);
}

SLUICE_TEST(tst_Local)
#include "tst_local.moc"
