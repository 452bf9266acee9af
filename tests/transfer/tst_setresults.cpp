#include "core/transfer/routing/setresults.h"

#include "tests/support/testmain.h"

#include <QTest>

using core::ErrorKind;
using core::SetPlan;
using transfer::SetResults;
using transfer::Verdict;
using namespace Qt::StringLiterals;

/// What has become of the files of a set, and what follows for all of it.
class tst_SetResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts();
    void copiesAreNotFetched();
    void worstVerdict_data();
    void worstVerdict();
    void endsAreToldOnce();
    void failures_data();
    void failures();
    void thereAlready();
    void nowhereAndOptional();
    void nobodyWants();
    void troubles();
    void hopeless();
    void aPersonIsNeeded_data();
    void aPersonIsNeeded();
};

namespace {

SetPlan planOf(int files)
{
    SetPlan plan;
    for (int i = 0; i < files; ++i) {
        core::Source source;
        source.mirrors = {QUrl(u"http://cdn.example/data/%1"_s.arg(i))};
        source.name = u"file%1"_s.arg(i);
        source.encodedSize = 100;
        source.decodedSize = 300;
        plan.add(source);
    }
    return plan;
}

} // namespace

void tst_SetResults::counts()
{
    const SetPlan plan = planOf(4);
    SetResults results(plan);
    QCOMPARE(results.encodedSize(), 400);
    QCOMPARE(results.decodedSize(), 1200);
    results.addEarlier(0, Verdict::Verified, 300);
    results.addFinished(1, Verdict::Verified, 301);
    results.addFailed(2, {ErrorKind::NotFound, u"nowhere"_s}, false);
    QCOMPARE(results.filesDone(), 2);
    QCOMPARE(results.encodedDone(), 200);
    QCOMPARE(results.decodedDone(), 600);
    QCOMPARE(results.size(), 601);
    QVERIFY(results.hasFailures());
}

void tst_SetResults::copiesAreNotFetched()
{
    SetPlan plan;
    for (const QString &name : {u"original"_s, u"copy"_s}) {
        core::Source source;
        source.mirrors = {QUrl(u"http://cdn.example/data/one"_s)};
        source.contentKey = blte::ContentKey{};
        source.encodedSize = 100;
        source.decodedSize = 300;
        source.name = name;
        plan.add(source);
    }
    SetResults results(plan);
    QCOMPARE(results.encodedSize(), 100);
    results.addFinished(0, Verdict::Verified, 300);
    results.addFinished(1, Verdict::Verified, 300);
    QCOMPARE(results.encodedDone(), 100);
    QCOMPARE(results.decodedDone(), 600);
}

void tst_SetResults::worstVerdict_data()
{
    QTest::addColumn<QList<Verdict>>("verdicts");
    QTest::addColumn<Verdict>("all");
    using enum Verdict;
    QTest::newRow("none") << QList<Verdict>{} << Verified;
    QTest::newRow("all proven") << QList{Verified, Verified} << Verified;
    QTest::newRow("one by its chunks") << QList{Verified, ChunksVerified, Verified} << ChunksVerified;
    QTest::newRow("one by nothing") << QList{Unverified, ChunksVerified, Verified} << Unverified;
    QTest::newRow("one locked") << QList{Verified, Incomplete, Unverified} << Incomplete;
}

void tst_SetResults::worstVerdict()
{
    QFETCH(QList<Verdict>, verdicts);
    const SetPlan plan = planOf(4);
    SetResults results(plan);
    for (qsizetype i = 0; i < verdicts.size(); ++i)
        results.addFinished(static_cast<SetPlan::Index>(i), verdicts[i], 1);
    QTEST(results.verdict(), "all");
}

void tst_SetResults::endsAreToldOnce()
{
    const SetPlan plan = planOf(3);
    SetResults results(plan);
    results.addEarlier(0, Verdict::Verified, 1); // of which was told
    QVERIFY(!results.hasEnds());
    results.addFinished(1, Verdict::Verified, 7);
    results.addFailed(2, {ErrorKind::NotFound, u"nowhere"_s}, false);
    const auto ends = results.takeEnds();
    QCOMPARE(ends.size(), 2);
    QCOMPARE(ends[0].name, u"file1"_s);
    QCOMPARE(ends[0].size, 7);
    QCOMPARE(ends[0].verdict, Verdict::Verified);
    QCOMPARE(ends[1].verdict, Verdict::None);
    QCOMPARE(ends[1].error.kind, ErrorKind::NotFound);
    QVERIFY(!results.hasEnds() && results.takeEnds().isEmpty());
}

void tst_SetResults::failures_data()
{
    QTest::addColumn<QList<ErrorKind>>("kinds");
    QTest::addColumn<QList<bool>>("heal");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("mayHeal");
    using enum ErrorKind;
    QTest::newRow("one") << QList{NotFound} << QList{false} << NotFound << false;
    QTest::newRow("two for one cause")
        << QList{ServerBusy, ServerBusy} << QList{true, true} << ServerBusy << true;
    QTest::newRow("for two causes") << QList{NotFound, KeyMissing} << QList{false, false} << FilesFailed
                                    << false;
    QTest::newRow("time helps one of them")
        << QList{NotFound, ServerBusy} << QList{false, true} << FilesFailed << false;
    QTest::newRow("time helps both") << QList{Stalled, ServerBusy} << QList{true, true} << FilesFailed
                                     << true;
}

