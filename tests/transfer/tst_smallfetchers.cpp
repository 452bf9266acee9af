#include "core/async.h"
#include "core/http/neighbours.h"
#include "core/http/ratelimiter.h"
#include "core/transfer/fetch/lane.h"
#include "core/transfer/fetch/memorysink.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/fetch/slicefetcher.h"
#include "core/transfer/fetch/smallfilefetcher.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QSemaphore>
#include <QTest>
#include <algorithm>
#include <array>

using namespace transfer;
using namespace std::chrono_literals;
using core::ErrorKind;
using support::toBytes;

namespace {

support::BuiltObject built(int seed)
{
    return support::buildObject(support::payload(support::noise(static_cast<std::uint64_t>(seed)), 3000),
                                1000, {support::Encoding::Zlib});
}

/// What one of them is for, and what came of it.
struct Wanted
{
    support::BuiltObject object;
    std::shared_ptr<MemorySink> sink = std::make_shared<MemorySink>(1 << 20);
    std::optional<SmallEnd> end = {};
    QByteArray content() const { return sink->take(); }
};

} // namespace

/// SliceFetcher and SmallFileFetcher, each over the connection that its objects share.
class tst_SmallFetchers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void neighboursAreOneRequest();
    void theOldestComesFirst();
    void damagedSliceEndsAlone();
    void missingArchiveEndsAll();
    void archiveWithoutRanges();
    void sliceIsDropped();

    void filesOneAfterTheOther();
    void damagedFileEndsAlone();
    void largeFileIsLeft();
    void fileIsDropped();

    void busyHost_data();
    void busyHost();

private:
    enum class As { Slices, Files };
    void add(As as, Wanted &wanted, const QByteArray &path, std::optional<core::ByteRange> slice = {});
    bool wait();
    core::ErrorKind kind(std::size_t i) const { return m_wanted[i].end->error.kind; }
    void serveArchive(qsizetype gap = 50);

    std::unique_ptr<support::FaultServer> m_server;
    http::RateLimiter m_limiter;
    std::unique_ptr<LanePool> m_lanes;
    std::shared_ptr<SharedConnection> m_connection;
    std::vector<Wanted> m_wanted;
    std::vector<core::ByteRange> m_slices;
    QObject m_receiver;
};

void tst_SmallFetchers::init()
{
    m_server = std::make_unique<support::FaultServer>();
    m_lanes = std::make_unique<LanePool>(1);
    m_connection = SharedConnection::make(*m_lanes, m_limiter);
    m_wanted.clear();
    m_slices.clear();
    for (int i = 0; i < 3; ++i)
        m_wanted.push_back({built(i)});
}

void tst_SmallFetchers::cleanup()
{
    m_connection.reset();
    m_lanes.reset();
}

void tst_SmallFetchers::add(As as, Wanted &wanted, const QByteArray &path,
                            std::optional<core::ByteRange> slice)
{
    SmallObject object;
    object.source.encodingKey = wanted.object.encodingKey;
    object.source.slice = slice;
    object.url = m_server->url(path);
    object.isOnlyMirror = true;
    object.sink = wanted.sink;
    object.counters = std::make_shared<Counters>();
    object.locked = core::MissingKeys::Fail;
    object.answer =
        core::answerTo<SmallEnd>(&m_receiver, [&wanted](const SmallEnd &end) { wanted.end = end; });
    m_connection->lane().post([connection = m_connection, as, object] {
        as == As::Slices ? connection->slices(object.url, {}, 20s).add(object)
                         : connection->files(object.url, {}, 20s).add(object);
    });
}

