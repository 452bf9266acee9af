#include "core/blte/encodedproof.h"
#include "core/bytes.h"
#include "tests/app/appbed.h"
#include "tests/app/mirrored.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using support::AppBed;
using support::contentOf;
using support::flip;
using support::mirroredBuild;
using support::Run;
using support::smallArchives;

namespace {

const QString kProduct = u"wow_classic_era"_s;

bool isIn(const ngdp::MadeFile &file, const std::string &folder)
{
    return file.path.rfind(folder, 0) == 0;
}

} // namespace

/// The program keeps some files of a build, each object by itself, and what it kept serves others.
class tst_MirrorSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void aFolder();
    void servesOthers_data();
    void servesOthers();
    void fetchesOnlyWhatLacks();
    void findsAndMends_data();
    void findsAndMends();
    void oneBehindTheOther();
    void allOfItAfterwards();
    void ofSeveralBuilds();
    void shardsTogether();
    void dryRun();
    void killed();
    void ofAMirror();
    void byTags();
    void byKeys();
    void largeOnes();
    void ofTvfs_data();
    void ofTvfs();
    void ofDiablo3();
    void whatTheCdnLost();
    void nothingFits();
    void theTablesAreDamaged();
    void isNotRemembered();

private:
    QStringList command(const ngdp::NetworkServer &server, const QString &selection,
                        const QStringList &more = {}) const
    {
        return QStringList{u"mirror"_s,     kProduct + u':' + selection,
                           u"-o"_s,         u"mirror"_s,
                           u"--json"_s,     u"--service"_s,
                           server.address()} +
               more;
    }
    Run mirror(const ngdp::NetworkServer &server, const QString &selection,
               const QStringList &more = {}) const
    {
        return m_bed->run(command(server, selection, more));
    }
    Run verify() const { return m_bed->run({u"mirror"_s, u"--verify"_s, u"-o"_s, u"mirror"_s, u"--json"_s}); }
    QStringList named(const ngdp::MadeBuild &build) const
    {
        m_bed->write(u"names.csv"_s, support::listfileOf(build));
        return {u"--listfile"_s, m_bed->path(u"names.csv"_s)};
    }
    /// Of an object by itself.
    QString path(const blte::Digest &key) const
    {
        const QString name = support::hex(key);
        return m_bed->path(u"mirror/tpr/wow/data/"_s + name.first(2) + u'/' + name.sliced(2, 2) + u'/' +
                           name);
    }
    bool isWhole(const blte::Digest &key) const
    {
        return blte::isObject({key}, core::bytesOf(contentOf(path(key))));
    }
    /// Names below data/, indices left out.
    QSet<QString> data() const
    {
        QSet<QString> names;
        for (const QString &file : m_bed->files(u"mirror/tpr/wow/data"_s)) {
            if (!file.endsWith(u".index"_s))
                names << file.section(u'/', -1);
        }
        return names;
    }
    /// What a mirror of these folders has there.
    static QSet<QString> dataOf(const ngdp::MadeBuild &build, const std::vector<std::string> &folders)
    {
        QSet<QString> names;
        for (const auto &[name, manifest] : build.manifests) {
            if (name != "patch-index")
                names << support::hex(manifest.encodingKey);
        }
        for (const ngdp::MadeFile &file : build.files) {
            if (std::any_of(folders.begin(), folders.end(), [&](const auto &in) { return isIn(file, in); }))
                names << support::hex(file.encodingKey);
        }
        return names;
    }
    /// Another computer, on which nothing was seen before, gets these files from the mirror.
    void servesFolder(const ngdp::MadeBuild &build, const QString &folder, const QString &service,
                      const QStringList &more = {}, const QString &product = kProduct);

    std::unique_ptr<AppBed> m_bed;
};

