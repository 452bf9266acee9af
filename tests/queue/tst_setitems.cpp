#include "core/queue/setitems.h"

#include "core/storage/setfolder.h"
#include "tests/support/harness.h"
#include "tests/support/payload.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using queue::ItemId;
using queue::SetItems;
using storage::SetWish;
using support::Harness;
using transfer::SetFileStatus;
using transfer::State;
using namespace Qt::StringLiterals;

/// The files of rows that are sets: followed, taken out, fetched after all, tried again, read back.
class tst_SetItems : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void followed();
    void whatFailedIsKnownAfterwards();
    void taken_data();
    void taken();
    void takenOutWhatFailed();
    void takenOutWhilePaused();
    void fetchedAfterAll();
    void triedAgainWhileItRuns();
    void readBack();
    void noSet();

private:
    static constexpr int kFiles = 12;

    ItemId addSet(transfer::Intent intent = transfer::Intent::Run);
    SetItems::View stored(ItemId id);
    core::Result<void> wish(ItemId id, const std::vector<SetItems::Index> &files, SetWish wish);
    QString path(int file) const { return m_h->folder() + u"/file%1"_s.arg(file); }
    QByteArray resource(int file) const { return m_resources.at(file); }

    std::unique_ptr<Harness> m_h;
    QList<QByteArray> m_resources; ///< by number of the file
};

void tst_SetItems::init()
{
    m_h = std::make_unique<Harness>();
    m_resources.clear();
}

/// Large enough that none of them is fetched together with others; in the order of their numbers.
ItemId tst_SetItems::addSet(transfer::Intent intent)
{
    core::SetPlan plan;
    for (int i = 0; i < kFiles; ++i) {
        const std::size_t size = (1u << 20) + 4096 * static_cast<std::size_t>(i);
        const auto object =
            support::buildObject(support::payload(support::noise(static_cast<std::uint32_t>(i)), size), 65536,
                                 support::ChunkStyle{support::Encoding::Raw});
        m_resources << m_h->publish(object);
        core::Source source = m_h->source(m_resources.last());
        source.contentKey = object.contentKey;
        source.encodedSize = static_cast<qint64>(object.bytes.size());
        source.decodedSize = static_cast<qint64>(size);
        source.name = u"file%1"_s.arg(i);
        plan.add(source);
    }
    if (!storage::SetFolder::create(m_h->folder() + u"/set"_s, plan))
        return {};
    queue::Request request;
    request.source.set = u"product:folder/"_s;
    request.source.name = request.name = u"set"_s;
    request.folder = m_h->folder();
    request.intent = intent;
    return m_h->queue().add({request}).first();
}

SetItems::View tst_SetItems::stored(ItemId id)
{
    std::optional<SetItems::View> view;
    m_h->queue().sets().readView(id, this, [&view](const SetItems::View &read) { view = read; });
    std::ignore = QTest::qWaitFor([&view] { return view.has_value(); });
    return view.value_or(nullptr);
}

core::Result<void> tst_SetItems::wish(ItemId id, const std::vector<SetItems::Index> &files, SetWish wish)
{
    std::optional<core::Result<void>> answer;
    m_h->queue().sets().wish(id, files, wish, this,
                             [&answer](const core::Result<void> &result) { answer = result; });
    std::ignore = QTest::qWaitFor([&answer] { return answer.has_value(); });
    return answer.value_or(core::failure(core::ErrorKind::Internal, u"no answer"_s));
}

void tst_SetItems::followed()
{
    m_h->server.setRule([](const support::Request &) { return support::fault::limited(4'000'000); });
    const ItemId id = addSet();
    const SetItems &sets = m_h->queue().sets();
    QVERIFY(!sets.view(id, nullptr)); // it has not begun
    QVERIFY(m_h->waitFor(id, State::Downloading));
    SetItems::View view = sets.view(id, nullptr);
    QVERIFY(view);
    QCOMPARE(view->states.size(), std::size_t(kFiles));
    QVERIFY(!sets.view(id, view.get()));
    qint64 done = 0;
    bool wasUnderWay = false;
    while (m_h->item(id).state == State::Downloading) {
        QTest::qWait(5);
        if (const auto next = sets.view(id, view.get())) {
            QVERIFY(next->plan == view->plan && next->revision != view->revision);
            QVERIFY(next->count(SetFileStatus::Done) >= done);
            done = next->count(SetFileStatus::Done);
            wasUnderWay |= next->count(SetFileStatus::UnderWay) > 0;
            view = next;
        }
    }
    QVERIFY(wasUnderWay);
    QVERIFY(m_h->waitFor(id, State::Done));
    QVERIFY(!sets.view(id, nullptr));
    QCOMPARE(stored(id)->count(SetFileStatus::Done), kFiles);
}

void tst_SetItems::whatFailedIsKnownAfterwards()
{
    const ItemId id = addSet(transfer::Intent::Hold);
    for (const int file : {3, 8})
        m_h->server.always(resource(file), support::fault::status(404));
    m_h->queue().run({id});
    QVERIFY(m_h->waitFor(id, State::Failed));
    QCOMPARE(m_h->item(id).progress.filesFailed, 2);
    QCOMPARE(m_h->item(id).progress.filesTotal, kFiles);
    m_h->queue().hold({id});
    const SetItems::View view = stored(id);
    QVERIFY(view);
    QCOMPARE(view->count(SetFileStatus::Failed), 2);
    QCOMPARE(view->states[3], SetFileStatus::Failed);
    QVERIFY(!view->troubles.value(8).error.detail.isEmpty());
}

