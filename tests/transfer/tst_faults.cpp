#include "core/transfer/routing/faults.h"

#include <QTest>

using core::ErrorKind;

class TestFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsKeptOf_data();
    void nothingIsKeptOf();
};

void TestFaults::nothingIsKeptOf_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("isHopeless");
    const auto row = [](ErrorKind kind, bool isHopeless) {
        QTest::newRow(qPrintable(core::name(kind))) << kind << isHopeless;
    };
    row(ErrorKind::ModeUnsupported, true);
    row(ErrorKind::CipherUnsupported, true);
    row(ErrorKind::TableUnsupported, true);
    row(ErrorKind::TableTooLarge, true);
    row(ErrorKind::StreamCorrupt, true);
    // Another key, another mirror, another day, another folder.
    row(ErrorKind::KeyMissing, false);
    row(ErrorKind::ContentKeyWrong, true); // nobody knows which part of the file is the wrong one
    row(ErrorKind::ChunkDigestWrong, false);
    row(ErrorKind::NotFound, false);
    row(ErrorKind::ServerFailed, false);
    row(ErrorKind::DiskFull, false);
    row(ErrorKind::PermissionDenied, false);
    row(ErrorKind::TargetExists, false);
    row(ErrorKind::Cancelled, false);
    row(ErrorKind::Internal, false);
}

void TestFaults::nothingIsKeptOf()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, isHopeless);
    QCOMPARE(transfer::healsNever(kind), isHopeless);
    if (isHopeless)
        QVERIFY(!transfer::healsWithTime(kind));
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