void tst_MirrorSelection::servesFolder(const ngdp::MadeBuild &build, const QString &folder,
                                       const QString &service, const QStringList &more,
                                       const QString &product)
{
    const AppBed other;
    const Run got = other.run(QStringList{u"get"_s, product + u':' + folder, u"-o"_s, u"out"_s,
                                          u"--service"_s, service, u"--json"_s} +
                              more);
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY2(got.err.isEmpty(), got.err);
    int files = 0;
    for (const ngdp::MadeFile &file : build.files) {
        if (!isIn(file, folder.toStdString()))
            continue;
        QVERIFY2(support::isContentOf(other.read(u"out/"_s + QString::fromStdString(file.path)), file),
                 file.path.c_str());
        ++files;
    }
    QVERIFY(files > 0);
    const Run listed = other.run(
        QStringList{u"ls"_s, u"-R"_s, product + u':' + folder, u"--service"_s, service, u"--json"_s} + more);
    QVERIFY2(listed.code == 0, listed.err);
    QCOMPARE(listed.events().size(), files);
}

/// Its objects, the manifests and the configs, and nothing else: slices of archives are objects now.
void tst_MirrorSelection::aFolder()
{
    const ngdp::SampleNetwork network(mirroredBuild(300), smallArchives());
    ngdp::NetworkServer server(network);
    const Run run = mirror(server, u"World/"_s, named(network.build));
    QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    QVERIFY2(run.err.isEmpty(), run.err);
    QCOMPARE(data(), dataOf(network.build, {"World/"}));
    for (const QString &name : data())
        QVERIFY2(isWhole(*blte::digestFromHex(name.toStdString())), qPrintable(name));
    const QJsonObject summary = run.event(u"summary"_s);
    QCOMPARE(summary.value(u"failed"_s).toInt(), 0);
    QCOMPARE(summary.value(u"done"_s).toInt(), summary.value(u"objects"_s).toInt());
    QCOMPARE(m_bed->files(u"mirror"_s).filter(u".part"_s), QStringList());
    const Run verified = verify();
    QVERIFY2(verified.code == 0, QByteArray(verified.err + verified.out));
    QVERIFY(verified.event(u"summary"_s).value(u"done"_s).toInt() > data().size());
}

void tst_MirrorSelection::servesOthers_data()
{
    QTest::addColumn<bool>("isServer");
    QTest::addColumn<bool>("byConfigOfTheCdn");
    QTest::newRow("a folder") << false << false;
    QTest::newRow("a server") << true << false;
    QTest::newRow("a server, asked for the build as its CDN names it") << true << true;
}

/// With the origin off; also who knows the build from elsewhere.
void tst_MirrorSelection::servesOthers()
{
    QFETCH(bool, isServer);
    QFETCH(bool, byConfigOfTheCdn);
    const ngdp::SampleNetwork network(mirroredBuild(120), smallArchives());
    {
        ngdp::NetworkServer server(network);
        QCOMPARE(mirror(server, u"World/"_s, named(network.build)).code, 0);
    }
    support::FaultServer plain;
    support::serveFolder(plain, m_bed->path(u"mirror"_s));
    const QString service = isServer ? plain.url("").toString() : m_bed->path(u"mirror"_s);
    if (!byConfigOfTheCdn)
        return servesFolder(network.build, u"World/"_s, service, named(network.build));
    const AppBed other;
    const ngdp::MadeFile &file = network.file("World/Zone005/tile_00005.adt");
    const QString name = QString::fromStdString(file.path);
    const Run got =
        other.run(QStringList{u"get"_s, kProduct + u'@' + support::hex(network.build.config) + u':' + name,
                              u"--cdn-config"_s, support::hex(network.cdnConfig), u"--service"_s, service,
                              u"-o"_s, u"out"_s} +
                  named(network.build));
    QVERIFY2(got.code == 0, got.err); // its indices are not here, and that is told
    QVERIFY(support::isContentOf(other.read(u"out/"_s + name), file));
}

