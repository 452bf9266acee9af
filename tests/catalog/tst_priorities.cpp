#include "core/catalog/priorities.h"

#include "tests/support/bytes.h"
#include "tests/support/ngdp/tagmanifests.h"
#include "tests/support/testmain.h"

#include <QTest>

using catalog::Priorities;

/// Which objects come first, as a download manifest says.
class tst_Priorities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofObjects_data();
    void ofObjects();
    void noManifest();
};

namespace {

blte::EncodingKey key(std::uint8_t number)
{
    blte::EncodingKey key;
    key.digest.fill(number);
    return key;
}

ngdp::TaggedObject object(std::uint8_t number, int priority)
{
    ngdp::TaggedObject object;
    object.encodingKey = key(number).digest;
    object.priority = priority;
    return object;
}

QByteArray manifest(unsigned version)
{
    ngdp::DownloadShape shape;
    shape.version = version;
    shape.basePriority = 3;
    const auto written =
        ngdp::writeDownload(shape, {object(9, 2), object(1, 0), object(5, -1), object(1, 7)});
    return support::toBytes(written.bytes);
}

} // namespace

void tst_Priorities::ofObjects_data()
{
    QTest::addColumn<unsigned>("version");
    for (const unsigned version : {1u, 2u, 3u})
        QTest::addRow("version %u", version) << version;
}

void tst_Priorities::ofObjects()
{
    QFETCH(unsigned, version);
    const auto priorities = Priorities::read(manifest(version), QStringLiteral("download manifest"));
    QVERIFY(priorities.has_value());
    QCOMPARE(priorities->of(key(9)), 2);
    QCOMPARE(priorities->of(key(5)), -1);
    QCOMPARE(priorities->of(key(1)), 0); // of two entries the first
    QCOMPARE(priorities->of(key(7)), Priorities::kLast);
    QCOMPARE(Priorities().of(key(9)), Priorities::kLast);
}

void tst_Priorities::noManifest()
{
    const auto priorities = Priorities::read("<html>", QStringLiteral("download manifest abcd"));
    QVERIFY(!priorities);
    QVERIFY(priorities.error().detail.contains(QStringLiteral("abcd")));
}

SLUICE_TEST(tst_Priorities)
#include "tst_priorities.moc"
