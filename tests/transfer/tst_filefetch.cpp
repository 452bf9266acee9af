#include "core/transfer/filefetch.h"

#include "core/transfer/transferservices.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace transfer;
using core::ErrorKind;
using support::toBytes;

namespace {

constexpr std::size_t kChunk = 200'000;
constexpr std::size_t kChunks = 12;

const support::BuiltObject &object()
{
    static const support::BuiltObject built =
        support::buildObject(support::payload(support::noise(21), kChunk * kChunks), kChunk, {});
    return built;
}

/// One attempt at a file, and what it tells.
struct Attempt
{
    Attempt(TransferServices &transferServices, const TransferRequest &request)
        : services(transferServices)
        , order(request)
    {
        QObject::connect(&fetch, &FileFetch::nameAsked, &fetch,
                         [this](const QString &, const QString &name) { told << u"name " + name; });
        QObject::connect(&fetch, &FileFetch::tableKnown, &fetch, [this] { told << QStringLiteral("table"); });
        QObject::connect(&fetch, &FileFetch::finished, &fetch,
                         [this] { told << QStringLiteral("finished"); });
        QObject::connect(&fetch, &FileFetch::gaveUp, &fetch, [this](const Failure &why) {
            failure = why;
            told << QStringLiteral("gave up");
        });
        QObject::connect(&fetch, &FileFetch::stale, &fetch, [this](const core::Error &error) {
            failure = Failure{error};
            told << QStringLiteral("stale");
        });
        QObject::connect(&fetch, &FileFetch::astray, &fetch, [this](const core::Error &error) {
            failure = Failure{error};
            told << QStringLiteral("astray");
        });
        QObject::connect(&fetch, &FileFetch::stopped, &fetch, [this] { told << QStringLiteral("stopped"); });
        QObject::connect(&fetch, &FileFetch::happened, &fetch,
                         [this](const Event &event) { events << event.kind; });
    }