void tst_MirrorSelection::fetchesOnlyWhatLacks()
{
    const ngdp::SampleNetwork network(mirroredBuild(100), smallArchives());
    ngdp::NetworkServer server(network);
    const QStringList names = named(network.build);
    QCOMPARE(mirror(server, u"World/"_s, names).code, 0);
    server.clearLogs();
    const Run again = mirror(server, u"World/"_s, names);
    QCOMPARE(again.code, 0);
    QCOMPARE(again.event(u"summary"_s).value(u"present"_s), again.event(u"summary"_s).value(u"done"_s));
    QVERIFY2(server.requests("tpr/").isEmpty(), server.requests("tpr/").value(0).path);
    const ngdp::MadeFile &file = network.file("World/Zone005/tile_00005.adt");
    QVERIFY(QFile::remove(path(file.encodingKey)));
    const Run lacking = verify();
    QCOMPARE(lacking.code, 3);
    QCOMPARE(lacking.events(u"failed"_s).size(), 1);
    QVERIFY(lacking.event(u"failed"_s).value(u"path"_s).toString().endsWith(support::hex(file.encodingKey)));
    QCOMPARE(mirror(server, u"World/"_s, names).code, 0);
    QCOMPARE(server.requests("tpr/wow/data/").size(), 1);
    QCOMPARE(server.bytesServed("tpr/wow/data/"), qint64(file.encodedSize));
    QVERIFY(isWhole(file.encodingKey));
}

void tst_MirrorSelection::findsAndMends_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("isCut");
    for (const char *what : {"slice", "loose", "encoding", "root", "config", "index"}) {
        QTest::addRow("%s, a bit", what) << QString::fromLatin1(what) << false;
        QTest::addRow("%s, cut", what) << QString::fromLatin1(what) << true;
    }
}

/// By name, and the same command heals it.
void tst_MirrorSelection::findsAndMends()
{
    QFETCH(QString, what);
    QFETCH(bool, isCut);
    const ngdp::SampleNetwork network(mirroredBuild(100), smallArchives());
    ngdp::NetworkServer server(network);
    const QStringList names = named(network.build);
    QCOMPARE(mirror(server, u"World/"_s, names).code, 0);
    const QStringList indices = m_bed->files(u"mirror/tpr/wow/data"_s).filter(u".index"_s);
    QCOMPARE(indices.size(), 1);
    const std::map<QString, QString> paths{
        {u"slice"_s, path(network.file("World/Zone005/tile_00005.adt").encodingKey)},
        {u"loose"_s, path(network.file("World/Zone007/tile_00007.adt").encodingKey)},
        {u"encoding"_s, path(network.build.manifests.at("encoding").encodingKey)},
        {u"root"_s, path(network.build.manifests.at("root").encodingKey)},
        {u"config"_s, m_bed->path(u"mirror/"_s + QString::fromStdString(
                                                     network.cdn.pathOf("config", network.build.config)))},
        {u"index"_s, m_bed->path(u"mirror/tpr/wow/data/"_s + indices.first())}};
    const QString damaged = paths.at(what);
    const QByteArray right = contentOf(damaged);
    QVERIFY(!right.isEmpty());
    if (isCut)
        QVERIFY(QFile::resize(damaged, right.size() - 1));
    else
        flip(damaged, right.size() / 2);
    const Run found = verify();
    QCOMPARE(found.code, 3);
    const QByteArray told = found.out + found.err;
    QVERIFY2(told.contains(damaged.section(u'/', -1).section(u'.', 0, 0).toUtf8()), told);
    server.clearLogs();
    const Run mended = mirror(server, u"World/"_s, names);
    QVERIFY2(mended.code == 0, QByteArray(mended.err + mended.out));
    QVERIFY(contentOf(damaged) == right);
    QVERIFY(server.requests("tpr/wow/data/").size() <= 1);
    QCOMPARE(verify().code, 0);
}

