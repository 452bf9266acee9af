#include "core/transfer/objectfetch.h"

#include "core/transfer/rangefetch.h"
#include "core/transfer/transferservices.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <optional>

using namespace transfer;
using namespace std::chrono_literals;
using core::ErrorKind;
using support::toBytes;

/// Objects and ranges of them, fetched into memory.
class tst_ObjectFetch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void object_data();
    void object();
    void fileWithoutTable();
    void sliceOfAnArchive();
    void asServed();
    void damagedChunkComesFromAnotherMirror();
    void damagedFileComesFromAnotherMirror();
    void nobodyHasIt();
    void tooLarge_data();
    void tooLarge();
    void wrongContent();
    void lockedChunk();
    void cancelled();
    void deletedMeanwhile();

    void range();
    void rangeBeyondTheEnd();
    void rangeFromAnotherMirror();
    void rangeIsRetried();
    void rangeOfASlice();
    void hostWithoutRanges();
    void rangeThatNobodyHas();
    void rangesDeletedMeanwhile();

private:
    using Object = core::Result<QByteArray>;

    core::Source source(const QByteArray &path, int mirrors = 1) const;
    Object fetch(const ObjectRequest &request);
    Object read(RangeFetch &ranges, core::ByteRange range);

    std::unique_ptr<support::FaultServer> m_server;
    std::unique_ptr<TransferServices> m_services;
};

namespace {

constexpr std::size_t kSize = 100'000;
constexpr std::size_t kChunk = 10'000;

support::BuiltObject built(support::TableFormat format = support::TableFormat::Normal)
{
    const std::size_t chunk = format == support::TableFormat::Headerless ? kSize : kChunk;
    return support::buildObject(support::payload(support::repetitive(3), kSize), chunk,
                                {support::Encoding::Zlib}, format);
}

} // namespace

void tst_ObjectFetch::init()
{
    m_server = std::make_unique<support::FaultServer>();
    m_services = std::make_unique<TransferServices>();
    Tuning tuning = m_services->tuning;
    tuning.retry.firstBackoff = 1ms;
    m_services->setTuning(tuning);
}

/// At 127.0.0.1, and as often elsewhere as there are more mirrors.
core::Source tst_ObjectFetch::source(const QByteArray &path, int mirrors) const
{
    const QStringList hosts{QStringLiteral("127.0.0.1"), QStringLiteral("localhost")};
    core::Source source;
    for (int i = 0; i < mirrors; ++i)
        source.mirrors.append(m_server->url(path, hosts[i]));
    return source;
}

