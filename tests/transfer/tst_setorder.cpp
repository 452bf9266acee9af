#include "core/transfer/routing/setorder.h"

#include "core/bytes.h"
#include "core/transfer/routing/setstage.h"
#include "tests/support/testmain.h"

#include <QTest>

using core::SetPlan;
using core::Source;
using transfer::SetFileState;
using transfer::SetOrder;
using transfer::SetStage;
using Known = SetOrder::Known;
using namespace Qt::StringLiterals;

/// Which files of a set are fetched next, and how.
class tst_SetOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states_data();
    void states();
    void stages_data();
    void stages();
    void kinds_data();
    void kinds();
    void asServed_data();
    void asServed();
    void looksAtALittle();
    void readBack();
    void neighboursComeTogether();
    void groupsAreBounded();
    void looseOnesComeTogether();
    void givenBackComeFirst();
    void setAsideComeBeforeLarge();
    void copies();
    void copiesOfWhatIsThere();
    void whatIsThereIsLookedAt();
    void failuresTakeCopiesAlong();
    void whatWasBegunGoesOnAlone();
    void copiesOfWhatNobodyWants();
    void changesAreCounted();
    void everythingEnds();
};

namespace {

Source slice(const QString &archive, qint64 first, qint64 size, const QString &name)
{
    Source source;
    source.mirrors = {QUrl(u"http://cdn.example/data/"_s + archive)};
    source.slice = core::ByteRange{first, first + size - 1};
    source.encodingKey = blte::EncodingKey{blte::md5(core::bytesOf(name.toUtf8()))};
    source.decodedSize = size;
    source.name = name;
    return source;
}

Source loose(qint64 size, const QString &name)
{
    Source source = slice(u"objects/"_s + name, 0, 1, name);
    source.slice.reset();
    source.encodedSize = source.decodedSize = size;
    return source;
}

SetPlan planOf(const QList<Source> &sources)
{
    SetPlan plan;
    for (const Source &source : sources)
        plan.add(source);
    plan.arrange();
    return plan;
}

std::vector<Known> missing(const SetPlan &plan)
{
    return std::vector(plan.size(), Known::Missing);
}

QStringList namesOf(const SetPlan &plan, const SetOrder::Group &group)
{
    QStringList names;
    for (const SetPlan::Index file : group)
        names << plan.name(file);
    return names;
}

constexpr std::array kStates{SetFileState::Waiting, SetFileState::Passing, SetFileState::Placing,
                             SetFileState::There,   SetFileState::Looking, SetFileState::Aside,
                             SetFileState::Alone,   SetFileState::Copying, SetFileState::Done,
                             SetFileState::Failed,  SetFileState::Unwanted};

bool isEnd(SetFileState state)
{
    return state == SetFileState::Done || state == SetFileState::Failed || state == SetFileState::Unwanted;
}

} // namespace

void tst_SetOrder::states_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<QString>("successors"); // by number
    QTest::newRow("Waiting") << 0 << u"15"_s;
    QTest::newRow("Passing") << 1 << u"025"_s;
    QTest::newRow("Placing") << 2 << u"589"_s;
    QTest::newRow("There") << 3 << u"4"_s;
    QTest::newRow("Looking") << 4 << u"5689"_s;
    QTest::newRow("Aside") << 5 << u"6"_s;
    QTest::newRow("Alone") << 6 << u"23589"_s;
    QTest::newRow("Copying") << 7 << u"2589"_s;
    QTest::newRow("Done") << 8 << QString();
    QTest::newRow("Failed") << 9 << QString();
    QTest::newRow("Unwanted") << 10 << QString();
}

void tst_SetOrder::states()
{
    QFETCH(int, from);
    QFETCH(QString, successors);
    static_assert(kStates.size() == transfer::kSetFileStateCount);
    for (std::size_t to = 0; to < kStates.size(); ++to)
        QCOMPARE(transfer::canMove(kStates[static_cast<std::size_t>(from)], kStates[to]),
                 successors.contains(QString::number(to)));
}