void tst_SetResults::failures()
{
    QFETCH(QList<ErrorKind>, kinds);
    QFETCH(QList<bool>, heal);
    const SetPlan plan = planOf(5);
    SetResults results(plan);
    for (qsizetype i = 0; i < kinds.size(); ++i)
        results.addFailed(static_cast<SetPlan::Index>(i), {kinds[i], u"because"_s}, heal[i]);
    QTEST(results.error().kind, "kind");
    QTEST(results.mayHeal(), "mayHeal");
    const QString detail = results.error().detail;
    QVERIFY2(detail.startsWith(u"%1 of 5 files, file0 among them: "_s.arg(kinds.size())), qPrintable(detail));
    QVERIFY(detail.endsWith(u"because"_s));
    const auto count = transfer::failedFilesFrom(detail);
    QVERIFY(count && count->failed == kinds.size() && count->files == 5);
    QVERIFY(!transfer::failedFilesFrom(u"3 mirrors: 404, 404, 503"_s));
}

void tst_SetResults::thereAlready()
{
    const SetPlan plan = planOf(2);
    SetResults results(plan);
    results.addFound(0, Verdict::Verified, 300);
    results.addFinished(1, Verdict::Verified, 300);
    QCOMPARE(results.filesDone(), 2);
    const auto ends = results.takeEnds();
    QVERIFY(ends[0].wasThere && !ends[1].wasThere);
}

/// It is no failure, and not waited for.
void tst_SetResults::nowhereAndOptional()
{
    const SetPlan plan = planOf(3);
    SetResults results(plan);
    results.addFinished(0, Verdict::Verified, 300);
    results.addAbsent(1, {ErrorKind::NotFound, u"nowhere"_s});
    results.addFinished(2, Verdict::Verified, 300);
    QVERIFY(!results.hasFailures());
    QCOMPARE(results.filesTotal(), 2);
    QCOMPARE(results.encodedDone(), results.encodedSize());
    QCOMPARE(results.decodedDone(), results.decodedSize());
    QCOMPARE(results.absent(), (std::vector<SetPlan::Index>{1}));
    const auto ends = results.takeEnds();
    QVERIFY(ends[1].isAbsent && ends[1].verdict == Verdict::None);
}

void tst_SetResults::nobodyWants()
{
    const SetPlan plan = planOf(4);
    SetResults results(plan);
    results.addUnwanted(1);
    results.addUnwanted(2);
    results.addFinished(0, Verdict::Verified, 300);
    QCOMPARE(results.filesTotal(), 2);
    QCOMPARE(results.encodedSize(), 200);
    QCOMPARE(results.decodedSize(), 600);
    QVERIFY(!results.hasFailures());
    QCOMPARE(results.takeEnds().size(), 1); // nothing has become of the others
    QVERIFY(results.troubles().isEmpty());
}

void tst_SetResults::troubles()
{
    using Kind = storage::SetTrouble::Kind;
    const blte::KeyName key{7};
    const SetPlan plan = planOf(6);
    SetResults results(plan);
    results.noteMissingKey(0, key);
    results.noteMissingKey(0, key);
    results.noteMissingKey(0, blte::KeyName{8});
    results.noteMissingKey(1, key);
    results.noteMissingKey(2, key);
    results.addFinished(0, Verdict::Incomplete, 300);
    results.addFailed(1, {ErrorKind::KeyMissing, u"chunk 3"_s}, false);
    results.addFinished(2, Verdict::Verified, 300); // with a key that came meanwhile
    results.addAbsent(3, {ErrorKind::NotFound, {}});
    results.addFailed(4, {ErrorKind::NotFound, u"404"_s}, false);
    QCOMPARE(results.filesFailed(), 2);
    QCOMPARE(results.troubles().size(), 4);
    QCOMPARE(results.troubles()[0].kind, Kind::Locked);
    QCOMPARE(results.troubles()[0].keys, (QList{key, blte::KeyName{8}}));
    QCOMPARE(results.troubles()[1].kind, Kind::Failed);
    QCOMPARE(results.troubles()[1].keys, QList{key});
    QCOMPARE(results.troubles()[1].error.detail, u"chunk 3"_s);
    QVERIFY(!results.troubles().contains(2));
    QCOMPARE(results.troubles()[3].kind, Kind::Absent);
    QVERIFY(results.troubles()[4].keys.isEmpty());
}

void tst_SetResults::hopeless()
{
    const SetPlan plan = planOf(40);
    SetResults results(plan);
    const core::Error busy{ErrorKind::ServerBusy, {}};
    for (SetPlan::Index file = 0; file < 5; ++file)
        results.addFailed(file, busy, true);
    QVERIFY(!results.isHopelessNow());
    results.addFinished(5, Verdict::Verified, 1); // it goes on after all
    for (SetPlan::Index file = 6; file < 20; ++file)
        results.addFailed(file, {ErrorKind::NotFound, {}}, false); // each for itself
    QVERIFY(!results.isHopelessNow());
    for (SetPlan::Index file = 20; file < 26; ++file)
        results.addFailed(file, busy, true);
    QVERIFY(results.isHopelessNow());
}

void tst_SetResults::aPersonIsNeeded_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("isForAll");
    QTest::newRow("to sign in") << ErrorKind::CredentialsNeeded << true;
    QTest::newRow("to trust a host") << ErrorKind::TlsFailed << true;
    QTest::newRow("for a file in the way") << ErrorKind::TargetExists << false;
    QTest::newRow("for a key") << ErrorKind::KeyMissing << false;
    QTest::newRow("for none") << ErrorKind::Forbidden << false;
}

/// The next file would meet the same.
void tst_SetResults::aPersonIsNeeded()
{
    QFETCH(ErrorKind, kind);
    const SetPlan plan = planOf(40);
    SetResults results(plan);
    for (SetPlan::Index file = 0; file < 6; ++file)
        results.addFailed(file, {kind, {}}, false);
    QTEST(results.isHopelessNow(), "isForAll");
}

SLUICE_TEST(tst_SetResults)
#include "tst_setresults.moc"
