#include "core/blte/encodedproof.h"
#include "core/bytes.h"
#include "tests/app/appbed.h"
#include "tests/app/mirrored.h"
#include "tests/support/encrypted.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using support::AppBed;
using support::contentOf;
using support::flip;
using support::Run;

namespace {

const QString kProduct = u"wow_classic_era"_s;
const std::string kLarge = "World/large.bin";
const std::string kLoose = "World/loose.bin";

ngdp::BuildShape withLargeOnes()
{
    ngdp::BuildShape shape = support::mirroredBuild(122);
    const auto small = shape.files.at;
    shape.files.at = [small](std::size_t i) {
        ngdp::FileShape file = small(i);
        if (i < 120)
            return file;
        file.path = i == 120 ? kLarge : kLoose;
        file.content = support::payload(support::noise(i), 1'500'000);
        file.layout = ngdp::ObjectLayout::even(64 << 10, ngdp::kRaw);
        file.place = i == 120 ? ngdp::Place::Archive : ngdp::Place::LooseListed;
        return file;
    };
    return shape;
}

} // namespace

/// Mirrors of products of which a CDN serves nothing in the clear (Armadillo): as they are served.
class tst_EncryptedMirrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void everything();
    void withoutTheKey();
    void servesOthers();
    void findsAndMends_data();
    void findsAndMends();
    void aHostIsIll();
    void killed();
    void aFolder();
    void besideClearOnes();

private:
    Run mirror(const QStringList &more = {}, const QString &what = kProduct) const
    {
        return m_bed->run(command(what) + more);
    }
    QStringList command(const QString &what = kProduct) const
    {
        return QStringList{u"mirror"_s,         what,       u"-o"_s, u"mirror"_s, u"--service"_s,
                           m_server->address(), u"--json"_s} +
               m_key;
    }
    Run verify(const QStringList &more) const
    {
        return m_bed->run(QStringList{u"mirror"_s, u"--verify"_s, u"-o"_s, u"mirror"_s, u"--json"_s} + more);
    }
    QString path(const std::string &object) const
    {
        return m_bed->path(u"mirror/"_s + QString::fromStdString(object));
    }
    QStringList differences() const
    {
        QStringList different;
        for (const auto &[name, bytes] : m_network->store.objects()) {
            if (contentOf(path(name)) != support::toBytes(*bytes))
                different << QString::fromStdString(name);
        }
        return different;
    }
    /// Another computer, which has nothing but the key.
    void servesFolder(const QString &folder) const;

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    std::unique_ptr<AppBed> m_bed;
    QStringList m_key;
    QStringList m_names;
};

void tst_EncryptedMirrors::initTestCase()
{
    ngdp::CdnShape cdn = support::smallArchives();
    cdn.armadillo = support::armadilloKey().key;
    m_network = std::make_unique<ngdp::SampleNetwork>(withLargeOnes(), cdn);
    putProductConfig(m_network->store.putter(), m_network->product,
                     {"WoW", support::armadilloKey().name, {}, {}, {}, {}});
}

void tst_EncryptedMirrors::init()
{
    m_bed = std::make_unique<AppBed>();
    m_server = std::make_unique<ngdp::NetworkServer>(*m_network, std::vector<std::string>{"", ""});
    m_bed->write(u"names.csv"_s, support::listfileOf(m_network->build));
    m_bed->write(u"madeDev.ak"_s, support::armadilloFile());
    m_names = {u"--listfile"_s, m_bed->path(u"names.csv"_s)};
    m_key = {u"-k"_s, m_bed->path(u"madeDev.ak"_s)};
}

/// Byte for byte what the CDN has.
void tst_EncryptedMirrors::everything()
{
    const Run run = mirror();
    QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    QCOMPARE(differences(), QStringList());
    QCOMPARE(run.event(u"summary"_s).value(u"done"_s).toInt(), int(m_network->store.objects().size()));
    m_server->clearLogs();
    QCOMPARE(mirror().code, 0);
    QVERIFY(m_server->requests("tpr/wow/").isEmpty());
    const Run verified = verify(m_key);
    QVERIFY2(verified.code == 0, QByteArray(verified.err + verified.out));
    QCOMPARE(verified.event(u"summary"_s).value(u"done"_s), run.event(u"summary"_s).value(u"done"_s));
}

