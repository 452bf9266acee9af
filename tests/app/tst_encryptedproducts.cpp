#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/encrypted.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <csignal>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::isContentOf;
using support::Run;

/// Products of which a CDN serves nothing in the clear (Armadillo).
class tst_EncryptedProducts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void files();
    void withoutTheKey();
    void keyFiles_data();
    void keyFiles();
    void fromTheKeyStore();
    void keysNeverLeak();
    void goesOnAfterAKill();
    void mirrorsThatAreIll();
    void aFolderServes();
    void inspected();
    void localFiles();
    void fromTheCacheAlone();

private:
    Run run(const QStringList &arguments, const QStringList &more = {}) const
    {
        const QStringList all = arguments + QStringList{u"--service"_s, m_server->address()};
        return m_bed->run(all + QStringList{u"--listfile"_s, m_bed->path(u"names.csv"_s)} + more);
    }
    bool isFetched(const std::string &path) const
    {
        return isContentOf(m_bed->read(QString::fromStdString(path)), m_network->file(path));
    }
    QString kept(const QByteArray &file, const QString &name) const
    {
        m_bed->write(name, file);
        return m_bed->path(name);
    }

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    std::unique_ptr<AppBed> m_bed;
    QStringList m_key; ///< the option for it
};

namespace {

const std::string kLarge = "World/large.bin";
const std::string kLoose = "World/loose.bin";
const std::string kHeaderless = "World/headerless.bin";
constexpr std::size_t kLargeSize = 12 << 20;

ngdp::BuildShape shapeWithLargeOnes()
{
    const auto content = [](std::uint64_t seed, std::size_t size) {
        return support::payload(support::noise(seed), size);
    };
    std::vector<ngdp::FileShape> files;
    const ngdp::FileSource small = ngdp::sampleFiles(200);
    for (std::size_t i = 0; i < small.count; ++i)
        files.push_back(small.at(i));
    ngdp::FileShape large;
    large.path = kLarge;
    large.content = content(1, kLargeSize);
    large.fileDataId = 5001;
    large.layout = ngdp::ObjectLayout::even(64 << 10, ngdp::kRaw);
    files.push_back(large);
    large.path = kLoose;
    large.content = content(2, 3 << 20);
    large.fileDataId = 5002;
    large.place = ngdp::Place::LooseListed;
    files.push_back(large);
    large.path = kHeaderless;
    large.content = content(3, 700'001);
    large.fileDataId = 5003;
    large.place = ngdp::Place::Archive;
    large.layout = ngdp::ObjectLayout::whole(ngdp::kZlib);
    files.push_back(large);
    ngdp::BuildShape shape;
    shape.files = ngdp::listed(std::move(files));
    return shape;
}

const QString kProduct = u"wow_classic_era:"_s;

} // namespace

void tst_EncryptedProducts::initTestCase()
{
    ngdp::CdnShape cdn;
    cdn.armadillo = support::armadilloKey().key;
    m_network = std::make_unique<ngdp::SampleNetwork>(shapeWithLargeOnes(), cdn);
    putProductConfig(m_network->store.putter(), m_network->product,
                     {"WoW", support::armadilloKey().name, {}, {}, {}, {}});
}

void tst_EncryptedProducts::init()
{
    m_bed = std::make_unique<AppBed>();
    m_server = std::make_unique<ngdp::NetworkServer>(*m_network, std::vector<std::string>{"", ""});
    m_bed->write(u"names.csv"_s, support::listfileOf(m_network->build));
    m_key = {u"--keys"_s, kept(support::armadilloFile(), u"madeDev.ak"_s)};
}

/// Slices of archives, small and large, loose ones, one without a table.
void tst_EncryptedProducts::files()
{
    const Run listed = run({u"ls"_s, u"--json"_s, kProduct + u"World/Zone005/"_s}, m_key);
    QVERIFY2(listed.code == 0 && !listed.events().isEmpty(), listed.err);
    const QStringList wanted{kProduct + u"World/"_s, kProduct + u"Interface/"_s};
    const Run got = run(QStringList{u"get"_s, u"--json"_s} + wanted, m_key);
    QVERIFY2(got.code == 0, got.err);
    QCOMPARE(got.events(u"done"_s).size(), 2);
    QCOMPARE(got.events(u"fileFinished"_s).size(), qsizetype(m_network->build.files.size()));
    for (const QJsonObject &done : got.events(u"done"_s) + got.events(u"fileFinished"_s))
        QCOMPARE(done.value(u"verdict"_s).toString(), u"verified"_s);
    for (const ngdp::MadeFile &file : m_network->build.files)
        QVERIFY2(isFetched(file.path), file.path.c_str());
    const Run verified = run(QStringList{u"verify"_s} + wanted, m_key);
    QVERIFY2(verified.code == 0, verified.err);
}

/// The key and its file are named before anything of the build is asked for.
void tst_EncryptedProducts::withoutTheKey()
{
    const QString file = kProduct + QString::fromStdString(kLarge);
    for (const QStringList &command :
         {QStringList{u"get"_s, file}, QStringList{u"ls"_s, kProduct}, QStringList{u"inspect"_s, file}}) {
        const Run locked = run(command);
        QCOMPARE(locked.code, 3);
        QVERIFY2(locked.err.contains("madeDev.ak") && locked.err.contains("-k"), locked.err);
        QVERIFY2(locked.err.contains("key is missing"), locked.err);
    }
    QCOMPARE(m_server->requests("/tpr/wow/").size(), 0);
    QCOMPARE(m_server->requests("/tpr/configs/").size(), 1); // it is in the cache from then on
}

void tst_EncryptedProducts::keyFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("told");
    const QByteArray good = support::armadilloFile();
    QByteArray damaged = good;
    damaged[19] = static_cast<char>(damaged[19] ^ 1);
    const QByteArray other = support::armadilloFile({1, 2, 3});
    const QByteArray line = "madeDev.ak " + good.first(16).toHex() + '\n';
    QTest::newRow("by its name") << good << u"MADEDEV.AK"_s << QString() << 0 << QByteArray();
    QTest::newRow("by a name that is given") << good << u"x.bin"_s << u"madeDev="_s << 0 << QByteArray();
    QTest::newRow("in a list") << line << u"keys.txt"_s << QString() << 0 << QByteArray();
    QTest::newRow("damaged") << damaged << u"madeDev.ak"_s << QString() << 2 << QByteArray("is damaged");
    QTest::newRow("cut") << good.first(16) << u"madeDev.ak"_s << QString() << 2 << QByteArray("16 bytes");
    QTest::newRow("without a name") << good << u"x.bin"_s << QString() << 2 << QByteArray("NAME.ak");
    QTest::newRow("of another product")
        << good << u"other.ak"_s << QString() << 3 << QByteArray("madeDev.ak");
    QTest::newRow("another key of that name")
        << other << u"madeDev.ak"_s << QString() << 3 << QByteArray("key madeDev");
}