/// Each adds what it names.
void tst_MirrorSelection::oneBehindTheOther()
{
    const ngdp::SampleNetwork network(mirroredBuild(120), smallArchives());
    ngdp::NetworkServer server(network);
    const QStringList names = named(network.build);
    QCOMPARE(mirror(server, u"World/Zone005/"_s, names).code, 0);
    QCOMPARE(mirror(server, u"Interface/"_s, names).code, 0);
    QCOMPARE(data(), dataOf(network.build, {"World/Zone005/", "Interface/"}));
    QCOMPARE(verify().code, 0);
    const QString folder = m_bed->path(u"mirror"_s);
    servesFolder(network.build, u"World/Zone005/"_s, folder, names);
    servesFolder(network.build, u"Interface/"_s, folder, names);
    // What the first one added is missed, too.
    QVERIFY(QFile::remove(path(network.file("World/Zone005/tile_00005.adt").encodingKey)));
    QCOMPARE(verify().code, 3);
    // Both in one command.
    const Run both =
        m_bed->run(command(server, u"Interface/"_s, names) + QStringList{kProduct + u":World/Zone005/"_s});
    QVERIFY2(both.code == 0, both.err);
    QCOMPARE(verify().code, 0);
}

/// A mirror of the whole build adds what is missing, and then selections have nothing to add.
void tst_MirrorSelection::allOfItAfterwards()
{
    const ngdp::SampleNetwork network(mirroredBuild(120), smallArchives());
    ngdp::NetworkServer server(network);
    const QStringList names = named(network.build);
    QCOMPARE(mirror(server, u"World/"_s, names).code, 0);
    const QStringList whole{u"mirror"_s,    kProduct,         u"-o"_s,    u"mirror"_s,
                            u"--service"_s, server.address(), u"--json"_s};
    const Run run = m_bed->run(whole);
    QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    QVERIFY(run.event(u"summary"_s).value(u"present"_s).toInt() > 0);
    for (const auto &[name, bytes] : network.store.objects())
        QCOMPARE(contentOf(m_bed->path(u"mirror/"_s + QString::fromStdString(name))),
                 support::toBytes(*bytes));
    QCOMPARE(verify().code, 0);
    QVERIFY(m_bed->read(u"mirror/v2/products/wow_classic_era/versions"_s)
                .contains(support::hex(network.cdnConfig).toUtf8()));
    const QStringList before = m_bed->files(u"mirror"_s);
    const Run none = mirror(server, u"Interface/"_s, names);
    QCOMPARE(none.code, 0);
    QVERIFY(none.event(u"warning"_s).value(u"detail"_s).toString().contains(u"has all of build"_s));
    QCOMPARE(m_bed->files(u"mirror"_s), before);
}

void tst_MirrorSelection::ofSeveralBuilds()
{
    ngdp::Store store;
    ngdp::Cdn cdn(smallArchives(), store.putter());
    ngdp::Product product;
    const ngdp::MadeBuild first = ngdp::addBuild(cdn, mirroredBuild(60));
    const ngdp::VersionsRow before = ngdp::versionsRow("us", first, cdn.seal());
    const ngdp::MadeBuild second = ngdp::addBuild(cdn, mirroredBuild(120));
    const ngdp::VersionsRow after = ngdp::versionsRow("us", second, cdn.seal());
    const QStringList names = named(second);
    for (const ngdp::VersionsRow &row : {before, after}) {
        product.builds = {row};
        ngdp::NetworkServer server(store, {product});
        QCOMPARE(mirror(server, u"World/Zone005/"_s, names).code, 0);
    }
    QCOMPARE(data(), dataOf(first, {"World/Zone005/"}) | dataOf(second, {"World/Zone005/"}));
    const Run verified = verify();
    QCOMPARE(verified.code, 0);
    QCOMPARE(verified.events(u"build"_s).size(), 2);
    const QString folder = m_bed->path(u"mirror"_s);
    servesFolder(second, u"World/Zone005/"_s, folder, names);
    servesFolder(first, u"World/Zone005/"_s, folder, names, kProduct + u'@' + support::hex(first.config));
}