/// It is named, and nothing of the build is asked for; nothing can be proven either.
void tst_EncryptedMirrors::withoutTheKey()
{
    QStringList bare = command();
    bare.removeAll(m_key.first());
    bare.removeAll(m_key.last());
    const Run refused = m_bed->run(bare);
    QCOMPARE(refused.code, 3);
    QCOMPARE(refused.event(u"failed"_s).value(u"kind"_s).toString(), u"KeyMissing"_s);
    QVERIFY(refused.event(u"failed"_s).value(u"detail"_s).toString().contains(u"madeDev.ak"_s));
    QCOMPARE(m_server->requests("/tpr/wow/").size(), 0);
    QVERIFY(!QFile::exists(m_bed->path(u"mirror/tpr"_s)));
    QCOMPARE(mirror().code, 0);
    const Run unproven = verify({});
    QCOMPARE(unproven.code, 3);
    QVERIFY(unproven.event(u"failed"_s).value(u"detail"_s).toString().contains(u"madeDev.ak"_s));
    m_bed->write(u"other.ak"_s, support::armadilloFile({1, 2, 3}));
    QCOMPARE(verify({u"-k"_s, u"madeDev="_s + m_bed->path(u"other.ak"_s)}).code, 3);
}

void tst_EncryptedMirrors::servesFolder(const QString &folder) const
{
    support::FaultServer plain;
    support::serveFolder(plain, m_bed->path(u"mirror"_s));
    const AppBed other;
    const QStringList get{u"get"_s, kProduct + u':' + folder, u"-o"_s,
                          u"out"_s, u"--service"_s,           plain.url("").toString()};
    const Run got = other.run(get + m_names + m_key);
    QVERIFY2(got.code == 0 && got.err.isEmpty(), got.err);
    int files = 0;
    for (const ngdp::MadeFile &file : m_network->build.files) {
        if (file.path.rfind(folder.toStdString(), 0) != 0)
            continue;
        QVERIFY2(support::isContentOf(other.read(u"out/"_s + QString::fromStdString(file.path)), file),
                 file.path.c_str());
        ++files;
    }
    QVERIFY(files > 0);
    const AppBed third;
    QCOMPARE(third.run(get + m_names).code, 3); // without the key
}

void tst_EncryptedMirrors::servesOthers()
{
    QCOMPARE(mirror().code, 0);
    servesFolder(u"World/"_s);
}

void tst_EncryptedMirrors::findsAndMends_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("isCut");
    for (const char *what : {"archive", "index", "encoding", "config", "loose"}) {
        QTest::addRow("%s, a bit", what) << QString::fromLatin1(what) << false;
        QTest::addRow("%s, cut", what) << QString::fromLatin1(what) << true;
    }
}

/// By name, and the same command heals it; of an archive only the object that is damaged comes again.
void tst_EncryptedMirrors::findsAndMends()
{
    QFETCH(QString, what);
    QFETCH(bool, isCut);
    QCOMPARE(mirror().code, 0);
    const blte::Digest archive = m_network->cdn.find(m_network->build.files.front().encodingKey)->archive;
    const std::map<QString, std::string> names{
        {u"archive"_s, m_network->cdn.pathOf("data", archive)},
        {u"index"_s, m_network->cdn.pathOf("data", archive, ".index")},
        {u"encoding"_s, m_network->pathOfManifest("encoding")},
        {u"config"_s, m_network->cdn.pathOf("config", m_network->build.config)},
        {u"loose"_s, m_network->pathOf(m_network->file(kLoose).encodingKey)}};
    const std::string &name = names.at(what);
    const qint64 size = QFileInfo(path(name)).size();
    QVERIFY(size > 0);
    if (isCut)
        QVERIFY(QFile::resize(path(name), size - 1));
    else
        flip(path(name), size / 2);
    const Run found = verify(m_key);
    QCOMPARE(found.code, 3);
    const QString digest = QString::fromStdString(name).section(u'/', -1).section(u'.', 0, 0);
    const QByteArray told = found.out + found.err;
    QVERIFY2(told.contains(digest.toUtf8()), told);
    m_server->clearLogs();
    const Run mended = mirror();
    QVERIFY2(mended.code == 0, QByteArray(mended.err + mended.out));
    QCOMPARE(differences(), QStringList());
    if (what == u"archive"_s)
        QCOMPARE(mended.event(u"summary"_s).value(u"healed"_s).toInt(), 1);
    QCOMPARE(verify(m_key).code, 0);
}

