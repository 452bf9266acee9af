#include "core/storage/storedset.h"

#include "core/bytes.h"
#include "core/storage/filesystem.h"
#include "core/storage/finishedsets.h"
#include "core/storage/setfolder.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using core::ErrorKind;
using core::SetPlan;
using storage::FinishedSets;
using storage::SetFolder;
using storage::SetMark;
using storage::SetTrouble;
using storage::SetWish;
using storage::StoredSet;
using namespace Qt::StringLiterals;

using Files = std::vector<SetPlan::Index>;

/// What is known of a set that nobody fetches: while it is unfinished, and once it is done.
class tst_StoredSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void unfinished();
    void done();
    void nothingIsKnown();
    void troublesAreOfFilesWithoutMarks();
    void wishes();
    void wishesOfAnotherPlan();
    void damagedLists_data();
    void damagedLists();
    void reopened();
    void reopenedWhileItIsFetched();
    void grown();
    void grownWhileItIsFetched();
    void grownTwiceWhileItIsFetched();
    void grownBySameFiles();
    void grownOnceDone();
    void notGrown_data();
    void notGrown();
    void damagedProposal();
    void proposalGoesWithTheSet();
    void partsKeepTheirNames();
    void filesAreRemoved();
    void filesOfAMirrorStay();
    void oldestAreForgotten();

private:
    QString target() const { return m_dir->path() + u"/set"_s; }
    QString work() const { return target() + u".part"_s; }
    QString path(const QString &name) const { return m_dir->path() + u'/' + name; }
    bool create(SetPlan plan);
    /// Puts files of these numbers into their places.
    void place(const Files &files);
    bool retire();

    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

SetPlan planOf(const QStringList &names)
{
    SetPlan plan;
    for (const QString &name : names) {
        core::Source source;
        source.mirrors = {QUrl(u"http://cdn.example/data/"_s + name)};
        source.contentKey = blte::ContentKey{blte::md5(core::bytesOf(name.toUtf8()))};
        source.name = name;
        plan.add(source);
    }
    return plan;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
}

bool put(const QString &path, const QByteArray &contents)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size();
}

Files marked(const StoredSet &set)
{
    Files files;
    for (const SetMark &mark : set.marks)
        files.push_back(mark.file);
    return files;
}

const QStringList kNames{u"a/one"_s, u"a/two"_s, u"b/three"_s, u"four"_s};
/// The same and others, with other numbers.
const QStringList kMore{u"0/zero"_s, u"a/one"_s, u"a/two"_s, u"b/three"_s, u"four"_s, u"five"_s};

} // namespace

void tst_StoredSet::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

bool tst_StoredSet::create(SetPlan plan)
{
    return SetFolder::create(target(), plan).has_value();
}

void tst_StoredSet::place(const Files &files)
{
    using storage::fs::File;
    const auto folder = SetFolder::open(target());
    QVERIFY(folder);
    std::vector<storage::SetPlacing> placings;
    for (const SetPlan::Index file : files) {
        storage::SetPlacing placing;
        placing.mark.file = file;
        placing.mark.verdict = 1;
        auto out =
            std::make_shared<File>(*File::open((*folder)->temporaryPath(file), File::Mode::ReadWriteNew));
        QVERIFY(out->writeAt(0, core::bytesOf("contents")));
        placing.contents = out;
        placings.push_back(placing);
    }
    (*folder)->place(placings);
    for (const storage::SetPlacing &placing : placings)
        QVERIFY(placing.result);
}

bool tst_StoredSet::retire()
{
    const auto folder = SetFolder::open(target());
    return folder && (*folder)->retire();
}

void tst_StoredSet::unfinished()
{
    QVERIFY(create(planOf(kNames)));
    place({2, 0});
    const auto set = storage::storedSet(target());
    QVERIFY(set);
    QCOMPARE(set->plan().size(), 4u);
    QCOMPARE(marked(*set), (Files{0, 2}));
    QVERIFY(set->unwanted.empty() && set->troubles.empty());
    QCOMPARE(set->work, work());
}

