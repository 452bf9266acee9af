#include "core/catalog/versionservice.h"

#include "core/cache/objectcache.h"
#include "core/transfer/transferservices.h"
#include "tests/catalog/serviceanswers.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using catalog::ServiceEndpoint;
using catalog::ServiceTable;
using catalog::VersionService;
using namespace std::chrono_literals;
using namespace support;
using Reply = core::Result<catalog::VersionService::Reply>;

namespace {

const QByteArray kPath = "/v2/products/wow/versions";

} // namespace

class tst_VersionService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theFirstOneAnswers();
    void theNextOneAnswers_data();
    void theNextOneAnswers();
    void aSilentOneCostsItsTime();
    void yesterdaysAnswerIsNotTaken();
    void nobodyAnswers();
    void theCacheServesWithoutAnybody();
    void offlineAsksNobody();
    void aDamagedCopyIsTold();
    void aFolderIsAService();
    void deletedMeanwhile();

private:
    VersionService::Settings settings(const QList<ServiceEndpoint> &endpoints) const;
    ServiceEndpoint endpoint(const FaultServer &server) const;
    Reply ask(const VersionService::Settings &settings, ServiceTable table = ServiceTable::Versions);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<transfer::TransferServices> m_services;
    std::shared_ptr<cache::ObjectCache> m_cache;
};

void tst_VersionService::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_services = std::make_unique<transfer::TransferServices>();
    transfer::Tuning tuning = m_services->tuning;
    tuning.retry.firstBackoff = 1ms;
    m_services->setTuning(tuning);
    m_cache = std::make_shared<cache::ObjectCache>(m_folder->filePath(QStringLiteral("cache")), 1 << 20);
}

VersionService::Settings tst_VersionService::settings(const QList<ServiceEndpoint> &endpoints) const
{
    VersionService::Settings settings;
    settings.endpoints = endpoints;
    return settings;
}

ServiceEndpoint tst_VersionService::endpoint(const FaultServer &server) const
{
    return catalog::endpointFromText(server.url("").toString()).value();
}

Reply tst_VersionService::ask(const VersionService::Settings &settings, ServiceTable table)
{
    VersionService service(*m_services, m_cache, settings);
    std::optional<Reply> reply;
    service.ask(table, QStringLiteral("wow"), [&](const Reply &r) { reply = r; });
    if (!QTest::qWaitFor([&] { return reply.has_value(); }, 20'000))
        return core::failure(core::ErrorKind::Internal, QStringLiteral("no answer"));
    return *reply;
}

void tst_VersionService::theFirstOneAnswers()
{
    FaultServer first;
    FaultServer second;
    first.serve(kPath, answers::versions(5));
    const auto reply = ask(settings({endpoint(first), endpoint(second)}));
    QVERIFY2(reply.has_value(), qPrintable(reply ? QString() : reply.error().detail));
    QCOMPARE(reply->answer.text, answers::versions(5));
    QCOMPARE(reply->answer.sequenceNumber, quint64{5});
    QCOMPARE(reply->from, endpoint(first).name());
    QVERIFY(reply->warnings.isEmpty());
    QVERIFY(second.requests().isEmpty());
}

void tst_VersionService::theNextOneAnswers_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("said");
    const auto page = [](const QByteArray &body) {
        Fault fault;
        fault.body = body;
        return fault;
    };
    QTest::newRow("404") << fault::status(404) << QString();
    QTest::newRow("500") << fault::status(500) << QString();
    QTest::newRow("page") << fault::htmlPage() << QStringLiteral("page");
    QTest::newRow("Invalid") << page("Invalid") << QStringLiteral("no table");
    QTest::newRow("nothing") << page("") << QString();
    QTest::newRow("empty table") << page(answers::versions(9).left(answers::versions(9).indexOf("us|")))
                                 << QStringLiteral("empty table");
    QTest::newRow("sign in") << fault::status(511) << QString();
    QTest::newRow("no HTTP") << fault::garbageHead() << QString();
    QTest::newRow("redirect to a page") << fault::redirect("/page", 301) << QStringLiteral("page");
    QTest::newRow("too long") << page(QByteArray((4 << 20) + 1, 'x')) << QString();
}

void tst_VersionService::theNextOneAnswers()
{
    QFETCH(Fault, fault);
    QFETCH(QString, said);
    FaultServer first;
    FaultServer second;
    first.serve(kPath, answers::versions(9));
    first.always(kPath, fault);
    first.serve("/page", "x");
    first.always("/page", fault::htmlPage());
    second.serve(kPath, answers::versions(5));
    QElapsedTimer sinceStart;
    sinceStart.start();
    const auto reply = ask(settings({endpoint(first), endpoint(second)}));
    QVERIFY2(reply.has_value(), qPrintable(reply ? QString() : reply.error().detail));
    QVERIFY2(reply->answer.sequenceNumber == quint64{5}, reply->answer.text.constData());
    QCOMPARE(reply->warnings.size(), 1);
    QVERIFY(reply->warnings.first().startsWith(endpoint(first).name()));
    QVERIFY2(reply->warnings.first().contains(said), qPrintable(reply->warnings.first()));
    QVERIFY2(sinceStart.elapsed() < 4000, qPrintable(QString::number(sinceStart.elapsed())));
}

void tst_VersionService::aSilentOneCostsItsTime()
{
    FaultServer first;
    FaultServer second;
    Fault silent;
    silent.delay = 1min;
    first.always(kPath, silent);
    second.serve(kPath, answers::versions(5));
    auto asked = settings({endpoint(first), endpoint(second)});
    asked.limit = 200ms;
    const auto reply = ask(asked);
    QVERIFY(reply.has_value());
    QCOMPARE(reply->from, endpoint(second).name());
    QVERIFY(reply->warnings.first().contains(QStringLiteral("200 ms")));
}

void tst_VersionService::yesterdaysAnswerIsNotTaken()
{
    FaultServer first;
    FaultServer second;
    first.serve(kPath, answers::versions(7));
    QVERIFY(ask(settings({endpoint(first)})));
    first.serve(kPath, answers::versions(6));
    second.serve(kPath, answers::versions(8));
    auto reply = ask(settings({endpoint(first), endpoint(second)}));
    QVERIFY(reply.has_value());
    QCOMPARE(reply->answer.sequenceNumber, quint64{8});
    QVERIFY2(reply->warnings.first().contains(u"behind"), qPrintable(reply->warnings.first()));
    // All of them are behind: what was seen before is the newest there is.
    reply = ask(settings({endpoint(first)}));
    QVERIFY(reply.has_value());
    QCOMPARE(reply->answer.sequenceNumber, quint64{8});
    QCOMPARE(reply->from, QString());
    QCOMPARE(reply->warnings.size(), 1);
}

void tst_VersionService::nobodyAnswers()
{
    FaultServer first;
    first.always(kPath, fault::htmlPage());
    const auto nobody =
        catalog::endpointFromText(QStringLiteral("http://127.0.0.1:%1").arg(closedPort())).value();
    const auto reply = ask(settings({endpoint(first), nobody}));
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, core::ErrorKind::CdnExhausted);
    QVERIFY2(reply.error().detail.startsWith(u"wow versions: "), qPrintable(reply.error().detail));
    QVERIFY(reply.error().detail.contains(endpoint(first).name()));
    QVERIFY(reply.error().detail.contains(nobody.name()));
}

