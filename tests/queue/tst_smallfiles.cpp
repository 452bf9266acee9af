#include "core/queue/jobslots.h"
#include "core/transfer/transferservices.h"
#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <algorithm>

using namespace std::chrono_literals;
using namespace support;
using transfer::State;

/// Many small files of one host: which share a place, and what that spares.
class tst_SmallFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void manyComeOverOneConnection();
    void aServerThatClosesIsAskedOneByOne();
    void aDeafServerIsAskedOneByOne();
    void whatNothingProvesIsNeverAskedAhead_data();
    void whatNothingProvesIsNeverAskedAhead();
    void aConfusedServerConfusesNobody_data();
    void aConfusedServerConfusesNobody();
    void plainFilesToo();
    void aLargeOneAmongThem();
    void oneMayPauseWhileTheOthersGoOn();
    void whoSharesAPlace_data();
    void whoSharesAPlace();

private:
    QTemporaryDir m_state;
};

namespace {

/// Small files on a server, and the queue's rows for them.
class Files
{
public:
    explicit Files(const queue::Settings &chosen = settings(1))
        : h(chosen)
    {
    }

    static queue::Settings settings(int jobs)
    {
        queue::Settings settings;
        settings.jobs = jobs;
        return settings;
    }

    static QByteArray path(qsizetype i) { return "/file/" + QByteArray::number(i); }

    void append(std::size_t size)
    {
        const auto seed = static_cast<std::uint64_t>(contents.size()) + 1;
        const BuiltObject object = buildObject(payload(noise(seed), size), size / 2, {Encoding::Zlib});
        h.server.serve(path(contents.size()), toByteArray(object.bytes));
        keys.resize(contents.size());
        keys.append(object.encodingKey);
        contents.append(toByteArray(object.payload));
    }

    void appendPlain(qsizetype size)
    {
        contents.append(patternBytes(contents.size() * 1000, size));
        h.server.serve(path(contents.size() - 1), contents.last());
    }

    void addAll()
    {
        QList<queue::Request> requests;
        for (qsizetype i = 0; i < contents.size(); ++i) {
            queue::Request request;
            request.source = h.source(path(i));
            if (i < keys.size() && hasKeys)
                request.source.encodingKey = keys[i];
            request.folder = h.folder();
            request.name = QString::number(i);
            requests.append(request);
        }
        ids = h.queue().add(requests);
    }