void tst_EncryptedProducts::keyFiles()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, name);
    QFETCH(QString, prefix);
    QFETCH(int, code);
    QFETCH(QByteArray, told);
    const std::string &path = m_network->build.files.at(5).path;
    const Run got =
        run({u"get"_s, kProduct + QString::fromStdString(path)}, {u"-k"_s, prefix + kept(file, name)});
    QVERIFY2(got.code == code, got.err);
    QVERIFY2(got.err.contains(told), got.err);
    QCOMPARE(isFetched(path), code == 0);
}

void tst_EncryptedProducts::fromTheKeyStore()
{
    const Run imported = m_bed->run({u"keys"_s, u"import"_s, m_key.last()});
    QVERIFY2(imported.code == 0 && imported.out.contains("1 key new"), imported.err);
    QCOMPARE(m_bed->run({u"keys"_s, u"list"_s}).out, QByteArray("madeDev.ak\n"));
    const std::string &path = m_network->build.files.at(6).path;
    const Run got = run({u"get"_s, kProduct + QString::fromStdString(path)});
    QVERIFY2(got.code == 0, got.err);
    QVERIFY(isFetched(path));
}

void tst_EncryptedProducts::keysNeverLeak()
{
    const QByteArray half = support::armadilloFile().first(8);
    const QString file = kProduct + QString::fromStdString(m_network->build.files.at(7).path);
    for (const Run &some : {run({u"get"_s, u"-v"_s, u"--json"_s, file}, m_key),
                            m_bed->run({u"keys"_s, u"import"_s, m_key.last()}),
                            m_bed->run({u"keys"_s, u"list"_s}), run({u"ls"_s, u"--json"_s, file})}) {
        QCOMPARE(some.code, 0);
        for (const QByteArray &text : {some.out, some.err})
            QVERIFY(!text.contains(half) && !text.toLower().contains(half.toHex()));
    }
}

