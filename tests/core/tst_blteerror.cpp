#include "core/blteerror.h"
#include "tests/support/testmain.h"

#include <QTest>

using core::ErrorKind;

class tst_BlteError : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kindOfEachFault_data();
    void kindOfEachFault();
};

void tst_BlteError::kindOfEachFault_data()
{
    QTest::addColumn<blte::FaultKind>("fault");
    QTest::addColumn<ErrorKind>("kind");
    const auto row = [](blte::FaultKind fault, ErrorKind kind) {
        QTest::newRow(blte::name(fault)) << fault << kind;
    };
    using F = blte::FaultKind;
    row(F::NotBlte, ErrorKind::NotBlte);
    row(F::HeaderCorrupt, ErrorKind::HeaderCorrupt);
    row(F::TableUnsupported, ErrorKind::TableUnsupported);
    row(F::TableTooLarge, ErrorKind::TableTooLarge);
    row(F::SizesContradict, ErrorKind::HeaderCorrupt);
    row(F::EncodingKeyWrong, ErrorKind::EncodingKeyWrong);
    row(F::Truncated, ErrorKind::Truncated);
    row(F::TrailingBytes, ErrorKind::Truncated);
    row(F::ChunkDigestWrong, ErrorKind::ChunkDigestWrong);
    row(F::DecodedSizeWrong, ErrorKind::StreamCorrupt);
    row(F::StreamCorrupt, ErrorKind::StreamCorrupt);
    row(F::ModeUnsupported, ErrorKind::ModeUnsupported);
    row(F::CipherUnsupported, ErrorKind::CipherUnsupported);
    row(F::EncryptionCorrupt, ErrorKind::StreamCorrupt);
    row(F::NestingTooDeep, ErrorKind::ModeUnsupported);
    row(F::Lz4Ambiguous, ErrorKind::ModeUnsupported);
    row(F::KeyMissing, ErrorKind::KeyMissing);
    row(F::KeyWrong, ErrorKind::KeyWrong);
    row(F::SizeImpossible, ErrorKind::HeaderCorrupt);
    row(F::SinkRefused, ErrorKind::WriteFailed);
}

void tst_BlteError::kindOfEachFault()
{
    QFETCH(blte::FaultKind, fault);
    const core::Error error = core::errorFrom({fault, 3, 1, 2});
    QTEST(error.kind, "kind");
    QVERIFY(error.detail.contains(QStringLiteral("chunk 3")));
}

SLUICE_TEST(tst_BlteError)
#include "tst_blteerror.moc"
