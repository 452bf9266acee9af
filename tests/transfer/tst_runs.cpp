#include "core/transfer/routing/runs.h"

#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;

/// Which chunks a connection fetches next, and to whom those belong that are under way.
class tst_Runs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void claimsWhatIsMissing();
    void givesBackAllButTheKept();
    void givesBackAll();
    void demands_data();
    void demands();
    void fewLargeGapsComeOneByOne();
    void noMoreThanSixteenInOne();
    void openAnswers_data();
    void openAnswers();
};

namespace {

constexpr quint64 kPiece = 64 << 10;

constexpr std::pair<char, ChunkState> kLetters[]{{'m', ChunkState::Missing},
                                                 {'f', ChunkState::InFlight},
                                                 {'d', ChunkState::Done},
                                                 {'l', ChunkState::Locked},
                                                 {'b', ChunkState::Bad}};

/// A plain file, a letter for the state of each piece.
ChunkMap mapOf(QByteArrayView states, quint64 piece = kPiece)
{
    const auto size = static_cast<quint64>(states.size()) * piece;
    ChunkMap map(std::make_shared<const blte::ChunkTable>(blte::ChunkTable::plain(size, piece)));
    for (qsizetype i = 0; i < states.size(); ++i) {
        for (const auto &[letter, state] : kLetters) {
            if (letter == states[i])
                map.set(static_cast<std::size_t>(i), state);
        }
    }
    return map;
}

QByteArray statesOf(const ChunkMap &map)
{
    QByteArray states;
    for (std::size_t i = 0; i < map.size(); ++i) {
        for (const auto &[letter, state] : kLetters) {
            if (state == map.state(i))
                states += letter;
        }
    }
    return states;
}

} // namespace

void tst_Runs::claimsWhatIsMissing()
{
    ChunkMap map = mapOf("mfdlbmm");
    claim(map, {0, 6});
    QCOMPARE(statesOf(map), "ffdlbfm");
    claim(map, {});
    QCOMPARE(statesOf(map), "ffdlbfm");
}

void tst_Runs::givesBackAllButTheKept()
{
    ChunkMap map = mapOf("ffdlbfbf");
    giveBack(map, {1, 7}, {4, 6});
    QCOMPARE(statesOf(map), "fmdlbfmf");
}

void tst_Runs::givesBackAll()
{
    ChunkMap map = mapOf("ffdlbfm");
    giveBack(map, {0, 7}, {});
    QCOMPARE(statesOf(map), "mmdlmmm");
}

void tst_Runs::demands_data()
{
    using Extent = RunDemand::Extent;
    using Ranges = RunDemand::Ranges;
    QTest::addColumn<QByteArray>("states");
    QTest::addColumn<RunDemand>("demand");
    QTest::addColumn<ChunkRuns>("expected");
    const auto demand = [](Extent extent, Ranges ranges, int connections = 4) {
        return RunDemand{extent, ranges, connections, {}};
    };
    const RunDemand one = demand(Extent::Segment, Ranges::One);
    const RunDemand several = demand(Extent::Segment, Ranges::Several);
    QTest::newRow("nothing missing") << QByteArray("ddfl") << one << ChunkRuns{};
    QTest::newRow("nothing missing of a whole file")
        << QByteArray("ddfl") << demand(Extent::WholeFile, Ranges::One) << ChunkRuns{};
    QTest::newRow("from the first gap on") << QByteArray("dfmmfm") << one << ChunkRuns{{2, 4}};
    QTest::newRow("at least a mebibyte") << QByteArray(32, 'm') << one << ChunkRuns{{0, 16}};
    QTest::newRow("half of an equal share") << QByteArray(256, 'm') << one << ChunkRuns{{0, 32}};
    QTest::newRow("the whole file from its gap on")
        << QByteArray("ddmmfmdd") << demand(Extent::WholeFile, Ranges::Several) << ChunkRuns{{2, 8}};
    QTest::newRow("small gaps, one at a time") << QByteArray("mdmdmd") << one << ChunkRuns{{0, 1}};
    QTest::newRow("small gaps together")
        << QByteArray("mdmdmd") << several << ChunkRuns{{0, 1}, {2, 3}, {4, 5}};
    QTest::newRow("two gaps are not worth it") << QByteArray("mdmddd") << several << ChunkRuns{{0, 1}};
    QTest::newRow("one large gap is one request") << QByteArray(32, 'm') << several << ChunkRuns{{0, 16}};
}

void tst_Runs::demands()
{
    QFETCH(QByteArray, states);
    QFETCH(RunDemand, demand);
    QFETCH(ChunkRuns, expected);
    QCOMPARE(runsFor(mapOf(states), demand), expected);
}

/// Three gaps that are larger than a quarter of a mebibyte on average.
void tst_Runs::fewLargeGapsComeOneByOne()
{
    RunDemand demand;
    demand.ranges = RunDemand::Ranges::Several;
    demand.connections = 1;
    QCOMPARE(runsFor(mapOf("mdmdm", 256 << 10), demand), (ChunkRuns{{0, 1}, {2, 3}, {4, 5}}));
    QCOMPARE(runsFor(mapOf("mdmdm", (256 << 10) + 1), demand), (ChunkRuns{{0, 1}}));
}

void tst_Runs::noMoreThanSixteenInOne()
{
    RunDemand demand;
    demand.ranges = RunDemand::Ranges::Several;
    const ChunkRuns runs = runsFor(mapOf(QByteArray("md").repeated(20), 4096), demand);
    QCOMPARE(runs.size(), 16u);
    QCOMPARE(runs.back(), (ChunkRun{30, 31}));
}

void tst_Runs::openAnswers_data()
{
    using How = OpenAnswerGoesOn::How;
    using Others = OpenAnswer::Others;
    QTest::addColumn<QByteArray>("states");
    QTest::addColumn<OpenAnswer>("answer");
    QTest::addColumn<int>("how");
    QTest::addColumn<ChunkRun>("next");
    const auto row = [](const char *name, QByteArray states, const OpenAnswer &answer, How how,
                        ChunkRun next = {}) {
        QTest::newRow(name) << std::move(states) << answer << static_cast<int>(how) << next;
    };
    const OpenAnswer answered{{0, 2}, Others::Answered, 4};
    const OpenAnswer unanswered{{0, 2}, Others::Unanswered, 4};
    row("as much again", "ddmmmm", answered, How::Takes, {2, 4});
    row("no more than is missing", "ddmfmm", answered, How::Takes, {2, 3});
    row("no more than there is", "ddm", answered, How::Takes, {2, 3});
    row("the end of the file", "dd", answered, How::Ends);
    row("fetched by others", "ddfm", answered, How::Ends);
    row("finished already", "dddm", answered, How::Ends);
    row("promised to one that got no answer yet", "ddfm", unanswered, How::Waits);
    row("others got none, but what follows is free", "ddmm", unanswered, How::Takes, {2, 4});
    row("others got none, and nothing follows", "dd", unanswered, How::Ends);
    row("nobody shares the file", "ddmm", {{0, 2}, Others::Answered, 1}, How::Ends);
}

void tst_Runs::openAnswers()
{
    QFETCH(QByteArray, states);
    QFETCH(OpenAnswer, answer);
    QFETCH(int, how);
    QFETCH(ChunkRun, next);
    const OpenAnswerGoesOn then = goesOn(mapOf(states), answer);
    QCOMPARE(static_cast<int>(then.how), how);
    QCOMPARE(then.next, next);
}

SLUICE_TEST(tst_Runs)
#include "tst_runs.moc"