void tst_VersionService::theCacheServesWithoutAnybody()
{
    FaultServer server;
    server.serve(kPath, answers::versions(5));
    QVERIFY(ask(settings({endpoint(server)})));
    server.goDown();
    const auto reply = ask(settings({endpoint(server)}));
    QVERIFY(reply.has_value());
    QCOMPARE(reply->answer.text, answers::versions(5));
    QCOMPARE(reply->warnings.size(), 1);
    QVERIFY(!ask(settings({endpoint(server)}), ServiceTable::Cdns));
}

void tst_VersionService::offlineAsksNobody()
{
    FaultServer server;
    server.serve(kPath, answers::versions(5));
    auto offline = settings({endpoint(server)});
    offline.isOffline = true;
    QVERIFY(!ask(offline));
    QVERIFY(server.requests().isEmpty());
    QVERIFY(ask(settings({endpoint(server)})));
    server.clearLog();
    const auto reply = ask(offline);
    QVERIFY(reply.has_value());
    QCOMPARE(reply->answer.sequenceNumber, quint64{5});
    QVERIFY(server.requests().isEmpty());
}

void tst_VersionService::aDamagedCopyIsTold()
{
    FaultServer server;
    server.serve(kPath, answers::versions(5));
    QVERIFY(ask(settings({endpoint(server)})));
    const auto damage = [this] {
        QDirIterator files(m_cache->folder() + QStringLiteral("/service"), QDir::Files,
                           QDirIterator::Subdirectories);
        return QFile::resize(files.next(), 9);
    };
    QVERIFY(damage());
    const auto reply = ask(settings({endpoint(server)}));
    QVERIFY(reply.has_value());
    QCOMPARE(reply->warnings, QStringList(QStringLiteral("the copy in the cache is damaged")));
    QVERIFY(ask(settings({endpoint(server)}))->warnings.isEmpty());
    QVERIFY(damage());
    auto offline = settings({endpoint(server)});
    offline.isOffline = true;
    const auto refused = ask(offline);
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(QStringLiteral("damaged")), qPrintable(refused.error().detail));
}

void tst_VersionService::aFolderIsAService()
{
    const QString folder = m_folder->filePath(QStringLiteral("mirror"));
    QVERIFY(QDir().mkpath(folder + QStringLiteral("/v2/products/wow")));
    QFile file(folder + QString::fromLatin1(kPath));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(answers::versions(3));
    file.close();
    auto asked = settings({catalog::endpointFromText(folder).value()});
    asked.isOffline = true;
    const auto reply = ask(asked);
    QVERIFY2(reply.has_value(), qPrintable(reply ? QString() : reply.error().detail));
    QCOMPARE(reply->answer.text, answers::versions(3));
    QCOMPARE(reply->from, folder);
    const auto missing = ask(asked, ServiceTable::Cdns);
    QVERIFY(!missing);
    QVERIFY2(missing.error().detail.contains(folder), qPrintable(missing.error().detail));
}

void tst_VersionService::deletedMeanwhile()
{
    FaultServer server;
    Fault slow;
    slow.delay = 300ms;
    server.serve(kPath, answers::versions(3));
    server.always(kPath, slow);
    bool isAnswered = false;
    {
        VersionService service(*m_services, m_cache, settings({endpoint(server)}));
        service.ask(ServiceTable::Versions, QStringLiteral("wow"), [&](const Reply &) { isAnswered = true; });
        QTRY_COMPARE(server.connections(), 1);
    }
    QTest::qWait(500);
    QVERIFY(!isAnswered);
}

SLUICE_TEST(tst_VersionService)
#include "tst_versionservice.moc"
