#include "core/catalog/channelservice.h"

#include "core/bytes.h"
#include "core/catalog/buildopening.h"
#include "core/catalog/productsurvey.h"
#include "tests/catalog/catalogbed.h"
#include "tests/support/testmain.h"

using namespace catalog;
using namespace support;
using namespace Qt::StringLiterals;
using Reply = core::Result<VersionService::Reply>;

namespace {

auto factsOf(const tact::VersionRow &row)
{
    return std::tuple(row.region, row.buildConfig, row.cdnConfig, row.keyRing, row.productConfig, row.buildId,
                      row.versionName);
}

} // namespace

/// The channel service as the version service of last resort.
class tst_ChannelService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_bed = std::make_unique<CatalogBed>(); }

    void tables();
    void onlyWhereOthersFail();
    void aBuildOpens();
    void everyProduct();
    void unusable_data();
    void unusable();
    void aSilentOneCostsItsTime();
    void deletedMeanwhile();

private:
    static ServiceEndpoint channelOf(ngdp::NetworkServer &server)
    {
        return endpointFromText(u"channel:"_s + server.address()).value();
    }
    Reply ask(const QList<ServiceEndpoint> &endpoints, ServiceTable table,
              std::chrono::milliseconds limit = std::chrono::seconds(5))
    {
        VersionService::Settings settings;
        settings.endpoints = endpoints;
        settings.limit = limit;
        VersionService service(m_bed->services, m_bed->objects, settings);
        return answerOf<Reply>([&](auto done) { service.ask(table, u"wow_classic_era"_s, done); });
    }

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<CatalogBed> m_bed;
};

void tst_ChannelService::initTestCase()
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(50);
    m_network = std::make_unique<ngdp::SampleNetwork>(shape);
    putProductConfig(m_network->store.putter(), m_network->product, {"WoW", {}, "A Game", {}, {}, {}});
}

/// The same as those of the other services, but for the number.
void tst_ChannelService::tables()
{
    ngdp::NetworkServer server(*m_network, {"maxhosts=4", "fallback=1"});
    const ServiceEndpoint usual = endpointFromText(server.address()).value();
    const auto versions = ask({channelOf(server)}, ServiceTable::Versions);
    QVERIFY2(versions.has_value(), versions ? "" : qPrintable(versions.error().detail));
    const auto channel = tact::parseVersions(core::textOf(versions->answer.text));
    const auto others = ask({usual}, ServiceTable::Versions);
    const auto expected = tact::parseVersions(core::textOf(others->answer.text));
    QCOMPARE(channel->rows.size(), expected->rows.size());
    for (std::size_t i = 0; i < expected->rows.size(); ++i)
        QVERIFY(factsOf(channel->rows[i]) == factsOf(expected->rows[i]));
    QVERIFY(!channel->sequenceNumber && expected->sequenceNumber);

    const auto cdns = ask({channelOf(server)}, ServiceTable::Cdns);
    QVERIFY2(cdns.has_value(), cdns ? "" : qPrintable(cdns.error().detail));
    const auto hosts = tact::parseCdns(core::textOf(cdns->answer.text));
    QCOMPARE(hosts->rows.size(), expected->rows.size());
    QCOMPARE(hosts->rows[0].folder, "tpr/wow");
    QCOMPARE(hosts->rows[0].servers.size(), std::size_t{2});
    QVERIFY(hosts->rows[0].servers[1].isFallback);
    QVERIFY(!ask({channelOf(server)}, ServiceTable::BackgroundDownload));
}

/// And it takes nothing away from what is known by their numbers.
void tst_ChannelService::onlyWhereOthersFail()
{
    ngdp::NetworkServer server(*m_network);
    const ServiceEndpoint usual = endpointFromText(server.address()).value();
    const auto first = ask({usual, channelOf(server)}, ServiceTable::Versions);
    QVERIFY(first.has_value() && first->answer.sequenceNumber);
    QCOMPARE(server.service().requests().size(), 1);
    server.service().always("/v2/products/wow_classic_era/versions", fault::htmlPage());
    const auto second = ask({usual, channelOf(server)}, ServiceTable::Versions);
    QVERIFY(second.has_value() && !second->answer.sequenceNumber);
    QCOMPARE(second->warnings.size(), 1);
    server.service().goDown();
    const auto third = ask({usual}, ServiceTable::Versions); // out of the cache
    QVERIFY(third.has_value() && third->answer.sequenceNumber);
}

