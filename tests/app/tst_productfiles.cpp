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

/// 2,000 files in archives of 100 KB, an encoding manifest of 2 MB.
ngdp::BuildShape shape()
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(2000);
    shape.strangers = 30'000;
    return shape;
}

ngdp::CdnShape cdnShape()
{
    ngdp::CdnShape shape;
    shape.archiveSize = 100 << 10;
    return shape;
}

QString const kPath = u"World/Zone005/tile_00005.adt"_s;

} // namespace

/// `get` and `ls` of files by their names, against a whole made network.
class tst_ProductFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void oneFileByItsPath();
    void selections_data();
    void selections();
    void refused_data();
    void refused();
    void inAList();
    void besideALink();
    void offline();
    void outOfAFolder();
    void onlyTheUsersMirror();
    void communityMirror_data();
    void communityMirror();
    void oneNameForSeveral();
    void withoutAListfile();
    void interrupted();
    void lists_data();
    void lists();
    void listsAsJson();
    void listsOddNames();
    void listsEverything();

private:
    Run run(const QStringList &arguments, const QStringList &more = {}) const
    {
        return m_bed->run(
            arguments +
            QStringList{u"--service"_s, m_server->address(), u"--listfile"_s, m_bed->path(u"names.csv"_s)} +
            more);
    }
    bool isThere(const QString &path) const
    {
        return support::isContentOf(m_bed->read(path), m_network->file(path.toStdString()));
    }

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    QByteArray m_names;
    std::unique_ptr<AppBed> m_bed;
};

void tst_ProductFiles::initTestCase()
{
    m_network = std::make_unique<ngdp::SampleNetwork>(shape(), cdnShape());
    m_names = support::listfileOf(m_network->build);
}

void tst_ProductFiles::init()
{
    m_server = std::make_unique<ngdp::NetworkServer>(*m_network, std::vector<std::string>{"", ""});
    m_bed = std::make_unique<AppBed>();
    m_bed->write(u"names.csv"_s, m_names);
}

/// From its name alone; once more, only the file comes, and the tables that say which build is current.
void tst_ProductFiles::oneFileByItsPath()
{
    const ngdp::MadeFile &file = m_network->file(kPath.toStdString());
    Run got = run({u"get"_s, u"--json"_s, u"wow_classic_era:"_s + kPath});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY(isThere(kPath));
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
    QVERIFY2(got.err.isEmpty(), got.err);
    const auto &encoding = m_network->build.manifests.at("encoding");
    const QByteArray encodingPath = QByteArray::fromStdString(m_network->pathOfManifest("encoding"));
    QVERIFY2(m_server->bytesServed(encodingPath) < qint64(encoding.encodedSize) / 20,
             QByteArray::number(m_server->bytesServed(encodingPath)));
    const QJsonObject summary = got.event(u"summary"_s);
    QCOMPARE(summary.value(u"networkBytes"_s).toInteger(), qint64(file.encodedSize));
    qint64 tables = 0;
    for (const support::Request &request : m_server->service().requests())
        tables += request.bodySent;
    QCOMPARE(summary.value(u"metadataBytes"_s).toInteger(),
             m_server->bytesServed() - qint64(file.encodedSize) + tables);

    m_server->clearLogs();
    QVERIFY(QFile::remove(m_bed->path(kPath)));
    got = run({u"get"_s, u"--json"_s, u"wow_classic_era:"_s + kPath});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY(isThere(kPath));
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(m_server->bytesServed(), qint64(file.encodedSize));
    QCOMPARE(m_server->service().requests().size(), 2);
}