    int inState(State state)
    {
        return static_cast<int>(
            std::count_if(ids.begin(), ids.end(), [&](auto id) { return h.item(id).state == state; }));
    }
    bool waitForDone(qsizetype count)
    {
        return QTest::qWaitFor([&] { return inState(State::Done) == count; }, 30'000);
    }
    bool allRight() const
    {
        for (qsizetype i = 0; i < contents.size(); ++i) {
            if (h.content(QString::number(i)) != contents[i])
                return false;
        }
        return true;
    }
    bool wasAsked(qsizetype i) const
    {
        const auto requests = h.server.requests();
        return std::any_of(requests.begin(), requests.end(),
                           [&](const Request &r) { return r.path == path(i); });
    }
    int askedAhead() const
    {
        const auto requests = h.server.requests();
        return static_cast<int>(
            std::count_if(requests.begin(), requests.end(), [](const Request &r) { return r.isAhead; }));
    }

    Harness h;
    bool hasKeys = true; ///< the sources name the objects' encoding keys
    QList<QByteArray> contents;
    QList<std::optional<blte::EncodingKey>> keys; ///< of contents; none for what is plain
    QList<queue::ItemId> ids;
};

Fault slowly()
{
    return fault::delayed(5ms);
}

} // namespace

void tst_SmallFiles::manyComeOverOneConnection()
{
    Files files;
    for (int i = 0; i < 200; ++i) {
        files.append(3'000);
        files.h.server.always(Files::path(i), slowly());
    }
    files.addAll();
    QVERIFY(files.waitForDone(200));
    QVERIFY(files.allRight());
    QCOMPARE(files.h.server.requests().size(), 200);
    QVERIFY2(files.askedAhead() > 50, qPrintable(QString::number(files.askedAhead())));
    QCOMPARE(files.h.server.connections(), 1);
    QVERIFY(std::all_of(files.ids.begin(), files.ids.end(), [&](auto id) {
        const queue::Item &item = files.h.item(id);
        return item.verdict == transfer::Verdict::ChunksVerified && item.progress.refetchedBytes == 0 &&
               item.progress.networkBytes > 0;
    }));
}

void tst_SmallFiles::aServerThatClosesIsAskedOneByOne()
{
    Files files;
    for (int i = 0; i < 40; ++i) {
        files.append(3'000);
        Fault fault = i % 5 == 4 ? fault::closing() : fault::none();
        fault.delay = 5ms;
        files.h.server.always(Files::path(i), fault);
    }
    files.addAll();
    QVERIFY(files.waitForDone(40));
    QVERIFY(files.allRight());
    // What was behind an answer that closed is asked again, over new ones; never more than were under way.
    QVERIFY2(files.h.server.mostConnections() <= 4,
             qPrintable(QString::number(files.h.server.mostConnections())));
}

/// It never answers what comes before its turn.
void tst_SmallFiles::aDeafServerIsAskedOneByOne()
{
    queue::Settings settings = Files::settings(1);
    settings.connectTimeout = settings.answerTimeout = 500ms;
    Files files(settings);
    for (int i = 0; i < 40; ++i)
        files.append(3'000);
    files.h.server.setRule(
        [](const Request &request) { return std::optional(fault::delayed(request.isAhead ? 60s : 5ms)); });
    files.addAll();
    QVERIFY(files.waitForDone(40));
    QVERIFY(files.allRight());
    QVERIFY2(files.askedAhead() <= 2, qPrintable(QString::number(files.askedAhead())));
}

void tst_SmallFiles::whatNothingProvesIsNeverAskedAhead_data()
{
    QTest::addColumn<bool>("isPlain");
    QTest::newRow("plain files") << true;
    QTest::newRow("BLTE objects whose keys nobody knows") << false;
}

void tst_SmallFiles::whatNothingProvesIsNeverAskedAhead()
{
    QFETCH(bool, isPlain);
    Files files;
    files.hasKeys = false;
    for (int i = 0; i < 60; ++i) {
        isPlain ? files.appendPlain(3'000) : files.append(3'000);
        files.h.server.always(Files::path(i), slowly());
    }
    files.addAll();
    QVERIFY(files.waitForDone(60));
    QVERIFY(files.allRight());
    QCOMPARE(files.askedAhead(), 0);
    QCOMPARE(files.h.server.requests().size(), 60);
    // The first answer, read by ourselves, tells that the host frames them plainly; the rest share one.
    QCOMPARE(files.h.server.connections(), 2);
    QCOMPARE(files.h.server.mostConnections(), 1);
}

void tst_SmallFiles::aConfusedServerConfusesNobody_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("plainOf"); // one in so many is a plain file
    for (const int plainOf : {1, 2, 5}) {
        for (const char *how : {"loses", "swaps", "adds"})
            QTest::addRow("%s, plain: 1 of %d", how, plainOf) << QString::fromLatin1(how) << plainOf;
    }
}

/// A server that knows no requests but one at a time.
void tst_SmallFiles::aConfusedServerConfusesNobody()
{
    QFETCH(QString, how);
    QFETCH(int, plainOf);
    queue::Settings settings = Files::settings(1);
    settings.connectTimeout = settings.answerTimeout = 500ms;
    Files files(settings);
    for (int i = 0; i < 60; ++i)
        i % plainOf == 0 ? files.appendPlain(3'000 + i * 10) : files.append(3'000);
    int count = 0;
    files.h.server.setRule([&files, &count, how](const Request &request) {
        Fault fault = slowly();
        fault.losesAhead = how == u"loses";
        if (how == u"swaps" && request.isAhead)
            fault.body = patternBytes(77, 500);
        if (how == u"adds" && ++count % 4 == 0)
            fault.extra = 400;
        return std::optional(fault);
    });
    files.addAll();
    QVERIFY(files.waitForDone(60));
    QVERIFY(files.allRight());
    QVERIFY2(files.askedAhead() < 30, qPrintable(QString::number(files.askedAhead())));
}

void tst_SmallFiles::plainFilesToo()
{
    Files files(Files::settings(2));
    for (int i = 0; i < 60; ++i)
        files.appendPlain(i * 100); // the first is empty
    files.h.server.always(Files::path(20), fault::chunked());
    files.h.server.always(Files::path(30), fault::rangeIgnored());
    files.h.server.always(Files::path(40), fault::redirect(Files::path(41)));
    files.contents[40] = files.contents[41];
    files.addAll();
    QVERIFY(files.waitForDone(60));
    QVERIFY(files.allRight());
}

void tst_SmallFiles::aLargeOneAmongThem()
{
    Files files;
    for (int i = 0; i < 60; ++i)
        files.append(i == 30 ? 5'000'000 : 3'000);
    files.addAll();
    QVERIFY(files.waitForDone(60));
    QVERIFY(files.allRight());
    QCOMPARE(files.h.item(files.ids[30]).verdict, transfer::Verdict::ChunksVerified);
    QVERIFY(files.h.server.bytesServed() < 2 * 5'000'000);
}

void tst_SmallFiles::oneMayPauseWhileTheOthersGoOn()
{
    Files files;
    for (int i = 0; i < 30; ++i)
        files.append(3'000);
    Fault never = fault::none();
    never.delay = 60s;
    files.h.server.script(Files::path(10), {never});
    files.addAll();
    const queue::ItemId stuck = files.ids[10];
    QTRY_VERIFY(files.h.item(stuck).state == State::Connecting);
    QTRY_VERIFY(files.wasAsked(10));
    files.h.queue().hold({stuck});
    QVERIFY(files.h.waitFor(stuck, State::Paused));
    QVERIFY(files.waitForDone(29));
    files.h.queue().run({stuck});
    QVERIFY(files.waitForDone(30));
    QVERIFY(files.allRight());
}

void tst_SmallFiles::whoSharesAPlace_data()
{
    QTest::addColumn<int>("small");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("shares");
    const QString name = QStringLiteral("x");
    QTest::newRow("nothing known") << 0 << qint64(0) << name << false;
    QTest::newRow("a few small ones before") << 3 << qint64(0) << name << false;
    QTest::newRow("some small ones before") << 4 << qint64(0) << name << true;
    QTest::newRow("a limit of its own") << 4 << qint64(1000) << name << false;
    QTest::newRow("no name yet") << 4 << qint64(0) << QString() << false;
}

void tst_SmallFiles::whoSharesAPlace()
{
    QFETCH(int, small);
    QFETCH(qint64, limit);
    QFETCH(QString, name);
    QFETCH(bool, shares);
    transfer::TransferServices services;
    queue::JobSlots places(services);
    queue::Item item;
    item.name = name;
    item.source.mirrors = {QUrl(QStringLiteral("http://h.example:81/a"))};
    item.bytesPerSecond = limit;
    for (int i = 0; i < small; ++i)
        services.hosts.learn(QStringLiteral("h.example:81"), {.isSmallFile = true});
    std::vector<std::unique_ptr<queue::JobSlots::SlotLease>> seats;
    while (places.hasRoomFor(item, 2) && seats.size() < 100)
        seats.push_back(places.take(item, 2));
    QCOMPARE(seats.size(), shares ? 2u * queue::JobSlots::kMostSmallFiles : 2u);
    QCOMPARE(places.taken(), 2);
    QCOMPARE(seats.front()->sharedConnection() != nullptr, shares);

    services.hosts.learn(QStringLiteral("h.example:81"), {.isSmallFile = false}); // a large one
    seats.pop_back();
    QCOMPARE(places.hasRoomFor(item, 2), !shares);
}

SLUICE_TEST(tst_SmallFiles)
#include "tst_smallfiles.moc"
