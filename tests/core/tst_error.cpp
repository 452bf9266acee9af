#include "core/error.h"

#include <QSet>
#include <QTest>

using core::ErrorKind;
using core::Recovery;

class tst_Error : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersStay_data();
    void numbersStay();
    void namesAreUnique();
    void recoveries_data();
    void recoveries();
    void unknownNumbers();
};

/// They are in people's databases: this table only ever grows.
void tst_Error::numbersStay_data()
{
    QTest::addColumn<int>("number");
    const auto row = [](int number, const char *name) { QTest::newRow(name) << number; };
    row(0, "None");
    row(10, "DiskFull");
    row(11, "WriteFailed");
    row(12, "ReadFailed");
    row(13, "SyncFailed");
    row(14, "PermissionDenied");
    row(15, "FolderMissing");
    row(16, "TargetExists");
    row(17, "FileTooLarge");
    row(18, "NameRefused");
    row(19, "RecordUnreadable");
    row(20, "DatabaseUnusable");
    row(21, "PartFileLocked");
    row(22, "PartFileChanged");
    row(23, "RecordNotOurs");
    row(24, "OtherSource");
    row(30, "HostNotFound");
    row(31, "ConnectionRefused");
    row(32, "ConnectionLost");
    row(33, "Stalled");
    row(34, "TlsFailed");
    row(35, "ProxyFailed");
    row(36, "NetworkUnreachable");
    row(37, "NetworkMetered");
    row(50, "NotFound");
    row(51, "Forbidden");
    row(52, "SignInNeeded");
    row(53, "ServerBusy");
    row(54, "ServerFailed");
    row(55, "UnexpectedStatus");
    row(56, "RangeIgnored");
    row(57, "WrongRange");
    row(58, "LengthContradicts");
    row(59, "ContentChanged");
    row(60, "EncodedBody");
    row(61, "RedirectRefused");
    row(62, "WrongContent");
    row(63, "CdnExhausted");
    row(64, "CredentialsNeeded");
    row(70, "NotBlte");
    row(71, "HeaderCorrupt");
    row(72, "TableTooLarge");
    row(73, "Truncated");
    row(74, "StreamCorrupt");
    row(80, "EncodingKeyWrong");
    row(81, "ChunkDigestWrong");
    row(82, "ContentKeyWrong");
    row(90, "KeyMissing");
    row(91, "CipherUnsupported");
    row(92, "ModeUnsupported");
    row(93, "TableUnsupported");
    row(94, "KeyWrong");
    row(100, "SourceNotUnderstood");
    row(101, "ListNotUnderstood");
    row(109, "Cancelled");
    row(120, "Internal");
}

void tst_Error::numbersStay()
{
    QFETCH(int, number);
    const auto kind = static_cast<ErrorKind>(number);
    QCOMPARE(core::name(kind), QString::fromLatin1(QTest::currentDataTag()));
    const QString summary = core::summary(kind);
    QVERIFY(summary.endsWith(u'.'));
    QVERIFY(summary.front().isUpper());
}

void tst_Error::namesAreUnique()
{
    QSet<QString> names;
    QSet<QString> summaries;
    for (int number = 0; number < 120; ++number) {
        const auto kind = static_cast<ErrorKind>(number);
        if (core::name(kind) == u"Internal") // no such number
            continue;
        QVERIFY2(!names.contains(core::name(kind)), qPrintable(core::name(kind)));
        QVERIFY2(!summaries.contains(core::summary(kind)), qPrintable(core::summary(kind)));
        names.insert(core::name(kind));
        summaries.insert(core::summary(kind));
    }
    QCOMPARE(names.size(), 55);
}

void tst_Error::recoveries_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Recovery>("recovery");
    QTest::newRow("a full disk heals") << ErrorKind::DiskFull << Recovery::RetryLater;
    QTest::newRow("a busy server heals") << ErrorKind::ServerBusy << Recovery::RetryLater;
    QTest::newRow("another process ends some day") << ErrorKind::PartFileLocked << Recovery::RetryLater;
    QTest::newRow("a folder needs a person") << ErrorKind::FolderMissing << Recovery::AskUser;
    QTest::newRow("a key needs a person") << ErrorKind::KeyMissing << Recovery::AskUser;
    QTest::newRow("a wrong key does, too") << ErrorKind::KeyWrong << Recovery::AskUser;
    QTest::newRow("a name needs a person") << ErrorKind::NameRefused << Recovery::AskUser;
    QTest::newRow("a mirror may not have it") << ErrorKind::NotFound << Recovery::TryElsewhere;
    QTest::newRow("a mirror may be broken") << ErrorKind::EncodingKeyWrong << Recovery::TryElsewhere;
    QTest::newRow("one chunk only") << ErrorKind::ChunkDigestWrong << Recovery::RefetchChunk;
    QTest::newRow("another file now") << ErrorKind::ContentChanged << Recovery::Restart;
    QTest::newRow("someone changed it") << ErrorKind::PartFileChanged << Recovery::Restart;
    QTest::newRow("nobody knows whose it is") << ErrorKind::RecordNotOurs << Recovery::Restart;
    QTest::newRow("another one's") << ErrorKind::OtherSource << Recovery::Restart;
    QTest::newRow("proven wrong") << ErrorKind::ContentKeyWrong << Recovery::GiveUp;
    QTest::newRow("cannot be decoded") << ErrorKind::CipherUnsupported << Recovery::GiveUp;
}

void tst_Error::recoveries()
{
    QFETCH(ErrorKind, kind);
    QFETCH(Recovery, recovery);
    QCOMPARE(int(core::recoveryFor(kind)), int(recovery));
}

/// A number stored by a newer version is shown as a mistake, not as another error.
void tst_Error::unknownNumbers()
{
    for (const int number : {-1, 25, 29, 119, 121, 100'000}) {
        QCOMPARE(core::name(static_cast<ErrorKind>(number)), QStringLiteral("Internal"));
        QVERIFY(core::recoveryFor(static_cast<ErrorKind>(number)) == Recovery::GiveUp);
    }
}

QTEST_GUILESS_MAIN(tst_Error)
#include "tst_error.moc"