/// Four at once fill one tree without talking to each other.
void tst_MirrorSelection::shardsTogether()
{
    const ngdp::SampleNetwork network(mirroredBuild(200), smallArchives());
    ngdp::NetworkServer server(network);
    const QStringList names = named(network.build);
    std::vector<std::unique_ptr<QProcess>> shards;
    for (int i = 1; i <= 4; ++i) {
        const QStringList part{u"--shard"_s, u"%1/4"_s.arg(i), u"--cache"_s,
                               m_bed->path(u"cache%1"_s.arg(i))};
        shards.push_back(m_bed->process(command(server, u"World/"_s, names + part)));
        shards.back()->start();
    }
    for (const auto &shard : shards) {
        const Run run = AppBed::finish(*shard);
        QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
        const int part = run.event(u"summary"_s).value(u"done"_s).toInt();
        QVERIFY(part > 0 && part < data().size());
    }
    QCOMPARE(data(), dataOf(network.build, {"World/"}));
    QCOMPARE(verify().code, 0);
    servesFolder(network.build, u"World/"_s, m_bed->path(u"mirror"_s), names);
}

void tst_MirrorSelection::dryRun()
{
    const ngdp::SampleNetwork network(mirroredBuild(100), smallArchives());
    ngdp::NetworkServer server(network);
    const QStringList names = named(network.build);
    const Run told = mirror(server, u"World/"_s, names + QStringList{u"--dry-run"_s});
    QVERIFY2(told.code == 0, told.err);
    QVERIFY(!QFile::exists(m_bed->path(u"mirror"_s)));
    const QJsonObject planned = told.event(u"planned"_s);
    QCOMPARE(mirror(server, u"World/"_s, names).event(u"planned"_s), planned);
    qint64 bytes = 0;
    for (const QString &name : data())
        bytes += QFileInfo(path(*blte::digestFromHex(name.toStdString()))).size();
    QCOMPARE(planned.value(u"size"_s).toInteger(), bytes);
}

