#include "tests/app/appbed.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::Run;

class tst_Inspect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void readsTheTableAndLittleMore_data();
    void readsTheTableAndLittleMore();
    void modesAreFetchedOnRequest();
    void hostWithoutRanges();
    void mirrorIsTried();
    void wrongKeyIsTold();
    void sliceOfAnArchive();
    void localFileNeedsNoNetwork();
    void errors_data();
    void errors();
    void printsATable();

private:
    std::unique_ptr<AppBed> m_bed;
};

namespace {

support::BuiltObject manyChunks(std::size_t chunks)
{
    return support::buildObject(support::payload(support::noise(3), chunks * 4096), 4096, {});
}

QJsonObject json(const Run &run)
{
    return QJsonDocument::fromJson(run.out).object();
}

} // namespace

void tst_Inspect::readsTheTableAndLittleMore_data()
{
    QTest::addColumn<int>("chunks");
    QTest::newRow("one") << 1;
    QTest::newRow("in the first read") << 100;
    QTest::newRow("just beyond it") << 171;
    QTest::newRow("many") << 3000;
}

void tst_Inspect::readsTheTableAndLittleMore()
{
    QFETCH(int, chunks);
    const auto object = manyChunks(static_cast<std::size_t>(chunks));
    const QString url = m_bed->publish(object);
    const Run run = m_bed->run({u"inspect"_s, u"--json"_s, url});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.err, QByteArray());
    const qint64 header = static_cast<qint64>(object.table.headerSize());
    QVERIFY(m_bed->server.bytesServed() < header + 8192);

    const QJsonObject all = json(run);
    QCOMPARE(all.value(u"ekey"_s).toString(), url.section(u'/', -1));
    QCOMPARE(all.value(u"headerSize"_s).toInteger(), header);
    QCOMPARE(all.value(u"format"_s).toInt(), 15);
    QCOMPARE(all.value(u"encodedSize"_s).toInteger(), qint64(object.bytes.size()));
    QCOMPARE(all.value(u"decodedSize"_s).toInteger(), qint64(object.payload.size()));
    QCOMPARE(all.value(u"networkBytes"_s).toInteger(), m_bed->server.bytesServed());
    const QJsonArray rows = all.value(u"chunks"_s).toArray();
    QCOMPARE(rows.size(), qsizetype(chunks));
    for (int i = 0; i < chunks; ++i) {
        const blte::Chunk &chunk = object.table[static_cast<std::size_t>(i)];
        const QJsonObject row = rows[i].toObject();
        QCOMPARE(row.value(u"index"_s).toInt(-1), i);
        QCOMPARE(row.value(u"encodedOffset"_s).toInteger(), qint64(chunk.encodedOffset));
        QCOMPARE(row.value(u"encodedSize"_s).toInteger(), qint64(chunk.encodedSize));
        QCOMPARE(row.value(u"decodedOffset"_s).toInteger(-1), qint64(chunk.decodedOffset));
        QCOMPARE(row.value(u"decodedSize"_s).toInteger(), qint64(chunk.decodedSize));
        QCOMPARE(row.value(u"md5"_s).toString().toStdString(), blte::toHex(chunk.md5));
    }
}

void tst_Inspect::modesAreFetchedOnRequest()
{
    const auto object = support::smallObject();
    const QString url = m_bed->publish(object);
    const auto known = [](const QJsonArray &rows) {
        QString modes;
        for (const auto &row : rows)
            modes += row.toObject().value(u"mode"_s).toString(u"."_s);
        return modes;
    };
    QVERIFY(known(json(m_bed->run({u"inspect"_s, u"--json"_s, url})).value(u"chunks"_s).toArray())
                .endsWith(u'.'));
    m_bed->server.clearLog();
    const qint64 before = m_bed->server.bytesServed();
    const Run run = m_bed->run({u"inspect"_s, u"--json"_s, u"--modes"_s, url});
    QCOMPARE(known(json(run).value(u"chunks"_s).toArray()), u"NZZNZZNZZNZZ"_s);
    QVERIFY(m_bed->server.bytesServed() - before < qint64(object.table.headerSize()) + 8192);
}