void tst_SetOrder::stages_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<QString>("successors");
    QTest::newRow("Opening") << 0 << u"135"_s;
    QTest::newRow("Fetching") << 1 << u"234"_s;
    QTest::newRow("GivingUp") << 2 << u"35"_s;
    QTest::newRow("Stopping") << 3 << u"5"_s;
    QTest::newRow("Closing") << 4 << u"5"_s;
    QTest::newRow("Over") << 5 << QString();
}

void tst_SetOrder::stages()
{
    QFETCH(int, from);
    QFETCH(QString, successors);
    constexpr std::array kStages{SetStage::Opening,  SetStage::Fetching, SetStage::GivingUp,
                                 SetStage::Stopping, SetStage::Closing,  SetStage::Over};
    static_assert(kStages.size() == transfer::kSetStageCount);
    for (std::size_t to = 0; to < kStages.size(); ++to)
        QCOMPARE(transfer::canMove(kStages[static_cast<std::size_t>(from)], kStages[to]),
                 successors.contains(QString::number(to)));
}

void tst_SetOrder::kinds_data()
{
    QTest::addColumn<Source>("source");
    QTest::addColumn<Known>("known");
    QTest::addColumn<SetFileState>("state");
    const Source small = slice(u"a"_s, 0, 100, u"small"_s);
    QTest::newRow("small slice") << small << Known::Missing << SetFileState::Waiting;
    QTest::newRow("small, loose") << loose(100, u"small"_s) << Known::Missing << SetFileState::Waiting;
    QTest::newRow("large slice") << slice(u"a"_s, 0, 1 << 20, u"large"_s) << Known::Missing
                                 << SetFileState::Aside;
    QTest::newRow("large, loose") << loose(2 << 20, u"large"_s) << Known::Missing << SetFileState::Aside;
    Source unknown = loose(100, u"unknown"_s);
    unknown.encodedSize.reset();
    QTest::newRow("of unknown size, but for the decoded one")
        << unknown << Known::Missing << SetFileState::Waiting;
    unknown.decodedSize.reset();
    QTest::newRow("of unknown size") << unknown << Known::Missing << SetFileState::Aside;
    Source bomb = small;
    bomb.decodedSize = 9 << 20;
    QTest::newRow("small, but for what it decodes to") << bomb << Known::Missing << SetFileState::Aside;
    Source unproven = small;
    unproven.encodingKey.reset();
    QTest::newRow("nothing proves it") << unproven << Known::Missing << SetFileState::Aside;
    unproven.contentKey = blte::ContentKey{};
    QTest::newRow("its content key does") << unproven << Known::Missing << SetFileState::Waiting;
    Source empty = loose(0, u"empty"_s);
    QTest::newRow("empty") << empty << Known::Missing << SetFileState::Aside;
    QTest::newRow("it cannot have its place") << small << Known::Blocked << SetFileState::Failed;
    QTest::newRow("nobody wants it") << small << Known::Unwanted << SetFileState::Unwanted;
    QTest::newRow("done") << small << Known::Done << SetFileState::Done;
    QTest::newRow("something is there") << small << Known::There << SetFileState::Aside;
    QTest::newRow("something is there, and can be told from it")
        << unproven << Known::There << SetFileState::There;
}

void tst_SetOrder::kinds()
{
    QFETCH(Source, source);
    QFETCH(Known, known);
    QFETCH(SetFileState, state);
    const SetPlan plan = planOf({source});
    const SetOrder order(plan, {known});
    QCOMPARE(order.state(0), state);
    QCOMPARE(order.count(state), 1);
    QCOMPARE(order.isOver(), isEnd(state));
}