void tst_EncryptedProducts::goesOnAfterAKill()
{
#ifdef Q_OS_UNIX
    const std::string path = '/' + m_network->pathOf(m_network->file(kLarge).encodingKey);
    m_server->always(path.substr(1), support::fault::limited(2 << 20));
    const QStringList get{u"get"_s,       u"--json"_s,         kProduct + QString::fromStdString(kLarge),
                          u"--service"_s, m_server->address(), u"--listfile"_s,
                          u"names.csv"_s, m_key.first(),       m_key.last()};
    const auto first = m_bed->process(get);
    first->start();
    QVERIFY(QTest::qWaitFor([&] { return m_server->bytesServed("/data/") >= 6 << 20; }, 30'000));
    ::kill(static_cast<pid_t>(first->processId()), SIGKILL);
    QCOMPARE(AppBed::finish(*first).code, -1);
    QVERIFY(!QFile::exists(m_bed->path(QString::fromStdString(kLarge))));
    m_server->always(path.substr(1), support::fault::none());
    const Run second = m_bed->run(get);
    QVERIFY2(second.code == 0, second.err);
    QVERIFY(isFetched(kLarge));
    const qint64 fetched = second.event(u"done"_s).value(u"networkBytes"_s).toInteger();
    QVERIFY2(fetched < qint64(kLargeSize) - (2 << 20), qPrintable(QString::number(fetched)));
#else
    QSKIP("signals are tested on Unix");
#endif
}

/// One breaks off again and again, the other has a damaged copy.
void tst_EncryptedProducts::mirrorsThatAreIll()
{
    const QByteArray path =
        '/' + QByteArray::fromStdString(m_network->pathOf(m_network->file(kLarge).encodingKey));
    QList<support::Fault> cuts;
    for (int i = 0; i < 6; ++i)
        cuts << support::fault::resetAfter(500'001 + i * 4'097);
    m_server->host(0).script(path, cuts);
    m_server->host(1).always(path, support::fault::bitFlipped(5'000'000));
    const Run got = run({u"get"_s, u"--json"_s, kProduct + QString::fromStdString(kLarge)}, m_key);
    QVERIFY2(got.code == 0, got.err);
    QVERIFY(isFetched(kLarge));
}

/// A mirror on the disk has the objects as they were served.
void tst_EncryptedProducts::aFolderServes()
{
    const ngdp::Put put = ngdp::folderPut(m_bed->path(u"net"_s).toStdString());
    for (const auto &[path, bytes] : m_network->store.objects())
        put(path, *bytes);
    ngdp::putTables(put, {m_network->product}, {});
    const QStringList command{u"get"_s,       kProduct + u"World/"_s, u"--listfile"_s, u"names.csv"_s,
                              u"--service"_s, m_bed->path(u"net"_s),  u"--offline"_s};
    const Run got = m_bed->run(command + m_key);
    QVERIFY2(got.code == 0, got.err);
    for (const std::string &path : {kLarge, kLoose, kHeaderless, m_network->build.files.at(3).path})
        QVERIFY2(isFetched(path), path.c_str());
}

void tst_EncryptedProducts::inspected()
{
    const ngdp::MadeFile &loose = m_network->file(kLoose);
    const QString address = m_server->host()
                                .url('/' + QByteArray::fromStdString(m_network->pathOf(loose.encodingKey)))
                                .toString();
    for (const QString &what :
         QStringList{kProduct + QString::fromStdString(kLoose), address + u"#armadillo=madeDev"_s}) {
        const QStringList service =
            what == kProduct + QString::fromStdString(kLoose)
                ? QStringList{u"--service"_s, m_server->address(), u"--listfile"_s, u"names.csv"_s}
                : QStringList();
        const Run shown = m_bed->run(QStringList{u"inspect"_s, u"--json"_s, what} + m_key + service);
        QVERIFY2(shown.code == 0, shown.err);
        const QJsonObject table = shown.events().first();
        QCOMPARE(table.value(u"ekey"_s).toString(), support::hex(loose.encodingKey));
        QCOMPARE(table.value(u"decodedSize"_s).toInteger(), qint64(loose.size));
    }
    const Run got = m_bed->run(
        QStringList{u"get"_s, u"-O"_s, u"x"_s, QString(address + u"#armadillo=madeDev"_s)} + m_key);
    QVERIFY2(got.code == 0, got.err);
    QVERIFY(isContentOf(m_bed->read(u"x"_s), loose));
    const Run locked = m_bed->run({u"get"_s, u"-O"_s, u"y"_s, QString(address + u"#armadillo=madeDev"_s)});
    QCOMPARE(locked.code, 3);
    QVERIFY2(locked.err.contains("madeDev.ak"), locked.err);
}

/// As they were served: an archive by its index, what lies by itself, a config.
void tst_EncryptedProducts::localFiles()
{
    const std::string archive = m_network->pathOf(m_network->file(kLarge).encodingKey);
    const std::string loose = m_network->pathOf(m_network->file(kLoose).encodingKey);
    const std::string config = m_network->cdn.pathOf("config", m_network->build.config);
    QStringList names;
    for (const std::string &path : {archive, archive + ".index", loose, config}) {
        names << QString::fromStdString(path).section(u'/', -1);
        m_bed->write(names.last(), support::toBytes(m_network->store.bytes(path)));
    }
    const Run proven = m_bed->run(QStringList{u"verify"_s, u"--json"_s} + names + m_key);
    QVERIFY2(proven.code == 0, proven.out);
    QCOMPARE(proven.out.count("(decrypted with madeDev)"), 4);
    QCOMPARE(m_bed->run(QStringList{u"verify"_s} + names).code, 3);
    const Run shown = m_bed->run(QStringList{u"inspect"_s, u"--json"_s, names[2]} + m_key);
    QVERIFY2(shown.code == 0, shown.err);
    const Run decoded = m_bed->run(QStringList{u"decode"_s, u"-o"_s, u"decoded"_s, names[2]} + m_key);
    QVERIFY2(decoded.code == 0, decoded.err);
    QVERIFY(isContentOf(m_bed->read(u"decoded"_s), m_network->file(kLoose)));
}

/// What the cache keeps is clear: the manifests of the build are not fetched again.
void tst_EncryptedProducts::fromTheCacheAlone()
{
    const QStringList list{u"ls"_s, u"--json"_s, kProduct + u"World/"_s};
    QCOMPARE(run(list, m_key).code, 0);
    m_server->clearLogs();
    const Run again = run(list, m_key + QStringList{u"--offline"_s});
    QVERIFY2(again.code == 0, again.err);
    QVERIFY(m_server->requests().isEmpty());
}

SLUICE_TEST(tst_EncryptedProducts)
#include "tst_encryptedproducts.moc"
