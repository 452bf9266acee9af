#include "tests/faults/stage.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace support;
using namespace faults;
using core::ErrorKind;
using transfer::Event;
using transfer::State;

/// The fault list, section E: what people do to a queue. And 10: asked again for what is complete already.
class tst_FaultsInteraction : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void pauseAndResumeAHundredTimes_data();
    void pauseAndResumeAHundredTimes();
    void removeWhileFinishing();
    void removeASetWhileItGoesOn();
    void reorderWhileFinishing();
    void tenThousandItems();
    void theSameDropTwice();
    void aCompletePartAndA416_data() { bothKinds(); }
    void aCompletePartAndA416();
    void emptyFiles_data();
    void emptyFiles();
    void aBadBlockInAStreamedChunk();
    void aDecoderBomb();
    void aClockThatWasSetBack();

private:
    static void bothKinds();
    QTemporaryDir m_state;
};

void tst_FaultsInteraction::bothKinds()
{
    QTest::addColumn<int>("what");
    QTest::newRow("blte") << int(What::Blte);
    QTest::newRow("plain") << int(What::Plain);
}

void tst_FaultsInteraction::pauseAndResumeAHundredTimes_data()
{
    bothKinds();
    QTest::newRow("set") << int(What::Set);
}

void tst_FaultsInteraction::pauseAndResumeAHundredTimes()
{
    QFETCH(int, what);
    Stage stage(static_cast<What>(what));
    stage.setSettings([](queue::Settings &s) { s.bytesPerSecond = 6'000'000; });
    stage.start();
    for (int i = 0; i < 100; ++i) {
        stage.harness.queue().hold({stage.id()});
        QTest::qWait(i % 10);
        stage.harness.queue().run({stage.id()});
        QTest::qWait((i * 7) % 10);
    }
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    QVERIFY(stage.isRight());
    QCOMPARE(stage.litter(), QStringList());
    QVERIFY2(stage.complaint().isEmpty(), qPrintable(stage.complaint()));
}

