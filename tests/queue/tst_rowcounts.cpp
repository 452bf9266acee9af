#include "core/queue/rowcounts.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

using queue::BatchProgress;
using queue::Item;
using queue::ItemId;
using queue::RowCounts;
using support::madeItem;
using transfer::State;

namespace {

Item withBytes(Item item, qint64 done, qint64 size)
{
    item.progress.encodedDone = done;
    item.progress.encodedSize = size;
    return item;
}

Item missing(Item item, QList<int> keys)
{
    for (const int key : keys)
        item.missingKeys << blte::KeyName(key);
    return item;
}

} // namespace

class tst_RowCounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void labels()
    {
        RowCounts counts;
        Item item = madeItem(1);
        item.category = QStringLiteral("game");
        item.tags = {QStringLiteral("a"), QStringLiteral("b")};
        counts.update(item);
        Item other = madeItem(2);
        other.tags = {QStringLiteral("b")};
        counts.update(other);
        QCOMPARE(counts.categories(), (QHash<QString, int>{{QStringLiteral("game"), 1}}));
        QCOMPARE(counts.tags(), (QHash<QString, int>{{QStringLiteral("a"), 1}, {QStringLiteral("b"), 2}}));
        item.category.clear();
        item.tags = {QStringLiteral("b")};
        counts.update(item);
        counts.forget(other.id);
        QVERIFY(counts.categories().isEmpty());
        QCOMPARE(counts.tags(), (QHash<QString, int>{{QStringLiteral("b"), 1}}));
    }

    void locked_data()
    {
        QTest::addColumn<Item>("item");
        QTest::addColumn<int>("locked");
        QTest::addColumn<bool>("wantsKeys");
        Item incomplete = missing(madeItem(1, State::Done), {5});
        incomplete.verdict = transfer::Verdict::Incomplete;
        Item unlocked = missing(madeItem(1, State::Done), {5});
        unlocked.verdict = transfer::Verdict::Verified;
        Item refused = madeItem(1, State::Failed);
        refused.error.kind = core::ErrorKind::KeyMissing;
        Item failed = madeItem(1, State::Failed);
        failed.error.kind = core::ErrorKind::DiskFull;
        QTest::newRow("finished with locked chunks") << incomplete << 1 << true;
        QTest::newRow("finished without them") << unlocked << 0 << true;
        QTest::newRow("refused for want of a key") << refused << 1 << true;
        QTest::newRow("failed otherwise") << failed << 0 << false;
        QTest::newRow("failed otherwise, and lacks one, as sets do") << missing(failed, {5}) << 1 << true;
        QTest::newRow("under way, and lacks one")
            << missing(madeItem(1, State::Downloading), {5}) << 1 << false;
        QTest::newRow("queued") << madeItem(1) << 0 << false;
    }
    void locked()
    {
        QFETCH(Item, item);
        RowCounts counts;
        counts.update(item);
        QTEST(counts.locked(), "locked");
        QTEST(counts.wantingKeys().contains(item.id), "wantsKeys");
        counts.forget(item.id);
        QCOMPARE(counts.locked(), 0);
        QVERIFY(counts.wantingKeys().isEmpty());
    }

    void keysOfSeveralRows()
    {
        RowCounts counts;
        counts.update(missing(madeItem(1), {5, 6}));
        counts.update(missing(madeItem(2), {6}));
        QCOMPARE(counts.missingKeys(), (QHash<quint64, int>{{5, 1}, {6, 2}}));
        counts.update(madeItem(1));
        QCOMPARE(counts.missingKeys(), (QHash<quint64, int>{{6, 1}}));
        counts.forget(ItemId{2});
        QVERIFY(counts.missingKeys().isEmpty());
    }

    void batch_data()
    {
        QTest::addColumn<QList<Item>>("changes");
        QTest::addColumn<BatchProgress>("batch");
        const auto running = [](int id, qint64 done, qint64 size) {
            return withBytes(madeItem(id, State::Downloading), done, size);
        };
        const auto done = [](int id, qint64 size) {
            return withBytes(madeItem(id, State::Done), size, size);
        };
        QTest::newRow("nothing") << QList<Item>{} << BatchProgress{};
        QTest::newRow("size not known yet") << QList<Item>{madeItem(1)} << BatchProgress{1, 0, 1, 0, 0};
        QTest::newRow("progress replaces itself")
            << QList<Item>{running(1, 10, 100), running(1, 30, 100)} << BatchProgress{1, 1, 0, 30, 100};
        QTest::newRow("finished ones count while others go on")
            << QList<Item>{running(1, 10, 100), running(2, 0, 50), done(1, 100)}
            << BatchProgress{1, 2, 0, 100, 150};
        QTest::newRow("until everything is finished")
            << QList<Item>{running(1, 10, 100), running(2, 0, 50), done(1, 100), done(2, 50)}
            << BatchProgress{};
        QTest::newRow("then a new one begins")
            << QList<Item>{running(1, 10, 100), done(1, 100), running(2, 1, 50)}
            << BatchProgress{1, 1, 0, 1, 50};
        QTest::newRow("finished before this run")
            << QList<Item>{done(1, 100), running(2, 1, 50)} << BatchProgress{1, 1, 0, 1, 50};
        QTest::newRow("paused ones do not count")
            << QList<Item>{running(1, 10, 100), running(2, 1, 50),
                           withBytes(madeItem(1, State::Paused), 10, 100)}
            << BatchProgress{1, 1, 0, 1, 50};
    }
    void batch()
    {
        QFETCH(QList<Item>, changes);
        RowCounts counts;
        for (const Item &change : changes)
            counts.update(change);
        const BatchProgress found = counts.batch();
        QFETCH(BatchProgress, batch);
        QCOMPARE(found.unfinished, batch.unfinished);
        QCOMPARE(found.known, batch.known);
        QCOMPARE(found.unknown, batch.unknown);
        QCOMPARE(found.encodedDone, batch.encodedDone);
        QCOMPARE(found.encodedSize, batch.encodedSize);
    }

    void aRemovedRowLeavesTheBatch()
    {
        RowCounts counts;
        counts.update(withBytes(madeItem(1), 10, 100));
        counts.update(withBytes(madeItem(2), 5, 50));
        counts.update(withBytes(madeItem(1, State::Done), 100, 100));
        counts.forget(ItemId{1});
        QCOMPARE(counts.batch().encodedSize, 50);
        counts.forget(ItemId{2});
        QVERIFY(counts.batch() == BatchProgress{});
    }

    /// Whatever happened before, the counts are those of the rows as they are.
    void likeCountingAnew()
    {
        QRandomGenerator random(3);
        QHash<int, Item> rows;
        RowCounts counts;
        for (int step = 0; step < 3'000; ++step) {
            const int id = static_cast<int>(random.bounded(40));
            if (random.bounded(5) == 0) {
                rows.remove(id);
                counts.forget(ItemId{id});
                continue;
            }
            Item item = madeItem(id, State(random.bounded(transfer::kStateCount)));
            if (random.bounded(3) == 0)
                item = missing(item, {static_cast<int>(random.bounded(4))});
            rows.insert(id, item);
            counts.update(item);
        }
        RowCounts anew;
        for (const Item &item : std::as_const(rows))
            anew.update(item);
        QCOMPARE(counts.all(), rows.size());
        for (int state = 0; state < transfer::kStateCount; ++state)
            QCOMPARE(counts.inState(State(state)), anew.inState(State(state)));
        QCOMPARE(counts.active(), anew.active());
        QCOMPARE(counts.locked(), anew.locked());
        QCOMPARE(counts.missingKeys(), anew.missingKeys());
        QCOMPARE(counts.wantingKeys(), anew.wantingKeys());
        QCOMPARE(counts.batch().unfinished, anew.batch().unfinished);
    }
};

SLUICE_TEST(tst_RowCounts)
#include "tst_rowcounts.moc"