void tst_SetOrder::asServed_data()
{
    QTest::addColumn<Source>("source");
    QTest::addColumn<Known>("known");
    QTest::addColumn<SetFileState>("state");
    const Source small = slice(u"a"_s, 0, 100, u"small"_s);
    QTest::newRow("small slice") << small << Known::Missing << SetFileState::Waiting;
    QTest::newRow("small, loose") << loose(100, u"small"_s) << Known::Missing << SetFileState::Waiting;
    QTest::newRow("large") << loose(2 << 20, u"large"_s) << Known::Missing << SetFileState::Aside;
    Source bomb = small;
    bomb.decodedSize = 9 << 20;
    QTest::newRow("whatever it decodes to") << bomb << Known::Missing << SetFileState::Waiting;
    Source other = small;
    other.encodingKey.reset();
    other.contentKey = blte::ContentKey{};
    QTest::newRow("its content key does not prove it") << other << Known::Missing << SetFileState::Aside;
    QTest::newRow("there") << small << Known::There << SetFileState::There;
    QTest::newRow("nor what is there") << other << Known::There << SetFileState::Aside;
}

void tst_SetOrder::asServed()
{
    QFETCH(Source, source);
    QFETCH(Known, known);
    QFETCH(SetFileState, state);
    SetPlan plan;
    plan.setRaw();
    plan.add(source);
    QCOMPARE(SetOrder(plan, {known}).state(0), state);
}

/// What is there is read a little at a time, and a large file by itself.
void tst_SetOrder::looksAtALittle()
{
    SetPlan plan;
    plan.setRaw();
    for (const qint64 size : {30 << 20, 30 << 20, 30 << 20, 500 << 20, 10, 10})
        plan.add(loose(size, u"%1"_s.arg(plan.size())));
    SetOrder order(plan, std::vector(plan.size(), Known::There));
    std::vector<std::size_t> groups;
    for (SetOrder::Group group = order.takeThere(100); !group.empty(); group = order.takeThere(100))
        groups.push_back(group.size());
    QCOMPARE(groups, (std::vector<std::size_t>{2, 1, 1, 2}));
}

/// An archive is fetched by itself, read back, mended, and read once more.
void tst_SetOrder::readBack()
{
    SetPlan plan;
    plan.setRaw();
    SetPlan::Object archive = plan.objectOf(loose(100, u"archive"_s));
    archive.encodingKey.reset();
    archive.proof = SetPlan::Proof::ByItsIndex;
    plan.add(u"archive"_s, archive);
    QCOMPARE(SetOrder(plan, {Known::There}).state(0), SetFileState::There);
    SetOrder order(plan, {Known::Missing});
    QVERIFY(order.takeGroup().empty());
    QCOMPARE(order.takeAlone(), std::optional<SetPlan::Index>(0));
    order.readBack(0);
    QCOMPARE(order.takeThere(5), SetOrder::Group{0});
    order.beginMending(0);
    QCOMPARE(order.state(0), SetFileState::Alone);
    order.readBack(0);
    QCOMPARE(order.takeThere(5), SetOrder::Group{0});
    QVERIFY(order.finish(0).empty());
    QVERIFY(order.isOver());
}

void tst_SetOrder::neighboursComeTogether()
{
    const SetPlan plan = planOf(
        {slice(u"a"_s, 0, 100, u"1"_s), slice(u"a"_s, 100, 100, u"2"_s), slice(u"a"_s, 300, 100, u"3"_s),
         slice(u"a"_s, 400 + (33 << 10), 100, u"far"_s), slice(u"b"_s, 0, 100, u"other archive"_s)});
    SetOrder order(plan, missing(plan));
    QCOMPARE(namesOf(plan, order.takeGroup()), QStringList({u"1"_s, u"2"_s, u"3"_s}));
    QCOMPARE(namesOf(plan, order.takeGroup()), QStringList({u"far"_s}));
    QCOMPARE(namesOf(plan, order.takeGroup()), QStringList({u"other archive"_s}));
    QVERIFY(order.takeGroup().empty());
    QCOMPARE(order.count(SetFileState::Passing), 5);
}