/// Nothing of it is left beside its files, and everything is known of it.
void tst_StoredSet::done()
{
    QVERIFY(create(planOf(kNames)));
    place({0, 1, 2, 3});
    QVERIFY(storage::wish(target(), {3}, SetWish::Skip));
    QVERIFY(retire());
    QVERIFY(!QFileInfo::exists(work()));
    const auto set = storage::storedSet(target());
    QVERIFY(set);
    QCOMPARE(marked(*set), (Files{0, 1, 2, 3}));
    QCOMPARE(set->unwanted, Files{3});
    QCOMPARE(set->plan().name(2), u"b/three"_s);
}

void tst_StoredSet::nothingIsKnown()
{
    QCOMPARE(storage::storedSet(target()).error().kind, ErrorKind::RecordNotOurs);
    QVERIFY(!storage::wish(target(), {0}, SetWish::Skip));
    QCOMPARE(storage::reopenSet(target(), {}, {}).error().kind, ErrorKind::RecordUnreadable);
    storage::removeFilesOf(target()); // does nothing
}

/// What is in its place since is no trouble any more.
void tst_StoredSet::troublesAreOfFilesWithoutMarks()
{
    QVERIFY(create(planOf(kNames)));
    {
        const auto folder = SetFolder::open(target());
        QVERIFY((*folder)->keepTroubles(
            {{0, SetTrouble::Kind::Failed, {ErrorKind::NotFound, u"404 everywhere"_s}},
             {1, SetTrouble::Kind::Locked, {ErrorKind::KeyMissing, {}}, {blte::KeyName{7}, blte::KeyName{8}}},
             {3, SetTrouble::Kind::Absent, {ErrorKind::NotFound, {}}}}));
    }
    place({0});
    const auto set = storage::storedSet(target());
    QVERIFY(set);
    QCOMPARE(set->troubles.size(), 2u);
    QCOMPARE(set->troubles[0].file, 1u);
    QCOMPARE(set->troubles[0].kind, SetTrouble::Kind::Locked);
    QCOMPARE(set->troubles[0].error.kind, ErrorKind::KeyMissing);
    QCOMPARE(set->troubles[0].keys, (QList{blte::KeyName{7}, blte::KeyName{8}}));
    QCOMPARE(set->troubles[1].kind, SetTrouble::Kind::Absent);
    QVERIFY((*SetFolder::open(target()))->keepTroubles({}));
    QVERIFY(storage::storedSet(target())->troubles.empty());
}

void tst_StoredSet::wishes()
{
    QVERIFY(create(planOf(kNames)));
    QVERIFY(storage::wish(target(), {3, 1, 3}, SetWish::Skip));
    QVERIFY(storage::wish(target(), {0}, SetWish::Skip));
    QCOMPARE(storage::storedSet(target())->unwanted, (Files{0, 1, 3}));
    {
        const auto running = SetFolder::open(target());
        QVERIFY(storage::wish(target(), {1, 2}, SetWish::Fetch)); // while it is fetched
        QCOMPARE((*running)->unwanted(), (Files{0, 1, 3}));       // which it does not learn
    }
    QCOMPARE((*SetFolder::open(target()))->unwanted(), (Files{0, 3}));
    QVERIFY(storage::wish(target(), {0, 3}, SetWish::Fetch));
    QVERIFY(storage::storedSet(target())->unwanted.empty());
}

/// What a person took out stays out when the set is planned anew.
void tst_StoredSet::wishesOfAnotherPlan()
{
    QVERIFY(create(planOf(kNames)));
    QVERIFY(storage::wish(target(), {1, 3}, SetWish::Skip));
    QVERIFY(create(planOf({u"four"_s, u"five"_s, u"a/one"_s})));
    QCOMPARE(storage::storedSet(target())->unwanted, Files{0});
    QCOMPARE(QDir(work()).entryList({u"unwanted-*"_s}, QDir::Files).size(), 1);
}

void tst_StoredSet::damagedLists_data()
{
    QTest::addColumn<QString>("list");
    QTest::newRow("unwanted") << u"unwanted-*"_s;
    QTest::newRow("troubles") << u"troubles"_s;
}

