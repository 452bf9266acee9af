#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/heldport.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QDirIterator>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::Run;

namespace {

const QString kProduct = u"wow_classic_era"_s;
constexpr std::size_t kFiles = 300;

/// Files of two to three archives of some slices each, and a few loose ones.
ngdp::FileShape fileOf(std::size_t i)
{
    ngdp::FileShape file;
    file.fileDataId = static_cast<std::uint32_t>(7000 + i);
    file.path = "Cached/folder" + std::to_string(i % 7) + "/file" + std::to_string(i) + ".bin";
    file.content = support::payload(support::noise(static_cast<std::uint32_t>(i)), 20'000 + i * 131 % 30'000);
    file.layout = ngdp::ObjectLayout::one({support::Encoding::Raw});
    if (i % 60 == 30)
        file.place = ngdp::Place::Loose;
    return file;
}

/// nginx as people put it before a CDN in lan parties: it asks for slices of 1 MiB and keeps them.
class SliceCache
{
public:
    SliceCache(const QString &folder, const QUrl &origin)
        : m_folder(folder)
    {
        for (const QString &name : {u"/cache"_s, u"/tmp"_s})
            QDir().mkpath(folder + name);
        QFile config(folder + u"/nginx.conf"_s);
        if (!config.open(QIODevice::WriteOnly))
            return;
        config.write(text(origin).toUtf8());
        config.close();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program(),
                        {u"-p"_s, folder, u"-c"_s, config.fileName(), u"-e"_s, folder + u"/errors"_s});
    }
    ~SliceCache()
    {
        m_process.terminate();
        m_process.waitForFinished(10'000);
    }

    static QString program()
    {
        return QStandardPaths::findExecutable(u"nginx"_s,
                                              {u"/usr/sbin"_s, u"/usr/local/sbin"_s, u"/usr/bin"_s});
    }
    bool isUp()
    {
        QTcpSocket probe;
        probe.setProxy(QNetworkProxy::NoProxy);
        return QTest::qWaitFor(
            [&] {
                probe.abort();
                probe.connectToHost(QHostAddress::LocalHost, m_port.number());
                return probe.waitForConnected(1000);
            },
            20'000);
    }
    QString output() { return QString::fromUtf8(m_process.readAll()); }
    QString address() const { return u"http://127.0.0.1:%1"_s.arg(m_port.number()); }

    /// Copies of slices that are at least so large, the largest first.
    QStringList kept(qint64 least) const
    {
        QStringList files;
        QDirIterator all(m_folder + u"/cache"_s, QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            if (QFileInfo(all.next()).size() >= least)
                files << all.filePath();
        }
        std::sort(files.begin(), files.end(), [](const QString &a, const QString &b) {
            return QFileInfo(a).size() > QFileInfo(b).size();
        });
        return files;
    }

private:
    QString text(const QUrl &origin) const
    {
        return uR"(daemon off; master_process off; worker_processes 1; pid %1/pid; error_log %1/errors;
events { worker_connections 256; }
http {
    access_log off; default_type application/octet-stream;
    client_body_temp_path %1/tmp/body; proxy_temp_path %1/tmp/proxy; fastcgi_temp_path %1/tmp/fastcgi;
    uwsgi_temp_path %1/tmp/uwsgi; scgi_temp_path %1/tmp/scgi;
    proxy_cache_path %1/cache levels=1:2 keys_zone=slices:4m inactive=1h max_size=256m use_temp_path=off;
    server {
        listen 127.0.0.1:%2;
        location / {
            slice 1m;
            proxy_cache slices;
            proxy_cache_key $uri$slice_range;
            proxy_set_header Range $slice_range;
            proxy_cache_valid 200 206 1h;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_pass http://127.0.0.1:%3;
        }
    }
})"_s.arg(m_folder)
            .arg(m_port.number())
            .arg(origin.port());
    }

    const QString m_folder;
    support::HeldPort m_port;
    QProcess m_process;
};

} // namespace

/// Files of a product from behind a slice cache: a real nginx with `slice` and `proxy_cache`.
class tst_SliceCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void secondRunIsServedByTheCache();
    void damagedSlices_data();
    void damagedSlices();

