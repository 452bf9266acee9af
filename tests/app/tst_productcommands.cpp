#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::hex;
using support::Run;

namespace {

const QString kPath = u"World/Zone009/tile_00009.adt"_s; // packed
const QString kSource = u"wow_classic_era:"_s + kPath;

} // namespace

/// `inspect`, `decode` and `verify` of files by their product, and `get` of keys alone.
class tst_ProductCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void inspects();
    void refusesSeveral_data();
    void refusesSeveral();
    void decodesToAFile();
    void decodesToStandardOutput();
    void decodesNothingDamaged();
    void verifies();
    void verifiesWhatIsNotThere();
    void keyAlone_data();
    void keyAlone();
    void contentKeyInAnAddress_data();
    void contentKeyInAnAddress();

private:
    Run run(const QStringList &arguments) const
    {
        return m_bed->run(arguments + QStringList{u"--service"_s, m_server->address(), u"--listfile"_s,
                                                  m_bed->path(u"names.csv"_s)});
    }
    void seeBuild() const
    {
        const Run seen = m_bed->run({u"builds"_s, u"wow_classic_era"_s, u"--service"_s, m_server->address()});
        QVERIFY2(seen.code == 0, seen.err);
    }
    const ngdp::MadeFile &file() const { return m_network->file(kPath.toStdString()); }
    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    QByteArray m_names;
    std::unique_ptr<AppBed> m_bed;
};

void tst_ProductCommands::initTestCase()
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(300);
    m_network = std::make_unique<ngdp::SampleNetwork>(shape);
    m_names = support::listfileOf(m_network->build);
}

void tst_ProductCommands::init()
{
    m_server = std::make_unique<ngdp::NetworkServer>(*m_network, std::vector<std::string>{"", ""});
    m_bed = std::make_unique<AppBed>();
    m_bed->write(u"names.csv"_s, m_names);
}

void tst_ProductCommands::inspects()
{
    const Run shown = run({u"inspect"_s, u"--json"_s, kSource});
    QVERIFY2(shown.code == 0, shown.err);
    const QJsonObject table = shown.events().first();
    QCOMPARE(table.value(u"ekey"_s).toString(), hex(file().encodingKey));
    QCOMPARE(table.value(u"decodedSize"_s).toInteger(), qint64(file().size));
    QCOMPARE(table.value(u"encodedSize"_s).toInteger(), qint64(file().encodedSize));
    const Run text = run({u"inspect"_s, kSource});
    QVERIFY2(text.out.contains("(proven)"), text.out);

    const Run nothing = run({u"inspect"_s, u"wow_classic_era:World/nothing.adt"_s});
    QCOMPARE(nothing.code, 3);
    QVERIFY2(nothing.err.contains("World/nothing.adt"), nothing.err);
}

void tst_ProductCommands::refusesSeveral_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("inspect") << QStringList{u"inspect"_s};
    QTest::newRow("decode") << QStringList{u"decode"_s, u"-o"_s, u"one"_s};
    QTest::newRow("get by one name") << QStringList{u"get"_s, u"-O"_s, u"one"_s};
}

/// All of them are named, and nothing is written.
void tst_ProductCommands::refusesSeveral()
{
    QFETCH(QStringList, command);
    const Run refused = run(command + QStringList{u"wow_classic_era:World/Zone00[89]/*"_s});
    QVERIFY2(refused.code == 2 || refused.code == 3, refused.err);
    QVERIFY2(refused.err.contains("one file is needed"), refused.err);
    for (const char *path :
         {"World/Zone008/tile_00008.adt", "World/Zone009/tile_00009.adt", "World/Zone008/tile_00219.adt"})
        QVERIFY2(refused.err.contains(path), refused.err);
    QVERIFY(!QFile::exists(m_bed->path(u"one"_s)));
}

void tst_ProductCommands::decodesToAFile()
{
    const QStringList decode{u"decode"_s, kSource, u"-o"_s, m_bed->path(u"a.adt"_s)};
    const Run decoded = run(decode);
    QVERIFY2(decoded.code == 0, decoded.err);
    QVERIFY(support::isContentOf(m_bed->read(u"a.adt"_s), file()));
    QVERIFY2(decoded.out.isEmpty() && decoded.err.isEmpty(), QByteArray(decoded.out + decoded.err));

    QCOMPARE(run(decode).code, 2); // it is there
    m_bed->write(u"a.adt"_s, "another");
    const Run replaced = run(decode + QStringList{u"--overwrite"_s});
    QVERIFY2(replaced.code == 0, replaced.err);
    QVERIFY(support::isContentOf(m_bed->read(u"a.adt"_s), file()));
}

void tst_ProductCommands::decodesToStandardOutput()
{
    const Run decoded = run({u"decode"_s, kSource});
    QVERIFY2(decoded.code == 0, decoded.err);
    QVERIFY(support::isContentOf(decoded.out, file()));
}

/// Every host has other bytes than the key says: nothing of them is handed on.
void tst_ProductCommands::decodesNothingDamaged()
{
    const auto placed = m_network->cdn.find(file().encodingKey);
    const qint64 inside = qint64(placed->offset) + qint64(placed->encodedSize) - 3;
    m_server->always(m_network->pathOf(file().encodingKey), support::fault::bitFlipped(inside));
    for (const QStringList &to : {QStringList{}, QStringList{u"-o"_s, m_bed->path(u"a.adt"_s)}}) {
        const Run decoded = run(QStringList{u"decode"_s, kSource} + to);
        QCOMPARE(decoded.code, 3);
        QVERIFY2(decoded.out.isEmpty() && decoded.err.contains("127.0.0.1"),
                 QByteArray(decoded.out + decoded.err));
        QVERIFY(!QFile::exists(m_bed->path(u"a.adt"_s)));
    }
}