void tst_ProductFiles::selections_data()
{
    QTest::addColumn<QStringList>("selections");
    QTest::addColumn<QStringList>("files");
    QTest::newRow("another case") << QStringList{kPath.toUpper()} << QStringList{kPath};
    QTest::newRow("backslashes") << QStringList{QString(kPath).replace(u'/', u'\\')} << QStringList{kPath};
    QTest::newRow("a glob that fits one") << QStringList{u"**/tile_00005.*"_s} << QStringList{kPath};
    QTest::newRow("a glob that fits two") << QStringList{u"World/Zone005/tile_00[02]*.adt"_s}
                                          << QStringList{kPath, u"World/Zone005/tile_00216.adt"_s};
    QTest::newRow("id") << QStringList{u"fdid=1005"_s} << QStringList{kPath};
    QTest::newRow("two ids") << QStringList{u"fdid=1005,1006"_s}
                             << QStringList{kPath, u"World/Zone006/tile_00006.adt"_s};
    QTest::newRow("two sources") << QStringList{kPath, u"fdid=1006"_s}
                                 << QStringList{kPath, u"World/Zone006/tile_00006.adt"_s};
    QTest::newRow("a loose one") << QStringList{u"fdid=1099"_s}
                                 << QStringList{u"World/Zone099/tile_00099.adt"_s};
}

void tst_ProductFiles::selections()
{
    QFETCH(QStringList, selections);
    QFETCH(QStringList, files);
    QStringList sources;
    for (const QString &selection : selections)
        sources << u"wow_classic_era:"_s + selection;
    const Run got = run(QStringList{u"get"_s, u"--json"_s} + sources);
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QCOMPARE(got.event(u"summary"_s).value(u"done"_s).toInt(), selections.size());
    const bool isSet = selections.size() < files.size();
    QCOMPARE(got.events(u"fileFinished"_s).size(), isSet ? files.size() : 0);
    QCOMPARE(got.event(u"added"_s).value(u"files"_s).toInt(), isSet ? files.size() : 0);
    for (const QJsonObject &file : got.events(u"fileFinished"_s))
        QVERIFY(files.contains(file.value(u"path"_s).toString()));
    for (const QString &file : files)
        QVERIFY2(isThere(file), qPrintable(file));
}

void tst_ProductFiles::refused_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("told");
    const QString nobody = u"00112233445566778899aabbccddeeff"_s;
    QTest::newRow("no such file") << u"wow_classic_era:World/nothing.adt"_s << 3
                                  << QByteArray("World/nothing.adt");
    QTest::newRow("in another folder")
        << u"wow_classic_era:Elsewhere/tile_00005.adt"_s << 3 << QByteArray("World/Zone005/tile_00005.adt");
    QTest::newRow("no such id") << u"wow_classic_era:fdid=7"_s << 3 << QByteArray("7");
    QTest::newRow("no such content key") << u"wow_classic_era:ckey="_s + nobody << 3 << nobody.toLatin1();
    QTest::newRow("an encoding key that is nowhere")
        << u"wow_classic_era:ekey="_s + nobody << 3 << nobody.toLatin1();
    QTest::newRow("recipe 8: a shortened key")
        << u"wow_classic_era:ekey=dac38ffabeb4d44f7300000000000000"_s << 2 << QByteArray("ekey");
    QTest::newRow("no such region") << u"wow_classic_era@xx:fdid=1005"_s << 3 << QByteArray("\"xx\"");
    QTest::newRow("one of two ids") << u"wow_classic_era:fdid=7,1005"_s << 3 << QByteArray("7");
    QTest::newRow("no such product") << u"nothing:fdid=1005"_s << 3 << QByteArray("nothing");
}

void tst_ProductFiles::refused()
{
    QFETCH(QString, source);
    QFETCH(int, code);
    QFETCH(QByteArray, told);
    const Run got = run({u"get"_s, source});
    QCOMPARE(got.code, code);
    QVERIFY2(got.err.contains(told), got.err);
    const Run json = run({u"get"_s, u"--json"_s, source});
    QCOMPARE(json.code, code);
    if (code == 3)
        QCOMPARE(json.events(u"failed"_s).size(), 1);
}

void tst_ProductFiles::inAList()
{
    m_bed->write(u"list.txt"_s,
                 "# files of a product\nwow_classic_era:fdid=1005\n  dir=one\nwow_classic_era:fdid=1006\n");
    const Run got = run({u"get"_s, u"--json"_s, u"list.txt"_s});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY(QFile::exists(m_bed->path(u"one/"_s + kPath)));
    QVERIFY(isThere(u"World/Zone006/tile_00006.adt"_s));
}