/// Whatever byte of it is another, nothing of it is believed.
void tst_StoredSet::damagedLists()
{
    QFETCH(QString, list);
    QVERIFY(create(planOf(kNames)));
    QVERIFY(storage::wish(target(), {1, 3}, SetWish::Skip));
    QVERIFY((*SetFolder::open(target()))
                ->keepTroubles({{0, SetTrouble::Kind::Failed, {ErrorKind::NotFound, u"nowhere"_s}}}));
    const QString file = work() + u'/' + QDir(work()).entryList({list}, QDir::Files).value(0);
    const QByteArray whole = contentsOf(file);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        QVERIFY(put(file, damaged));
        const auto set = storage::storedSet(target());
        QVERIFY(list == u"troubles"_s ? set->troubles.empty() : set->unwanted.empty());
        QVERIFY(put(file, whole.first(at)));
        const auto cut = storage::storedSet(target());
        QVERIFY(list == u"troubles"_s ? cut->troubles.empty() : cut->unwanted.empty());
    }
    QVERIFY(put(file, whole));
    QVERIFY(!storage::storedSet(target())->troubles.empty() &&
            !storage::storedSet(target())->unwanted.empty());
}

void tst_StoredSet::reopened()
{
    QVERIFY(create(planOf(kNames)));
    place({0, 1, 2, 3});
    QVERIFY(retire());
    auto marks = storage::storedSet(target())->marks;
    marks.erase(marks.begin() + 1);
    QVERIFY(storage::reopenSet(target(), marks,
                               {{1, SetTrouble::Kind::Failed, {ErrorKind::ContentKeyWrong, u"changed"_s}}}));
    {
        const auto folder = SetFolder::open(target());
        QVERIFY(folder);
        QCOMPARE((*folder)->marks().size(), 3u); // the others are fetched no more
    }
    const auto set = storage::storedSet(target());
    QCOMPARE(set->work, work());
    QCOMPARE(set->troubles.size(), 1u);
    QVERIFY(!QFileInfo::exists(FinishedSets::own().workOf(target())));
    place({1});
    QVERIFY(retire());
    QCOMPARE(marked(*storage::storedSet(target())), (Files{0, 1, 2, 3}));
}

void tst_StoredSet::reopenedWhileItIsFetched()
{
    QVERIFY(create(planOf(kNames)));
    const auto running = SetFolder::open(target());
    QVERIFY(running);
    QCOMPARE(storage::reopenSet(target(), {}, {}).error().kind, ErrorKind::PartFileLocked);
}

/// With files before and behind those that it had.
void tst_StoredSet::grown()
{
    QVERIFY(create(planOf(kNames)));
    place({0, 2});
    QVERIFY(storage::wish(target(), {1, 3}, SetWish::Skip));
    QVERIFY(storage::growSet(target(), planOf(kMore), {0, 4}));
    const auto set = storage::storedSet(target());
    QCOMPARE(set->plan().size(), SetPlan::Index(kMore.size()));
    QCOMPARE(marked(*set), (Files{1, 3}));
    QCOMPARE(set->unwanted, Files{2}); // the other one is among what was added
    QCOMPARE((*SetFolder::open(target()))->marks().size(), 2u);
    QVERIFY(!QFileInfo::exists(work() + u"/next"_s));
}

/// Whoever fetches it goes on by the plan that he has, and the next one has the other.
void tst_StoredSet::grownWhileItIsFetched()
{
    QVERIFY(create(planOf(kNames)));
    place({0});
    {
        const auto running = SetFolder::open(target());
        QVERIFY(storage::growSet(target(), planOf(kMore), {}));
        QCOMPARE((*running)->plan().size(), 4u);
        QCOMPARE(storage::storedSet(target())->plan().size(), 4u);
        const auto mark = (*running)->markOf(0, 1);
        QVERIFY(mark && (*running)->mark({*mark}));
        QVERIFY((*running)->retire()); // it is not whole
    }
    QVERIFY(QFileInfo::exists(work() + u"/plan"_s));
    {
        const auto next = SetFolder::open(target());
        QCOMPARE((*next)->plan().size(), SetPlan::Index(kMore.size()));
        QCOMPARE((*next)->marks().size(), 1u);
        QCOMPARE((*next)->plan().name((*next)->marks().front().file), kNames.first());
    }
    place({0, 1, 2, 3, 4, 5});
    QVERIFY(retire());
    QVERIFY(!QFileInfo::exists(work()));
}