void tst_ProductCommands::verifies()
{
    const QString folder = u"wow_classic_era:World/Zone00[789]/*"_s; // six files
    const QStringList below{u"-o"_s, u"out"_s};
    QCOMPARE(run(QStringList{u"get"_s, folder} + below).code, 0);
    const QStringList verify = QStringList{u"verify"_s, folder} + below;
    const Run right = run(verify);
    QVERIFY2(right.code == 0, right.err);
    QVERIFY2(right.out.contains("out/World/Zone007/tile_00007.adt") && right.out.contains("right"),
             right.out);

    QByteArray bytes = m_bed->read(u"out/World/Zone007/tile_00007.adt"_s);
    bytes[3] = char(bytes[3] ^ 1);
    m_bed->write(u"out/World/Zone007/tile_00007.adt"_s, bytes);
    QVERIFY(QFile::remove(m_bed->path(u"out/World/Zone008/tile_00008.adt"_s)));
    const Run wrong = run(verify + QStringList{u"--json"_s});
    QCOMPARE(wrong.code, 3);
    QMap<QString, QString> verdicts;
    for (const QJsonObject &line : wrong.events(u"file"_s))
        verdicts[line.value(u"file"_s).toString()] = line.value(u"verdict"_s).toString();
    QCOMPARE(verdicts.size(), 6);
    QCOMPARE(verdicts.value(u"out/World/Zone007/tile_00007.adt"_s), u"bad"_s);
    QCOMPARE(verdicts.value(u"out/World/Zone008/tile_00008.adt"_s), u"missing"_s);
    QCOMPARE(verdicts.value(u"out/World/Zone009/tile_00009.adt"_s), u"intact"_s);
    const QJsonObject summary = wrong.event(u"summary"_s);
    QCOMPARE(summary.value(u"intact"_s).toInt(), 4);
    QCOMPARE(summary.value(u"absent"_s).toInt(), 1);

    const Run told = run(verify);
    QCOMPARE(told.code, 3);
    QVERIFY2(told.err.contains("tile_00008.adt: it is missing"), told.err);
    QVERIFY2(told.err.contains("tile_00007.adt: its MD5 is"), told.err);
}

void tst_ProductCommands::verifiesWhatIsNotThere()
{
    const Run nothing = run({u"verify"_s, u"wow_classic_era:World/nothing.adt"_s});
    QCOMPARE(nothing.code, 3);
    QVERIFY2(nothing.err.contains("World/nothing.adt"), nothing.err);
}

void tst_ProductCommands::keyAlone_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("isKnown"); ///< the build was seen before
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("told");
    const QString nobody = u"00112233445566778899aabbccddeeff"_s;
    QTest::newRow("encoding key") << hex(file().encodingKey) << true << 0 << QByteArray();
    QTest::newRow("content key") << hex(file().contentKey) << true << 0 << QByteArray();
    QTest::newRow("build config") << hex(m_network->build.config) << true << 3
                                  << "wow_classic_era@" + hex(m_network->build.config).toLatin1() + ":PATH";
    QTest::newRow("of nobody") << nobody << true << 3 << "PRODUCT:ckey=" + nobody.toLatin1();
    QTest::newRow("without a build") << hex(file().contentKey) << false << 3
                                     << "PRODUCT:ckey=" + hex(file().contentKey).toLatin1();
    QTest::newRow("recipe 8: shortened")
        << u"dac38ffabeb4d44f7300000000000000"_s << true << 2 << QByteArray("looks like a shortened key");
}

void tst_ProductCommands::keyAlone()
{
    QFETCH(QString, key);
    QFETCH(bool, isKnown);
    QFETCH(int, code);
    QFETCH(QByteArray, told);
    if (isKnown)
        seeBuild();
    m_server->clearLogs();
    const Run got = run({u"get"_s, u"-o"_s, u"out"_s, key});
    QVERIFY2(got.code == code, QByteArray(got.out + got.err));
    QVERIFY2(got.err.contains(told), got.err);
    if (code == 0) {
        QVERIFY2(got.out.contains("verified"), got.out);
        QVERIFY(support::isContentOf(m_bed->read(u"out/unknown/"_s + key), file()));
    }
    if (code == 2 || !isKnown)
        QVERIFY(m_server->requests().isEmpty());
}

void tst_ProductCommands::contentKeyInAnAddress_data()
{
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("recipe 10: of a build that was seen") << true;
    QTest::newRow("recipe 10: of none") << false;
}

void tst_ProductCommands::contentKeyInAnAddress()
{
    QFETCH(bool, isKnown);
    if (isKnown)
        seeBuild();
    const QString key = hex(file().contentKey);
    const QString address =
        m_server->host()
            .url('/' + QByteArray::fromStdString(m_network->cdn.pathOf("data", file().contentKey)))
            .toString();
    const Run got = run({u"get"_s, u"--json"_s, u"-o"_s, u"out"_s, address});
    if (isKnown) {
        QVERIFY2(got.code == 0, QByteArray(got.out + got.err));
        QVERIFY(support::isContentOf(m_bed->read(u"out/unknown/"_s + key), file()));
        QCOMPARE(got.event(u"summary"_s).value(u"failed"_s).toInt(), 0);
        QCOMPARE(got.events(u"warning"_s).size(), 1);
        return;
    }
    QCOMPARE(got.code, 3);
    const QString told = got.event(u"failed"_s).value(u"detail"_s).toString();
    QVERIFY2(told.contains(u"sluice get PRODUCT:ckey="_s + key), got.out);
}

SLUICE_TEST(tst_ProductCommands)
#include "tst_productcommands.moc"