bool tst_SmallFetchers::wait()
{
    return QTest::qWaitFor(
        [this] {
            return std::all_of(m_wanted.begin(), m_wanted.end(),
                               [](const Wanted &w) { return w.end.has_value(); });
        },
        20'000);
}

/// The objects, with so many bytes between them.
void tst_SmallFetchers::serveArchive(qsizetype gap)
{
    QByteArray archive(100, 'x');
    for (const Wanted &wanted : m_wanted) {
        const QByteArray bytes = toBytes(wanted.object.bytes);
        m_slices.push_back({archive.size(), archive.size() + bytes.size() - 1});
        archive += bytes + QByteArray(gap, 'y');
    }
    m_server->serve("/archive", archive);
}

void tst_SmallFetchers::neighboursAreOneRequest()
{
    serveArchive();
    QSemaphore allAreThere; // the lane gets to none of them before
    m_connection->lane().post([&] { allAreThere.acquire(); });
    for (const std::size_t i : std::array<std::size_t, 3>{2, 0, 1})
        add(As::Slices, m_wanted[i], "/archive", m_slices[i]);
    allAreThere.release();
    QVERIFY(wait());
    for (const Wanted &wanted : m_wanted) {
        QVERIFY2(wanted.end->error.kind == ErrorKind::None, qPrintable(wanted.end->error.detail));
        QCOMPARE(wanted.end->table->size(), wanted.object.table.size());
        QCOMPARE(wanted.content(), toBytes(wanted.object.payload));
    }
    QCOMPARE(m_server->requests().size(), 1);
}

/// Whoever asks for the most urgent ones first gets them first, wherever they lie.
void tst_SmallFetchers::theOldestComesFirst()
{
    while (m_wanted.size() < 5)
        m_wanted.push_back({built(static_cast<int>(m_wanted.size()))});
    serveArchive(http::kMostGap + 1);
    QSemaphore allAreThere;
    m_connection->lane().post([&] { allAreThere.acquire(); });
    const std::array<std::size_t, 5> order{3, 1, 4, 0, 2};
    for (const std::size_t i : order)
        add(As::Slices, m_wanted[i], "/archive", m_slices[i]);
    allAreThere.release();
    QVERIFY(wait());
    QByteArrayList asked;
    for (const support::Request &request : m_server->requests())
        asked << request.range();
    QByteArrayList wanted;
    for (const std::size_t i : order) {
        wanted << "bytes=" + QByteArray::number(m_slices[i].first) + '-' +
                      QByteArray::number(m_slices[i].last);
    }
    QCOMPARE(asked, wanted);
}

void tst_SmallFetchers::damagedSliceEndsAlone()
{
    serveArchive();
    m_server->script("/archive", {support::fault::bitFlipped(m_slices[1].last - 5)});
    for (std::size_t i = 0; i < 3; ++i)
        add(As::Slices, m_wanted[i], "/archive", m_slices[i]);
    QVERIFY(wait());
    QVERIFY(kind(0) == ErrorKind::None);
    QVERIFY(kind(1) == ErrorKind::ChunkDigestWrong);
    QVERIFY(kind(2) == ErrorKind::None);
    QCOMPARE(m_wanted[2].content(), toBytes(m_wanted[2].object.payload));
}

void tst_SmallFetchers::missingArchiveEndsAll()
{
    serveArchive();
    m_server->always("/archive", support::fault::status(404));
    for (std::size_t i = 0; i < 3; ++i)
        add(As::Slices, m_wanted[i], "/archive", m_slices[i]);
    QVERIFY(wait());
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(kind(i) == ErrorKind::NotFound);
}

void tst_SmallFetchers::archiveWithoutRanges()
{
    serveArchive();
    m_server->always("/archive", support::fault::rangeIgnored());
    for (std::size_t i = 0; i < 3; ++i)
        add(As::Slices, m_wanted[i], "/archive", m_slices[i]);
    QVERIFY(wait());
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(kind(i) == ErrorKind::RangeIgnored);
    QVERIFY(m_server->requests().size() <= 2);
}

void tst_SmallFetchers::sliceIsDropped()
{
    serveArchive();
    m_server->always("/archive", support::fault::stalledAfter(10));
    m_wanted.resize(1);
    add(As::Slices, m_wanted[0], "/archive", m_slices[0]);
    m_connection->lane().post(
        [connection = m_connection, sink = m_wanted[0].sink] { connection->drop(sink.get()); });
    QVERIFY(wait());
    QVERIFY(kind(0) == ErrorKind::Cancelled);
}

void tst_SmallFetchers::filesOneAfterTheOther()
{
    for (std::size_t i = 0; i < 3; ++i) {
        const QByteArray path = "/file" + QByteArray::number(i);
        m_server->serve(path, toBytes(m_wanted[i].object.bytes));
        add(As::Files, m_wanted[i], path);
    }
    QVERIFY(wait());
    for (const Wanted &wanted : m_wanted) {
        QVERIFY2(wanted.end->error.kind == ErrorKind::None, qPrintable(wanted.end->error.detail));
        QCOMPARE(wanted.content(), toBytes(wanted.object.payload));
    }
    QCOMPARE(m_server->connections(), 1);
}

void tst_SmallFetchers::damagedFileEndsAlone()
{
    for (std::size_t i = 0; i < 3; ++i) {
        const QByteArray path = "/file" + QByteArray::number(i);
        m_server->serve(path, toBytes(m_wanted[i].object.bytes));
        if (i == 1)
            m_server->always(
                path, support::fault::bitFlipped(static_cast<qint64>(m_wanted[i].object.bytes.size()) - 5));
        add(As::Files, m_wanted[i], path);
    }
    QVERIFY(wait());
    QVERIFY(kind(0) == ErrorKind::None);
    QVERIFY(kind(1) == ErrorKind::ChunkDigestWrong);
    // It lost the connection to that, at worst.
    QVERIFY(kind(2) == ErrorKind::None || kind(2) == ErrorKind::ConnectionLost);
}

void tst_SmallFetchers::largeFileIsLeft()
{
    m_wanted.resize(1);
    m_server->serve("/large", support::patternBytes(0, 2 * SmallObject::kLargest));
    m_wanted[0].object.encodingKey = {};
    add(As::Files, m_wanted[0], "/large");
    QVERIFY(wait());
    QVERIFY(kind(0) == ErrorKind::None);
    QVERIFY(m_wanted[0].end->isLarge && !m_wanted[0].end->table);
    QCOMPARE(m_wanted[0].content(), QByteArray());
}

void tst_SmallFetchers::fileIsDropped()
{
    m_wanted.resize(2);
    for (std::size_t i = 0; i < 2; ++i) {
        const QByteArray path = "/file" + QByteArray::number(i);
        m_server->serve(path, toBytes(m_wanted[i].object.bytes));
        m_server->always(path, support::fault::stalledAfter(10));
        add(As::Files, m_wanted[i], path);
    }
    m_connection->lane().post([connection = m_connection, a = m_wanted[0].sink, b = m_wanted[1].sink] {
        connection->drop(b.get()); // it waits
        connection->drop(a.get());
    });
    QVERIFY(wait());
    QVERIFY(kind(0) == ErrorKind::Cancelled);
    QVERIFY(kind(1) == ErrorKind::Cancelled);
}

void tst_SmallFetchers::busyHost_data()
{
    QTest::addColumn<bool>("areSlices");
    QTest::newRow("slices") << true;
    QTest::newRow("files") << false;
}

/// Those that wait are not sent there only to hear the same.
void tst_SmallFetchers::busyHost()
{
    QFETCH(bool, areSlices);
    m_server->setRule([](const support::Request &) { return support::fault::retryAfter(429, "7"); });
    QSemaphore allAreThere;
    m_connection->lane().post([&] { allAreThere.acquire(); });
    for (std::size_t i = 0; i < 3; ++i) {
        const qint64 first = static_cast<qint64>(i) << 24; // far apart
        if (areSlices)
            add(As::Slices, m_wanted[i], "/archive", core::ByteRange{first, first + 99});
        else
            add(As::Files, m_wanted[i], "/file" + QByteArray::number(i));
    }
    allAreThere.release();
    QVERIFY(wait());
    for (std::size_t i = 0; i < 3; ++i) {
        QVERIFY(kind(i) == ErrorKind::ServerBusy);
        QCOMPARE(m_wanted[i].end->refusal, (http::Refusal{429, 7s}));
    }
    QCOMPARE(m_server->requests().size(), 1);
}

SLUICE_TEST(tst_SmallFetchers)
#include "tst_smallfetchers.moc"