void tst_StoredSet::grownTwiceWhileItIsFetched()
{
    QVERIFY(create(planOf(kNames)));
    QVERIFY(storage::wish(target(), {0, 1, 3}, SetWish::Skip));
    {
        const auto running = SetFolder::open(target());
        QVERIFY(storage::growSet(target(), planOf(kNames + QStringList{u"five"_s}), {1}));
        QVERIFY(storage::growSet(target(), planOf(kMore), {4}));
    }
    const auto next = SetFolder::open(target());
    QCOMPARE((*next)->plan().size(), SetPlan::Index(kMore.size()));
    QCOMPARE((*next)->unwanted(), Files{1}); // neither was added
}

/// What was taken out is wanted again, and nothing else changes.
void tst_StoredSet::grownBySameFiles()
{
    QVERIFY(create(planOf(kNames)));
    place({0});
    QVERIFY(storage::wish(target(), {1, 3}, SetWish::Skip));
    const QStringList before = QDir(work()).entryList(QDir::Files);
    QVERIFY(storage::growSet(target(), planOf(kNames), {0, 3}));
    const auto set = storage::storedSet(target());
    QCOMPARE(marked(*set), Files{0});
    QCOMPARE(set->unwanted, Files{1});
    QCOMPARE(QDir(work()).entryList(QDir::Files), before);
}

void tst_StoredSet::grownOnceDone()
{
    QVERIFY(create(planOf(kNames)));
    place({0, 1, 2, 3});
    QVERIFY(retire());
    QVERIFY(storage::growSet(target(), planOf(kMore), {}));
    const auto set = storage::storedSet(target());
    QCOMPARE(set->work, work());
    QCOMPARE(marked(*set), (Files{1, 2, 3, 4}));
}

void tst_StoredSet::notGrown_data()
{
    QTest::addColumn<QString>("closing");
    QTest::addColumn<QString>("build");
    QTest::newRow("a mirror") << u"tables"_s << QString();
    QTest::newRow("another build") << QString() << u"00112233445566778899aabbccddeeff"_s;
}

void tst_StoredSet::notGrown()
{
    QFETCH(QString, closing);
    QFETCH(QString, build);
    QCOMPARE(storage::growSet(target(), planOf(kMore), {}).error().kind, ErrorKind::RecordUnreadable);
    SetPlan plan = planOf(kNames);
    plan.setClosing(closing.toUtf8());
    plan.setBuild(build);
    QVERIFY(create(plan));
    QCOMPARE(storage::growSet(target(), planOf(kMore), {}).error().kind, ErrorKind::NameRefused);
    QCOMPARE(storage::storedSet(target())->plan().size(), 4u);
}

/// Whatever byte of it is another, the plan stays as it was.
void tst_StoredSet::damagedProposal()
{
    QVERIFY(create(planOf(kNames)));
    QByteArray whole;
    {
        const auto running = SetFolder::open(target());
        QVERIFY(storage::growSet(target(), planOf(kMore), {}));
        whole = contentsOf(work() + u"/next"_s);
    }
    QVERIFY(whole.size() > 100);
    for (qsizetype at = 0; at < whole.size(); at += 7) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        for (const QByteArray &bytes : {damaged, whole.first(at)}) {
            QVERIFY(put(work() + u"/next"_s, bytes));
            QCOMPARE((*SetFolder::open(target()))->plan().size(), 4u);
            QVERIFY(!QFileInfo::exists(work() + u"/next"_s));
        }
    }
    QVERIFY(put(work() + u"/next"_s, whole));
    QCOMPARE((*SetFolder::open(target()))->plan().size(), SetPlan::Index(kMore.size()));
}