void tst_SetItems::taken_data()
{
    QTest::addColumn<bool>("isRunning");
    QTest::newRow("while it runs") << true;
    QTest::newRow("before it runs") << false;
}

void tst_SetItems::taken()
{
    QFETCH(bool, isRunning);
    if (isRunning)
        m_h->server.setRule([](const support::Request &) { return support::fault::limited(300'000); });
    const ItemId id = addSet(isRunning ? transfer::Intent::Run : transfer::Intent::Hold);
    if (isRunning)
        QVERIFY(m_h->waitFor(id, State::Downloading));
    QVERIFY(wish(id, {10, 11}, SetWish::Skip));
    m_h->server.setRule({});
    m_h->queue().run({id});
    QVERIFY(m_h->waitFor(id, State::Done));
    QCOMPARE(m_h->item(id).progress.filesDone, kFiles - 2);
    QVERIFY(QFile::exists(path(9)) && !QFile::exists(path(10)) && !QFile::exists(path(11)));
    QCOMPARE(stored(id)->count(SetFileStatus::Unwanted), 2);
}

/// Without them the set is whole.
void tst_SetItems::takenOutWhatFailed()
{
    const ItemId id = addSet(transfer::Intent::Hold);
    m_h->server.always(resource(3), support::fault::status(404));
    m_h->queue().run({id});
    QVERIFY(m_h->waitFor(id, State::Failed));
    QVERIFY(wish(id, {3}, SetWish::Skip));
    QVERIFY(m_h->waitFor(id, State::Done));
    QCOMPARE(m_h->item(id).verdict, transfer::Verdict::Verified);
}

void tst_SetItems::takenOutWhilePaused()
{
    const ItemId id = addSet(transfer::Intent::Hold);
    QVERIFY(wish(id, {0}, SetWish::Skip));
    QVERIFY(wish(id, {0}, SetWish::Fetch));
    QTest::qWait(50);
    QCOMPARE(m_h->item(id).state, State::Paused); // nobody wanted it to run
}

void tst_SetItems::fetchedAfterAll()
{
    const ItemId id = addSet(transfer::Intent::Hold);
    QVERIFY(wish(id, {4, 5}, SetWish::Skip));
    m_h->queue().run({id});
    QVERIFY(m_h->waitFor(id, State::Done));
    m_h->server.clearLog();
    QVERIFY(wish(id, {5}, SetWish::Fetch));
    QVERIFY(m_h->item(id).state != State::Done);
    QVERIFY(m_h->waitFor(id, State::Done));
    QVERIFY(QFile::exists(path(5)) && !QFile::exists(path(4)));
    for (const support::Request &request : m_h->server.requests())
        QCOMPARE(request.path, resource(5));
    QCOMPARE(stored(id)->count(SetFileStatus::Unwanted), 1);
}

void tst_SetItems::triedAgainWhileItRuns()
{
    const ItemId id = addSet(transfer::Intent::Hold);
    m_h->server.setRule([missing = resource(0)](const support::Request &request) {
        return request.path == missing ? support::fault::status(404) : support::fault::limited(400'000);
    });
    m_h->queue().run({id});
    QVERIFY(m_h->waitFor(id, State::Downloading));
    SetItems &sets = m_h->queue().sets();
    QTRY_VERIFY(sets.view(id, nullptr) && sets.view(id, nullptr)->count(SetFileStatus::Failed) == 1);
    m_h->server.setRule({});
    sets.retry(id);
    QVERIFY(m_h->waitFor(id, State::Done));
    QVERIFY(QFile::exists(path(0)));
}

/// What was changed on the disk is found, and written over when a person says so.
void tst_SetItems::readBack()
{
    const ItemId id = addSet();
    QVERIFY(m_h->waitFor(id, State::Done));
    m_h->queue().verify({id});
    QVERIFY(m_h->item(id).checked >= 0);
    QTRY_COMPARE(m_h->item(id).checked, -1.0);
    QCOMPARE(m_h->item(id).state, State::Done);
    QCOMPARE(m_h->happened(transfer::Event::Kind::Checked), 1);
    QFile file(path(7));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(1000) && file.write("changed") > 0);
    file.close();
    m_h->queue().verify({id});
    QTRY_COMPARE(m_h->item(id).state, State::Failed);
    QCOMPARE(m_h->item(id).error.kind, core::ErrorKind::ContentKeyWrong);
    QCOMPARE(m_h->item(id).progress.filesFailed, 1);
    QCOMPARE(stored(id)->states[7], SetFileStatus::Failed);
    m_h->server.clearLog();
    m_h->queue().setWhenExists({id}, queue::WhenExists::Overwrite);
    QVERIFY(m_h->waitFor(id, State::Done));
    for (const support::Request &request : m_h->server.requests())
        QCOMPARE(request.path, resource(7));
    m_h->queue().verify({id});
    QTRY_COMPARE(m_h->item(id).checked, -1.0);
    QCOMPARE(m_h->item(id).state, State::Done);
}

void tst_SetItems::noSet()
{
    m_h->server.serve("/file", "contents");
    QVERIFY(m_h->fetch(m_h->source("/file")));
    const ItemId id = m_h->last().id;
    QVERIFY(!m_h->queue().sets().view(id, nullptr));
    QVERIFY(!stored(id));
}

SLUICE_TEST(tst_SetItems)
#include "tst_setitems.moc"
