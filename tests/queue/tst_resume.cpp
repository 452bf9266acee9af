#include "core/storage/partpaths.h"
#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QFileInfo>
#include <QTest>

using namespace support;
using transfer::Event;
using transfer::State;
using transfer::Verdict;

/// Going on: after a pause, a new start, a change, a key; and what is there already.
class tst_Resume : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void pauseAndResumeFetchesNothingTwice();
    void aNewStartGoesOn();
    void aHugeChunkGoesOnInItsMiddle_data();
    void aHugeChunkGoesOnInItsMiddle();
    void aChangedFileBeginsAnew();
    void whatIsThereAlready();
    void lockedChunks();

private:
    QTemporaryDir m_state;
};

void tst_Resume::pauseAndResumeFetchesNothingTwice()
{
    Harness h;
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(2'000'000));
    const queue::ItemId id = h.add(h.source(path));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(h.waitFor(id, State::Downloading));
        const qint64 before = h.server.bytesServed();
        QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > before + 1'000'000, 20'000);
        h.queue().hold({id});
        QVERIFY(h.waitFor(id, State::Paused));
        h.queue().run({id});
    }
    h.server.always(path, fault::none());
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.happened(Event::Kind::Resumed), 3);
    // Per pause and connection at most the chunk in flight and what was under way in buffers.
    const quint64 twice = bodyBytes(h.server.requests()) - object.bytes.size();
    QVERIFY2(twice <= 3u * 4u * (1u << 20), qPrintable(QString::number(twice)));
}

void tst_Resume::aNewStartGoesOn()
{
    Harness h;
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(2'000'000));
    const queue::ItemId id = h.add(h.source(path));
    QVERIFY(h.waitFor(id, State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > 4'000'000, 20'000);
    h.restart();
    h.server.always(path, fault::none());
    const qint64 before = h.server.bytesServed();
    QVERIFY(h.fetch(h.source(path)));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.happened(Event::Kind::Resumed), 1);
    QVERIFY(h.server.bytesServed() - before < static_cast<qint64>(object.bytes.size()) - 2'000'000);
    QCOMPARE(h.litter(), QStringList());
}

void tst_Resume::aHugeChunkGoesOnInItsMiddle_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<TableFormat>("table");
    QTest::addColumn<bool>("isApart"); // its encoded bytes lie in a file of their own meanwhile
    QTest::newRow("zlib") << Encoding::Zlib << TableFormat::Normal << true;
    QTest::newRow("stored") << Encoding::Raw << TableFormat::Normal << false;
    QTest::newRow("stored, without a table") << Encoding::Raw << TableFormat::Headerless << false;
}

