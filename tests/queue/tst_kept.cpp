#include "tests/support/harness.h"
#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;
using queue::ItemId;
using transfer::ChunkState;
using transfer::Event;
using transfer::State;
using transfer::Verdict;

/// What stays on the disk of files that are not being fetched, and what can be made of it without a server.
class tst_Kept : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void aKeyNeedsNoServer_data();
    void aKeyNeedsNoServer();
    void aWrongKeyThenTheRightOne_data();
    void aWrongKeyThenTheRightOne();
    void anotherKeyLeavesTheRestLocked();
    void withoutKeepingLockedChunksComeAgain();
    void pausedFilesHaveAMap();
    void finishedFilesHaveAMap();
    void verifyingAgain();
    void whatIsKnownOfLocksSurvives();
    void howChunksCameSurvives();

private:
    static std::shared_ptr<const transfer::ChunkMap> mapOf(Harness &h, ItemId id);
    static std::shared_ptr<blte::KeyStore> keysOf(const std::vector<Encryption> &locks);
    static QString statesOf(const transfer::ChunkMap &map);

    QTemporaryDir m_state;
    const Encryption m_first{blte::KeyName{0x1234}, blte::Key{1, 2, 3}, {9, 8, 7, 6}};
    const Encryption m_second{blte::KeyName{0x5678}, blte::Key{4, 5, 6}, {6, 7, 8, 9}};
};