/// What came damaged is noticed when it is there, and the other host is asked for it.
void tst_EncryptedMirrors::aHostIsIll()
{
    for (const std::size_t ill : {std::size_t(0), std::size_t(1)}) {
        init();
        for (const std::string &object : {m_network->pathOf(m_network->file(kLoose).encodingKey),
                                          m_network->pathOf(m_network->file(kLarge).encodingKey)}) {
            m_server->host(ill).always('/' + QByteArray::fromStdString(object),
                                       support::fault::bitFlipped(700'000));
        }
        const Run run = mirror();
        QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
        QCOMPARE(differences(), QStringList());
    }
}

/// At any moment: the same command goes on.
void tst_EncryptedMirrors::killed()
{
    for (int i = 0; i < 5; ++i) {
        const auto process = m_bed->process(command() + QStringList{u"-l"_s, u"600K"_s});
        process->start();
        QVERIFY(process->waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(process->state() == QProcess::NotRunning ||
                                     m_server->requests("tpr/").size() > 8 * (i + 1),
                                 30'000);
        process->kill();
        process->waitForFinished();
    }
    const Run run = mirror();
    QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    QCOMPARE(differences(), QStringList());
    QCOMPARE(verify(m_key).code, 0);
}

/// A slice of an archive is encrypted under its own name, as what lies by itself is.
void tst_EncryptedMirrors::aFolder()
{
    const Run run = mirror(m_names, kProduct + u":World/"_s);
    QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    for (const ngdp::MadeFile &file : m_network->build.files) {
        const QByteArray kept = contentOf(path(m_network->cdn.pathOf("data", file.encodingKey)));
        QCOMPARE(kept.isEmpty(), file.path.rfind("World/", 0) != 0);
        if (kept.isEmpty())
            continue;
        const QByteArray clear = support::encrypted(kept, file.encodingKey); // it is symmetric
        QVERIFY2(blte::isObject({file.encodingKey}, core::bytesOf(clear)), file.path.c_str());
    }
    QCOMPARE(verify(m_key).code, 0);
    servesFolder(u"World/"_s);
    // Damaged, missing, and more of the same build.
    const ngdp::MadeFile &one = m_network->build.files.front();
    const ngdp::MadeFile &two = m_network->file(kLarge);
    flip(path(m_network->cdn.pathOf("data", one.encodingKey)), 10);
    QVERIFY(QFile::remove(path(m_network->cdn.pathOf("data", two.encodingKey))));
    QCOMPARE(verify(m_key).events(u"failed"_s).size(), 2);
    const Run more = mirror(m_names, kProduct + u":Interface/"_s);
    QVERIFY2(more.code == 0, QByteArray(more.err + more.out));
    QCOMPARE(verify(m_key).events(u"failed"_s).size(), 2);
    QCOMPARE(mirror(m_names, kProduct + u":World/"_s).code, 0);
    QCOMPARE(verify(m_key).code, 0);
    // All of it afterwards.
    QCOMPARE(mirror().code, 0);
    QCOMPARE(differences(), QStringList());
    QCOMPARE(verify(m_key).code, 0);
}

/// One tree has products of both kinds, each as its CDN serves it.
void tst_EncryptedMirrors::besideClearOnes()
{
    ngdp::CdnShape cdn;
    cdn.folder = "tpr/other";
    const ngdp::SampleNetwork clear(support::mirroredBuild(40), cdn);
    ngdp::Product other = clear.product;
    other.code = "wow_classic";
    ngdp::NetworkServer server(clear.store, {other});
    QCOMPARE(mirror().code, 0);
    const Run run = m_bed->run(
        {u"mirror"_s, u"wow_classic"_s, u"-o"_s, u"mirror"_s, u"--service"_s, server.address(), u"--json"_s});
    QVERIFY2(run.code == 0, QByteArray(run.err + run.out));
    const Run verified = verify(m_key);
    QVERIFY2(verified.code == 0, QByteArray(verified.err + verified.out));
    QCOMPARE(verified.events(u"build"_s).size(), 2);
    QCOMPARE(differences(), QStringList());
}

SLUICE_TEST(tst_EncryptedMirrors)
#include "tst_encryptedmirrors.moc"