    /// What the disk has.
    Opening open() const
    {
        const auto opening = openTarget(order, services.room, nullptr);
        return opening.value_or(Opening());
    }
    void begin()
    {
        const Opening opening = open();
        fetch.adopt(opening);
        fetch.fetch(opening.table);
    }
    /// Waits for this to be told.
    bool tells(const QString &what)
    {
        return QTest::qWaitFor([&] { return told.contains(what); }, 20'000);
    }
    bool rests()
    {
        bool isAtRest = false;
        fetch.rest([&] { isAtRest = true; });
        return QTest::qWaitFor([&] { return isAtRest; }, 20'000);
    }
    bool closes()
    {
        bool isClosed = false;
        fetch.close(Checkpointer::Leave::Everything, [&] { isClosed = true; });
        return QTest::qWaitFor([&] { return isClosed; }, 20'000);
    }
    QByteArray written() const
    {
        support::ByteVector bytes(kChunk * kChunks);
        return fetch.partial()->part().read(0, bytes) ? toBytes(bytes) : QByteArray();
    }

    TransferServices &services;
    TransferRequest order;
    std::shared_ptr<Counters> counters = std::make_shared<Counters>();
    Checkpointer checkpoints{services, *counters};
    Finisher finisher{services, order};
    QStringList told;
    QList<Event::Kind> events;
    Failure failure;
    FileFetch fetch{services, order, counters, checkpoints, finisher};
};

} // namespace

/// The chunks of one file, whatever an earlier attempt left of it.
class tst_FileFetch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void newFile();
    void answerWaitsForItsFile();
    void goesOnWhereAnotherStopped();
    void heldAnswerGivesWayToWhatIsThere();
    void staleLeftovers_data();
    void staleLeftovers();
    void beginsAgainElsewhere();
    void ledAstray();
    void givesUp();
    void closesNothingTwice();

private:
    TransferRequest request() const;
    bool leaveHalf();
    qint64 encodedBytes() const { return static_cast<qint64>(object().bytes.size()); }

    std::unique_ptr<support::FaultServer> m_server;
    std::unique_ptr<TransferServices> m_services;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_FileFetch::init()
{
    m_server = std::make_unique<support::FaultServer>();
    m_server->serve("/object", toBytes(object().bytes));
    m_services = std::make_unique<TransferServices>();
    Tuning tuning = m_services->tuning;
    tuning.connections = 1;
    tuning.retry.firstBackoff = std::chrono::milliseconds(1);
    m_services->setTuning(tuning);
    m_folder = std::make_unique<QTemporaryDir>();
}

TransferRequest tst_FileFetch::request() const
{
    TransferRequest request;
    request.source.mirrors = {m_server->url("/object")};
    request.source.encodingKey = object().encodingKey;
    request.folder = m_folder->path();
    request.name = QStringLiteral("file");
    return request;
}

/// An attempt that was stopped within the object.
bool tst_FileFetch::leaveHalf()
{
    m_server->script("/object", {support::fault::stalledAfter(encodedBytes() / 2)});
    Attempt attempt(*m_services, request());
    attempt.begin();
    const bool isBegun = attempt.tells(QStringLiteral("table")) &&
                         QTest::qWaitFor([&] { return attempt.counters->decodedDone > 0; }, 20'000);
    attempt.fetch.stop();
    const bool isLeft = attempt.tells(QStringLiteral("stopped")) && attempt.closes();
    m_server->clearLog();
    return isBegun && isLeft;
}

void tst_FileFetch::newFile()
{
    Attempt attempt(*m_services, request());
    attempt.begin();
    QVERIFY(attempt.tells(QStringLiteral("finished")));
    QCOMPARE(attempt.told, (QStringList{QStringLiteral("table"), QStringLiteral("finished")}));
    QCOMPARE(attempt.events, (QList{Event::Kind::TableKnown}));
    QCOMPARE(attempt.fetch.map()->count(ChunkState::Done), kChunks);
    QCOMPARE(attempt.written(), toBytes(object().payload));
    const Commit commit = attempt.fetch.toCommit();
    QVERIFY(commit.partial && commit.table);
    QCOMPARE(commit.order.name, QStringLiteral("file"));
    QVERIFY(!commit.version.isEmpty() && !commit.origins.isEmpty());
}

/// Asked what the file is called, the server need not be asked twice.
void tst_FileFetch::answerWaitsForItsFile()
{
    Attempt attempt(*m_services, request());
    QVERIFY(!attempt.fetch.proceed({}));
    attempt.fetch.askHead();
    QVERIFY(attempt.tells(QStringLiteral("name object")));
    QTest::qWait(50); // what must not happen has no end to wait for
    QCOMPARE(attempt.told.size(), 1);
    const Opening opening = attempt.open();
    attempt.fetch.adopt(opening);
    QVERIFY(attempt.fetch.proceed(opening));
    QVERIFY(attempt.tells(QStringLiteral("finished")));
    QCOMPARE(attempt.written(), toBytes(object().payload));
    QCOMPARE(m_server->requests().first().range(), QByteArray("bytes=0-1048575"));
    QCOMPARE(attempt.counters->refetchedBytes.load(), 0);
}

void tst_FileFetch::goesOnWhereAnotherStopped()
{
    QVERIFY(leaveHalf());
    Attempt attempt(*m_services, request());
    attempt.begin();
    QVERIFY(attempt.fetch.earlier().isThere() && !attempt.fetch.earlier().isWhole());
    QVERIFY(attempt.tells(QStringLiteral("finished")));
    QCOMPARE(attempt.events, (QList{Event::Kind::TableKnown, Event::Kind::Resumed}));
    QCOMPARE(attempt.written(), toBytes(object().payload));
    QVERIFY(attempt.counters->networkBytes < encodedBytes() * 3 / 4);
}

/// It was asked as for a new file.
void tst_FileFetch::heldAnswerGivesWayToWhatIsThere()
{
    QVERIFY(leaveHalf());
    Attempt attempt(*m_services, request());
    attempt.fetch.askHead();
    QVERIFY(attempt.tells(QStringLiteral("name object")));
    const Opening opening = attempt.open();
    attempt.fetch.adopt(opening);
    QVERIFY(!attempt.fetch.proceed(opening));
    QVERIFY(attempt.rests());
    attempt.fetch.forgetScheduler();
    QVERIFY(!attempt.fetch.scheduler());
    attempt.fetch.fetch(opening.table);
    QVERIFY(attempt.tells(QStringLiteral("finished")));
    QCOMPARE(attempt.written(), toBytes(object().payload));
}

void tst_FileFetch::staleLeftovers_data()
{
    QTest::addColumn<QByteArray>("etag");
    QTest::newRow("another version") << QByteArray("\"two\"");
    QTest::newRow("nobody says which") << QByteArray();
}

/// A plain file that is not provably what was begun.
void tst_FileFetch::staleLeftovers()
{
    QFETCH(QByteArray, etag);
    const QByteArray before(5 << 20, 'b');
    const QByteArray now(5 << 20, 'n');
    m_server->serve("/object", before);
    TransferRequest plain = request();
    plain.source.encodingKey.reset();
    m_server->script("/object", {support::fault::stalledAfter(3 << 20)});
    {
        Attempt attempt(*m_services, plain);
        attempt.begin();
        QVERIFY(attempt.tells(QStringLiteral("table")));
        QVERIFY(QTest::qWaitFor([&] { return attempt.counters->decodedDone > 0; }, 20'000));
        attempt.fetch.stop();
        QVERIFY(attempt.tells(QStringLiteral("stopped")) && attempt.closes());
    }
    support::Resource changed = support::resourceOf(now);
    changed.etag = etag;
    if (etag.isEmpty())
        changed.lastModified.clear();
    m_server->serve("/object", changed);
    Attempt attempt(*m_services, plain);
    attempt.begin();
    QVERIFY(attempt.fetch.earlier().isThere());
    QVERIFY(attempt.tells(QStringLiteral("stale")));
    QVERIFY(attempt.failure.error.kind == ErrorKind::ContentChanged);
    QVERIFY(attempt.fetch.mayBeginAgain(Restarts::Why::Stale));
    attempt.fetch.giveUpOn(Restarts::Why::Stale);
    QVERIFY(attempt.rests());
    attempt.fetch.forgetFile();
    QVERIFY(!attempt.fetch.map() && !attempt.fetch.earlier().isThere());
    attempt.fetch.askHead();
    QVERIFY(attempt.tells(QStringLiteral("finished")));
    QByteArray there(now.size(), '\0');
    QVERIFY(attempt.fetch.partial()
                ->part()
                .read(0, {reinterpret_cast<std::uint8_t *>(there.data()), std::size_t(there.size())})
                .has_value());
    QCOMPARE(there, now);
}

/// Who gave what could not be used is asked last.
void tst_FileFetch::beginsAgainElsewhere()
{
    TransferRequest two = request();
    two.source.mirrors << m_server->url("/object", QStringLiteral("localhost"));
    Attempt attempt(*m_services, two);
    attempt.begin();
    QVERIFY(attempt.tells(QStringLiteral("finished")));
    const QUrl first = attempt.fetch.scheduler()->mirrors().mostUsed().url;
    Failure wrong{{ErrorKind::ContentKeyWrong, {}}};
    QVERIFY(!attempt.fetch.reasonToBeginAgain(wrong)); // every chunk was proven
    Failure cut{{ErrorKind::ConnectionLost, {}}};
    QVERIFY(!attempt.fetch.reasonToBeginAgain(cut));
    cut.isCut = true;
    QVERIFY(attempt.fetch.reasonToBeginAgain(cut) == Restarts::Why::Cut);
    attempt.fetch.giveUpOn(Restarts::Why::Cut);
    QVERIFY(attempt.rests());
    attempt.fetch.forgetFile();
    attempt.told.clear();
    attempt.fetch.askHead();
    QVERIFY(attempt.tells(QStringLiteral("finished")));
    QVERIFY(attempt.fetch.scheduler()->mirrors().mostUsed().url != first);
}

/// What a redirect leads to may be anything: what is there stays.
void tst_FileFetch::ledAstray()
{
    QVERIFY(leaveHalf());
    const auto other = support::buildObject(support::payload(support::noise(5), 1000), 500, {});
    m_server->serve("/other", toBytes(other.bytes));
    m_server->always("/object", support::fault::redirect("/other"));
    TransferRequest unproven = request();
    Attempt attempt(*m_services, unproven);
    attempt.order.source.encodingKey.reset();
    Opening opening = openTarget(unproven, m_services->room, nullptr).value_or(Opening());
    attempt.fetch.adopt(opening);
    QVERIFY(attempt.fetch.earlier().isThere());
    attempt.fetch.fetch(nullptr);
    QVERIFY(attempt.tells(QStringLiteral("astray")));
    QVERIFY(attempt.failure.error.kind == ErrorKind::ContentChanged);
}

void tst_FileFetch::givesUp()
{
    m_server->always("/object", support::fault::status(404));
    Attempt attempt(*m_services, request());
    attempt.begin();
    QVERIFY(attempt.tells(QStringLiteral("gave up")));
    QVERIFY(attempt.failure.error.kind == ErrorKind::NotFound);
    QVERIFY(!attempt.fetch.reasonToBeginAgain(attempt.failure));
    QVERIFY(!attempt.fetch.map());
}

void tst_FileFetch::closesNothingTwice()
{
    Attempt attempt(*m_services, request());
    QVERIFY(attempt.closes()); // nothing was opened
    attempt.fetch.adopt(attempt.open());
    QVERIFY(attempt.fetch.partial() != nullptr);
    QVERIFY(attempt.closes());
    QVERIFY(!attempt.fetch.partial());
    QVERIFY(attempt.closes());
    // And its lock is free.
    attempt.fetch.adopt(attempt.open());
    QVERIFY(attempt.fetch.partial() != nullptr);
    attempt.fetch.onCommitted();
    QVERIFY(!attempt.fetch.partial());
}

SLUICE_TEST(tst_FileFetch)
#include "tst_filefetch.moc"