private:
    Run get(const QStringList &more = {}) const
    {
        return m_bed->run(QStringList{u"get"_s, u"--json"_s, kProduct + u":Cached/"_s, u"-o"_s,
                                      m_bed->path(u"out"_s), u"--service"_s, m_server->address(),
                                      u"--listfile"_s, m_bed->path(u"names.csv"_s), u"--only-mirrors"_s,
                                      u"-m"_s, m_cache->address()} +
                          more);
    }
    bool areRight() const;
    /// As on a machine that never had any of it.
    void forget() const
    {
        for (const QString &folder : {u"out"_s, u"XDG_CACHE_HOME"_s})
            QDir(m_bed->path(folder)).removeRecursively();
    }

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    std::unique_ptr<AppBed> m_bed;
    std::unique_ptr<SliceCache> m_cache;
};

void tst_SliceCache::initTestCase()
{
    if (SliceCache::program().isEmpty())
        QSKIP("nginx is not installed");
    ngdp::BuildShape shape;
    shape.name = "WOW-12345patch1.15.8_ClassicRetail";
    shape.files = {kFiles, fileOf};
    ngdp::CdnShape cdn;
    cdn.archiveSize = 4'500'000;
    m_network = std::make_unique<ngdp::SampleNetwork>(shape, cdn);
}

void tst_SliceCache::init()
{
    m_cache.reset();
    m_server = std::make_unique<ngdp::NetworkServer>(*m_network, std::vector<std::string>{""});
    m_bed = std::make_unique<AppBed>();
    m_bed->write(u"names.csv"_s, support::listfileOf(m_network->build));
    m_cache = std::make_unique<SliceCache>(m_bed->path(u"nginx"_s), m_server->host().url(""));
    QVERIFY2(m_cache->isUp(), qPrintable(m_cache->output()));
}

bool tst_SliceCache::areRight() const
{
    return std::all_of(m_network->build.files.begin(), m_network->build.files.end(), [&](const auto &file) {
        return support::isContentOf(m_bed->read(u"out/"_s + QString::fromStdString(file.path)), file);
    });
}

void tst_SliceCache::secondRunIsServedByTheCache()
{
    const Run first = get();
    QVERIFY2(first.code == 0, QByteArray(first.err + first.out.right(2000)));
    QVERIFY(areRight());
    QVERIFY(m_server->bytesServed("/data/") > 0);
    // Slices that lie side by side are asked for together, so each MiB of an archive was fetched about once.
    QCOMPARE_LE(m_server->bytesServed("/data/"),
                2 * first.event(u"summary"_s).value(u"networkBytes"_s).toInteger());
    forget();
    m_server->clearLogs();
    const Run second = get();
    QVERIFY2(second.code == 0, QByteArray(second.err + second.out.right(2000)));
    QVERIFY(areRight());
    QCOMPARE(m_server->host().requests().size(), 0); // every request was a hit
}

void tst_SliceCache::damagedSlices_data()
{
    QTest::addColumn<bool>("isCut");
    QTest::newRow("other bytes") << false;
    QTest::newRow("cut") << true;
}

/// What a cache damaged is found by the digests, and comes from another host.
void tst_SliceCache::damagedSlices()
{
    QFETCH(bool, isCut);
    QCOMPARE(get().code, 0);
    const QStringList slices = m_cache->kept(900'000);
    QVERIFY2(slices.size() >= 4, qPrintable(QString::number(slices.size())));
    for (const QString &slice : slices.first(3)) {
        QFile file(slice);
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (isCut) {
            QVERIFY(file.resize(file.size() - 300'000));
        } else {
            QVERIFY(file.seek(file.size() - 300'000));
            QVERIFY(file.write(QByteArray(200'000, 'x')) == 200'000);
        }
    }
    forget();
    const Run got = get({u"-m"_s, m_server->host().url("").toString()});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out.right(3000)));
    QVERIFY(areRight());
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
}

SLUICE_TEST(tst_SliceCache)
#include "tst_slicecache.moc"