void tst_ProductFiles::besideALink()
{
    m_bed->server.serve("/plain.bin", QByteArray(5000, 'x'));
    const Run got = run({u"get"_s, u"--json"_s, m_bed->server.url("/plain.bin").toString(),
                         u"wow_classic_era:"_s + kPath, u"wow_classic_era:World/nothing.adt"_s});
    QCOMPARE(got.code, 3);
    QVERIFY(isThere(kPath));
    QCOMPARE(m_bed->read(u"plain.bin"_s).size(), 5000);
    QJsonObject summary = got.event(u"summary"_s);
    QCOMPARE(summary.value(u"done"_s).toInt(), 2);
    QCOMPARE(summary.value(u"failed"_s).toInt(), 1);
    // What is left out counts once, whatever is added behind it.
    m_bed->server.serve("/other.bin", QByteArray(6000, 'y'));
    const Run twice = run({u"get"_s, u"--json"_s, m_bed->server.url("/plain.bin").toString() + u"#name=one"_s,
                           m_bed->server.url("/other.bin").toString() + u"#name=one"_s,
                           u"wow_classic_era:fdid=1006"_s, u"wow_classic_era:fdid=1007"_s});
    QCOMPARE(twice.code, 3);
    summary = twice.event(u"summary"_s);
    QCOMPARE(summary.value(u"done"_s).toInt(), 3);
    QCOMPARE(summary.value(u"failed"_s).toInt(), 1);
}

/// What was looked up is known; the file itself is not.
void tst_ProductFiles::offline()
{
    QCOMPARE(run({u"ls"_s, u"wow_classic_era:World/Zone005/"_s}).code, 0);
    m_server->clearLogs();
    const Run listed = run({u"ls"_s, u"wow_classic_era:World/Zone005/"_s, u"--offline"_s});
    QVERIFY2(listed.code == 0, listed.err);
    QVERIFY2(listed.out.contains("tile_00005.adt"), listed.out);
    QVERIFY(m_server->requests().isEmpty() && m_server->service().requests().isEmpty());
}

/// A mirror's folder is a version service and a host, also where there is no network.
void tst_ProductFiles::outOfAFolder()
{
    const ngdp::Put put = ngdp::folderPut(m_bed->path(u"net"_s).toStdString());
    for (const auto &[path, bytes] : m_network->store.objects())
        put(path, *bytes);
    ngdp::putTables(put, {m_network->product}, {});
    const QStringList selections{u"wow_classic_era:"_s + kPath, u"wow_classic_era:fdid=1009,1099"_s};
    const QStringList options{u"--offline"_s, u"--service"_s, u"net"_s, u"--listfile"_s, u"names.csv"_s};
    Run got = m_bed->run(QStringList{u"get"_s, u"--json"_s} + selections + options);
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    for (const QString &path : {kPath, u"World/Zone009/tile_00009.adt"_s, u"World/Zone099/tile_00099.adt"_s})
        QVERIFY2(isThere(path), qPrintable(path));
    QCOMPARE(got.events(u"done"_s).size(), 2);
    QCOMPARE(got.events(u"fileFinished"_s).size(), 2);
    QCOMPARE(got.event(u"summary"_s).value(u"metadataBytes"_s).toInteger(-1), 0);
    for (const QJsonObject &done : got.events(u"done"_s))
        QCOMPARE(done.value(u"verdict"_s).toString(), u"verified"_s);
    // One that the folder lacks is told, and nobody is asked.
    const std::string lost = m_network->pathOf(m_network->file("World/Zone006/tile_00006.adt").encodingKey);
    QVERIFY(QFile::remove(m_bed->path(u"net/"_s + QString::fromStdString(lost))));
    got = m_bed->run(QStringList{u"get"_s, u"--json"_s, u"wow_classic_era:fdid=1006"_s} + options);
    QCOMPARE(got.code, 3);
    QVERIFY2(got.event(u"failed"_s).value(u"detail"_s).toString().contains(u"folder"_s), got.out);
    QVERIFY(m_server->requests().isEmpty());
}

