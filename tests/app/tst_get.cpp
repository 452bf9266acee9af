#include "tests/app/appbed.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::Run;

class tst_Get : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void jsonTellsTheWholeStory();
    void bytesBehindTheEndAreAWarning();
    void progressIsRare();
    void contentKeyMakesItVerified();
    void plainFileIsUnverified();
    void pipedPrintsLines();
    void quietPrintsNothing();
    void listFileNamesMirrorsAndFolders();
    void listFromStandardInput();
    void badLineCostsItself();
    void foreignOptionsAreToldAndPassedOver();
    void listStaysInItsFolder();
    void sourcesOfOneName();
    void mirrorTakesOver();
    void missingEverywhereFails();
    void nameAndFolder();
    void existingFileIsRespected();
    void againIsDoneWithoutNetwork();
    void sameTargetTwiceIsToldApart();
    void rawKeepsTheBytes();
    void maxWaitGivesUp();

private:
    Run get(QStringList arguments, const QByteArray &input = {})
    {
        arguments.prepend(u"get"_s);
        return m_bed->run(arguments, input);
    }

    std::unique_ptr<AppBed> m_bed;
};

void tst_Get::jsonTellsTheWholeStory()
{
    const auto object = support::smallObject();
    const QString url = m_bed->publish(object);
    const Run run = get({u"--json"_s, u"-o"_s, u"out"_s, url + u"#name=a/b.bin"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.err, QByteArray());
    QCOMPARE(m_bed->read(u"out/a/b.bin"_s), support::toBytes(object.payload));
    QCOMPARE(m_bed->files(u"out"_s), QStringList{u"a/b.bin"_s});

    const QString target = m_bed->path(u"out/a/b.bin"_s);
    const QJsonObject added = run.event(u"added"_s);
    QCOMPARE(added.value(u"id"_s).toInt(), 1);
    QCOMPARE(added.value(u"target"_s).toString(), target);
    QVERIFY(added.value(u"source"_s).toString().startsWith(url));
    const QJsonObject table = run.event(u"table"_s);
    QCOMPARE(table.value(u"id"_s).toInt(), 1);
    QCOMPARE(table.value(u"chunks"_s).toInt(), 12);
    QCOMPARE(table.value(u"encodedSize"_s).toInteger(), qint64(object.bytes.size()));
    QCOMPARE(table.value(u"decodedSize"_s).toInteger(), qint64(object.payload.size()));
    QCOMPARE(table.value(u"ekey"_s).toString(), url.section(u'/', -1));
    const QJsonObject done = run.event(u"done"_s);
    QCOMPARE(done.value(u"id"_s).toInt(), 1);
    QCOMPARE(done.value(u"target"_s).toString(), target);
    QCOMPARE(done.value(u"decodedSize"_s).toInteger(), qint64(object.payload.size()));
    QCOMPARE(done.value(u"networkBytes"_s).toInteger(), m_bed->server.bytesServed());
    QCOMPARE(done.value(u"md5"_s).toString(), QString::fromStdString(blte::toHex(object.contentKey.digest)));
    QCOMPARE(done.value(u"verdict"_s).toString(), u"chunks-verified"_s);
    const QJsonObject summary = run.events().last();
    QCOMPARE(summary.value(u"event"_s).toString(), u"summary"_s);
    QCOMPARE(summary.value(u"done"_s).toInt(), 1);
    QCOMPARE(summary.value(u"failed"_s).toInt(-1), 0);
    QCOMPARE(summary.value(u"incomplete"_s).toInt(-1), 0);
    QCOMPARE(summary.value(u"networkBytes"_s).toInteger(), m_bed->server.bytesServed());
}

void tst_Get::bytesBehindTheEndAreAWarning()
{
    for (const std::size_t size : {std::size_t{20'000}, std::size_t{3'000'000}}) {
        const auto object = support::buildObject(support::payload(support::noise(1), size), 200'000, {});
        const QByteArray path = support::cdnPath(object);
        m_bed->server.serve(path, support::toBytes(object.bytes) + QByteArray(16, 'x'));
        const QString address = m_bed->server.url(path).toString() + u"#name="_s;
        const QString name = QString::number(size);
        const Run json = get({u"--json"_s, address + name});
        QCOMPARE(json.code, 0);
        QCOMPARE(json.event(u"trailingBytes"_s).value(u"bytes"_s).toInt(), 16);
        const Run lines = get({address + name + u'a'});
        QCOMPARE(lines.code, 0);
        QVERIFY2(lines.err.contains("warning: 16 bytes lie behind the last chunk"), lines.err.constData());
        QVERIFY(get({u"-q"_s, address + name + u'b'}).err.isEmpty());
    }
}

void tst_Get::progressIsRare()
{
    m_bed->server.serve("/slow", QByteArray(400'000, 'x'));
    m_bed->server.always("/slow", support::fault::limited(200'000));
    const Run run = get({u"--json"_s, m_bed->server.url("/slow").toString()});
    QCOMPARE(run.code, 0);
    const QList<QJsonObject> progress = run.events(u"progress"_s);
    QVERIFY(progress.size() >= 2);
    QVERIFY2(progress.size() <= 40, "more than 4 a second for 10 seconds");
    qint64 before = 0;
    for (const QJsonObject &event : progress) {
        for (const char *field : {"id", "encodedDone", "encodedSize", "decodedDone", "decodedSize",
                                  "bytesPerSecond", "networkBytes"}) {
            QVERIFY2(event.contains(QLatin1String(field)), field);
        }
        QVERIFY(event.value(u"encodedDone"_s).toInteger() >= before);
        before = event.value(u"encodedDone"_s).toInteger();
        QVERIFY(before <= 400'000);
    }
}

void tst_Get::contentKeyMakesItVerified()
{
    const auto object = support::smallObject();
    const QString key = QString::fromStdString(blte::toHex(object.contentKey.digest));
    const Run run = get({u"--json"_s, m_bed->publish(object) + u"#ckey=" + key});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
}

void tst_Get::plainFileIsUnverified()
{
    m_bed->server.serve("/some.zip", "PK\3\4 and more");
    const Run run = get({u"--json"_s, m_bed->server.url("/some.zip").toString()});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.event(u"done"_s).value(u"verdict"_s).toString(), u"unverified"_s);
    QCOMPARE(m_bed->read(u"some.zip"_s), QByteArray("PK\3\4 and more"));
}

void tst_Get::pipedPrintsLines()
{
    const Run run = get({m_bed->publish(support::smallObject()) + u"#name=x"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains("12 chunks"), run.out.constData());
    QVERIFY2(run.out.contains("done, chunks-verified"), run.out.constData());
    QVERIFY(!run.out.contains('\x1b'));
    QVERIFY(!run.out.contains('\r'));
}

void tst_Get::quietPrintsNothing()
{
    const Run run = get({u"-q"_s, m_bed->publish(support::smallObject()) + u"#name=x"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.out, QByteArray());
    QCOMPARE(run.err, QByteArray());
}

void tst_Get::listFileNamesMirrorsAndFolders()
{
    const auto object = support::smallObject();
    const QByteArray path = support::cdnPath(object);
    m_bed->publish(object);
    const QByteArray here = m_bed->server.url("").toString().toUtf8();
    m_bed->write(u"list.txt"_s, "# two files\n" + here + "/gone" + path + '\t' + here + path +
                                    "\n  out=first.bin\n  dir=sub\n" + here + path + "\n  out=second.bin\n");
    const Run run = get({u"--json"_s, u"-o"_s, u"out"_s, u"list.txt"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(m_bed->files(u"out"_s), (QStringList{u"second.bin"_s, u"sub/first.bin"_s}));
    QCOMPARE(m_bed->read(u"out/sub/first.bin"_s), support::toBytes(object.payload));
    QCOMPARE(run.events(u"done"_s).size(), 2);
    QCOMPARE(run.events(u"added"_s).value(0).value(u"id"_s).toInt(), 1);
    QCOMPARE(run.events(u"added"_s).value(1).value(u"id"_s).toInt(), 2);
}

void tst_Get::listFromStandardInput()
{
    const QString url = m_bed->publish(support::smallObject());
    const Run run = get({u"--json"_s, u"-"_s}, (url + u"#name=in.bin\n"_s).toUtf8());
    QCOMPARE(run.code, 0);
    QVERIFY(!m_bed->read(u"in.bin"_s).isEmpty());
}

void tst_Get::badLineCostsItself()
{
    const QByteArray url = m_bed->publish(support::smallObject()).toUtf8();
    m_bed->write(u"list.txt"_s, url + "#name=a\nno address at all\n" + url + "#name=b\n" + url +
                                    "#name=c\n checksum=md5=nonsense\n");
    const Run run = get({u"--json"_s, u"-o"_s, u"out"_s, u"list.txt"_s});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("list.txt, line 2") && run.err.contains("list.txt, line 5"),
             run.err.constData());
    QCOMPARE(m_bed->files(u"out"_s), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(run.events(u"summary"_s).value(0).value(u"failed"_s).toInt(), 2);
    m_bed->write(u"none.txt"_s, "no address at all\n");
    QCOMPARE(get({u"none.txt"_s}).code, 2);
}

void tst_Get::foreignOptionsAreToldAndPassedOver()
{
    const QByteArray url = m_bed->publish(support::smallObject()).toUtf8();
    m_bed->write(u"list.txt"_s, url + "\n\tsplit=4\n\thttp-passwd=Cookie\n\tout=a\n");
    const Run run = get({u"-o"_s, u"out"_s, u"list.txt"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.err.contains("line 2") && run.err.contains("split") && run.err.contains("http-passwd"),
             run.err.constData());
    QVERIFY(!run.err.contains("cannot be read") && !run.err.contains("Cookie"));
    QCOMPARE(m_bed->files(u"out"_s), QStringList{u"a"_s});
}

void tst_Get::listStaysInItsFolder()
{
    const QByteArray url = m_bed->publish(support::smallObject()).toUtf8();
    m_bed->write(u"list.txt"_s, url + "\n dir=../up\n out=a\n" + url +
                                    "\n dir=/tmp/sluice-elsewhere\n out=b\n" + url +
                                    "\n dir=x/../y\n out=c\n");
    const Run run = get({u"-o"_s, u"out"_s, u"list.txt"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(m_bed->files(u"out"_s), (QStringList{u"a"_s, u"b"_s, u"y/c"_s}));
    QVERIFY2(run.err.contains("dir=../up") && run.err.contains("dir=/tmp/sluice-elsewhere"),
             run.err.constData());
    QVERIFY(!QFileInfo::exists(u"/tmp/sluice-elsewhere"_s));
}

/// Under other names, or told: never one file for two sources.
void tst_Get::sourcesOfOneName()
{
    m_bed->server.serve("/1/get.php", "one");
    m_bed->server.serve("/2/get.php", "two");
    const QStringList urls{m_bed->server.url("/1/get.php").toString(),
                           m_bed->server.url("/2/get.php").toString()};
    const Run strict = get({u"-o"_s, u"out"_s, urls[0], urls[1]});
    QCOMPARE(strict.code, 3);
    QCOMPARE(m_bed->read(u"out/get.php"_s), QByteArray("one"));
    const Run renaming = get({u"-o"_s, u"more"_s, u"--auto-rename"_s, urls[0], urls[1]});
    QCOMPARE(renaming.code, 0);
    QCOMPARE(m_bed->read(u"more/get.php"_s), QByteArray("one"));
    QCOMPARE(m_bed->read(u"more/get (1).php"_s), QByteArray("two"));
}

void tst_Get::mirrorTakesOver()
{
    const auto object = support::smallObject();
    m_bed->publish(object);
    const QString path = QString::fromLatin1(support::cdnPath(object));
    const QString dead = u"http://127.0.0.1:%1"_s.arg(support::closedPort()) + path + u"#name=x"_s;
    const Run run = get({u"--json"_s, u"-m"_s, m_bed->server.url("").toString(), dead});
    QCOMPARE(run.code, 0);
    QCOMPARE(m_bed->read(u"x"_s), support::toBytes(object.payload));
}

void tst_Get::missingEverywhereFails()
{
    const QString url = m_bed->publish(support::smallObject());
    const Run run =
        get({u"--json"_s, u"--max-wait=1"_s, url + u"#name=there"_s, m_bed->server.url("/gone").toString()});
    QCOMPARE(run.code, 3);
    const QJsonObject failed = run.event(u"failed"_s);
    QCOMPARE(failed.value(u"id"_s).toInt(), 2);
    QVERIFY(!failed.value(u"kind"_s).toString().isEmpty());
    QVERIFY(failed.value(u"detail"_s).toString().contains(u"127.0.0.1"));
    QCOMPARE(run.events().last().value(u"failed"_s).toInt(), 1);
    QCOMPARE(run.events().last().value(u"done"_s).toInt(), 1);
    QCOMPARE(m_bed->files(u"."_s).filter(u"gone"_s), QStringList());
}

void tst_Get::nameAndFolder()
{
    const QString url = m_bed->publish(support::smallObject());
    QCOMPARE(get({u"-o"_s, u"new/folder"_s, u"-O"_s, u"own.bin"_s, url}).code, 0);
    QCOMPARE(m_bed->files(u"new"_s), QStringList{u"folder/own.bin"_s});
    QCOMPARE(get({u"-O"_s, u"../out.bin"_s, url}).code, 3);
    QVERIFY(!QFile::exists(m_bed->path(u"../out.bin"_s)));
}

void tst_Get::existingFileIsRespected()
{
    const auto object = support::smallObject();
    const QString url = m_bed->publish(object) + u"#name=x"_s;
    m_bed->write(u"x"_s, "something of the user's");
    const Run refused = get({u"--json"_s, url});
    QCOMPARE(refused.code, 3);
    QCOMPARE(refused.event(u"failed"_s).value(u"kind"_s).toString(), u"TargetExists"_s);
    QCOMPARE(m_bed->read(u"x"_s), QByteArray("something of the user's"));

    const Run renamed = get({u"--json"_s, u"--auto-rename"_s, url});
    QCOMPARE(renamed.code, 0);
    QCOMPARE(m_bed->read(u"x"_s), QByteArray("something of the user's"));
    QFile other(renamed.event(u"done"_s).value(u"target"_s).toString());
    QVERIFY(other.open(QIODevice::ReadOnly));
    QCOMPARE(other.readAll(), support::toBytes(object.payload));

    QCOMPARE(get({u"--overwrite"_s, url}).code, 0);
    QCOMPARE(m_bed->read(u"x"_s), support::toBytes(object.payload));
}

void tst_Get::againIsDoneWithoutNetwork()
{
    const QString url = m_bed->publish(support::smallObject()) + u"#name=x"_s;
    QCOMPARE(get({url}).code, 0);
    m_bed->server.clearLog();
    const Run again = get({u"--json"_s, url});
    QCOMPARE(again.code, 0);
    QCOMPARE(again.event(u"done"_s).value(u"networkBytes"_s).toInteger(-1), 0);
    QVERIFY(m_bed->server.requests().isEmpty());
}

void tst_Get::sameTargetTwiceIsToldApart()
{
    const QString url = m_bed->publish(support::smallObject()) + u"#name=x"_s;
    const Run same = get({url, url});
    QCOMPARE(same.code, 0);
    QVERIFY2(same.err.contains("source 2"), same.err.constData());
    m_bed->server.serve("/other", "another file");
    const Run other =
        get({u"--json"_s, u"-o"_s, u"out"_s, url, m_bed->server.url("/other").toString() + u"#name=x"_s});
    QCOMPARE(other.code, 3);
    QVERIFY2(other.err.contains("source 2"), other.err.constData());
}

void tst_Get::rawKeepsTheBytes()
{
    const auto object = support::smallObject();
    QCOMPARE(get({u"--raw"_s, m_bed->publish(object) + u"#name=x"_s}).code, 0);
    QCOMPARE(m_bed->read(u"x"_s), support::toBytes(object.bytes));
}

void tst_Get::maxWaitGivesUp()
{
    const QString url = u"http://127.0.0.1:%1/file"_s.arg(support::closedPort());
    const Run run = get({u"--json"_s, u"--max-wait"_s, u"1"_s, url});
    QCOMPARE(run.code, 3);
    QVERIFY(!run.events(u"retry"_s).isEmpty());
}

SLUICE_TEST(tst_Get)
#include "tst_get.moc"
