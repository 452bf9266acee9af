#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::hex;
using support::Run;

namespace {

const QString kProduct = u"wow_classic_era:"_s;

/// Three archives, and an encoding manifest with several pages.
ngdp::SampleNetwork madeNetwork()
{
    ngdp::CdnShape archives;
    archives.archiveSize = 40'000;
    return ngdp::SampleNetwork(support::shapeOf("wow_classic_era", 300), archives);
}

} // namespace

/// An object of the CDN is damaged at its only host: that is told with the object, the host and what is wrong
/// with it, and everything else works.
class tst_DamagedObjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void sentences_data();
    void sentences();
    void indexOfAnotherArchive();
    void mirrorWithoutAnIndex();

private:
    Run run(ngdp::NetworkServer &server, const QStringList &arguments) const
    {
        return m_bed->run(arguments + QStringList{u"--service"_s, server.address()});
    }

    std::unique_ptr<AppBed> m_bed;
};

void tst_DamagedObjects::sentences_data()
{
    QTest::addColumn<QString>("object");
    QTest::addColumn<QByteArray>("bytes"); ///< instead of its own; null: its own with a bit flipped
    QTest::addColumn<QByteArray>("told");
    for (const char *object : {"build config", "CDN config"}) {
        const QString name = QString::fromLatin1(object);
        QTest::addRow("%s, a bit", object) << name << QByteArray() << QByteArray("is damaged: its MD5 is ");
        QTest::addRow("%s, nothing", object)
            << name << QByteArray("") << QByteArray("is damaged: its MD5 is ");
        QTest::addRow("%s, another", object)
            << name << QByteArray("# Build Configuration\n\n") << QByteArray("is damaged: its MD5 is ");
        QTest::addRow("%s, a web page", object)
            << name << QByteArray("<!DOCTYPE html><html></html>") << QByteArray("web page");
    }
}

void tst_DamagedObjects::sentences()
{
    QFETCH(QString, object);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, told);
    ngdp::SampleNetwork network(support::shapeOf("wow_classic_era", 30));
    const blte::Digest name = object == u"build config"_s ? network.build.config : network.cdnConfig;
    const std::string path = network.cdn.pathOf("config", name);
    if (bytes.isNull())
        network.store.flip(path, 5);
    else
        network.store.put(path, {bytes.begin(), bytes.end()});
    ngdp::NetworkServer server(network);
    const Run got = run(server, {u"get"_s, u"--json"_s, kProduct + u"fdid=1005"_s});
    QCOMPARE(got.code, 3);
    const QString detail = got.event(u"failed"_s).value(u"detail"_s).toString();
    const QString host = u"127.0.0.1"_s;
    QVERIFY2(detail.contains(object + u' ' + hex(name)) && detail.contains(host) &&
                 detail.contains(QString::fromLatin1(told)),
             got.out);
    QCOMPARE(detail.count(object + u' ' + hex(name)), 1);
}

/// Files of the other archives are there, and the warning names the index once.
void tst_DamagedObjects::indexOfAnotherArchive()
{
    ngdp::SampleNetwork network = madeNetwork();
    const ngdp::MadeFile &file = network.build.files.front();
    const auto isElsewhere = [&](const blte::Digest &archive) {
        return archive != network.cdn.find(file.encodingKey)->archive &&
               archive != network.cdn.find(network.build.manifests.at("root").encodingKey)->archive;
    };
    const auto &archives = network.cdn.archives();
    const auto other = std::find_if(archives.begin(), archives.end(), isElsewhere);
    QVERIFY(other != archives.end());
    network.store.flip(network.cdn.pathOf("data", *other, ".index"), 40);
    ngdp::NetworkServer server(network);
    const Run got =
        run(server, {u"get"_s, u"--json"_s, kProduct + u"fdid="_s + QString::number(file.fileDataId)});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    const QJsonObject warning = got.events(u"warning"_s).value(0);
    QCOMPARE(warning.value(u"object"_s).toString(), u"index "_s + hex(*other));
    QVERIFY2(warning.value(u"host"_s).toString().startsWith(u"127.0.0.1"_s), got.out);
    QCOMPARE(warning.value(u"detail"_s).toString(),
             u"is damaged: its block 0 is damaged; objects of its archive are not found"_s);
}

/// Nothing else proves the archive, so nobody asks for it.
void tst_DamagedObjects::mirrorWithoutAnIndex()
{
    ngdp::SampleNetwork network = madeNetwork();
    const blte::Digest archive = network.cdn.archives().front();
    network.store.flip(network.cdn.pathOf("data", archive, ".index"), 40);
    ngdp::NetworkServer server(network);
    const Run got = run(server, {u"mirror"_s, u"--json"_s, u"wow_classic_era"_s, u"-o"_s, u"mirror"_s});
    QCOMPARE(got.code, 3);
    QString told;
    for (const QJsonObject &event : got.events(u"failed"_s)) {
        if (event.value(u"path"_s).toString().endsWith(hex(archive)))
            told = event.value(u"detail"_s).toString();
    }
    QCOMPARE(told, u"its index could not be had, and nothing else proves it"_s);
    const QByteArray path = '/' + QByteArray::fromStdString(network.cdn.pathOf("data", archive));
    for (const support::Request &request : server.requests())
        QVERIFY(request.path != path);
    for (const blte::Digest &other : network.cdn.archives())
        QCOMPARE(QFile::exists(
                     m_bed->path(u"mirror/"_s + QString::fromStdString(network.cdn.pathOf("data", other)))),
                 other != archive);
}

SLUICE_TEST(tst_DamagedObjects)
#include "tst_damagedobjects.moc"