void tst_ProductFiles::onlyTheUsersMirror()
{
    const Run got = run({u"get"_s, u"--json"_s, u"wow_classic_era:"_s + kPath},
                        {u"--only-mirrors"_s, u"-m"_s, m_server->host(1).url("").toString()});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY(isThere(kPath));
    QVERIFY(m_server->host(0).requests().isEmpty());
}

void tst_ProductFiles::communityMirror_data()
{
    QTest::addColumn<QByteArray>("lost"); ///< part of the paths that the product's own hosts lack
    QTest::addColumn<bool>("isLink");
    QTest::addColumn<bool>("isFromCommunity");
    QTest::newRow("the own hosts have all") << QByteArray("none") << false << false;
    QTest::newRow("they lack the file") << QByteArray("file") << false << true;
    QTest::newRow("they lack everything but the file") << QByteArray("rest") << false << false;
    QTest::newRow("of a link, too") << QByteArray("file") << true << true;
}

/// Asked for nothing that another host has; told by its name for what came from it.
void tst_ProductFiles::communityMirror()
{
    QFETCH(QByteArray, lost);
    QFETCH(bool, isLink);
    QFETCH(bool, isFromCommunity);
    ngdp::NetworkServer community(*m_network);
    const ngdp::MadeFile &file = m_network->file(kPath.toStdString());
    const QByteArray path = '/' + QByteArray::fromStdString(m_network->pathOf(file.encodingKey));
    const auto isLost = [lost, path](const support::Request &request) -> std::optional<support::Fault> {
        const bool isOfFile = request.path == path;
        return lost == "none" || isOfFile != (lost == "file") ? std::nullopt
                                                              : std::optional(support::fault::status(404));
    };
    for (std::size_t i = 0; i < m_server->hosts(); ++i)
        m_server->host(i).setRule(isLost);
    const QString base = community.host().url("").toString();
    const QString name = u"127.0.0.1:"_s + QString::number(community.host().port());
    const auto placed = m_network->cdn.find(file.encodingKey);
    const QString link = m_server->host().url(path).toString() + u"#bytes="_s +
                         QString::number(placed->offset) + u'-' +
                         QString::number(placed->offset + placed->encodedSize - 1) + u"&ekey="_s +
                         hex(file.encodingKey) + u"&name="_s + kPath;
    const QStringList get{u"get"_s, u"--network=stable"_s, u"--max-wait=5"_s,
                          isLink ? link : u"wow_classic_era:"_s + kPath};
    const Run without = run(get, {u"--json"_s, u"-o"_s, u"without"_s});
    QCOMPARE(without.code, lost == "none" ? 0 : 3);
    QVERIFY(community.requests().isEmpty());

    const QStringList chosen{u"--community-mirror"_s, base};
    const Run got = run(get, chosen + QStringList{u"--json"_s});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY(isThere(kPath));
    QCOMPARE(got.event(u"communityMirror"_s).value(u"mirror"_s).toString(),
             isFromCommunity ? name : QString());
    const QList<support::Request> asked = community.requests();
    const bool isAskedForFile = std::any_of(
        asked.begin(), asked.end(), [&](const support::Request &request) { return request.path == path; });
    QCOMPARE(isAskedForFile, isFromCommunity);
    QCOMPARE(community.requests().isEmpty(), lost == "none");
    const auto warnings = got.events(u"warning"_s);
    const bool isTold = std::any_of(warnings.begin(), warnings.end(), [&](const QJsonObject &warning) {
        return warning.value(u"host"_s).toString() == name &&
               warning.value(u"detail"_s).toString().contains(u"community mirror"_s);
    });
    QCOMPARE(isTold, lost == "rest");
    const Run inWords = run(get, chosen + QStringList{u"-o"_s, u"words"_s});
    const QByteArray told = u"came from the community mirror %1"_s.arg(name).toUtf8();
    QCOMPARE(inWords.out.contains(told), isFromCommunity);
}

