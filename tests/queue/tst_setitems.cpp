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
    void aKeyComesAfterOthersFailed();
    void takenOutWhatFailed();
    void takenOutWhilePaused();
    void fetchedAfterAll();
    void triedAgainWhileItRuns();
    void grown_data();
    void grown();
    void grownTwiceWhileItRuns();
    void grownAtItsEnd_data();
    void grownAtItsEnd();
    void notGrown();
    void readBack();
    void noSet();

private:
    static constexpr int kFiles = 12;
    static constexpr int kLocked = 5; ///< in the one test that has a locked file

    core::SetPlan planOf(int files);
    ItemId addSet(transfer::Intent intent = transfer::Intent::Run, int files = kFiles);
    /// `added` of the files of the larger set are what is asked for.
    core::Result<void> grow(ItemId id, int files, const std::vector<SetItems::Index> &added,
                            transfer::Intent intent = transfer::Intent::Run);
    SetItems::View stored(ItemId id);
    core::Result<void> wish(ItemId id, const std::vector<SetItems::Index> &files, SetWish wish);
    QString path(int file) const { return m_h->folder() + u"/file%1"_s.arg(file); }
    QByteArray resource(int file) const { return m_resources.at(file); }

    std::unique_ptr<Harness> m_h;
    QList<QByteArray> m_resources;                   ///< by number of the file
    std::optional<support::Encryption> m_encryption; ///< of kLocked
};

void tst_SetItems::init()
{
    m_h = std::make_unique<Harness>();
    m_resources.clear();
    m_encryption.reset();
}

/// Large enough that none of them is fetched together with others; in the order of their numbers.
core::SetPlan tst_SetItems::planOf(int files)
{
    core::SetPlan plan;
    for (int i = 0; i < files; ++i) {
        const std::size_t size = (1u << 20) + 4096 * static_cast<std::size_t>(i);
        support::ChunkStyle style{support::Encoding::Raw};
        if (i == kLocked)
            style.encryption = m_encryption;
        const auto object = support::buildObject(
            support::payload(support::noise(static_cast<std::uint32_t>(i)), size), 65536, style);
        if (i == m_resources.size())
            m_resources << m_h->publish(object);
        core::Source source = m_h->source(m_resources[i]);
        source.contentKey = object.contentKey;
        source.encodedSize = static_cast<qint64>(object.bytes.size());
        source.decodedSize = static_cast<qint64>(size);
        source.name = u"file%1"_s.arg(i);
        plan.add(source);
    }
    plan.setBuild(u"00112233445566778899aabbccddeeff"_s);
    return plan;
}

ItemId tst_SetItems::addSet(transfer::Intent intent, int files)
{
    if (!storage::SetFolder::create(m_h->folder() + u"/set"_s, planOf(files)))
        return {};
    queue::Request request;
    request.source.set = u"product:folder/"_s;
    request.source.name = request.name = u"set"_s;
    request.folder = m_h->folder();
    request.intent = intent;
    return m_h->queue().add({request}).first();
}