tst_ObjectFetch::Object tst_ObjectFetch::fetch(const ObjectRequest &request)
{
    ObjectFetch fetch(*m_services, request);
    std::optional<Object> object;
    fetch.start([&](const Object &o) { object = o; });
    if (!QTest::qWaitFor([&] { return object.has_value(); }, 20'000))
        return core::failure(ErrorKind::Internal, QStringLiteral("no answer"));
    return *object;
}

void tst_ObjectFetch::object_data()
{
    QTest::addColumn<support::TableFormat>("format");
    QTest::newRow("table") << support::TableFormat::Normal;
    QTest::newRow("headerless") << support::TableFormat::Headerless;
}

void tst_ObjectFetch::object()
{
    QFETCH(support::TableFormat, format);
    const auto object = built(format);
    m_server->serve("/object", toBytes(object.bytes));
    ObjectRequest request{source("/object")};
    request.source.encodingKey = object.encodingKey;
    request.source.contentKey = object.contentKey;
    QCOMPARE(fetch(request).value_or(QByteArray()), toBytes(object.payload));
}

void tst_ObjectFetch::fileWithoutTable()
{
    const QByteArray bytes = support::patternBytes(0, 5000);
    m_server->serve("/config", bytes);
    QCOMPARE(fetch({source("/config")}).value_or(QByteArray()), bytes);
    m_server->serve("/empty", QByteArray());
    const auto empty = fetch({source("/empty")});
    QVERIFY(empty.has_value() && empty->isEmpty());
}

void tst_ObjectFetch::sliceOfAnArchive()
{
    const auto object = built();
    const QByteArray bytes = toBytes(object.bytes);
    m_server->serve("/archive", QByteArray(1000, 'x') + bytes + QByteArray(1000, 'y'));
    ObjectRequest request{source("/archive")};
    request.source.encodingKey = object.encodingKey;
    request.source.slice = core::ByteRange{1000, 1000 + bytes.size() - 1};
    QCOMPARE(fetch(request).value_or(QByteArray()), toBytes(object.payload));
}

void tst_ObjectFetch::asServed()
{
    const auto object = built();
    m_server->serve("/object", toBytes(object.bytes));
    ObjectRequest request{source("/object"), ObjectRequest::Form::AsServed};
    request.source.encodingKey = object.encodingKey;
    QCOMPARE(fetch(request).value_or(QByteArray()), toBytes(object.bytes));
}

void tst_ObjectFetch::damagedChunkComesFromAnotherMirror()
{
    const auto object = built();
    m_server->serve("/object", toBytes(object.bytes));
    m_server->script("/object",
                     {support::fault::bitFlipped(static_cast<qint64>(object.table[4].encodedOffset + 5))});
    ObjectRequest request{source("/object", 2)};
    request.source.encodingKey = object.encodingKey;
    QCOMPARE(fetch(request).value_or(QByteArray()), toBytes(object.payload));
    QVERIFY(m_server->requests().size() > 1);
}

/// Nothing but the content key tells that its bytes are wrong.
void tst_ObjectFetch::damagedFileComesFromAnotherMirror()
{
    const QByteArray bytes = support::patternBytes(0, 5000);
    m_server->serve("/config", bytes);
    ObjectRequest request{source("/config", 2)};
    request.source.contentKey =
        blte::ContentKey{blte::md5({reinterpret_cast<const std::uint8_t *>(bytes.constData()), 5000})};
    m_server->script("/config", {support::fault::bitFlipped(100)});
    QCOMPARE(fetch(request).value_or(QByteArray()), bytes);
    // As often as there are mirrors, and no more.
    m_server->always("/config", support::fault::bitFlipped(100));
    const auto wrong = fetch(request);
    QVERIFY(!wrong.has_value());
    QVERIFY(wrong.error().kind == ErrorKind::ContentKeyWrong);
}

void tst_ObjectFetch::nobodyHasIt()
{
    const auto one = fetch({source("/none")});
    QVERIFY(!one.has_value() && one.error().kind == ErrorKind::NotFound);
    const auto both = fetch({source("/none", 2)});
    QVERIFY(!both.has_value() && both.error().kind == ErrorKind::NotFound);
}

void tst_ObjectFetch::tooLarge_data()
{
    QTest::addColumn<bool>("isBlte");
    QTest::addColumn<support::Fault>("fault");
    QTest::newRow("by its table") << true << support::fault::none();
    QTest::newRow("by its length") << false << support::fault::none();
    QTest::newRow("without a length") << false << support::fault::untilClose();
}

void tst_ObjectFetch::tooLarge()
{
    QFETCH(bool, isBlte);
    QFETCH(support::Fault, fault);
    const auto object = built();
    m_server->serve("/large", isBlte ? toBytes(object.bytes) : support::patternBytes(0, kSize));
    m_server->always("/large", fault);
    ObjectRequest request{source("/large")};
    request.most = kSize - 1;
    const auto refused = fetch(request);
    QVERIFY(!refused.has_value());
    QCOMPARE(core::name(refused.error().kind), core::name(ErrorKind::ObjectTooLarge));
    request.most = kSize;
    QVERIFY(fetch(request).has_value());
}

void tst_ObjectFetch::wrongContent()
{
    m_server->serve("/object", "PK\3\4 and more of it, which is no BLTE");
    ObjectRequest request{source("/object")};
    request.source.encodingKey = built().encodingKey;
    const auto wrong = fetch(request);
    QVERIFY(!wrong.has_value() && wrong.error().kind == ErrorKind::NotBlte);
}

void tst_ObjectFetch::lockedChunk()
{
    support::ChunkStyle style;
    style.encryption.emplace();
    const auto object = support::buildObject(support::payload(support::noise(1), kSize), kChunk, style);
    m_server->serve("/object", toBytes(object.bytes));
    ObjectRequest request{source("/object")};
    request.source.encodingKey = object.encodingKey;
    const auto locked = fetch(request);
    QVERIFY(!locked.has_value() && locked.error().kind == ErrorKind::KeyMissing);
}

void tst_ObjectFetch::cancelled()
{
    m_server->serve("/slow", support::patternBytes(0, 50'000));
    m_server->always("/slow", support::fault::stalledAfter(1000));
    ObjectFetch fetch(*m_services, {source("/slow")});
    QList<ErrorKind> ends;
    fetch.start([&](const Object &object) { ends << (object ? ErrorKind::None : object.error().kind); });
    QVERIFY(
        QTest::qWaitFor([&] { return !m_server->requests().isEmpty() || m_server->openConnections() > 0; }));
    fetch.cancel();
    fetch.cancel();
    QVERIFY(QTest::qWaitFor([&] { return !ends.isEmpty(); }));
    QCOMPARE(ends, QList{ErrorKind::Cancelled});
}

/// Its place at the host is free again.
void tst_ObjectFetch::deletedMeanwhile()
{
    m_services->hosts.setLimit(1);
    m_server->serve("/slow", support::patternBytes(0, 50'000));
    m_server->always("/slow", support::fault::stalledAfter(1000));
    m_server->serve("/quick", "quick");
    auto slow = std::make_unique<ObjectFetch>(*m_services, ObjectRequest{source("/slow")});
    slow->start([](const Object &) { QFAIL("it was deleted"); });
    QVERIFY(QTest::qWaitFor([&] { return m_server->openConnections() > 0; }));
    slow.reset();
    QCOMPARE(fetch({source("/quick")}).value_or(QByteArray()), QByteArray("quick"));
}

tst_ObjectFetch::Object tst_ObjectFetch::read(RangeFetch &ranges, core::ByteRange range)
{
    std::optional<Object> bytes;
    ranges.read(range, [&](const Object &b) { bytes = b; });
    if (!QTest::qWaitFor([&] { return bytes.has_value(); }, 20'000))
        return core::failure(ErrorKind::Internal, QStringLiteral("no answer"));
    return *bytes;
}

void tst_ObjectFetch::range()
{
    const QByteArray bytes = support::patternBytes(0, 50'000);
    m_server->serve("/file", bytes);
    RangeFetch ranges(*m_services, source("/file"));
    // Many at once, and each gets its own.
    int answers = 0;
    for (int i = 0; i < 20; ++i) {
        ranges.read({i * 100, i * 100 + 49}, [&, i](const Object &part) {
            answers += part && *part == bytes.mid(i * 100, 50) ? 1 : 1000;
        });
    }
    QVERIFY(QTest::qWaitFor([&] { return answers >= 20; }, 20'000));
    QCOMPARE(answers, 20);
    QCOMPARE(ranges.objectSize(), std::optional<qint64>(50'000));
    QVERIFY(ranges.canRange());
    QCOMPARE(ranges.networkBytes(), 1000);
    QCOMPARE(m_server->bytesServed(), 1000);
}

void tst_ObjectFetch::rangeBeyondTheEnd()
{
    m_server->serve("/file", "0123456789");
    RangeFetch ranges(*m_services, source("/file"));
    QCOMPARE(read(ranges, {0, 4095}).value_or(QByteArray()), QByteArray("0123456789"));
    QCOMPARE(read(ranges, {8, 4095}).value_or(QByteArray()), QByteArray("89"));
}

void tst_ObjectFetch::rangeFromAnotherMirror()
{
    m_server->serve("/file", "0123456789");
    m_server->script("/file", {support::fault::status(404)});
    RangeFetch ranges(*m_services, source("/file", 2));
    QCOMPARE(read(ranges, {2, 3}).value_or(QByteArray()), QByteArray("23"));
    QCOMPARE(m_server->requests().size(), 2);
}

void tst_ObjectFetch::rangeIsRetried()
{
    m_server->serve("/file", "0123456789");
    m_server->script("/file", {support::fault::status(500), support::fault::closedAfter(1)});
    RangeFetch ranges(*m_services, source("/file"));
    QCOMPARE(read(ranges, {2, 3}).value_or(QByteArray()), QByteArray("23"));
    QCOMPARE(m_server->requests().size(), 3);
    // The host is known by the status, and by the lost connection; the success halved both.
    QCOMPARE(m_services->hosts.facts(hostOf(m_server->url("/file"))).failures, (5.0 + 1.0) / 2);
}

void tst_ObjectFetch::rangeOfASlice()
{
    m_server->serve("/archive", "0123456789");
    core::Source slice = source("/archive");
    slice.slice = core::ByteRange{2, 5};
    RangeFetch ranges(*m_services, slice);
    QCOMPARE(read(ranges, {1, 100}).value_or(QByteArray()), QByteArray("345"));
    QCOMPARE(ranges.objectSize(), std::optional<qint64>(4));
}

/// It sends everything, of which no more is read than was asked for.
void tst_ObjectFetch::hostWithoutRanges()
{
    m_server->serve("/file", support::patternBytes(0, 100'000));
    m_server->always("/file", support::fault::rangeIgnored());
    RangeFetch ranges(*m_services, source("/file"));
    QCOMPARE(read(ranges, {0, 99}).value_or(QByteArray()), support::patternBytes(0, 100));
    QVERIFY(!ranges.canRange());
    const auto behind = read(ranges, {100, 199});
    QVERIFY(!behind.has_value() && behind.error().kind == ErrorKind::RangeIgnored);
}

void tst_ObjectFetch::rangeThatNobodyHas()
{
    RangeFetch ranges(*m_services, source("/none"));
    const auto none = read(ranges, {0, 9});
    QVERIFY(!none.has_value() && none.error().kind == ErrorKind::NotFound);
}

void tst_ObjectFetch::rangesDeletedMeanwhile()
{
    m_services->hosts.setLimit(1);
    m_server->serve("/slow", support::patternBytes(0, 50'000));
    m_server->always("/slow", support::fault::stalledAfter(1000));
    m_server->serve("/quick", "quick");
    auto slow = std::make_unique<RangeFetch>(*m_services, source("/slow"));
    slow->read({0, 20'000}, [](const Object &) { QFAIL("it was deleted"); });
    QVERIFY(QTest::qWaitFor([&] { return m_server->openConnections() > 0; }));
    slow.reset();
    RangeFetch quick(*m_services, source("/quick"));
    QCOMPARE(read(quick, {0, 4}).value_or(QByteArray()), QByteArray("quick"));
}

SLUICE_TEST(tst_ObjectFetch)
#include "tst_objectfetch.moc"