void tst_SetOrder::groupsAreBounded()
{
    QList<Source> sources;
    for (int i = 0; i < 200; ++i)
        sources << slice(u"a"_s, i * 100, 100, u"%1"_s.arg(i, 3, 10, QLatin1Char('0')));
    for (int i = 0; i < 20; ++i)
        sources << slice(u"b"_s, i * 1'000'000, 1'000'000, u"b%1"_s.arg(i));
    const SetPlan plan = planOf(sources);
    SetOrder order(plan, missing(plan));
    qsizetype files = 0;
    for (SetOrder::Group group = order.takeGroup(); !group.empty(); group = order.takeGroup()) {
        QVERIFY(group.size() <= 64);
        qint64 bytes = 0;
        for (const SetPlan::Index file : group)
            bytes += plan.encodedSize(file);
        QVERIFY(bytes <= 8 << 20);
        files += static_cast<qsizetype>(group.size());
    }
    QCOMPARE(files, sources.size());
}

void tst_SetOrder::looseOnesComeTogether()
{
    QList<Source> sources;
    for (int i = 0; i < 30; ++i)
        sources << loose(100, u"%1"_s.arg(i, 2, 10, QLatin1Char('0')));
    const SetPlan plan = planOf(sources);
    SetOrder order(plan, missing(plan));
    QCOMPARE(order.takeGroup(5).size(), 5u);
    QCOMPARE(order.takeGroup().size(), 12u);
    QCOMPARE(order.takeGroup().size(), 12u);
    QCOMPARE(order.takeGroup().size(), 1u);
}

void tst_SetOrder::givenBackComeFirst()
{
    const SetPlan plan =
        planOf({slice(u"a"_s, 0, 100, u"1"_s), slice(u"a"_s, 100, 100, u"2"_s), loose(5, u"3"_s)});
    SetOrder order(plan, missing(plan));
    const SetOrder::Group group = order.takeGroup();
    order.giveBack(group);
    QCOMPARE(order.count(SetFileState::Waiting), 3);
    QCOMPARE(order.takeGroup(), group);
    order.giveBack(group);
    order.setAside(group.front());
    QCOMPARE(namesOf(plan, order.takeGroup()), QStringList({u"2"_s}));
}

void tst_SetOrder::setAsideComeBeforeLarge()
{
    const SetPlan plan = planOf({loose(5 << 20, u"large"_s), slice(u"a"_s, 0, 100, u"small"_s)});
    SetOrder order(plan, missing(plan));
    const SetOrder::Group group = order.takeGroup();
    order.setAside(group.front());
    order.setAside(group.front()); // it is
    QCOMPARE(plan.name(*order.takeAlone()), u"small"_s);
    QCOMPARE(plan.name(*order.takeAlone()), u"large"_s);
    QVERIFY(!order.takeAlone());
    QVERIFY(order.isUnderWay());
}

namespace {

/// An original and two copies of it.
SetPlan planWithCopies()
{
    QList<Source> sources{slice(u"a"_s, 0, 100, u"original"_s), loose(100, u"copy1"_s),
                          loose(100, u"copy2"_s), loose(100, u"other"_s)};
    for (Source &source : sources)
        source.contentKey = blte::ContentKey{};
    sources.last().contentKey.reset();
    return planOf(sources);
}

} // namespace

void tst_SetOrder::copies()
{
    const SetPlan plan = planWithCopies();
    SetOrder order(plan, missing(plan));
    QVERIFY(order.readyCopies().empty());
    QCOMPARE(order.count(SetFileState::Copying), 2);
    order.beginPlacing(order.takeGroup().front());
    const SetOrder::Group copies = order.finish(0);
    QCOMPARE(namesOf(plan, copies), QStringList({u"copy1"_s, u"copy2"_s}));
    order.beginPlacing(copies[0]);
    QVERIFY(order.finish(copies[0]).empty());
    order.setAside(copies[1]); // the copying failed
    QCOMPARE(order.takeAlone(), std::optional(copies[1]));
}

void tst_SetOrder::copiesOfWhatIsThere()
{
    const SetPlan plan = planWithCopies();
    std::vector known = missing(plan);
    known[0] = Known::Done;
    known[2] = Known::Done;
    const SetOrder order(plan, known);
    QCOMPARE(order.readyCopies().size(), 1u);
    QCOMPARE(*plan.original(order.readyCopies().front()), 0u);
}