/// At any moment: whatever has its name is right, and nothing else is left.
void tst_FaultsInteraction::removeASetWhileItGoesOn()
{
    for (int after = 0; after < 60; after += 4) {
        Stage stage(What::Set);
        stage.setSettings([](queue::Settings &s) { s.bytesPerSecond = 60'000'000; });
        const queue::ItemId id = stage.start();
        QTest::qWait(after);
        stage.harness.queue().remove({id}, queue::Removal::DeletePartial);
        QTRY_COMPARE_WITH_TIMEOUT(stage.harness.queue().count(), 0, 15'000);
        QSignalSpy closed(&stage.harness.queue(), &queue::Queue::closed);
        stage.harness.queue().close(); // who quits at once leaves nothing behind either
        QVERIFY(closed.wait(15'000));
        stage.restart();
        QVERIFY(stage.hasNothingWrong());
        QCOMPARE(stage.litter(), QStringList());
    }
}

void tst_FaultsInteraction::removeWhileFinishing()
{
    for (int i = 0; i < 10; ++i) {
        Stage stage(What::Blte);
        const queue::ItemId id = stage.start();
        connect(&stage.harness.queue(), &queue::Queue::itemChanged, this, [&](int row) {
            if (stage.harness.queue().at(row).state == State::Committing)
                QMetaObject::invokeMethod(
                    &stage.harness.queue(),
                    [&] { stage.harness.queue().remove({id}, queue::Removal::DeletePartial); },
                    Qt::QueuedConnection);
        });
        QTRY_COMPARE_WITH_TIMEOUT(stage.harness.queue().count(), 0, 15'000);
        stage.restart();
        // It was finished or it was not; there is no third.
        const QByteArray content = stage.harness.content();
        QVERIFY(content.isEmpty() || content == stage.expected);
        QCOMPARE(stage.harness.litter(), QStringList());
    }
}

void tst_FaultsInteraction::reorderWhileFinishing()
{
    Stage stage(What::Blte);
    QList<queue::ItemId> ids;
    for (int i = 0; i < 8; ++i)
        ids << stage.harness.add(stage.harness.source(stage.path), QStringLiteral("file%1").arg(i));
    for (int i = 0; stage.harness.happened(Event::Kind::Done) < ids.size() && i < 2000; ++i) {
        stage.harness.queue().move({ids[i % 8], ids[(i * 3) % 8]}, (i * 5) % 9);
        QTest::qWait(5);
    }
    for (int i = 0; i < 8; ++i)
        QVERIFY(stage.harness.content(QStringLiteral("file%1").arg(i)) == stage.expected);
}

void tst_FaultsInteraction::tenThousandItems()
{
    Harness h;
    h.server.always("/x", fault::status(404));
    QList<queue::Request> requests;
    for (int i = 0; i < 10'000; ++i)
        requests << queue::Request{
            h.source("/x"), h.folder(), QString::number(i), {}, transfer::Intent::Hold};
    QElapsedTimer timer;
    timer.start();
    const QList<queue::ItemId> ids = h.queue().add(requests);
    QCOMPARE(h.queue().count(), 10'000);
    h.queue().remove(ids.mid(1), queue::Removal::KeepFiles);
    QCOMPARE(h.queue().count(), 1);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void tst_FaultsInteraction::theSameDropTwice()
{
    Stage stage(What::Blte);
    const queue::ItemId id = stage.start();
    QCOMPARE(stage.harness.add(stage.source), id);
    QCOMPARE(stage.harness.queue().count(), 1);
    QVERIFY(stage.harness.waitFor(id, State::Done));
    QVERIFY(stage.harness.content() == stage.expected);
}

void tst_FaultsInteraction::aCompletePartAndA416()
{
    QFETCH(int, what);
    Stage stage(static_cast<What>(what));
    stage.setSettings([](queue::Settings &s) { s.bytesPerSecond = 12'000'000; });
    stage.start();
    QTRY_VERIFY(!stage.server().requests().isEmpty());
    // Somebody else's file stands there when it is to be finished.
    QFile file(stage.harness.folder() + QStringLiteral("/file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(stage.harness.waitFor(stage.id(), State::Failed));
    QCOMPARE(stage.item().error.kind, ErrorKind::TargetExists);
    QVERIFY(file.remove());
    stage.server().clearLog();
    // What no key names may have changed meanwhile: its head is asked for, and nothing behind it.
    const bool isAsked = static_cast<What>(what) == What::Plain;
    stage.server().setRule([isAsked](const support::Request &request) -> std::optional<support::Fault> {
        const bool isHead = isAsked && request.range().startsWith("bytes=0-");
        return isHead ? std::nullopt : std::optional(fault::unsatisfied());
    });
    stage.harness.queue().run({stage.id()});
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    QVERIFY(stage.harness.content() == stage.expected);
    QCOMPARE(stage.server().requests().size(), isAsked ? 1 : 0);
}

void tst_FaultsInteraction::emptyFiles_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("200, length 0") << 0;
    QTest::newRow("416 with the length") << 1;
    QTest::newRow("416 that tells nothing") << 2;
    QTest::newRow("200 without length") << 3;
}

void tst_FaultsInteraction::emptyFiles()
{
    QFETCH(int, how);
    Stage stage(What::Plain);
    stage.replaceFile({}, "\"empty\"");
    stage.server().setRule([how](const Request &request) -> std::optional<Fault> {
        if (how == 2 && !request.range().isEmpty())
            return fault::status(416, "no");
        Fault whole = fault::rangeIgnored();
        if (how == 3)
            whole.framing = Fault::Framing::UntilClose;
        return how == 1 ? std::nullopt : std::optional(whole);
    });
    stage.start();
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    QVERIFY(QFile::exists(stage.harness.folder() + QStringLiteral("/file")));
    QCOMPARE(stage.harness.content(), QByteArray());
    QCOMPARE(stage.harness.litter(), QStringList());
}

void tst_FaultsInteraction::aBadBlockInAStreamedChunk()
{
    Stage stage(What::Blte);
    const std::vector<std::uint8_t> bytes = payload(noise(3), 6u << 20);
    const BuiltObject object = buildObject(bytes, 3u << 20, {Encoding::Zlib});
    stage.path = stage.harness.publish(object);
    const auto at = static_cast<qint64>(object.table[1].encodedOffset + 100'000);
    stage.script({fault::bitFlipped(at), fault::bitFlipped(at)});
    stage.start();
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    QVERIFY(stage.harness.content() == toByteArray(bytes));
    QVERIFY(stage.item().progress.networkBytes <
            qint64(object.bytes.size()) + (7 << 20)); // the block, not the file
}

void tst_FaultsInteraction::aDecoderBomb()
{
    Stage stage(What::Blte);
    ChunkSpec bomb{std::vector<std::uint8_t>(64u << 20), {Encoding::Zlib}, {}, 1000};
    stage.path = stage.harness.publish(buildObject({bomb}));
    stage.start();
    QVERIFY(stage.harness.waitFor(stage.id(), State::Failed));
    QCOMPARE(stage.item().error.kind, ErrorKind::StreamCorrupt);
    QVERIFY(QFileInfo(stage.harness.folder() + QStringLiteral("/file.part")).size() <= 1000);
}

/// The rate's clock is steady; one that goes back all the same says nothing instead of nonsense.
void tst_FaultsInteraction::aClockThatWasSetBack()
{
    transfer::RateEstimator rate;
    const transfer::RateEstimator::Clock::time_point now{std::chrono::hours(1000)};
    rate.sample(0, now);
    rate.sample(5'000'000, now + std::chrono::seconds(1));
    rate.sample(5'000'001, now - std::chrono::hours(1));
    QCOMPARE(rate.bytesPerSecond(now - std::chrono::hours(1)), 0);
    rate.sample(6'000'001, now - std::chrono::hours(1) + std::chrono::seconds(1));
    QCOMPARE(rate.bytesPerSecond(now - std::chrono::hours(1) + std::chrono::seconds(1)), 1'000'000);
}

SLUICE_TEST(tst_FaultsInteraction)
#include "tst_faultsinteraction.moc"