std::shared_ptr<const transfer::ChunkMap> tst_Kept::mapOf(Harness &h, ItemId id)
{
    std::shared_ptr<const transfer::ChunkMap> result;
    bool isRead = false;
    h.queue().readChunkMap(id, &h.queue(), [&](const auto &map) {
        result = map;
        isRead = true;
    });
    if (!QTest::qWaitFor([&] { return isRead; }, 10'000))
        qWarning("no answer");
    return result;
}

std::shared_ptr<blte::KeyStore> tst_Kept::keysOf(const std::vector<Encryption> &locks)
{
    auto keys = std::make_shared<blte::KeyStore>();
    for (const Encryption &lock : locks)
        keys->insert(lock.keyName, lock.key);
    return keys;
}

QString tst_Kept::statesOf(const transfer::ChunkMap &map)
{
    QString states;
    for (std::size_t i = 0; i < map.size(); ++i)
        states += QStringLiteral(".~#LX").at(static_cast<int>(map.state(i)));
    return states;
}

void tst_Kept::aKeyNeedsNoServer_data()
{
    QTest::addColumn<queue::MemoryProfile>("memory"); // in the low one the chunks stream
    QTest::newRow("decoded whole") << queue::MemoryProfile::Balanced;
    QTest::newRow("streamed") << queue::MemoryProfile::Low;
}

void tst_Kept::aKeyNeedsNoServer()
{
    QFETCH(queue::MemoryProfile, memory);
    queue::Settings settings;
    settings.memory = memory;
    Harness h(settings);
    const auto part = payload(noise(5), 400'000);
    const BuiltObject object = buildObject(
        {{part, {}}, {part, {Encoding::Raw, 6, m_first}}, {part, {Encoding::Raw, 6, m_first}}, {part, {}}});
    QVERIFY(h.fetch(h.source(h.publish(object))));
    QCOMPARE(h.last().verdict, Verdict::Incomplete);
    const auto map = mapOf(h, h.last().id);
    QVERIFY(map);
    QCOMPARE(statesOf(*map), QStringLiteral("#LL#"));

    h.server.goDown();
    h.server.clearLog();
    h.queue().setKeys(keysOf({m_first}));
    QTRY_COMPARE_WITH_TIMEOUT(h.last().verdict, Verdict::Unverified, 10'000);
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.server.requests().size(), 0);
    QCOMPARE(h.litter(), QStringList());
}

void tst_Kept::aWrongKeyThenTheRightOne_data()
{
    QTest::addColumn<bool>("isToldByKeys"); // or by adding the file once more
    QTest::addColumn<Encoding>("inside");
    for (const bool isToldByKeys : {true, false}) {
        QTest::addRow("zlib, %d", isToldByKeys) << isToldByKeys << Encoding::Zlib;
        QTest::addRow("stored, %d", isToldByKeys) << isToldByKeys << Encoding::Raw;
    }
}

/// However the right key comes, there is one row, and it becomes whole.
void tst_Kept::aWrongKeyThenTheRightOne()
{
    QFETCH(bool, isToldByKeys);
    QFETCH(Encoding, inside);
    Harness h;
    const auto part = payload(noise(5), 100'000);
    const BuiltObject object = buildObject({{part, {}}, {part, {inside, 6, m_first}}});
    Encryption wrong = m_first;
    wrong.key = blte::Key{7, 7, 7};
    h.queue().setKeys(keysOf({wrong}));
    const core::Source source = h.source(h.publish(object));
    QVERIFY(h.fetch(source));
    QCOMPARE(h.last().verdict, Verdict::Incomplete);
    QCOMPARE(h.happened(Event::Kind::KeyWrong), 1);
    const ItemId id = h.last().id;
    QCOMPARE(h.add(source), id); // nothing is new: it stays as it is
    QTRY_COMPARE_WITH_TIMEOUT(h.happened(Event::Kind::KeyWrong), 2, 10'000);
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.last().verdict, Verdict::Incomplete);

    h.server.goDown();
    if (!isToldByKeys)
        h.queue().hold({id}); // a finished one is not held
    h.queue().setKeys(keysOf({m_first}));
    if (!isToldByKeys)
        QCOMPARE(h.add(source), id);
    QTRY_COMPARE_WITH_TIMEOUT(h.last().verdict, Verdict::Unverified, 10'000);
    QCOMPARE(h.queue().count(), 1);
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.litter(), QStringList());
}

void tst_Kept::anotherKeyLeavesTheRestLocked()
{
    Harness h;
    const auto part = payload(repetitive(5), 50'000);
    const BuiltObject object = buildObject(
        {{part, {Encoding::Zlib, 6, m_first}}, {part, {Encoding::Zlib, 6, m_second}}, {part, {}}});
    QVERIFY(h.fetch(h.source(h.publish(object))));
    h.server.goDown();
    h.queue().setKeys(keysOf({m_second}));
    QTRY_COMPARE_WITH_TIMEOUT(h.last().missingKeys, QList{m_first.keyName}, 10'000);
    QVERIFY(h.waitFor(h.last().id, State::Done));
    QCOMPARE(h.last().verdict, Verdict::Incomplete);
    QCOMPARE(statesOf(*mapOf(h, h.last().id)), QStringLiteral("L##"));
    h.queue().setKeys(keysOf({m_first, m_second}));
    QTRY_COMPARE_WITH_TIMEOUT(h.last().verdict, Verdict::Unverified, 10'000);
    QCOMPARE(h.content(), toByteArray(object.payload));
}

void tst_Kept::withoutKeepingLockedChunksComeAgain()
{
    Harness h;
    const auto part = payload(repetitive(5), 50'000);
    const BuiltObject object = buildObject({{part, {Encoding::Zlib, 6, m_first}}, {part, {}}});
    queue::Options options;
    options.missingKeys = queue::MissingKeys::ZeroFill;
    QVERIFY(h.fetch(h.source(h.publish(object)), QStringLiteral("file"), options));
    QCOMPARE(h.litter(), QStringList{QStringLiteral("file.part.resume")});
    h.server.clearLog();
    h.queue().setKeys(keysOf({m_first}));
    QTRY_COMPARE_WITH_TIMEOUT(h.last().verdict, Verdict::Unverified, 10'000);
    QVERIFY(!h.server.requests().isEmpty());
    QCOMPARE(h.content(), toByteArray(object.payload));
}

void tst_Kept::pausedFilesHaveAMap()
{
    Harness h;
    const BuiltObject object = buildObject(payload(noise(3), 8u << 20), 256 << 10, {Encoding::Raw});
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(2'000'000));
    const ItemId id = h.add(h.source(path));
    QVERIFY(h.waitFor(id, State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > 3'000'000, 20'000);
    h.queue().hold({id});
    QVERIFY(h.waitFor(id, State::Paused));
    const auto map = mapOf(h, id);
    QVERIFY(map);
    QCOMPARE(map->size(), object.table.size());
    QVERIFY(map->count(ChunkState::Done) > 0);
    QVERIFY(map->count(ChunkState::Missing) > 0);
    QCOMPARE(map->count(ChunkState::InFlight), std::size_t(0));
    QVERIFY(map->table().headerMd5() == object.encodingKey.digest);
    QVERIFY(!mapOf(h, queue::ItemId{4711}));
}

void tst_Kept::finishedFilesHaveAMap()
{
    Harness h;
    const BuiltObject object = buildObject(payload(noise(3), 100'000), 10'000, {Encoding::Zlib});
    QVERIFY(h.fetch(h.source(h.publish(object))));
    QCOMPARE(statesOf(*mapOf(h, h.last().id)), QStringLiteral("##########"));
    h.server.serve("/plain", toByteArray(payload(noise(4), 2'000'000)));
    QVERIFY(h.fetch(h.source("/plain"), QStringLiteral("plain")));
    const auto plain = mapOf(h, h.last().id);
    QVERIFY(plain);
    QCOMPARE(plain->count(ChunkState::Done), plain->size());
    // What was changed since is not what was finished.
    QFile file(h.folder() + QStringLiteral("/plain"));
    QVERIFY(file.open(QIODevice::Append) && file.write("x") == 1);
    file.close();
    QVERIFY(!mapOf(h, h.last().id));
}

void tst_Kept::verifyingAgain()
{
    Harness h;
    const BuiltObject object = buildObject(payload(noise(3), 300'000), 50'000, {Encoding::Zlib});
    QVERIFY(h.fetch(h.source(h.publish(object))));
    const ItemId id = h.last().id;
    QCOMPARE(h.last().verdict, Verdict::ChunksVerified);
    h.queue().verify({id});
    QTRY_COMPARE(h.queue().log(id).last().kind, Event::Kind::Checked); // from now on its MD5 is known
    QCOMPARE(h.item(id).state, State::Done);
    QCOMPARE(h.item(id).checked, -1.0);
    QFile file(h.folder() + QStringLiteral("/file"));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(1000) && file.write("changed") == 7);
    file.close();
    h.queue().verify({id});
    QTRY_COMPARE(h.item(id).state, State::Failed);
    QCOMPARE(h.item(id).error.kind, core::ErrorKind::ContentKeyWrong);

    QVERIFY(h.fetch(h.source(h.publish(object)), QStringLiteral("gone")));
    QVERIFY(QFile::remove(h.folder() + QStringLiteral("/gone")));
    const ItemId gone = h.last().id;
    h.queue().verify({gone});
    QTRY_COMPARE(h.item(gone).state, State::Failed);
    QCOMPARE(h.item(gone).error.kind, core::ErrorKind::ReadFailed);
    h.queue().run({gone}); // and comes again
    QTRY_COMPARE_WITH_TIMEOUT(h.item(gone).state, State::Done, 10'000);
}

void tst_Kept::whatIsKnownOfLocksSurvives()
{
    Harness h;
    const QString database = m_state.filePath(QStringLiteral("queue.sqlite"));
    const BuiltObject object = buildObject({{payload(noise(1), 1000), {Encoding::Raw, 6, m_first}}});
    const core::Source source = h.source(h.publish(object));
    {
        support::OwnQueue queue({}, database);
        queue.load();
        queue.add({queue::Request{source, h.folder(), QStringLiteral("file"), {}, transfer::Intent::Run}});
        QTRY_VERIFY_WITH_TIMEOUT(queue.count() == 1 && queue.at(0).state == State::Done, 10'000);
    }
    support::OwnQueue queue({}, database);
    queue.load();
    QTRY_COMPARE(queue.count(), 1);
    QCOMPARE(queue.at(0).lockedChunks, 1);
    QCOMPARE(queue.at(0).missingKeys, QList{m_first.keyName});
    queue.setKeys(keysOf({m_first}));
    QTRY_COMPARE_WITH_TIMEOUT(queue.at(0).verdict, Verdict::Unverified, 10'000);
    QCOMPARE(h.content(), toByteArray(object.payload));
}

/// Of both attempts, and in a new start.
void tst_Kept::howChunksCameSurvives()
{
    Harness h;
    const QByteArray path = h.publish(largeObject(6u << 20));
    h.server.always(path, fault::limited(1'500'000));
    ItemId id = h.add(h.source(path));
    // How many chunks are done; -1 when it is not known of every one of them, and of no other, how it came.
    const auto known = [&] {
        int count = 0;
        const auto map = mapOf(h, id);
        for (std::size_t i = 0; map && i < map->size(); ++i) {
            const bool isDone = map->state(i) == transfer::ChunkState::Done;
            if (isDone != (map->origin(i).mode == 'N' && map->origin(i).mirror == 0))
                return -1;
            count += isDone ? 1 : 0;
        }
        return count;
    };
    QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > 2'500'000, 20'000);
    h.queue().hold({id});
    QVERIFY(h.waitFor(id, State::Paused));
    const int before = known();
    QVERIFY2(before > 0 && before < 48, qPrintable(QString::number(before)));
    h.restart();
    id = h.queue()
             .add({{h.source(path), h.folder(), QStringLiteral("file"), {}, transfer::Intent::Hold}})
             .first();
    QCOMPARE(known(), before);
    h.server.always(path, fault::none());
    h.queue().run({id});
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(known(), 48);
}

SLUICE_TEST(tst_Kept)
#include "tst_kept.moc"