void tst_SetOrder::whatIsThereIsLookedAt()
{
    const SetPlan plan = planWithCopies();
    std::vector known(plan.size(), Known::There);
    SetOrder order(plan, known);
    QCOMPARE(order.count(SetFileState::There), 3); // of one nothing can be told
    const SetOrder::Group first = order.takeThere(2);
    QCOMPARE(first.size(), 2u);
    QVERIFY(order.isUnderWay());
    QCOMPARE(order.takeThere(10).size(), 1u);
    QVERIFY(order.takeThere(10).empty());
    order.finish(first[0]);
    order.setAside(first[1]);
    QCOMPARE(order.count(SetFileState::Aside), 2);
}

void tst_SetOrder::failuresTakeCopiesAlong()
{
    const SetPlan plan = planWithCopies();
    SetOrder order(plan, missing(plan));
    const SetPlan::Index file = order.takeGroup().front();
    order.setAside(file);
    QCOMPARE(order.takeAlone(), std::optional(file));
    QCOMPARE(order.fail(file).size(), 2u);
}

/// Small ones and copies, too: nobody else would tidy up what they have left.
void tst_SetOrder::whatWasBegunGoesOnAlone()
{
    const SetPlan plan = planOf({loose(500, u"a"_s), loose(500, u"b"_s), loose(3 << 20, u"large"_s)});
    std::vector<Known> known = missing(plan);
    known[1] = Known::Begun;
    SetOrder order(plan, known);
    QCOMPARE(order.takeGroup().size(), std::size_t(1));
    QCOMPARE(order.takeAlone(), std::optional(SetPlan::Index(1)));
    QCOMPARE(order.takeAlone(), std::optional(SetPlan::Index(2)));
    QCOMPARE(order.takeAlone(), std::nullopt);
}

/// The first of them is fetched in its stead.
void tst_SetOrder::copiesOfWhatNobodyWants()
{
    Source original = slice(u"a"_s, 0, 100, u"original"_s);
    original.contentKey = blte::ContentKey{};
    Source copy = original;
    copy.name = u"copy"_s;
    const SetPlan plan = planOf({original, copy});
    SetOrder order(plan, {Known::Unwanted, Known::Missing});
    QCOMPARE(order.state(0), SetFileState::Unwanted);
    QCOMPARE(order.state(1), SetFileState::Waiting);
    QCOMPARE(namesOf(plan, order.takeGroup()), QStringList{u"copy"_s});
    order.beginPlacing(1);
    QVERIFY(order.finish(1).empty());
    QVERIFY(order.isOver());
}

void tst_SetOrder::changesAreCounted()
{
    const SetPlan plan = planOf({slice(u"a"_s, 0, 100, u"one"_s), slice(u"a"_s, 100, 100, u"two"_s)});
    SetOrder order(plan, missing(plan));
    const quint64 before = order.revision();
    order.takeGroup(1);
    QVERIFY(order.revision() != before);
    const quint64 taken = order.revision();
    QCOMPARE(order.states(), (std::vector{SetFileState::Passing, SetFileState::Waiting}));
    QCOMPARE(order.revision(), taken);
}

void tst_SetOrder::everythingEnds()
{
    const SetPlan plan = planWithCopies();
    SetOrder order(plan, missing(plan));
    SetOrder::Group copies;
    for (SetOrder::Group group = order.takeGroup(); !group.empty(); group = order.takeGroup()) {
        for (const SetPlan::Index file : group) {
            QVERIFY(!order.isOver());
            order.beginPlacing(file);
            for (const SetPlan::Index copy : order.finish(file))
                copies.push_back(copy);
        }
    }
    for (const SetPlan::Index copy : copies)
        order.fail(copy);
    QVERIFY(order.isOver());
    QVERIFY(!order.isUnderWay());
}

SLUICE_TEST(tst_SetOrder)
#include "tst_setorder.moc"
