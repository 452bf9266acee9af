#include "core/transfer/routing/hostfacts.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;
using core::ErrorKind;

class tst_HostFacts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void weights_data();
    void weights();
    void stallLimits_data();
    void stallLimits();
};

void tst_HostFacts::weights_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<double>("weight");
    const auto row = [](const char *name, ErrorKind kind, int status, double weight) {
        QTest::newRow(name) << kind << status << weight;
    };
    row("too many requests", ErrorKind::ServerBusy, 429, 0);
    row("internal error", ErrorKind::ServerFailed, 500, 5);
    row("bad gateway", ErrorKind::ServerFailed, 502, 5);
    row("unavailable", ErrorKind::ServerBusy, 503, 5);
    row("gateway timeout", ErrorKind::ServerFailed, 504, 5);
    row("not implemented", ErrorKind::ServerFailed, 501, 1);
    row("sign in to the network", ErrorKind::SignInNeeded, 511, 1);
    row("unauthorized", ErrorKind::CredentialsNeeded, 401, 2.5);
    row("no such range", ErrorKind::WrongRange, 416, 2.5);
    row("not found", ErrorKind::NotFound, 404, 0.5);
    row("forbidden", ErrorKind::Forbidden, 403, 0.5);
    row("request timeout", ErrorKind::ServerBusy, 408, 0.5);
    row("bad request", ErrorKind::UnexpectedStatus, 400, 0.5);
    row("last of its class", ErrorKind::UnexpectedStatus, 499, 0.5);
    row("redirect", ErrorKind::RedirectRefused, 302, 0.5);
    row("switching protocols", ErrorKind::UnexpectedStatus, 101, 0.5);
    row("another range", ErrorKind::WrongRange, 206, 1);
    row("of no class", ErrorKind::UnexpectedStatus, 600, 1);
    row("timeout", ErrorKind::Stalled, 0, 1);
    row("refused", ErrorKind::ConnectionRefused, 0, 1);
    row("lost", ErrorKind::ConnectionLost, 0, 1);
    row("damaged", ErrorKind::ChunkDigestWrong, 0, 1);
    row("disk full", ErrorKind::DiskFull, 0, 0);
    row("key missing", ErrorKind::KeyMissing, 0, 0);
}

void tst_HostFacts::weights()
{
    QFETCH(ErrorKind, kind);
    QFETCH(int, status);
    QFETCH(double, weight);
    Outcome outcome;
    outcome.error.kind = kind;
    outcome.refusal.status = status;
    QCOMPARE(failureWeight(outcome), weight);
}

void tst_HostFacts::stallLimits_data()
{
    QTest::addColumn<std::chrono::milliseconds>("usual");
    QTest::addColumn<int>("stalls");
    QTest::addColumn<std::chrono::milliseconds>("expected");
    const auto row = [](const char *name, std::chrono::milliseconds usual, int stalls,
                        std::chrono::milliseconds expected) {
        QTest::newRow(name) << usual << stalls << expected;
    };
    row("never", 30s, 0, 30s);
    row("once", 30s, 1, 60s);
    row("four times", 30s, 4, 480s);
    row("five times", 30s, 5, 600s);
    row("for ever", 30s, 1'000'000'000, 600s);
    row("a patient user", 20min, 3, 20min);
    row("in no time", 1ms, 3, 8ms);
}

void tst_HostFacts::stallLimits()
{
    QFETCH(std::chrono::milliseconds, usual);
    QFETCH(int, stalls);
    QFETCH(std::chrono::milliseconds, expected);
    QCOMPARE(stallLimit(usual, stalls), expected);
}

SLUICE_TEST(tst_HostFacts)
#include "tst_hostfacts.moc"
