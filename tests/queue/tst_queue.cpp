#include "core/queue/intentbacklog.h"
#include "core/queue/queue.h"
#include "core/storage/setfolder.h"
#include "tests/support/harness.h"
#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>

using namespace support;
using queue::ItemId;
using queue::Queue;
using queue::Removal;
using transfer::Intent;
using transfer::State;

namespace {

queue::Settings nothingRuns()
{
    queue::Settings settings;
    settings.jobs = 0;
    return settings;
}

} // namespace

/// The queue as a list: order, intents, what comes back after a restart, and which items may run.
class tst_Queue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void remembersOrderIntentAndOutcome();
    void goesOnAfterARestart();
    void whatWasAddedBeforeItWasLoaded();
    void keepsWhatItLearnedAboutHosts();
    void logsOutliveARestart();
    void movesRowsTogether_data();
    void movesRowsTogether();
    void removesRunsOfRows();
    void removingDeletesWhatWasOrdered();
    void removingASet();
    void sameTargetIsOneRow();
    void whatFailedIsTriedAgainWhenAskedForAgain();
    void runsNoMoreThanItMay();
    void waitsAndGoesOnByItself();
    void givesUpAfterMaxWait();
    void tenThousandRows();
    void veryManyRowsFollowInSlices();
    void theLastWishCounts();
    void aQuitWaitsForTheLastSlice();

private:
    QString database() const { return m_folder->filePath(QStringLiteral("queue.sqlite")); }
    std::unique_ptr<Queue> opened(queue::Settings settings = {});
    void close(std::unique_ptr<Queue> queue);
    QList<queue::Request> requests(int count, Intent intent = Intent::Hold) const;
    QList<ItemId> ids(const Queue &queue, const QList<int> &rows) const;
    QStringList names(const Queue &queue) const;

    QTemporaryDir m_state;
    std::unique_ptr<QTemporaryDir> m_folder;
};