void tst_StoredSet::proposalGoesWithTheSet()
{
    QVERIFY(create(planOf(kNames)));
    const auto running = SetFolder::open(target());
    QVERIFY(storage::growSet(target(), planOf(kMore), {}));
    QVERIFY((*running)->remove());
    QVERIFY(!QFileInfo::exists(work()));
}

/// What an earlier attempt fetched of a file that is several objects is found by another plan.
void tst_StoredSet::partsKeepTheirNames()
{
    QVERIFY(create(planOf(kNames)));
    const QString before = (*SetFolder::open(target()))->partPathOf(0, 1);
    QVERIFY(put(before, "half"));
    QVERIFY(storage::growSet(target(), planOf(kMore), {}));
    const auto folder = SetFolder::open(target());
    QCOMPARE((*folder)->partPathOf(1, 1), before);
    QCOMPARE(contentsOf(before), "half");
    QVERIFY((*folder)->partPathOf(0, 1) != before);
}

/// What is as it was when it was finished goes, and folders that nothing else is in. The rest is somebody's.
void tst_StoredSet::filesAreRemoved()
{
    QVERIFY(create(planOf(kNames)));
    place({0, 1, 2, 3});
    QVERIFY(retire());
    QVERIFY(put(path(u"a/mine"_s), "mine"));
    QVERIFY(QFile::remove(path(u"four"_s)));
    QVERIFY(put(path(u"four"_s), "of mine"));
    storage::removeFilesOf(target());
    QVERIFY(!QFileInfo::exists(path(u"a/one"_s)) && !QFileInfo::exists(path(u"a/two"_s)));
    QVERIFY(!QFileInfo::exists(path(u"b"_s)));
    QCOMPARE(contentsOf(path(u"a/mine"_s)), "mine");
    QCOMPARE(contentsOf(path(u"four"_s)), "of mine");
    QVERIFY(!storage::storedSet(target()));
}

void tst_StoredSet::filesOfAMirrorStay()
{
    SetPlan plan = planOf(kNames);
    plan.setClosing("what is to be done");
    QVERIFY(create(plan));
    place({0, 1});
    QCOMPARE(storage::wish(target(), {2}, SetWish::Skip).error().kind, ErrorKind::NameRefused);
    QVERIFY(retire());
    storage::removeFilesOf(target());
    QVERIFY(QFileInfo::exists(path(u"a/one"_s)) && QFileInfo::exists(path(u"a/two"_s)));
    QVERIFY(!storage::storedSet(target()));
}

void tst_StoredSet::oldestAreForgotten()
{
    const auto recordsOf = [this](int number) { return path(u"work%1"_s.arg(number)); };
    const FinishedSets sets(path(u"sets"_s), 2500);
    for (int i = 0; i < 4; ++i) {
        QVERIFY(QDir().mkpath(recordsOf(i)));
        QVERIFY(put(recordsOf(i) + u"/plan"_s, QByteArray(1000, 'x')));
        QVERIFY(put(recordsOf(i) + u"/mine"_s, "no record"));
        sets.keep(u"/set%1"_s.arg(i), recordsOf(i));
        QVERIFY(QFileInfo::exists(recordsOf(i) + u"/mine"_s)); // only records are taken
        QVERIFY(!QFileInfo::exists(recordsOf(i) + u"/plan"_s));
        QTest::qWait(5); // by time
    }
    const auto isKept = [&](int i) {
        return QFileInfo::exists(sets.workOf(u"/set%1"_s.arg(i)) + u"/plan"_s);
    };
    QVERIFY(!isKept(0) && !isKept(1));
    QVERIFY(isKept(2) && isKept(3));
    const FinishedSets small(path(u"small"_s), 10); // the newest is kept, however large it is
    QVERIFY(put(recordsOf(0) + u"/plan"_s, QByteArray(1000, 'x')));
    small.keep(u"/large"_s, recordsOf(0));
    QVERIFY(QFileInfo::exists(small.workOf(u"/large"_s) + u"/plan"_s));
}

SLUICE_TEST(tst_StoredSet)
#include "tst_storedset.moc"