void tst_Inspect::hostWithoutRanges()
{
    const auto object = manyChunks(2000);
    const QString url = m_bed->publish(object);
    m_bed->server.always(support::cdnPath(object), support::fault::rangeIgnored());
    const Run run = m_bed->run({u"inspect"_s, u"--json"_s, url});
    QCOMPARE(run.code, 0);
    QCOMPARE(json(run).value(u"chunks"_s).toArray().size(), qsizetype(2000));
    QVERIFY(json(run).value(u"networkBytes"_s).toInteger() < 2 * qint64(object.table.headerSize()) + 8192);
}

void tst_Inspect::mirrorIsTried()
{
    const auto object = manyChunks(3);
    const QString url = m_bed->publish(object);
    m_bed->server.script(support::cdnPath(object), {support::fault::status(404)});
    QCOMPARE(m_bed
                 ->run({u"inspect"_s,
                        url + u'\t' + m_bed->server.url(support::cdnPath(object), u"localhost"_s).toString()})
                 .code,
             0);
}

void tst_Inspect::wrongKeyIsTold()
{
    const Run run =
        m_bed->run({u"inspect"_s, m_bed->publish(manyChunks(3)) + u"#ekey="_s + QString(32, u'a')});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("encoding key"), run.err.constData());
}

void tst_Inspect::sliceOfAnArchive()
{
    const auto object = manyChunks(300);
    const QByteArray bytes = support::toBytes(object.bytes);
    m_bed->server.serve("/archive", QByteArray(5000, 'x') + bytes + QByteArray(5000, 'y'));
    const QString slice = u"#bytes=5000-%1"_s.arg(5000 + bytes.size() - 1);
    const Run run = m_bed->run({u"inspect"_s, u"--json"_s, m_bed->server.url("/archive").toString() + slice});
    QCOMPARE(run.code, 0);
    QCOMPARE(json(run).value(u"chunks"_s).toArray().size(), qsizetype(300));
}

void tst_Inspect::localFileNeedsNoNetwork()
{
    const auto object = support::smallObject();
    m_bed->write(u"local.blte"_s, support::toBytes(object.bytes));
    const Run run = m_bed->run({u"inspect"_s, u"--json"_s, u"local.blte"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(json(run).value(u"networkBytes"_s).toInteger(-1), 0);
    const QJsonArray rows = json(run).value(u"chunks"_s).toArray();
    QCOMPARE(rows.size(), qsizetype(12));
    QCOMPARE(rows.last().toObject().value(u"mode"_s).toString(), u"Z"_s);
}

void tst_Inspect::errors_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("not there") << QByteArray("/none") << QByteArray("does not have this file");
    QTest::newRow("no BLTE") << QByteArray("/plain") << QByteArray("not in the BLTE format");
    QTest::newRow("a config") << QByteArray("/config") << QByteArray("It looks like this: config.");
    QTest::newRow("an index") << QByteArray("/x.index") << QByteArray("It looks like this: index.");
    QTest::newRow("cut header") << QByteArray("/cut") << QByteArray("127.0.0.1");
    QTest::newRow("empty") << QByteArray("/empty") << QByteArray("127.0.0.1");
    QTest::newRow("no table can be so large") << QByteArray("/huge") << QByteArray("127.0.0.1");
}

void tst_Inspect::errors()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, says);
    m_bed->server.serve("/plain", "PK\3\4 and more, enough for a header");
    m_bed->server.serve("/config", "# Build Configuration\n\nroot = 00\n");
    m_bed->server.serve("/x.index", QByteArray(100, '\1'));
    m_bed->server.serve("/cut", support::toBytes(manyChunks(300).bytes).left(3000));
    m_bed->server.serve("/empty", QByteArray());
    m_bed->server.serve("/huge",
                        QByteArray("BLTE\x18\x00\x00\x0c\x0f\xff\xff\xff", 12) + QByteArray(4096, 'x'));
    const Run run = m_bed->run({u"inspect"_s, m_bed->server.url(path).toString()});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains(says), run.err.constData());
    QVERIFY2(run.err.contains(path), run.err.constData());
    QCOMPARE(run.out, QByteArray());
}

void tst_Inspect::printsATable()
{
    const Run run = m_bed->run({u"inspect"_s, m_bed->publish(support::smallObject())});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains("12 chunks"), run.out.constData());
    QVERIFY2(run.out.contains("(proven)"), run.out.constData());
    QCOMPARE(run.out.count('\n'), qsizetype(2 + 1 + 12 + 1));
}

SLUICE_TEST(tst_Inspect)
#include "tst_inspect.moc"