void tst_ChannelService::aBuildOpens()
{
    ngdp::NetworkServer server(*m_network);
    VersionService::Settings service;
    service.endpoints = {channelOf(server)};
    for (const bool isFirst : {true, false}) {
        server.service().clearLog();
        BuildOpening opening(
            {m_bed->services, m_bed->objects, m_bed->folder.filePath(u"builds.jsonl"_s), service, {}},
            {u"wow_classic_era"_s, {}, {}, {}});
        using Opened = core::Result<std::shared_ptr<OpenBuild>>;
        const auto opened = answerOf<Opened>([&](auto done) { opening.start(done); });
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().detail));
        QVERIFY((*opened)->build->name == m_network->build.config);
        QVERIFY((*opened)->productConfig && (*opened)->productConfig->title == u"A Game");
        // The summary, the catalogue, two definitions, the hosts; then only what may have changed.
        QVERIFY2(server.service().requests().size() <= (isFirst ? 5 : 1),
                 qPrintable(QString::number(server.service().requests().size())));
    }
}

void tst_ChannelService::everyProduct()
{
    std::vector<ngdp::Product> products;
    for (int i = 0; i < 20; ++i) {
        products.push_back(m_network->product);
        products.back().code = "p" + std::to_string(i);
        for (ngdp::VersionsRow &row : products.back().builds)
            row.buildId = static_cast<std::uint64_t>(i) + 1;
    }
    ngdp::NetworkServer server(m_network->store, products);
    VersionService::Settings settings;
    settings.endpoints = {channelOf(server)};
    VersionService service(m_bed->services, m_bed->objects, settings);
    ProductSurvey survey(m_bed->services, m_bed->objects, service);
    using Found = core::Result<ProductSurvey::Found>;
    const auto found = answerOf<Found>([&](auto done) { survey.start(done); });
    QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().detail));
    QCOMPARE(found->products.size(), 20);
    for (const ProductEntry &product : found->products)
        QCOMPARE(product.regions, (QStringList{u"us"_s, u"eu"_s}));
    int summaries = 0;
    for (const Request &request : server.service().requests())
        summaries += request.path == "/summary" ? 1 : 0;
    QCOMPARE(summaries, 1);
}

void tst_ChannelService::unusable_data()
{
    QTest::addColumn<QByteArray>("path"); ///< beginning of those that are ill
    QTest::addColumn<Fault>("fault");
    QTest::newRow("no summary") << QByteArray("/summary") << fault::status(404);
    QTest::newRow("a page") << QByteArray("/summary") << fault::htmlPage();
    QTest::newRow("no catalogue") << QByteArray("/green/") << fault::status(404);
    QTest::newRow("damaged objects") << QByteArray("/green/") << fault::bitFlipped(10);
}

void tst_ChannelService::unusable()
{
    QFETCH(QByteArray, path);
    QFETCH(Fault, fault);
    ngdp::NetworkServer server(*m_network);
    server.service().setRule([path, fault](const Request &request) {
        return request.path.startsWith(path) ? std::optional(fault) : std::nullopt;
    });
    const auto reply = ask({channelOf(server)}, ServiceTable::Versions);
    QVERIFY(!reply);
    QCOMPARE(core::name(reply.error().kind), u"CdnExhausted"_s);
    QVERIFY2(reply.error().detail.contains(u"127.0.0.1"_s), qPrintable(reply.error().detail));
    server.service().setRule({});
    QVERIFY(ask({channelOf(server)}, ServiceTable::Versions).has_value());
}

void tst_ChannelService::aSilentOneCostsItsTime()
{
    ngdp::NetworkServer server(*m_network);
    Fault silent;
    silent.delay = std::chrono::minutes(1);
    server.service().always("/summary", silent);
    const ServiceEndpoint usual = endpointFromText(server.address()).value();
    const auto reply =
        ask({channelOf(server), usual}, ServiceTable::Versions, std::chrono::milliseconds(100));
    QVERIFY(reply.has_value() && reply->answer.sequenceNumber);
    QVERIFY2(reply->warnings.value(0).contains(u"300 ms"_s), qPrintable(reply->warnings.value(0)));
}

void tst_ChannelService::deletedMeanwhile()
{
    ngdp::NetworkServer server(*m_network);
    for (const int wait : {0, 1, 3, 10, 30}) {
        VersionService::Settings settings;
        settings.endpoints = {channelOf(server)};
        auto service = std::make_unique<VersionService>(m_bed->services, m_bed->objects, settings);
        bool isTold = false;
        service->ask(ServiceTable::Cdns, u"wow_classic_era"_s, [&](const auto &) { isTold = true; });
        QTest::qWait(wait);
        const bool wasTold = isTold;
        service.reset();
        QTest::qWait(20);
        QCOMPARE(isTold, wasTold);
    }
}

SLUICE_TEST(tst_ChannelService)
#include "tst_channelservice.moc"