std::unique_ptr<Queue> tst_Queue::opened(queue::Settings settings)
{
    auto queue = std::make_unique<support::OwnQueue>(settings, database());
    QSignalSpy loaded(queue.get(), &Queue::loaded);
    queue->load();
    if (!loaded.wait(30'000))
        return {};
    return queue;
}

void tst_Queue::close(std::unique_ptr<Queue> queue)
{
    QSignalSpy closed(queue.get(), &Queue::closed);
    queue->close();
    QVERIFY(closed.wait(30'000));
}

QList<queue::Request> tst_Queue::requests(int count, Intent intent) const
{
    QList<queue::Request> result;
    for (int i = 0; i < count; ++i) {
        core::Source source;
        source.mirrors = {QUrl(QStringLiteral("http://127.0.0.1:9/%1").arg(i))};
        result.append(queue::Request{source, m_folder->path(), QString::number(i), {}, intent});
    }
    return result;
}

QList<ItemId> tst_Queue::ids(const Queue &queue, const QList<int> &rows) const
{
    QList<ItemId> result;
    for (const int row : rows)
        result.append(queue.at(row).id);
    return result;
}

QStringList tst_Queue::names(const Queue &queue) const
{
    QStringList result;
    for (int row = 0; row < queue.count(); ++row)
        result.append(queue.at(row).name);
    return result;
}

void tst_Queue::remembersOrderIntentAndOutcome()
{
    auto queue = opened();
    queue->add(requests(5));
    queue->move(ids(*queue, {4}), 0);
    queue->remove(ids(*queue, {2}), Removal::KeepFiles);
    QCOMPARE(names(*queue), (QStringList{QStringLiteral("4"), QStringLiteral("0"), QStringLiteral("2"),
                                         QStringLiteral("3")}));
    close(std::move(queue));
    queue = opened();
    QCOMPARE(names(*queue), (QStringList{QStringLiteral("4"), QStringLiteral("0"), QStringLiteral("2"),
                                         QStringLiteral("3")}));
    QCOMPARE(queue->at(0).state, State::Paused);
    QCOMPARE(queue->at(0).intent, Intent::Hold);
    QCOMPARE(queue->at(0).source.mirrors.first().path(), QStringLiteral("/4"));
}

void tst_Queue::goesOnAfterARestart()
{
    FaultServer server;
    const QByteArray body = toByteArray(payload(noise(1), 4'000'000));
    server.serve("/file", body);
    server.always("/file", fault::limited(1'000'000));
    core::Source source;
    source.mirrors = {server.url("/file")};
    auto queue = opened();
    queue->add({queue::Request{source, m_folder->path(), QStringLiteral("file"), {}, Intent::Run}});
    QTRY_COMPARE(queue->at(0).state, State::Downloading);
    QTRY_VERIFY(server.bytesServed() > 2'000'000);
    close(std::move(queue));
    server.always("/file", fault::none());
    queue = opened();
    QTRY_COMPARE_WITH_TIMEOUT(queue->at(0).state, State::Done, 20'000);
    QVERIFY(queue->at(0).progress.networkBytes < body.size() + 3'000'000);
    close(std::move(queue));
    queue = opened();
    QCOMPARE(queue->at(0).state, State::Done);
    QCOMPARE(queue->at(0).verdict, transfer::Verdict::Unverified);
    QCOMPARE(queue->at(0).progress.decodedSize, body.size());
}

void tst_Queue::whatWasAddedBeforeItWasLoaded()
{
    auto first = opened();
    first->add(requests(3));
    close(std::move(first));
    support::OwnQueue queue({}, database());
    QSignalSpy loaded(&queue, &Queue::loaded);
    queue.load();
    queue.add(requests(4, Intent::Run));
    QVERIFY(loaded.wait());
    QCOMPARE(names(queue), (QStringList{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2"),
                                        QStringLiteral("3")}));
    QCOMPARE(queue.at(0).state, State::Paused);
}

void tst_Queue::keepsWhatItLearnedAboutHosts()
{
    FaultServer server;
    server.serve("/file", toByteArray(payload(noise(1), 2'000'000)));
    core::Source source;
    source.mirrors = {server.url("/file")};
    auto queue = opened();
    queue->add({queue::Request{source, m_folder->path(), QStringLiteral("file"), {}, Intent::Run}});
    QTRY_COMPARE_WITH_TIMEOUT(queue->at(0).state, State::Done, 20'000);
    const QByteArray learned = queue->hostFacts();
    QVERIFY2(learned.contains("127.0.0.1"), learned.constData());
    close(std::move(queue));
    queue = opened();
    QVERIFY2(queue->hostFacts().contains("127.0.0.1"), queue->hostFacts().constData());
}

void tst_Queue::logsOutliveARestart()
{
    FaultServer server;
    server.serve("/file", "bytes");
    server.script("/file", {fault::status(503)});
    core::Source source;
    source.mirrors = {server.url("/file")};
    queue::Settings settings;
    settings.retryEvery = std::chrono::milliseconds(10);
    auto queue = opened(settings);
    queue->add({queue::Request{source, m_folder->path(), QStringLiteral("file"), {}, Intent::Run}});
    QTRY_COMPARE_WITH_TIMEOUT(queue->at(0).state, State::Done, 20'000);
    const auto before = queue->log(queue->at(0).id);
    QVERIFY(before.size() >= 3); // added, trouble, done
    close(std::move(queue));

    queue = opened();
    const ItemId id = queue->at(0).id;
    QVERIFY(queue->log(id).isEmpty());
    queue->verify({id});
    QTRY_COMPARE(queue->log(id).size(), 1);
    std::optional<QList<transfer::Event>> earlier;
    queue->readEarlierLog(id, this, [&earlier](const auto &events) { earlier = events; });
    QTRY_VERIFY(earlier.has_value());
    QCOMPARE(earlier->size(), before.size()); // and not what this run has said itself
    for (qsizetype i = 0; i < before.size(); ++i) {
        QCOMPARE(transfer::describe(earlier->at(i)), transfer::describe(before[i]));
        QCOMPARE(earlier->at(i).time.toMSecsSinceEpoch(), before[i].time.toMSecsSinceEpoch());
    }
    close(std::move(queue));
}

void tst_Queue::movesRowsTogether_data()
{
    QTest::addColumn<QList<int>>("rows");
    QTest::addColumn<int>("before");
    QTest::addColumn<QString>("expected");
    QTest::newRow("to the top") << QList{2, 4} << 0 << QStringLiteral("24013");
    QTest::newRow("to the end") << QList{0, 2} << 5 << QStringLiteral("13402");
    QTest::newRow("in between") << QList{0, 4} << 3 << QStringLiteral("12043");
    QTest::newRow("nowhere") << QList{1, 2} << 2 << QStringLiteral("01234");
    QTest::newRow("past the end") << QList{1} << 99 << QStringLiteral("02341");
}

void tst_Queue::movesRowsTogether()
{
    QFETCH(QList<int>, rows);
    QFETCH(int, before);
    QFETCH(QString, expected);
    support::OwnQueue queue({});
    queue.add(requests(5));
    queue.move(ids(queue, rows), before);
    QCOMPARE(names(queue).join(QString()), expected);
    for (int row = 0; row < queue.count(); ++row)
        QCOMPARE(queue.rowOf(queue.at(row).id), row);
}

void tst_Queue::removesRunsOfRows()
{
    support::OwnQueue queue({});
    queue.add(requests(8));
    QSignalSpy removed(&queue, &Queue::itemsRemoved);
    queue.remove(ids(queue, {1, 2, 5, 7, 6}), Removal::KeepFiles);
    QCOMPARE(names(queue).join(QString()), QStringLiteral("034"));
    QCOMPARE(removed.size(), 2);
    QCOMPARE(removed.at(0), (QVariantList{5, 7}));
    QCOMPARE(removed.at(1), (QVariantList{1, 2}));
}

void tst_Queue::removingDeletesWhatWasOrdered()
{
    Harness h;
    h.server.serve("/file", toByteArray(payload(noise(1), 3'000'000)));
    h.server.always("/file", fault::limited(500'000));
    const ItemId keep = h.add(h.source("/file"), QStringLiteral("keep"));
    const ItemId drop = h.add(h.source("/file"), QStringLiteral("drop"));
    QVERIFY(h.waitFor(keep, State::Downloading));
    QVERIFY(h.waitFor(drop, State::Downloading));
    h.queue().remove({keep}, Removal::KeepFiles);
    h.queue().remove({drop}, Removal::DeletePartial);
    QCOMPARE(h.queue().count(), 0);
    QTRY_COMPARE(h.litter(), (QStringList{QStringLiteral("keep.part"), QStringLiteral("keep.part.resume")}));
    h.server.always("/file", fault::none());
    QVERIFY(h.fetch(h.source("/file"), QStringLiteral("keep")));
    h.queue().remove({h.last().id}, Removal::DeleteEverything);
    QTRY_COMPARE(h.litter({}), QStringList());
}

/// With its files, when that is asked for. What has its own name is somebody's.
void tst_Queue::removingASet()
{
    Harness h;
    const auto object = support::largeObject(1u << 20);
    core::Source file = h.source(h.publish(object));
    file.name = QStringLiteral("folder/file");
    core::SetPlan plan;
    plan.add(file);
    const QString name = QStringLiteral("set");
    QVERIFY(storage::SetFolder::create(h.folder() + u'/' + name, plan));
    core::Source set;
    set.set = QStringLiteral("product:folder/");
    QVERIFY(h.fetch(set, name));
    QCOMPARE(h.litter({}), QStringList{QStringLiteral("folder/file")});
    QFile other(h.folder() + u'/' + name);
    QVERIFY(other.open(QIODevice::WriteOnly) && other.write("somebody's") > 0);

    // Of one that is not done what is unfinished goes.
    QVERIFY(storage::SetFolder::create(h.folder() + QStringLiteral("/second"), plan));
    queue::Request second;
    second.source = set;
    second.source.set += u'*';
    second.folder = h.folder();
    second.name = QStringLiteral("second");
    second.intent = transfer::Intent::Hold;
    h.queue().remove(h.queue().add({second}), Removal::DeletePartial);
    QTRY_VERIFY(!QFile::exists(h.folder() + QStringLiteral("/second.part")));
    QVERIFY(QFile::exists(h.folder() + QStringLiteral("/folder/file")));

    h.queue().remove({h.queue().at(0).id}, Removal::DeleteEverything);
    QTRY_VERIFY(!QFile::exists(h.folder() + QStringLiteral("/folder")));
    QVERIFY(other.exists());
}

void tst_Queue::sameTargetIsOneRow()
{
    support::OwnQueue queue({});
    const QList<ItemId> first = queue.add(requests(2));
    const QList<ItemId> second = queue.add(requests(3));
    QCOMPARE(queue.count(), 3);
    QCOMPARE(second.first(2), first);
}

void tst_Queue::whatFailedIsTriedAgainWhenAskedForAgain()
{
    Harness h;
    h.server.serve("/x", "the file");
    h.server.always("/x", fault::status(404));
    const ItemId id = h.add(h.source("/x"));
    QVERIFY(h.waitFor(id, State::Failed));
    h.server.always("/x", fault::none());
    QCOMPARE(h.add(h.source("/x")), id);
    QVERIFY(h.waitFor(id, State::Done));
}

void tst_Queue::runsNoMoreThanItMay()
{
    queue::Settings settings;
    settings.jobs = 2;
    settings.connectionsPerFile = 3;
    settings.connectionsPerHost = 4;
    Harness h(settings);
    int most = 0;
    QList<ItemId> all;
    // What only waits for its last sync has given its place away.
    connect(&h.queue(), &Queue::activeCountChanged, this, [&] {
        const auto isFetching = [&](ItemId id) {
            const State state = h.queue().find(id)->state;
            return state == State::Connecting || state == State::Downloading;
        };
        most = std::max(most, static_cast<int>(std::count_if(all.cbegin(), all.cend(), isFetching)));
    });
    for (int i = 0; i < 6; ++i) {
        const QByteArray path = "/file" + QByteArray::number(i);
        h.server.serve(path, toByteArray(payload(noise(static_cast<std::uint64_t>(i)), 5'000'000)));
        all.append(h.add(h.source(path), QString::number(i)));
    }
    for (const ItemId id : all)
        QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(most, 2);
    // A connection that is being closed may overlap the next one for a moment.
    QVERIFY2(h.server.mostConnections() <= 6, qPrintable(QString::number(h.server.mostConnections())));
}

void tst_Queue::waitsAndGoesOnByItself()
{
    Harness h;
    const QByteArray body = toByteArray(payload(noise(1), 2'000'000));
    h.server.serve("/file", body);
    h.server.goDown();
    const ItemId id = h.add(h.source("/file"));
    QVERIFY(h.waitFor(id, State::Waiting));
    QCOMPARE(h.item(id).error.kind, core::ErrorKind::ConnectionRefused);
    QVERIFY(h.item(id).waitingUntil > QDateTime::currentDateTime());
    h.server.goUp();
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(), body);
}

void tst_Queue::givesUpAfterMaxWait()
{
    queue::Settings settings;
    settings.maxWait = std::chrono::seconds(1);
    Harness h(settings);
    h.server.goDown();
    const ItemId id = h.add(h.source("/file"));
    QVERIFY(h.waitFor(id, State::Failed));
    QCOMPARE(h.item(id).error.kind, core::ErrorKind::ConnectionRefused);
}

void tst_Queue::tenThousandRows()
{
    auto queue = opened();
    QSignalSpy inserted(queue.get(), &Queue::itemsInserted);
    queue->add(requests(10'000));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(queue->count(), 10'000);
    close(std::move(queue));
    queue = opened();
    QCOMPARE(queue->count(), 10'000);
    QCOMPARE(queue->at(9'999).name, QStringLiteral("9999"));
}

/// All of them are wanted at once; their states follow, and what was removed meanwhile is missed by nobody.
void tst_Queue::veryManyRowsFollowInSlices()
{
    auto queue = opened(nothingRuns());
    constexpr int kRows = 3 * queue::IntentBacklog::kSlice + 500;
    const QList<ItemId> all = queue->add(requests(kRows));
    QTest::qWait(0);
    queue->run(all);
    QCOMPARE(queue->counts().inState(State::Queued), queue::IntentBacklog::kSlice);
    QCOMPARE(queue->at(kRows - 1).intent, Intent::Run);
    QCOMPARE(queue->at(kRows - 1).state, State::Paused);
    bool wasHandled = false; // something else of the event loop, between two slices
    QTimer::singleShot(0, this, [&] { wasHandled = queue->counts().inState(State::Paused) > 0; });
    queue->remove(all.sliced(1'500, 1'000), Removal::KeepFiles);
    QTRY_COMPARE(queue->counts().inState(State::Queued), kRows - 1'000);
    QVERIFY(wasHandled);
    QCOMPARE(queue->count(), kRows - 1'000);
}

void tst_Queue::theLastWishCounts()
{
    auto queue = opened(nothingRuns());
    constexpr int kRows = 4 * queue::IntentBacklog::kSlice;
    const QList<ItemId> all = queue->add(requests(kRows));
    queue->run(all);
    queue->hold(all.last(2'500)); // none of which has followed yet
    queue->run({all.last()});
    queue->hold({all.first()});
    QCOMPARE(queue->find(all.last())->state, State::Queued);
    QCOMPARE(queue->find(all.first())->state, State::Paused);
    QTRY_COMPARE(queue->counts().inState(State::Queued), kRows - 2'500);
    QCOMPARE(queue->find(all.last())->state, State::Queued);
    QCOMPARE(queue->find(all.first())->state, State::Paused);
    for (int row = 0; row < kRows; ++row)
        QCOMPARE(queue->at(row).state == State::Queued, queue->at(row).intent == Intent::Run);
}

void tst_Queue::aQuitWaitsForTheLastSlice()
{
    auto queue = opened(nothingRuns());
    constexpr int kRows = 3 * queue::IntentBacklog::kSlice;
    queue->run(queue->add(requests(kRows)));
    QCOMPARE(queue->at(kRows - 1).state, State::Paused);
    close(std::move(queue));
    queue = opened(nothingRuns());
    QCOMPARE(queue->counts().inState(State::Queued), kRows);
}

SLUICE_TEST(tst_Queue)
#include "tst_queue.moc"