core::Result<void> tst_SetItems::grow(ItemId id, int files, const std::vector<SetItems::Index> &added,
                                      transfer::Intent intent)
{
    std::optional<core::Result<void>> answer;
    m_h->queue().sets().grow(id,
                             {u"product:folder/|%1"_s.arg(files),
                              std::make_shared<const core::SetPlan>(planOf(files)), added, intent},
                             this, [&answer](const core::Result<void> &result) { answer = result; });
    std::ignore = QTest::qWaitFor([&answer] { return answer.has_value(); });
    return answer.value_or(core::failure(core::ErrorKind::Internal, u"no answer"_s));
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

/// That the set failed for other files' sake does not keep it from the key.
void tst_SetItems::aKeyComesAfterOthersFailed()
{
    m_encryption = support::Encryption{blte::KeyName{0x1234}, blte::Key{1, 2, 3}, {9, 8, 7, 6}};
    const ItemId id = addSet(transfer::Intent::Hold);
    m_h->server.always(resource(3), support::fault::status(404));
    m_h->queue().run({id});
    QVERIFY(m_h->waitFor(id, State::Failed));
    QVERIFY(queue::isLocked(m_h->item(id)));
    QCOMPARE(m_h->item(id).error.kind, core::ErrorKind::NotFound);
    const qint64 locked = m_h->item(id).lockedChunks;
    QVERIFY(locked > 0);

    m_h->queue().run({id});
    QVERIFY(m_h->item(id).state != State::Failed);
    QVERIFY(m_h->waitFor(id, State::Failed));
    QCOMPARE(m_h->item(id).lockedChunks, locked); // counted anew

    m_h->server.clearLog();
    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(blte::KeyName{0x77}, blte::Key{7});
    m_h->queue().setKeys(std::make_shared<blte::KeyStore>(*keys)); // another's
    QCOMPARE(m_h->item(id).state, State::Failed);
    keys->insert(m_encryption->keyName, m_encryption->key);
    m_h->queue().setKeys(keys);
    QVERIFY(m_h->item(id).state != State::Failed);
    QVERIFY(m_h->waitFor(id, State::Failed));
    QVERIFY(!queue::isLocked(m_h->item(id)));
    QCOMPARE(m_h->item(id).progress.filesFailed, 1);
    QVERIFY(QFile::exists(path(kLocked)));
    for (const support::Request &request : m_h->server.requests())
        QCOMPARE(request.path, resource(3)); // the locked bytes were kept
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

void tst_SetItems::grown_data()
{
    QTest::addColumn<State>("state");
    QTest::addColumn<bool>("goesOn");
    QTest::newRow("while it runs") << State::Downloading << true;
    QTest::newRow("while it is paused") << State::Paused << false;
    QTest::newRow("paused, and started with it") << State::Paused << true;
    QTest::newRow("when it failed") << State::Failed << true;
}

/// What is there stays and is not fetched again; what was taken out stays out, unless it is what was added.
void tst_SetItems::grown()
{
    QFETCH(State, state);
    QFETCH(bool, goesOn);
    constexpr int kBefore = kFiles - 4;
    const ItemId id = addSet(transfer::Intent::Hold, kBefore);
    QVERIFY(wish(id, {6, 7}, SetWish::Skip));
    m_h->server.setRule([this, state](const support::Request &request) {
        if (m_resources.indexOf(request.path) < 4)
            return support::Fault();
        return state == State::Failed && request.path == resource(4) ? support::fault::status(404)
                                                                     : support::fault::limited(300'000);
    });
    if (state == State::Failed)
        m_h->server.setRule([this](const support::Request &request) {
            return request.path == resource(4) ? support::fault::status(404) : support::Fault();
        });
    m_h->queue().run({id});
    if (state == State::Failed)
        QVERIFY(m_h->waitFor(id, State::Failed));
    else
        QTRY_VERIFY_WITH_TIMEOUT(stored(id)->count(SetFileStatus::Done) >= 4, 20'000);
    if (state == State::Paused) {
        m_h->queue().hold({id});
        QVERIFY(m_h->waitFor(id, State::Paused));
    }
    const auto done = stored(id)->count(SetFileStatus::Done);
    QVERIFY(done >= 4 && done < kBefore - 2);
    m_h->server.clearLog();
    m_h->server.setRule({});
    QVERIFY(grow(id, kFiles, {7, 8, 9, 10, 11}, goesOn ? transfer::Intent::Run : transfer::Intent::Hold));
    QCOMPARE(m_h->item(id).source.set, u"product:folder/|%1"_s.arg(kFiles));
    QCOMPARE(m_h->item(id).name, u"set"_s);
    if (!goesOn) {
        QCOMPARE(m_h->item(id).state, State::Paused);
        QCOMPARE(m_h->item(id).progress.filesTotal, kFiles - 1);
        const SetItems::View view = stored(id);
        QCOMPARE(view->states.size(), std::size_t(kFiles));
        QCOMPARE(view->count(SetFileStatus::Done), done);
        QCOMPARE(view->count(SetFileStatus::Unwanted), 1);
        m_h->queue().run({id});
    }
    QVERIFY(m_h->waitFor(id, State::Done));
    QCOMPARE(m_h->item(id).progress.filesDone, kFiles - 1);
    QCOMPARE(stored(id)->states[6], SetFileStatus::Unwanted);
    for (int file = 0; file < kFiles; ++file)
        QCOMPARE(QFile::exists(path(file)), file != 6);
    for (const support::Request &request : m_h->server.requests())
        QVERIFY2(m_resources.indexOf(request.path) >= 4, request.path.constData());
    QCOMPARE(m_h->queue().count(), 1);
}

/// The second time before anybody has taken up the first.
void tst_SetItems::grownTwiceWhileItRuns()
{
    const ItemId id = addSet(transfer::Intent::Hold, kFiles - 4);
    QVERIFY(wish(id, {5, 6, 7}, SetWish::Skip));
    m_h->server.setRule([](const support::Request &) { return support::fault::limited(300'000); });
    m_h->queue().run({id});
    QVERIFY(m_h->waitFor(id, State::Downloading));
    int answers = 0;
    for (const int files : {kFiles - 2, kFiles}) {
        const std::vector<SetItems::Index> added{SetItems::Index(files == kFiles ? 5 : 6)};
        m_h->queue().sets().grow(
            id,
            {u"product:folder/|%1"_s.arg(files), std::make_shared<const core::SetPlan>(planOf(files)), added},
            this, [&answers](const core::Result<void> &result) { answers += result ? 1 : 0; });
    }
    QTRY_COMPARE(answers, 2);
    m_h->server.setRule({});
    QVERIFY(m_h->waitFor(id, State::Done));
    QCOMPARE(m_h->item(id).progress.filesDone, kFiles - 1);
    QVERIFY(QFile::exists(path(5)) && QFile::exists(path(6)) && !QFile::exists(path(7)));
}

void tst_SetItems::grownAtItsEnd_data()
{
    QTest::addColumn<bool>("isClosing");
    QTest::newRow("while it closes") << true;
    QTest::newRow("once it is done") << false;
}

/// Nobody knows how long a look-up takes.
void tst_SetItems::grownAtItsEnd()
{
    QFETCH(bool, isClosing);
    const ItemId id = addSet(transfer::Intent::Hold, 3);
    std::optional<core::Result<void>> answer;
    const auto grow = [&] {
        m_h->server.clearLog();
        m_h->queue().sets().grow(
            id, {u"product:folder/|5"_s, std::make_shared<const core::SetPlan>(planOf(5)), {3, 4}}, this,
            [&answer](const core::Result<void> &result) { answer = result; });
    };
    const auto connection = connect(&m_h->queue(), &queue::Queue::itemChanged, this, [&](int row) {
        const bool isEnding = m_h->queue().at(row).state == State::Committing && isClosing;
        if (isEnding && !answer) {
            answer = core::failure(core::ErrorKind::Internal, u"no answer"_s);
            grow();
        }
    });
    m_h->queue().run({id});
    if (!isClosing) {
        QVERIFY(m_h->waitFor(id, State::Done));
        grow();
    }
    QTRY_VERIFY(answer && *answer);
    disconnect(connection);
    QTRY_VERIFY_WITH_TIMEOUT(m_h->item(id).progress.filesDone == 5, 20'000);
    QVERIFY(m_h->waitFor(id, State::Done));
    QVERIFY(QFile::exists(path(4)));
    for (const support::Request &request : m_h->server.requests())
        QVERIFY2(m_resources.indexOf(request.path) >= 3, request.path.constData());
    QVERIFY(!QFile::exists(m_h->folder() + u"/set.part"_s));
}

void tst_SetItems::notGrown()
{
    const ItemId id = addSet(transfer::Intent::Hold, 3);
    core::SetPlan plan = planOf(5);
    plan.setBuild(u"10112233445566778899aabbccddeeff"_s);
    std::optional<core::Result<void>> answer;
    m_h->queue().sets().grow(id, {u"another"_s, std::make_shared<const core::SetPlan>(plan), {}}, this,
                             [&answer](const core::Result<void> &result) { answer = result; });
    QTRY_VERIFY(answer.has_value());
    QCOMPARE(answer->error().kind, core::ErrorKind::NameRefused);
    QCOMPARE(m_h->item(id).source.set, u"product:folder/"_s);
    QCOMPARE(stored(id)->states.size(), std::size_t(3));
    m_h->queue().remove({id}, queue::Removal::DeletePartial);
    QCOMPARE(grow(id, 5, {}).error().kind, core::ErrorKind::Cancelled);
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