void tst_ProductFiles::oneNameForSeveral()
{
    Run got = run({u"get"_s, u"-O"_s, u"a.adt"_s, u"wow_classic_era:fdid=1005,1006"_s});
    QCOMPARE(got.code, 3);
    QVERIFY2(got.err.contains("one file is needed"), got.err);
    got = run({u"get"_s, u"-O"_s, u"a.adt"_s, u"wow_classic_era:fdid=1005"_s});
    QVERIFY2(got.code == 0, got.err);
    QVERIFY(QFile::exists(m_bed->path(u"a.adt"_s)));
}

/// A root has the hashes of names; for the rest it is told what gives them.
void tst_ProductFiles::withoutAListfile()
{
    const QStringList service{u"--service"_s, m_server->address()};
    const Run got = m_bed->run(QStringList{u"get"_s, u"--json"_s, u"wow_classic_era:"_s + kPath} + service);
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY(isThere(kPath));
    for (const char *command : {"get", "ls"}) {
        const Run run = m_bed->run(
            QStringList{QString::fromLatin1(command), u"wow_classic_era:World/Zone005/"_s} + service);
        QCOMPARE(run.code, 3);
        QVERIFY2(run.err.contains("--listfile"), run.err);
    }
}

/// Also while files are being looked up.
void tst_ProductFiles::interrupted()
{
    m_server->service().always("/v2/products/wow_classic_era/versions",
                               support::fault::delayed(std::chrono::seconds(60)));
    auto process = m_bed->process({u"get"_s, u"--json"_s, u"wow_classic_era:"_s + kPath, u"--service"_s,
                                   m_server->address(), u"--listfile"_s, m_bed->path(u"names.csv"_s)});
    process->start();
    QTRY_VERIFY(!m_server->service().requests().isEmpty());
    process->terminate();
    QVERIFY(process->waitForFinished(10'000));
    QCOMPARE(process->exitCode(), 130);
}

void tst_ProductFiles::lists_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QList<QByteArray>>("lines"); ///< parts that stand in it
    QTest::addColumn<int>("count");
    QTest::newRow("the topmost folder")
        << u"wow_classic_era"_s << QList<QByteArray>{"125 files  folder     Interface/", "1875 files"} << 2;
    QTest::newRow("a folder") << u"wow_classic_era:World/Zone005/"_s
                              << QList<QByteArray>{"World/Zone005/tile_00005.adt", "archive"} << 10;
    QTest::newRow("a file") << u"wow_classic_era:"_s + kPath << QList<QByteArray>{"245 bytes"} << 1;
    QTest::newRow("an id") << u"wow_classic_era:fdid=1099"_s << QList<QByteArray>{"loose", "tile_00099"} << 1;
    QTest::newRow("a folder and a file")
        << u"wow_classic_era:World/Zone005/|World/Zone006/tile_00006.adt"_s
        << QList<QByteArray>{"World/Zone005/tile_00005.adt", "World/Zone006/tile_00006.adt"} << 11;
    QTest::newRow("folders, one level of each")
        << u"wow_classic_era:Interface|World/Zone005/"_s
        << QList<QByteArray>{"1 file  folder     Interface/Zone015/", "World/Zone005/tile_00005.adt"} << 135;
    QTest::newRow("a glob") << u"wow_classic_era:**/*5.adt"_s << QList<QByteArray>{"tile_01995.adt"} << 200;
}

void tst_ProductFiles::lists()
{
    QFETCH(QString, what);
    QFETCH(QList<QByteArray>, lines);
    const Run listed = run({u"ls"_s, what});
    QVERIFY2(listed.code == 0, listed.err);
    for (const QByteArray &line : lines)
        QVERIFY2(listed.out.contains(line), listed.out);
    QTEST(int(listed.out.count('\n')), "count");
}

void tst_ProductFiles::listsAsJson()
{
    const Run listed = run({u"ls"_s, u"--json"_s, u"wow_classic_era:"_s + kPath});
    QVERIFY2(listed.code == 0, listed.err);
    const ngdp::MadeFile &file = m_network->file(kPath.toStdString());
    const auto placed = m_network->cdn.find(file.encodingKey).value();
    const QJsonObject line = listed.events().first();
    QCOMPARE(line.value(u"path"_s).toString(), kPath);
    QCOMPARE(line.value(u"fdid"_s).toInt(), 1005);
    QCOMPARE(line.value(u"ckey"_s).toString(), hex(file.contentKey));
    QCOMPARE(line.value(u"ekey"_s).toString(), hex(file.encodingKey));
    QCOMPARE(line.value(u"size"_s).toInteger(), qint64(file.size));
    QCOMPARE(line.value(u"encodedSize"_s).toInteger(), qint64(file.encodedSize));
    QCOMPARE(line.value(u"where"_s).toString(), u"archive"_s);
    QCOMPARE(line.value(u"archive"_s).toString(), hex(placed.archive));
    QCOMPARE(line.value(u"offset"_s).toInteger(), qint64(placed.offset));
    QCOMPARE(line.value(u"encrypted"_s), QJsonValue(false));
    QVERIFY(line.contains(u"tags"_s) && line.contains(u"locale"_s) && line.contains(u"contentFlags"_s));
    QCOMPARE(line.size(), 13);
}

/// Names are anybody's: each line is JSON all the same, and nothing in it moves a terminal.
void tst_ProductFiles::listsOddNames()
{
    const QStringList names{u"a \"b\" c.txt"_s, u"tab\tand\x1b[2J.txt"_s, u"ä \u202E 中 \U0001F600.txt"_s,
                            u"plain.txt"_s};
    std::vector<ngdp::FileShape> files;
    for (const QString &name : names) {
        ngdp::FileShape file;
        file.path = name.toStdString();
        file.content = support::payload(support::noise(files.size()), 100);
        file.tags = {"Windows"};
        files.push_back(file);
    }
    ngdp::BuildShape shape;
    shape.root = ngdp::RootKind::Token;
    shape.files = ngdp::listed(files);
    const ngdp::SampleNetwork network(shape);
    ngdp::NetworkServer server(network);
    const Run listed =
        m_bed->run({u"ls"_s, u"-R"_s, u"--json"_s, u"wow_classic_era:"_s, u"--service"_s, server.address(),
                    u"--manifest"_s, u"install"_s, u"--tags"_s, u"Windows"_s});
    QVERIFY2(listed.code == 0, listed.err);
    QStringList seen;
    for (const QJsonObject &line : listed.events()) {
        seen << line.value(u"path"_s).toString();
        QCOMPARE(line.value(u"tags"_s).toArray(), QJsonArray{u"Windows"_s});
    }
    seen.sort();
    QStringList right = names;
    right.sort();
    QCOMPARE(seen, right);
    QVERIFY(!listed.out.contains('\x1b') && !listed.out.contains(u"\u202E"_s.toUtf8()));
}

void tst_ProductFiles::listsEverything()
{
    const Run listed = run({u"ls"_s, u"-R"_s, u"--json"_s, u"wow_classic_era"_s});
    QVERIFY2(listed.code == 0, listed.err);
    QSet<QString> paths;
    for (const QJsonObject &line : listed.events())
        paths << line.value(u"path"_s).toString();
    QCOMPARE(paths.size(), 2000);
    const Run below = run({u"ls"_s, u"-R"_s, u"wow_classic_era:Interface"_s});
    QCOMPARE(below.out.count('\n'), 125);
    // What no other manifest knows is had by its tags.
    const Run installed = run({u"ls"_s, u"-R"_s, u"--manifest"_s, u"install"_s, u"wow_classic_era"_s});
    QVERIFY2(installed.code == 0, installed.err);
    QVERIFY2(installed.out.contains("Windows"), installed.out);
}

SLUICE_TEST(tst_ProductFiles)
#include "tst_productfiles.moc"
