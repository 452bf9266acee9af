#include "core/transfer/routing/failureanswer.h"

#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using core::ErrorKind;

/// What a transfer does about a request that failed.
class tst_FailureAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
};

namespace {

using Answer = FailureAnswer;

FailedRequest failed(ErrorKind kind, qint64 chunk = -1)
{
    FailedRequest request;
    request.outcome.error.kind = kind;
    request.outcome.chunk = chunk;
    return request;
}

FailedRequest with(FailedRequest request, bool FailedRequest::*fact)
{
    request.*fact = true;
    return request;
}

} // namespace

void tst_FailureAnswer::answers_data()
{
    using F = FailedRequest;
    QTest::addColumn<FailedRequest>("request");
    QTest::addColumn<FailureAnswer>("answer");
    const auto row = [](const char *name, const FailedRequest &request, Answer answer) {
        QTest::newRow(name) << request << answer;
    };
    row("lost", failed(ErrorKind::ConnectionLost), Answer::TryAgain);
    row("damaged", failed(ErrorKind::ChunkDigestWrong, 3), Answer::TryAgain);
    row("not here", failed(ErrorKind::NotFound), Answer::TryAgain);
    // No mirror can help.
    row("disk full", failed(ErrorKind::DiskFull), Answer::GiveUp);
    row("disk full at a chunk", failed(ErrorKind::DiskFull, 3), Answer::GiveUp);
    row("key missing", failed(ErrorKind::KeyMissing, 3), Answer::GiveUp);
    row("key wrong", failed(ErrorKind::KeyWrong, 3), Answer::GiveUp);
    row("does not decode, and is proven", with(failed(ErrorKind::ModeUnsupported, 3), &F::isChunkProven),
        Answer::GiveUp);
    row("does not decode, and nothing proves it", failed(ErrorKind::ModeUnsupported, 3), Answer::TryAgain);
    row("table not supported", failed(ErrorKind::TableUnsupported), Answer::GiveUp);
    // Several ranges.
    F several = failed(ErrorKind::WrongRange);
    several.outcome.severalRanges = false;
    row("several ranges refused", several, Answer::AskOneByOne);
    several.isExtra = true;
    row("several ranges refused, by one too many", several, Answer::AskOneByOne);
    several.outcome.severalRanges = true;
    several.isExtra = false;
    row("several ranges understood", several, Answer::TryAgain);
    // One connection too many.
    const F extra = with(failed(ErrorKind::ServerBusy), &F::isExtra);
    row("one too many", extra, Answer::AskWithFewer);
    row("one too many, for the head", with(extra, &F::isHead), Answer::TryAgain);
    F served = extra;
    served.outcome.bytes = 1;
    row("served before it failed", served, Answer::TryAgain);
    row("one too many, of a damaged chunk", with(failed(ErrorKind::ChunkDigestWrong, 3), &F::isExtra),
        Answer::TryAgain);
    row("no such host, whoever asks", with(failed(ErrorKind::HostNotFound), &F::isExtra), Answer::TryAgain);
    // Ranges.
    const F ignored = failed(ErrorKind::RangeIgnored);
    row("ignored by one without ranges", ignored, Answer::TryAgain);
    row("ignored", with(ignored, &F::mayDoRanges), Answer::GoWithoutRanges);
    row("ignored only now", with(with(ignored, &F::mayDoRanges), &F::isFirstRefusal), Answer::TryAgain);
    // Redirects.
    row("gone behind a redirect", with(failed(ErrorKind::NotFound), &F::isRedirected), Answer::LeaveRedirect);
    row("sign-in behind a redirect", with(failed(ErrorKind::SignInNeeded), &F::isRedirected),
        Answer::LeaveRedirect);
    row("lost behind a redirect", with(failed(ErrorKind::ConnectionLost), &F::isRedirected),
        Answer::TryAgain);
    // Versions.
    row("cut", with(failed(ErrorKind::ConnectionLost), &F::isOneAnswer), Answer::BeginAgain);
    row("cut behind a redirect that is gone",
        with(with(failed(ErrorKind::NotFound), &F::isOneAnswer), &F::isRedirected), Answer::LeaveRedirect);
    row("changed", failed(ErrorKind::ContentChanged), Answer::TryAgain);
    row("another version elsewhere", with(failed(ErrorKind::ContentChanged), &F::isForeign),
        Answer::LeaveMirror);
    row("lost elsewhere", with(failed(ErrorKind::ConnectionLost), &F::isForeign), Answer::TryAgain);
}

void tst_FailureAnswer::answers()
{
    QFETCH(FailedRequest, request);
    QFETCH(FailureAnswer, answer);
    QCOMPARE(static_cast<int>(answerTo(request)), static_cast<int>(answer));
}

SLUICE_TEST(tst_FailureAnswer)
#include "tst_failureanswer.moc"
