#include "core/catalog/productsurvey.h"

#include "core/bytes.h"
#include "core/cache/objectcache.h"
#include "core/catalog/cdnobject.h"
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
    void withoutVersions();
    void keptProductConfigs();
    void manyProducts();
    void withoutSummary();
};

namespace {

Found surveyed(const FaultServer &server, const std::shared_ptr<cache::ObjectCache> &objects)
{
    transfer::TransferServices services;
    catalog::VersionService::Settings settings;
    settings.endpoints = {catalog::endpointFromText(server.url("").toString()).value()};
    catalog::VersionService service(services, objects, settings);
    ProductSurvey survey(services, objects, service);
    std::optional<Found> found;
    survey.start([&](const Found &f) { found = f; });
    if (!QTest::qWaitFor([&] { return found.has_value(); }, 20'000))
        return core::failure(core::ErrorKind::Internal, QStringLiteral("no answer"));
    return *found;
}

Found surveyed(const FaultServer &server)
{
    QTemporaryDir folder;
    return surveyed(server, std::make_shared<cache::ObjectCache>(folder.path(), 1 << 20));
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
    QCOMPARE(found->warnings.size(), 1);
    QVERIFY2(found->warnings[0].startsWith(QStringLiteral("d4 versions: ")) &&
                 found->warnings[0].contains(server.url("").host()),
             qPrintable(found->warnings[0]));
}

/// A web page for each of them, and nothing else to tell of.
void tst_ProductSurvey::withoutVersions()
{
    FaultServer server;
    server.serve("/v2/summary", "Product!STRING:0|Seqn!DEC:4\naa|1\nbb|1\ncc|1\ndd|1\nee|1\n");
    for (const char *code : {"aa", "bb", "cc", "dd", "ee"})
        server.serve(QByteArray("/v2/products/") + code + "/versions", "<!DOCTYPE html><html></html>");
    const auto found = surveyed(server);
    QVERIFY(found.has_value());
    QCOMPARE(found->warnings.size(), 4);
    for (qsizetype i = 0; i < 3; ++i)
        QVERIFY2(found->warnings[i].contains(QStringLiteral("web page")), qPrintable(found->warnings[i]));
    QCOMPARE(found->warnings[3], QStringLiteral("the versions of 2 more products could not be had"));
}

/// They tell names and keys, and nobody is asked for one.
void tst_ProductSurvey::keptProductConfigs()
{
    const QByteArray config =
        R"({"all":{"config":{"decryption_key_name":"d4dev"}},"enus":{"config":{"install":
        [{"add_remove_programs_key":{"display_name":"Some Game"}}]}}})";
    const blte::Digest name = blte::md5(core::bytesOf(config));
    QTemporaryDir folder;
    const auto objects = std::make_shared<cache::ObjectCache>(folder.path(), 1 << 20);
    FaultServer server;
    server.serve("/v2/summary", "Product!STRING:0|Seqn!DEC:4\nd4|1\nwow|1\n");
    for (const char *code : {"d4", "wow"}) {
        server.serve(QByteArray("/v2/products/") + code + "/versions",
                     "Region!STRING:0|BuildConfig!HEX:16|CDNConfig!HEX:16|ProductConfig!HEX:16\nus|" +
                         QByteArray(32, 'a') + '|' + QByteArray(32, 'b') + '|' +
                         (code == QByteArray("d4") ? QByteArray::fromStdString(blte::toHex(name))
                                                   : QByteArray(32, 'c')) +
                         '\n');
    }
    const auto before = surveyed(server, objects);
    QVERIFY(before.has_value() && before->products.size() == 2);
    QVERIFY(before->products[0].keyName.isEmpty() && before->products[0].title.isEmpty());
    const auto misses = objects->info().misses;
    QVERIFY(objects->write(catalog::entryKeyOf(catalog::productConfigObject(name), {}), config).has_value());
    const auto after = surveyed(server, objects);
    QVERIFY(after.has_value());
    QCOMPARE(after->products[0].keyName, QStringLiteral("d4dev"));
    QCOMPARE(after->products[0].title, QStringLiteral("Some Game"));
    QVERIFY(after->products[1].keyName.isEmpty() && after->products[1].title.isEmpty());
    QCOMPARE(objects->info().misses, misses);
    for (const Request &request : server.requests())
        QVERIFY2(request.path.startsWith("/v2/"), request.path);
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
