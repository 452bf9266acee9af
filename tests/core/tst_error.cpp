#include "core/errortable.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Advice;
using core::Doubt;
using core::EndsAttempt;
using core::ErrorKind;
using core::Heals;
using core::ItemDoes;
using core::MirrorGets;

class tst_Error : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersStay_data();
    void numbersStay();
    void namesAreUnique();
    void rowsAgree_data();
    void rowsAgree();
    void decisions_data();
    void decisions();
    void doubts_data();
    void doubts();
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
    row(25, "FileMissing");
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
    row(65, "FilesFailed");
    row(70, "NotBlte");
    row(71, "HeaderCorrupt");
    row(72, "TableTooLarge");
    row(73, "Truncated");
    row(74, "StreamCorrupt");
    row(75, "ObjectTooLarge");
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
    row(102, "NotInBuild");
    row(103, "BuildUnknown");
    row(104, "BuildNotServed");
    row(105, "OutOfHours");
    row(109, "Cancelled");
    row(120, "Internal");
}

void tst_Error::numbersStay()
{
    QFETCH(int, number);
    const auto kind = static_cast<ErrorKind>(number);
    QCOMPARE(core::name(kind), QString::fromLatin1(QTest::currentDataTag()));
    const QString sentence = core::sentence(kind);
    QVERIFY(sentence.endsWith(u'.'));
    QVERIFY(sentence.front().isUpper());
}

void tst_Error::namesAreUnique()
{
    QSet<QString> names;
    QSet<QString> sentences;
    for (int number = 0; number < 120; ++number) {
        const auto kind = static_cast<ErrorKind>(number);
        if (core::name(kind) == u"Internal") // no such number
            continue;
        QVERIFY2(!names.contains(core::name(kind)), qPrintable(core::name(kind)));
        QVERIFY2(!sentences.contains(core::sentence(kind)), qPrintable(core::sentence(kind)));
        names.insert(core::name(kind));
        sentences.insert(core::sentence(kind));
    }
    QCOMPARE(names.size(), 62);
}

/// What is decided about a kind must not contradict itself.
void tst_Error::rowsAgree_data()
{
    QTest::addColumn<ErrorKind>("kind");
    for (int number = 0; number <= static_cast<int>(ErrorKind::Internal); ++number) {
        const auto kind = static_cast<ErrorKind>(number);
        if (core::errorRow(kind).kind == kind)
            QTest::newRow(core::errorRow(kind).name) << kind;
    }
}

void tst_Error::rowsAgree()
{
    QFETCH(ErrorKind, kind);
    const core::ErrorRow &row = core::errorRow(kind);
    if (row.ends == EndsAttempt::Always)
        QVERIFY(row.mirror == MirrorGets::Nothing); // nobody is blamed when no other mirror can help
    if (core::isStorage(kind))
        QVERIFY(row.ends == EndsAttempt::Always);
    if (row.item == ItemDoes::Wait)
        QVERIFY(row.heals == Heals::WithTime);
    if (row.item == ItemDoes::Fail || row.item == ItemDoes::FailAndDiscard || row.item == ItemDoes::AskForKey)
        QVERIFY(row.heals == Heals::Never);
    if (row.item == ItemDoes::AskUser || row.item == ItemDoes::AskForKey)
        QVERIFY(row.advice != Advice::None);
    if (row.item == ItemDoes::Retry || row.doubts)
        QVERIFY(row.mirror != MirrorGets::Nothing);
    QCOMPARE(core::healsWithTime(kind), row.heals == Heals::WithTime);
}

