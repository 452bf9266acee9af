#include "core/transfer/fetch/requestfailure.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using core::ErrorKind;

/// What a failure says about the connection, the chunk and the host.
class tst_RequestFailure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chunkAndConnection_data();
    void chunkAndConnection();
    void severalRanges_data();
    void severalRanges();
    void end_data();
    void end();
};

void tst_RequestFailure::chunkAndConnection_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("chunk");
    QTest::addColumn<bool>("isDoubtful");
    QTest::addColumn<bool>("costsChunk");
    QTest::newRow("cut") << ErrorKind::ConnectionLost << -1 << false << false;
    QTest::newRow("silence") << ErrorKind::Stalled << -1 << false << false;
    QTest::newRow("another range") << ErrorKind::WrongRange << -1 << true << false;
    QTest::newRow("another length") << ErrorKind::LengthContradicts << -1 << true << false;
    QTest::newRow("no object") << ErrorKind::NotBlte << -1 << true << false;
    QTest::newRow("damaged chunk") << ErrorKind::ChunkDigestWrong << 3 << true << true;
    QTest::newRow("locked chunk") << ErrorKind::KeyMissing << 0 << true << true;
    QTest::newRow("full disk") << ErrorKind::DiskFull << 3 << false << false;
    QTest::newRow("full disk, no chunk") << ErrorKind::DiskFull << -1 << false << false;
}

void tst_RequestFailure::chunkAndConnection()
{
    QFETCH(ErrorKind, kind);
    QFETCH(int, chunk);
    const Trouble trouble{{kind, {}}, chunk};
    QTEST(isDoubtful(trouble), "isDoubtful");
    QTEST(costsChunk(trouble), "costsChunk");
}

void tst_RequestFailure::severalRanges_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("were");
    QTest::addColumn<bool>("speaksAgainst");
    QTest::newRow("ignored") << ErrorKind::RangeIgnored << true << true;
    QTest::newRow("ignored, one") << ErrorKind::RangeIgnored << false << false;
    QTest::newRow("forbidden") << ErrorKind::Forbidden << true << true;
    QTest::newRow("not there") << ErrorKind::NotFound << true << false;
    QTest::newRow("busy") << ErrorKind::ServerBusy << true << false;
    QTest::newRow("cut") << ErrorKind::ConnectionLost << true << false;
}

void tst_RequestFailure::severalRanges()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, were);
    RequestUnderWay request;
    request.hasSeveralRanges = were;
    QTEST(speaksAgainstSeveralRanges({{kind, {}}, -1}, request), "speaksAgainst");
}

void tst_RequestFailure::end_data()
{
    QTest::addColumn<JobPhase>("phase");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("chunk");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("wasAhead");
    QTest::addColumn<bool>("isAnswered");
    QTest::addColumn<bool>("isStep");
    QTest::addColumn<bool>("pipeliningFailed");
    const auto row = [](const char *name, JobPhase phase, ErrorKind kind, int chunk, int bytes, bool wasAhead,
                        bool isAnswered, bool isStep, bool pipeliningFailed) {
        QTest::newRow(name) << phase << kind << chunk << bytes << wasAhead << isAnswered << isStep
                            << pipeliningFailed;
    };
    using K = ErrorKind;
    row("cut", JobPhase::Body, K::ConnectionLost, -1, 10, false, true, true, false);
    row("cut at once", JobPhase::Body, K::ConnectionLost, -1, 0, false, true, false, false);
    row("cut in the head", JobPhase::Head, K::ConnectionLost, -1, 10, false, true, false, false);
    row("damaged", JobPhase::Body, K::ChunkDigestWrong, 2, 10, false, true, false, false);
    row("ahead, silence", JobPhase::Body, K::Stalled, -1, 0, true, false, false, true);
    row("ahead, silence in the answer", JobPhase::Body, K::Stalled, -1, 0, true, true, false, false);
    row("in turn, silence", JobPhase::Body, K::Stalled, -1, 0, false, false, false, false);
    row("ahead, another range", JobPhase::Body, K::WrongRange, -1, 0, true, false, false, true);
    row("ahead, a cut", JobPhase::Body, K::ConnectionLost, -1, 0, true, false, false, false);
    row("ahead, in the head", JobPhase::Head, K::Stalled, -1, 0, true, false, false, false);
}

void tst_RequestFailure::end()
{
    QFETCH(JobPhase, phase);
    QFETCH(ErrorKind, kind);
    QFETCH(int, chunk);
    QFETCH(int, bytes);
    QFETCH(bool, wasAhead);
    QFETCH(bool, isAnswered);
    RequestUnderWay request;
    request.bytes = bytes;
    request.wasAhead = wasAhead;
    request.isAnswered = isAnswered;
    const JobEnd end = failedEnd({{kind, QStringLiteral("why")}, chunk}, request, phase);
    QVERIFY(end.error.kind == kind);
    QCOMPARE(end.error.detail, QStringLiteral("why"));
    QCOMPARE(end.chunk, qint64(chunk));
    QVERIFY(!end.goesOn);
    QTEST(end.isStep, "isStep");
    QTEST(end.pipeliningFailed, "pipeliningFailed");
}

SLUICE_TEST(tst_RequestFailure)
#include "tst_requestfailure.moc"