void tst_Resume::aHugeChunkGoesOnInItsMiddle()
{
    QFETCH(Encoding, encoding);
    QFETCH(TableFormat, table);
    QFETCH(bool, isApart);
    Harness h;
    const std::vector<std::uint8_t> bytes = payload(noise(9), 20u << 20);
    const BuiltObject object = buildObject(bytes, bytes.size(), {encoding}, table);
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(8'000'000));
    const queue::ItemId id = h.add(h.source(path));
    QVERIFY(h.waitFor(id, State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > 6'000'000, 20'000);
    QCOMPARE(h.litter().contains(QFileInfo(storage::spoolPath(QStringLiteral("file"), 0)).fileName()),
             isApart);
    h.restart();
    h.server.always(path, fault::none());
    QVERIFY(h.fetch(h.source(path)));
    QCOMPARE(h.content(), toByteArray(object.payload));
    const quint64 twice = bodyBytes(h.server.requests()) - object.bytes.size();
    QVERIFY2(twice <= 2u << 20, qPrintable(QString::number(twice)));
    QCOMPARE(h.litter(), QStringList());
}

void tst_Resume::aChangedFileBeginsAnew()
{
    Harness h;
    const QByteArray first = toByteArray(payload(noise(1), 6'000'000));
    const QByteArray second = toByteArray(payload(noise(2), 6'000'000));
    Resource resource = resourceOf(first);
    resource.etag = "\"first\"";
    h.server.serve("/plain", resource);
    h.server.always("/plain", fault::limited(1'000'000));
    const queue::ItemId id = h.add(h.source("/plain"));
    QVERIFY(h.waitFor(id, State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > 2'000'000, 20'000);
    h.queue().hold({id});
    QVERIFY(h.waitFor(id, State::Paused));
    resource = resourceOf(second);
    resource.etag = "\"second\"";
    h.server.serve("/plain", resource);
    h.server.always("/plain", fault::none());
    h.queue().run({id});
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(), second);
    QCOMPARE(h.happened(Event::Kind::Restarted), 1);
}

void tst_Resume::whatIsThereAlready()
{
    Harness h;
    const BuiltObject object = largeObject(3u << 20);
    const core::Source source = h.source(h.publish(object));
    QVERIFY(h.fetch(source));
    h.server.clearLog();

    // Finished before, and unchanged since: its receipt says so.
    QVERIFY(h.fetch(source));
    QCOMPARE(h.server.requests().size(), 0);
    QCOMPARE(h.last().verdict, Verdict::ChunksVerified);

    // Something else stands there: refused, renamed, overwritten, as ordered.
    QFile file(h.folder() + QStringLiteral("/file"));
    QVERIFY(file.open(QIODevice::Append));
    file.write("changed");
    file.close();
    QVERIFY(h.waitFor(h.add(source), State::Failed));
    QCOMPARE(h.last().error.kind, core::ErrorKind::TargetExists);
    QVERIFY(h.content().endsWith("changed"));
    h.queue().remove({h.last().id}, queue::Removal::KeepFiles);
    QVERIFY(h.fetch(source, QStringLiteral("file"), {.whenExists = queue::WhenExists::Rename}));
    QCOMPARE(h.last().name, QStringLiteral("file (1)"));
    QCOMPARE(h.content(QStringLiteral("file (1)")), toByteArray(object.payload));
    QVERIFY(h.fetch(source, QStringLiteral("file"), {.whenExists = queue::WhenExists::Overwrite}));
    QCOMPARE(h.content(), toByteArray(object.payload));

    // A content key proves what nobody remembers.
    core::Source known = source;
    known.contentKey = object.contentKey;
    QFile::rename(h.folder() + QStringLiteral("/file"), h.folder() + QStringLiteral("/moved"));
    h.server.clearLog();
    QVERIFY(h.fetch(known, QStringLiteral("moved")));
    QCOMPARE(h.server.requests().size(), 0);
    QCOMPARE(h.last().verdict, Verdict::Verified);
}

void tst_Resume::lockedChunks()
{
    Harness h;
    const std::vector<std::uint8_t> part = payload(repetitive(5), 50'000);
    const Encryption lock{blte::KeyName{0x1234}, blte::Key{1, 2, 3}, {9, 8, 7, 6}};
    const BuiltObject object = buildObject(
        {{part, {Encoding::Zlib}, {}, {}}, {part, {Encoding::Zlib, 6, lock}, {}, {}}, {part, {}, {}, {}}});
    const core::Source source = h.source(h.publish(object));
    QVERIFY(h.fetch(source));
    QCOMPARE(h.last().verdict, Verdict::Incomplete);
    QCOMPARE(h.last().lockedChunks, 1);
    QCOMPARE(h.last().missingKeys, QList{lock.keyName});
    const QByteArray clear = toByteArray(part);
    QCOMPARE(h.content(), clear + QByteArray(clear.size(), '\0') + clear);

    QStringList kept{QFileInfo(storage::spoolPath(QStringLiteral("file"), 1)).fileName(),
                     QStringLiteral("file.part.resume")};
    kept.sort();
    QCOMPARE(h.litter(), kept); // for the day the key is there

    queue::Options strict;
    strict.missingKeys = queue::MissingKeys::Fail;
    const queue::ItemId id = h.add(source, QStringLiteral("strict"), strict);
    QVERIFY(h.waitFor(id, State::Failed));
    QCOMPARE(h.item(id).error.kind, core::ErrorKind::KeyMissing);
    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(lock.keyName, lock.key);
    h.queue().setKeys(keys);
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(QStringLiteral("strict")), clear + clear + clear);
    // The key unlocks the file that was finished without it, too.
    QTRY_COMPARE_WITH_TIMEOUT(h.queue().at(0).verdict, Verdict::Unverified, 10'000);
    QCOMPARE(h.content(), clear + clear + clear);
    QCOMPARE(h.litter({QStringLiteral("file"), QStringLiteral("strict")}), QStringList());
    QVERIFY(h.queue().at(0).lockedChunks == 0);
}

SLUICE_TEST(tst_Resume)
#include "tst_resume.moc"
