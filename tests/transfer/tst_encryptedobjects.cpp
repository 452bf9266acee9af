#include "core/transfer/objectfetch.h"
#include "core/transfer/rangefetch.h"
#include "core/transfer/transferservices.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/encrypted.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <optional>

using namespace transfer;
using namespace std::chrono_literals;
using core::ErrorKind;
using support::toBytes;

/// Objects that are encrypted as a whole: loose ones and slices, from several mirrors, cut anywhere.
class tst_EncryptedObjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void loose_data();
    void loose();
    void sliceOfAnArchive();
    void cutAnywhere();
    void severalRangesAreNotAskedFor();
    void ranges();
    void missingKey();
    void anotherKey();
    void addressWithoutName();

private:
    using Object = core::Result<QByteArray>;

    void addKey(const blte::Key &key);
    Object fetch(const ObjectRequest &request);
    Object read(const core::Source &source, core::ByteRange range);

    std::unique_ptr<support::FaultServer> m_server;
    std::unique_ptr<TransferServices> m_services;
};

namespace {

constexpr std::size_t kSize = 300'000;
const QByteArray kArchive = "/data/d4/1d/d41d8cd98f00b204e9800998ecf8427e"; // the MD5 of nothing

support::BuiltObject built(support::TableFormat format = support::TableFormat::Normal)
{
    const std::size_t chunk = format == support::TableFormat::Headerless ? kSize : 10'000;
    return support::buildObject(support::payload(support::noise(3), kSize), chunk, {support::Encoding::Zlib},
                                format);
}

QByteArray pathOf(const blte::Digest &name)
{
    return "/data/x/" + QByteArray::fromStdString(blte::toHex(name));
}

} // namespace

void tst_EncryptedObjects::init()
{
    m_server = std::make_unique<support::FaultServer>();
    m_services = std::make_unique<TransferServices>();
    Tuning tuning = m_services->tuning;
    tuning.retry.firstBackoff = 1ms;
    m_services->setTuning(tuning);
    addKey(support::armadilloKey().key);
}

void tst_EncryptedObjects::addKey(const blte::Key &key)
{
    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(blte::ArmadilloKey{support::armadilloKey().name, key});
    m_services->keys = keys;
}