/// At any moment: the same command goes on, and fetches nothing twice that was there.
void tst_MirrorSelection::killed()
{
    const ngdp::SampleNetwork network(mirroredBuild(300), smallArchives());
    ngdp::NetworkServer server(network);
    const QStringList names = named(network.build);
    for (int i = 0; i < 5; ++i) {
        const auto process =
            m_bed->process(command(server, u"World/"_s, names + QStringList{u"-l"_s, u"100K"_s}));
        process->start();
        QVERIFY(process->waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(process->state() == QProcess::NotRunning || data().size() > 12 * (i + 1),
                                 30'000);
        process->kill();
        process->waitForFinished();
    }
    const qsizetype before = data().size();
    const Run run = mirror(server, u"World/"_s, names);
    QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    QVERIFY(run.event(u"summary"_s).value(u"present"_s).toInt() >= before);
    QCOMPARE(data(), dataOf(network.build, {"World/"}));
    QCOMPARE(m_bed->files(u"mirror"_s).filter(u".part"_s), QStringList());
    QCOMPARE(verify().code, 0);
}

/// Of one that is whole, and of one that is a selection itself; nobody else is asked.
void tst_MirrorSelection::ofAMirror()
{
    const ngdp::SampleNetwork network(mirroredBuild(120), smallArchives());
    const QStringList names = named(network.build);
    {
        ngdp::NetworkServer server(network);
        QCOMPARE(
            m_bed->run({u"mirror"_s, kProduct, u"-o"_s, u"whole"_s, u"--service"_s, server.address()}).code,
            0);
    }
    const auto copy = [&](const QString &what, const QString &from, const QString &to) {
        return m_bed->run(QStringList{u"mirror"_s, what, u"-o"_s, to, u"--service"_s, from, u"--offline"_s,
                                      u"--cache"_s, u"cache of "_s + to} +
                          (what.endsWith(u'/') ? names : QStringList()));
    };
    const Run some = copy(kProduct + u":World/"_s, u"whole"_s, u"mirror"_s);
    QVERIFY2(some.code == 0, some.err);
    QCOMPARE(data(), dataOf(network.build, {"World/"}));
    const Run fewer = copy(kProduct + u":World/Zone005/"_s, u"mirror"_s, u"fewer"_s);
    QVERIFY2(fewer.code == 0, fewer.err);
    servesFolder(network.build, u"World/Zone005/"_s, m_bed->path(u"fewer"_s), names);
    const Run all = copy(kProduct, u"mirror"_s, u"same"_s); // all that the selection has
    QVERIFY2(all.code == 0, all.err);
    QCOMPARE(m_bed->files(u"same"_s), m_bed->files(u"mirror"_s));
    servesFolder(network.build, u"World/"_s, m_bed->path(u"same"_s), names);
}

/// Without a selection they are one; names come from the manifest that is said.
void tst_MirrorSelection::byTags()
{
    const ngdp::SampleNetwork network(mirroredBuild(100), smallArchives());
    ngdp::NetworkServer server(network);
    const Run run = m_bed->run({u"mirror"_s, kProduct, u"--manifest"_s, u"install"_s, u"-o"_s, u"mirror"_s,
                                u"--service"_s, server.address()});
    QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    QSet<QString> expected = dataOf(network.build, {});
    for (const ngdp::MadeFile &file : network.build.files) {
        if (!file.tags.empty())
            expected << support::hex(file.encodingKey);
    }
    QVERIFY(expected.size() > dataOf(network.build, {}).size());
    QVERIFY(data().size() > dataOf(network.build, {}).size());
    QVERIFY((data() - expected).isEmpty()); // the usual tags leave some out
}

void tst_MirrorSelection::byKeys()
{
    const ngdp::SampleNetwork network(mirroredBuild(100), smallArchives());
    ngdp::NetworkServer server(network);
    const ngdp::MadeFile &one = network.file("World/Zone005/tile_00005.adt");
    const ngdp::MadeFile &two = network.file("World/Zone007/tile_00007.adt");
    const Run run = mirror(server, u"ekey="_s + support::hex(one.encodingKey),
                           {kProduct + u":fdid=%1"_s.arg(two.fileDataId)});
    QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    QCOMPARE(data(), dataOf(network.build, {one.path, two.path}));
}

/// They resume, and a slice of some megabytes is an object, too.
void tst_MirrorSelection::largeOnes()
{
    std::vector<ngdp::FileShape> files;
    for (std::size_t i = 0; i < 3; ++i) {
        ngdp::FileShape file;
        file.path = "World/large" + std::to_string(i) + ".bin";
        file.fileDataId = static_cast<std::uint32_t>(100 + i);
        file.content = support::payload(support::noise(i), 2'500'000);
        file.layout =
            i == 0 ? ngdp::ObjectLayout::whole(ngdp::kRaw) : ngdp::ObjectLayout::even(64 << 10, ngdp::kRaw);
        file.place = i == 2 ? ngdp::Place::LooseListed : ngdp::Place::Archive;
        files.push_back(file);
    }
    ngdp::BuildShape shape;
    shape.files = ngdp::listed(std::move(files));
    ngdp::CdnShape cdn;
    cdn.archiveSize = 6'000'000;
    const ngdp::SampleNetwork network(shape, cdn);
    ngdp::NetworkServer server(network);
    const QStringList names = named(network.build);
    const auto process = m_bed->process(command(server, u"World/"_s, names + QStringList{u"-l"_s, u"2M"_s}));
    process->start();
    QVERIFY(process->waitForStarted());
    Run killed;
    const auto bytesDone = [&] {
        killed.out += process->readAllStandardOutput();
        const QList<QJsonObject> told = killed.events(u"progress"_s);
        return told.isEmpty() ? 0 : told.last().value(u"bytesDone"_s).toInteger();
    };
    QTRY_VERIFY_WITH_TIMEOUT(bytesDone() > 3'000'000, 30'000);
    process->kill();
    process->waitForFinished();
    const Run run = mirror(server, u"World/"_s, names);
    QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    QVERIFY(run.event(u"summary"_s).value(u"networkBytes"_s).toInteger() < 6'000'000);
    for (const ngdp::MadeFile &file : network.build.files)
        QVERIFY(isWhole(file.encodingKey));
    QCOMPARE(verify().code, 0);
    servesFolder(network.build, u"World/"_s, m_bed->path(u"mirror"_s), names);
}

void tst_MirrorSelection::ofTvfs_data()
{
    QTest::addColumn<int>("vfs");
    QTest::newRow("one manifest") << int(ngdp::VfsKind::Flat);
    QTest::newRow("a manifest a folder") << int(ngdp::VfsKind::Nested);
}

/// Its manifests have the first 9 bytes of keys: the mirror's index has the rest.
void tst_MirrorSelection::ofTvfs()
{
    QFETCH(int, vfs);
    ngdp::BuildShape shape = mirroredBuild(100);
    shape.name = "fenris-12345";
    shape.product = "Fenris";
    shape.uid = "fenris";
    shape.root = ngdp::RootKind::None;
    shape.vfs = ngdp::VfsKind(vfs);
    const auto sample = shape.files.at;
    shape.files.at = [sample](std::size_t i) {
        ngdp::FileShape file = sample(i);
        file.place = ngdp::Place::Archive; // no index has the rest of the keys of others
        if (i % 30 == 5)
            file.spans = 3;
        return file;
    };
    const ngdp::SampleNetwork network(shape, smallArchives());
    {
        ngdp::NetworkServer server(network);
        const Run run = m_bed->run(
            {u"mirror"_s, u"fenris:World/"_s, u"-o"_s, u"mirror"_s, u"--service"_s, server.address()});
        QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    }
    QSet<QString> expected = dataOf(network.build, {"World/"});
    for (const ngdp::MadeFile &file : network.build.files) {
        for (const ngdp::MadeManifest &span : file.furtherSpans) {
            if (isIn(file, "World/"))
                expected << support::hex(span.encodingKey);
        }
    }
    QCOMPARE(data(), expected);
    QCOMPARE(verify().code, 0);
    support::FaultServer plain;
    support::serveFolder(plain, m_bed->path(u"mirror"_s));
    const AppBed other;
    const Run got = other.run(
        {u"get"_s, u"fenris:World/"_s, u"-o"_s, u"out"_s, u"--service"_s, plain.url("").toString()});
    QVERIFY2(got.code == 0, got.err);
    QVERIFY2(got.err.isEmpty(), got.err);
}

/// Its names stand in files of the build, which are kept with them.
void tst_MirrorSelection::ofDiablo3()
{
    std::vector<ngdp::FileShape> files;
    for (std::size_t i = 0; i < 40; ++i) {
        ngdp::FileShape file;
        file.path = "Base/Actor/Thing" + std::to_string(i) + ".acr";
        file.fileDataId = static_cast<std::uint32_t>(100 + i);
        file.assetKind = 1;
        file.content = support::payload(support::noise(i), 700);
        files.push_back(file);
    }
    ngdp::BuildShape shape;
    shape.product = "D3";
    shape.root = ngdp::RootKind::Diablo3;
    shape.files = ngdp::listed(std::move(files));
    const ngdp::SampleNetwork network(shape, smallArchives());
    QByteArray all;
    {
        ngdp::NetworkServer server(network);
        all = m_bed->run({u"ls"_s, u"-R"_s, kProduct, u"--service"_s, server.address()}).out;
        const Run run = mirror(server, u"**/Thing1*"_s);
        QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    }
    QCOMPARE(verify().code, 0);
    const AppBed other;
    const QString service = m_bed->path(u"mirror"_s);
    const Run got =
        other.run({u"get"_s, kProduct + u":**/Thing1*"_s, u"-o"_s, u"out"_s, u"--service"_s, service});
    QVERIFY2(got.code == 0, got.err);
    QCOMPARE(other.files(u"out"_s).size(), 11);
    QCOMPARE(other.run({u"ls"_s, u"-R"_s, kProduct, u"--service"_s, service}).out.count('\n'),
             all.count('\n'));
}

/// The others are there; the next run tries it again.
void tst_MirrorSelection::whatTheCdnLost()
{
    ngdp::SampleNetwork network(mirroredBuild(100), smallArchives());
    const ngdp::MadeFile &file = network.file("World/Zone007/tile_00007.adt"); // loose, and in no index
    const ngdp::Store whole = network.store;
    network.store.remove(network.pathOf(file.encodingKey));
    const QStringList names = named(network.build);
    {
        ngdp::NetworkServer server(network, {"", ""});
        const Run run = mirror(server, u"World/"_s, names);
        QCOMPARE(run.code, 3);
        QCOMPARE(run.events(u"failed"_s).size(), 1);
        const QJsonObject failed = run.event(u"failed"_s);
        QVERIFY(failed.value(u"path"_s).toString().endsWith(support::hex(file.encodingKey)));
        QCOMPARE(failed.value(u"kind"_s).toString(), u"NotFound"_s);
        QCOMPARE(run.event(u"summary"_s).value(u"unfinished"_s).toInt(), 0);
    }
    QCOMPARE(data().size(), dataOf(network.build, {"World/"}).size() - 1);
    QCOMPARE(m_bed->files(u"mirror"_s).filter(u".part"_s), QStringList());
    QCOMPARE(verify().code, 3);
    ngdp::NetworkServer server(whole, {network.product});
    QCOMPARE(mirror(server, u"World/"_s, names).code, 0);
    QCOMPARE(verify().code, 0);
}

void tst_MirrorSelection::nothingFits()
{
    const ngdp::SampleNetwork network(mirroredBuild(30), smallArchives());
    ngdp::NetworkServer server(network);
    const Run run = mirror(server, u"Nowhere/"_s, named(network.build));
    QCOMPARE(run.code, 3);
    QVERIFY(run.event(u"failed"_s).value(u"detail"_s).toString().contains(u"Nowhere/"_s));
    QVERIFY(!QFile::exists(m_bed->path(u"mirror/v2"_s)));
}

/// They are written anew.
void tst_MirrorSelection::theTablesAreDamaged()
{
    const ngdp::SampleNetwork network(mirroredBuild(60), smallArchives());
    ngdp::NetworkServer server(network);
    const QStringList names = named(network.build);
    QCOMPARE(mirror(server, u"World/"_s, names).code, 0);
    const QString versions = u"mirror/v2/products/wow_classic_era/versions"_s;
    const QByteArray right = m_bed->read(versions);
    for (const QByteArray &damaged : {QByteArray(), QByteArray("<html>"), right.first(right.size() - 40)}) {
        m_bed->write(versions, damaged);
        QCOMPARE(mirror(server, u"World/"_s, names).code, 0);
        QCOMPARE(m_bed->read(versions), right);
    }
    QCOMPARE(verify().code, 0);
}

/// Who reads a mirror of some files still finds the build at its CDN when that does not name it any more.
void tst_MirrorSelection::isNotRemembered()
{
    const ngdp::SampleNetwork network(mirroredBuild(60), smallArchives());
    ngdp::NetworkServer server(network);
    const QStringList names = named(network.build);
    QCOMPARE(mirror(server, u"World/Zone005/"_s, names).code, 0);
    QCOMPARE(verify().code, 0);
    const QString build = kProduct + u'@' + support::hex(network.build.config);
    const QString mirrored = QString::fromStdString(network.file("World/Zone005/tile_00005.adt").path);
    const QString other = QString::fromStdString(network.file("World/Zone006/tile_00006.adt").path);
    QCOMPARE(m_bed
                 ->run(QStringList{u"get"_s, build + u':' + mirrored, u"-o"_s, u"out"_s, u"--service"_s,
                                   u"mirror"_s} +
                       names)
                 .code,
             0);
    ngdp::Product later = network.product;
    const blte::Digest gone{1, 2, 3};
    for (ngdp::VersionsRow &row : later.builds)
        row.buildConfig = blte::toHex(gone);
    ngdp::NetworkServer afterwards(network.store, {later});
    const Run got = m_bed->run(
        QStringList{u"get"_s, build + u':' + other, u"-o"_s, u"out"_s, u"--service"_s, afterwards.address()} +
        names);
    QVERIFY2(got.code == 0, got.err);
}

SLUICE_TEST(tst_MirrorSelection)
#include "tst_mirrorselection.moc"