void tst_Error::decisions_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<MirrorGets>("mirror");
    QTest::addColumn<ItemDoes>("item");
    QTest::addColumn<Heals>("heals");
    const auto row = [](ErrorKind kind, MirrorGets mirror, ItemDoes item, Heals heals) {
        QTest::newRow(qPrintable(core::name(kind))) << kind << mirror << item << heals;
    };
    using K = ErrorKind;
    using M = MirrorGets;
    using I = ItemDoes;
    row(K::DiskFull, M::Nothing, I::Wait, Heals::WithTime);
    row(K::PartFileLocked, M::Nothing, I::Wait, Heals::WithTime); // another process ends some day
    row(K::PartFileChanged, M::Nothing, I::RestartOnce, Heals::WithTime);
    row(K::RecordNotOurs, M::Nothing, I::RestartOnce, Heals::Never);
    row(K::OtherSource, M::Nothing, I::RestartOnce, Heals::Never);
    row(K::FileMissing, M::Nothing, I::RestartOnce, Heals::Never);
    row(K::FolderMissing, M::Nothing, I::AskUser, Heals::OnceBegun);
    row(K::PermissionDenied, M::Nothing, I::AskUser, Heals::Never);
    row(K::TargetExists, M::Nothing, I::AskUser, Heals::Never);
    row(K::NameRefused, M::Nothing, I::AskUser, Heals::Never);
    row(K::ConnectionLost, M::BackOff, I::Retry, Heals::WithTime);
    row(K::NetworkMetered, M::Nothing, I::Wait, Heals::WithTime);
    row(K::OutOfHours, M::Nothing, I::Wait, Heals::WithTime);
    row(K::NotFound, M::NoMore, I::Retry, Heals::Never);
    row(K::NotInBuild, M::Nothing, I::AskUser, Heals::Never); // no mirror is to blame for a build
    row(K::Forbidden, M::NoMore, I::Retry, Heals::Never);
    row(K::SignInNeeded, M::NoMore, I::AskUser, Heals::WithTime); // a browser does it, nobody tells Sluice
    row(K::CredentialsNeeded, M::NoMore, I::AskUser, Heals::Never);
    row(K::TlsFailed, M::NoMore, I::Retry, Heals::Never);
    row(K::RedirectRefused, M::NoMore, I::Retry, Heals::Never);
    row(K::ServerBusy, M::HostBackOff, I::Retry, Heals::WithTime);
    row(K::ServerFailed, M::BackOff, I::Retry, Heals::WithTime);
    row(K::WrongContent, M::BackOff, I::Retry, Heals::WithTime); // a captive portal
    row(K::ContentChanged, M::BackOff, I::RestartOnce, Heals::Never);
    row(K::CdnExhausted, M::Nothing, I::AskUser, Heals::Never); // what its mirrors said may heal
    row(K::LengthContradicts, M::Quarantine, I::Retry, Heals::Never);
    row(K::NotBlte, M::Quarantine, I::Retry, Heals::Never);
    row(K::HeaderCorrupt, M::Quarantine, I::Retry, Heals::Never);
    row(K::EncodingKeyWrong, M::Quarantine, I::Retry, Heals::Never);
    row(K::ChunkDigestWrong, M::Quarantine, I::RefetchPiece, Heals::Never);
    // Wrong wherever it comes from.
    for (const K kind : {K::ModeUnsupported, K::CipherUnsupported, K::TableUnsupported, K::TableTooLarge,
                         K::StreamCorrupt, K::ContentKeyWrong})
        row(kind, M::BackOff, I::FailAndDiscard, Heals::Never);
    row(K::KeyMissing, M::Nothing, I::AskForKey, Heals::Never);
    row(K::KeyWrong, M::Nothing, I::AskForKey, Heals::Never);
    row(K::Cancelled, M::Nothing, I::Fail, Heals::Never);
    row(K::Internal, M::Nothing, I::Fail, Heals::Never);
}

void tst_Error::decisions()
{
    QFETCH(ErrorKind, kind);
    QTEST(core::errorRow(kind).mirror, "mirror");
    QTEST(core::errorRow(kind).item, "item");
    QTEST(core::errorRow(kind).heals, "heals");
}

void tst_Error::doubts_data()
{
    QTest::addColumn<Doubt>("doubt");
    QTest::addColumn<QStringList>("kinds");
    QTest::newRow("extra connection")
        << Doubt::ExtraConnection
        << QStringList{u"ConnectionRefused"_s, u"ConnectionLost"_s, u"Stalled"_s,          u"NotFound"_s,
                       u"Forbidden"_s,         u"SignInNeeded"_s,   u"ServerBusy"_s,       u"ServerFailed"_s,
                       u"UnexpectedStatus"_s,  u"WrongContent"_s,   u"CredentialsNeeded"_s};
    QTest::newRow("any range") << Doubt::AnyRange
                               << QStringList{u"ConnectionLost"_s,    u"Stalled"_s,        u"NotFound"_s,
                                              u"Forbidden"_s,         u"ServerBusy"_s,     u"ServerFailed"_s,
                                              u"UnexpectedStatus"_s,  u"RangeIgnored"_s,   u"WrongRange"_s,
                                              u"LengthContradicts"_s, u"RedirectRefused"_s};
    QTest::newRow("several ranges") << Doubt::SeveralRanges
                                    << QStringList{u"Forbidden"_s,        u"ServerFailed"_s,
                                                   u"UnexpectedStatus"_s, u"RangeIgnored"_s,
                                                   u"WrongRange"_s,       u"LengthContradicts"_s,
                                                   u"EncodedBody"_s};
    QTest::newRow("widened range") << Doubt::WidenedRange
                                   << QStringList{u"RangeIgnored"_s, u"WrongRange"_s, u"LengthContradicts"_s};
    QTest::newRow("another request's answer")
        << Doubt::OtherRequest
        << QStringList{u"UnexpectedStatus"_s,  u"RangeIgnored"_s,     u"WrongRange"_s,
                       u"LengthContradicts"_s, u"WrongContent"_s,     u"NotBlte"_s,
                       u"HeaderCorrupt"_s,     u"EncodingKeyWrong"_s, u"ChunkDigestWrong"_s};
}

void tst_Error::doubts()
{
    QFETCH(Doubt, doubt);
    QStringList found;
    for (int number = 0; number < static_cast<int>(ErrorKind::Internal); ++number) {
        if (core::mayMean(static_cast<ErrorKind>(number), doubt))
            found << core::name(static_cast<ErrorKind>(number));
    }
    QTEST(found, "kinds");
}

/// A number stored by a newer version is shown as a mistake, not as another error.
void tst_Error::unknownNumbers()
{
    for (const int number : {-1, 26, 29, 119, 121, 100'000}) {
        QCOMPARE(core::name(static_cast<ErrorKind>(number)), QStringLiteral("Internal"));
        QVERIFY(core::errorRow(static_cast<ErrorKind>(number)).item == core::ItemDoes::Fail);
    }
}

SLUICE_TEST(tst_Error)
#include "tst_error.moc"