tst_EncryptedObjects::Object tst_EncryptedObjects::fetch(const ObjectRequest &request)
{
    ObjectFetch fetch(*m_services, request);
    std::optional<Object> object;
    fetch.start([&](const Object &o) { object = o; });
    if (!QTest::qWaitFor([&] { return object.has_value(); }, 20'000))
        return core::failure(ErrorKind::Internal, QStringLiteral("no answer"));
    return *object;
}

tst_EncryptedObjects::Object tst_EncryptedObjects::read(const core::Source &source, core::ByteRange range)
{
    RangeFetch ranges(*m_services, source);
    std::optional<Object> bytes;
    ranges.read(range, [&](const Object &b) { bytes = b; });
    if (!QTest::qWaitFor([&] { return bytes.has_value(); }, 20'000))
        return core::failure(ErrorKind::Internal, QStringLiteral("no answer"));
    return *bytes;
}

void tst_EncryptedObjects::loose_data()
{
    QTest::addColumn<support::TableFormat>("format");
    QTest::newRow("table") << support::TableFormat::Normal;
    QTest::newRow("headerless") << support::TableFormat::Headerless;
}

void tst_EncryptedObjects::loose()
{
    QFETCH(support::TableFormat, format);
    const auto object = built(format);
    const QByteArray path = pathOf(object.encodingKey.digest);
    m_server->serve(path, support::encrypted(toBytes(object.bytes), object.encodingKey.digest));
    ObjectRequest request;
    request.source.mirrors = {m_server->url(path)};
    request.source.armadillo = QStringLiteral("MADEdev"); // case does not count
    request.source.encodingKey = object.encodingKey;
    request.source.contentKey = object.contentKey;
    QCOMPARE(fetch(request).value_or(QByteArray()), toBytes(object.payload));
    request.form = ObjectRequest::Form::AsServed;
    QCOMPARE(fetch(request).value_or(QByteArray()), toBytes(object.bytes));
}

namespace {

/// The object between others, at a place that is no multiple of anything.
core::Source sliceOf(const support::BuiltObject &object, const QUrl &archive)
{
    core::Source source;
    source.mirrors = {archive};
    source.armadillo = QStringLiteral("madeDev");
    source.encodingKey = object.encodingKey;
    source.contentKey = object.contentKey;
    source.slice = core::ByteRange{12'345, 12'345 + static_cast<qint64>(object.bytes.size()) - 1};
    return source;
}

QByteArray archiveWith(const support::BuiltObject &object)
{
    return support::encrypted(QByteArray(12'345, 'x') + toBytes(object.bytes) + QByteArray(999, 'y'),
                              blte::md5({}));
}

} // namespace

void tst_EncryptedObjects::sliceOfAnArchive()
{
    const auto object = built();
    m_server->serve(kArchive, archiveWith(object));
    ObjectRequest request{sliceOf(object, m_server->url(kArchive))};
    QCOMPARE(fetch(request).value_or(QByteArray()), toBytes(object.payload));
    // From a host that has no ranges.
    m_server->always(kArchive, support::fault::rangeIgnored());
    QCOMPARE(fetch(request).value_or(QByteArray()), toBytes(object.payload));
}

/// It goes on where the connection broke, there or at the other mirror.
void tst_EncryptedObjects::cutAnywhere()
{
    const auto object = built();
    m_server->serve(kArchive, archiveWith(object));
    QList<support::Fault> faults;
    for (const qint64 bytes : {1, 63, 64, 65, 4'097, 10'007, 33'333, 50'001})
        faults << support::fault::resetAfter(bytes) << support::fault::closedAfter(bytes + 7);
    m_server->script(kArchive, faults);
    Tuning tuning = m_services->tuning;
    tuning.retry.retriesPerMirror = 100;
    m_services->setTuning(tuning);
    ObjectRequest request{sliceOf(object, m_server->url(kArchive))};
    request.source.mirrors.append(m_server->url(kArchive, QStringLiteral("localhost")));
    QCOMPARE(fetch(request).value_or(QByteArray()), toBytes(object.payload));
    QVERIFY(m_server->bytesServed() < 2 * static_cast<qint64>(object.bytes.size()));
}

/// A multipart body is not what stands in the resource.
void tst_EncryptedObjects::severalRangesAreNotAskedFor()
{
    const auto object = built();
    m_server->serve(kArchive, archiveWith(object));
    m_server->always(kArchive, support::fault::severalRanges());
    const auto source = sliceOf(object, m_server->url(kArchive));
    HostNews news;
    news.ranges = true;
    m_services->hosts.learn(QStringLiteral("127.0.0.1"), news);
    QCOMPARE(fetch({source}).value_or(QByteArray()), toBytes(object.payload));
    for (const support::Request &request : m_server->requests())
        QVERIFY2(!request.range().contains(','), request.range().constData());
}

void tst_EncryptedObjects::ranges()
{
    const auto object = built();
    m_server->serve(kArchive, archiveWith(object));
    const auto source = sliceOf(object, m_server->url(kArchive));
    for (const qint64 first : {0, 1, 63, 64, 70'001})
        QCOMPARE(read(source, {first, first + 199}).value_or(QByteArray()),
                 toBytes(object.bytes).mid(first, 200));
}

/// Nobody is asked for what could not be read.
void tst_EncryptedObjects::missingKey()
{
    const auto object = built();
    m_server->serve(kArchive, archiveWith(object));
    m_services->keys = std::make_shared<const blte::KeyStore>();
    const auto source = sliceOf(object, m_server->url(kArchive));
    for (const Object &none : {fetch({source}), read(source, {0, 99})}) {
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::KeyMissing);
        QVERIFY2(none.error().detail.contains(u"madeDev.ak"), qPrintable(none.error().detail));
    }
    QCOMPARE(m_server->requests().size(), 0);
}

void tst_EncryptedObjects::anotherKey()
{
    const auto object = built();
    m_server->serve(kArchive, archiveWith(object));
    addKey({1, 2, 3});
    const auto none = fetch({sliceOf(object, m_server->url(kArchive))});
    QVERIFY(!none);
    QVERIFY(none.error().kind != ErrorKind::None);
}

void tst_EncryptedObjects::addressWithoutName()
{
    core::Source source;
    source.mirrors = {m_server->url("/setup.exe")};
    source.armadillo = QStringLiteral("madeDev");
    QCOMPARE(fetch({source}).error().kind, ErrorKind::SourceNotUnderstood);
    QCOMPARE(m_server->requests().size(), 0);
}

SLUICE_TEST(tst_EncryptedObjects)
#include "tst_encryptedobjects.moc"
