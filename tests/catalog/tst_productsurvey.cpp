#include "core/catalog/productsurvey.h"

#include "core/cache/objectcache.h"
#include "core/transfer/transferservices.h"
#include "tests/catalog/serviceanswers.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using catalog::ProductSurvey;
using namespace support;
using Found = core::Result<ProductSurvey::Found>;

class tst_ProductSurvey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyProduct();
    void manyProducts();
    void withoutSummary();
};

namespace {

Found surveyed(const FaultServer &server)
{
    QTemporaryDir folder;
    transfer::TransferServices services;
    catalog::VersionService::Settings settings;
    settings.endpoints = {catalog::endpointFromText(server.url("").toString()).value()};
    catalog::VersionService service(services, std::make_shared<cache::ObjectCache>(folder.path(), 1 << 20),
                                    settings);
    ProductSurvey survey(service);
    std::optional<Found> found;
    survey.start([&](const Found &f) { found = f; });
    if (!QTest::qWaitFor([&] { return found.has_value(); }, 20'000))
        return core::failure(core::ErrorKind::Internal, QStringLiteral("no answer"));
    return *found;
}

} // namespace

void tst_ProductSurvey::everyProduct()
{
    FaultServer server;
    server.serve("/v2/summary", answers::summary());
    server.serve("/v2/products/wow/versions", answers::versions(5));
    const auto found = surveyed(server);
    QVERIFY2(found.has_value(), qPrintable(found ? QString() : found.error().detail));
    QCOMPARE(found->products.size(), 2); // a product's table of hosts is no product
    QCOMPARE(found->products[0].code, QStringLiteral("d4"));
    QVERIFY(found->products[0].regions.isEmpty());
    QCOMPARE(found->products[1].code, QStringLiteral("wow"));
    QCOMPARE(found->products[1].sequenceNumber, quint64{5});
    QCOMPARE(found->products[1].regions, (QStringList{QStringLiteral("us"), QStringLiteral("eu")}));
    QCOMPARE(found->products[1].version, QStringLiteral("1.15.8.12346"));
    QVERIFY(found->warnings.isEmpty());
}

void tst_ProductSurvey::manyProducts()
{
    FaultServer server;
    QByteArray summary = "Product!STRING:0|Seqn!DEC:4|Flags!STRING:0\n";
    for (int i = 0; i < 60; ++i) {
        const QByteArray code = "p" + QByteArray::number(i);
        summary += code + "|1|\n";
        server.serve("/v2/products/" + code + "/versions", answers::versions(1));
    }
    summary += "../etc|1|\nbroken\n";
    server.serve("/v2/summary", summary);
    const auto found = surveyed(server);
    QVERIFY(found.has_value());
    QCOMPARE(found->products.size(), 60);
    for (const catalog::ProductEntry &product : found->products)
        QCOMPARE(product.regions.size(), 2);
    QVERIFY(server.mostConnections() <= 12);
    for (const Request &request : server.requests())
        QVERIFY(!request.path.contains(".."));
}

void tst_ProductSurvey::withoutSummary()
{
    FaultServer server;
    const auto found = surveyed(server);
    QVERIFY(!found);
    QCOMPARE(found.error().kind, core::ErrorKind::CdnExhausted);
    QVERIFY(found.error().detail.startsWith(QStringLiteral("summary: ")));
}

SLUICE_TEST(tst_ProductSurvey)
#include "tst_productsurvey.moc"
