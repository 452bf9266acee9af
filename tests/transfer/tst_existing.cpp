#include "core/storage/crc32.h"
#include "core/storage/statestore.h"
#include "core/transfer/existing.h"
#include "core/transfer/routing/fileversion.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <filesystem>

using namespace transfer;

/// What proves a file that is there already.
class tst_Existing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void proofs_data();
    void proofs();
    void versions_data();
    void versions();
    void looks_data();
    void looks();
    void aCommitThatWasEnded_data();
    void aCommitThatWasEnded();
};

void tst_Existing::proofs_data()
{
    QTest::addColumn<bool>("hasMd5");
    QTest::addColumn<bool>("hasCrc");
    QTest::addColumn<bool>("isChangeKnown"); // the receipt was written after the file had its name
    QTest::addColumn<bool>("isUntouched");
    QTest::addColumn<bool>("isUnverified");
    QTest::addColumn<Proof>("expected");
    for (int i = 0; i < 32; ++i) {
        const bool unverified = i & 16;
        const bool md5 = i & 8;
        const bool crc = i & 4;
        const bool changed = i & 2;
        const bool untouched = i & 1;
        const bool isEnough = crc && (unverified || untouched);
        const Proof proof = md5 ? Proof::Digest : isEnough ? Proof::Checksum : Proof::None;
        QTest::addRow("%s%s%s%s%s", unverified ? "unverified " : "", md5 ? "md5 " : "", crc ? "crc " : "",
                      changed ? "change known " : "", untouched ? "untouched" : "touched")
            << md5 << crc << changed << untouched << unverified << proof;
    }
}

void tst_Existing::proofs()
{
    QFETCH(bool, hasMd5);
    QFETCH(bool, hasCrc);
    QFETCH(bool, isChangeKnown);
    QFETCH(bool, isUntouched);
    QFETCH(bool, isUnverified);
    QFETCH(Proof, expected);
    storage::Receipt receipt;
    receipt.verdict = static_cast<int>(isUnverified ? Verdict::Unverified : Verdict::ChunksVerified);
    receipt.md5 = hasMd5 ? "0123" : "";
    if (hasCrc)
        receipt.crc = 7;
    receipt.stamp.changed = isChangeKnown ? 9 : 0;
    QCOMPARE(proofBy(receipt, isUntouched), expected);
}

namespace {

const QByteArray kMonday("Mon, 23 Nov 2026 08:00:00 GMT");
const QByteArray kTuesday("Tue, 24 Nov 2026 08:00:00 GMT");

} // namespace

void tst_Existing::versions_data()
{
    QTest::addColumn<QByteArrayList>("then"); // ETag, Last-Modified, length
    QTest::addColumn<QByteArrayList>("now");
    QTest::addColumn<Sameness>("expected");
    const auto row = [](const char *name, QByteArrayList then, QByteArrayList now, Sameness expected) {
        QTest::newRow(name) << then << now << expected;
    };
    using enum Sameness;
    row("the same", {"\"a\"", kMonday, "5"}, {"\"a\"", kMonday, "5"}, Same);
    row("another ETag", {"\"a\"", kMonday, "5"}, {"\"b\"", kMonday, "5"}, Other);
    row("another time", {"\"a\"", kMonday, "5"}, {"\"a\"", kTuesday, "5"}, Other);
    row("another length", {"\"a\"", kMonday, "5"}, {"\"a\"", kMonday, "6"}, Other);
    row("the ETag is gone", {"\"a\"", kMonday, "5"}, {"", kMonday, "5"}, Other);
    row("an ETag has come", {"", kMonday, "5"}, {"\"a\"", kMonday, "5"}, Other);
    row("all is gone", {"\"a\"", kMonday, "5"}, {"", "", "5"}, Other);
    row("only a time", {"", kMonday, "5"}, {"", kMonday, "5"}, Same);
    row("only a weak ETag", {"W/\"a\"", "", "5"}, {"W/\"a\"", "", "5"}, Unknown);
    row("never said anything", {"", "", "5"}, {"", "", "5"}, Unknown);
    row("says something now", {"", "", "5"}, {"\"a\"", "", "5"}, Unknown);
}

void tst_Existing::versions()
{
    QFETCH(QByteArrayList, then);
    QFETCH(QByteArrayList, now);
    QFETCH(Sameness, expected);
    const auto of = [](const QByteArrayList &said) {
        http::ResponseHead head;
        head.etag = said[0];
        head.lastModified = said[1];
        head.completeLength = said[2].toLongLong();
        head.finalUrl = QUrl(QStringLiteral("http://host/x"));
        return versionText(versionOf(head), head.completeLength);
    };
    QCOMPARE(isStill(of(then), of(now)), expected);
}

void tst_Existing::looks_data()
{
    QTest::addColumn<QString>("change");  // of the file since
    QTest::addColumn<QString>("receipt"); // what is remembered of it
    QTest::addColumn<bool>("hasKey");     // the source has an encoding key
    QTest::addColumn<bool>("isProven");
    const auto row = [](const char *change, const char *receipt, bool isProven) {
        QTest::addRow("%s, %s", change, receipt)
            << QString::fromLatin1(change) << QString::fromLatin1(receipt) << true << isProven;
    };
    row("as it was", "md5", true);
    row("as it was", "crc", true);
    row("as it was", "neither", false);
    row("as it was", "of another source", false);
    row("as it was", "incomplete", false);
    row("as it was", "none", false);
    row("a bit, its time set back", "md5", false);
    row("a bit, its time set back", "crc", false);
    row("longer", "md5", false);
    row("renamed", "md5", true);
    row("copied", "md5", true);
    row("copied", "crc", false);
    row("copied, and a bit", "md5", false);
    row("copied", "crc, unverified", true);
    row("copied, and a bit", "crc, unverified", false);
    row("linked", "crc", false);
    row("linked", "crc, unverified", true);
    row("a bit, its time set back", "crc, unverified", false);
    QTest::newRow("no key names it") << "as it was"
                                     << "md5" << false << true;
}

void tst_Existing::looks()
{
    QFETCH(QString, change);
    QFETCH(QString, receipt);
    QFETCH(bool, hasKey);
    QFETCH(bool, isProven);
    const QTemporaryDir state;
    qputenv("XDG_DATA_HOME", state.path().toLocal8Bit());
    const QTemporaryDir folder;
    const QString first = folder.filePath(QStringLiteral("file"));
    const QByteArray bytes(5000, 'x');
    const auto put = [](const QString &path, const QByteArray &content) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    QVERIFY(put(first, bytes));
    TransferRequest order;
    order.folder = folder.path();
    order.source.mirrors = {QUrl(QStringLiteral("http://host/file"))};
    if (hasKey)
        order.source.encodingKey = blte::EncodingKey{{1}};
    const auto file = storage::fs::File::open(first, storage::fs::File::Mode::ReadOnly);
    storage::Receipt told;
    told.identity =
        receipt == u"of another source" ? storage::sealedName(QStringLiteral("?")) : identityOf(order);
    const Verdict verdict = receipt == u"incomplete"        ? Verdict::Incomplete
                            : receipt == u"crc, unverified" ? Verdict::Unverified
                                                            : Verdict::ChunksVerified;
    told.verdict = static_cast<int>(verdict);
    told.size = bytes.size();
    told.stamp = *file->stamp();
    told.version = "as it was called";
    const std::vector<std::uint8_t> raw(bytes.begin(), bytes.end());
    if (receipt.startsWith(u"crc"))
        told.crc = storage::crc32(raw);
    else if (receipt != u"neither")
        told.md5 = QByteArray::fromStdString(blte::toHex(blte::md5(raw)));
    if (receipt != u"none")
        QVERIFY(storage::StateStore::own().keepReceipts({{first, told}}));
    const QDateTime time = QFileInfo(first).lastModified();
    const QString second = folder.filePath(QStringLiteral("other"));
    QString target = first;
    if (change == u"renamed") {
        QVERIFY(QFile::rename(first, second));
        target = second;
    } else if (change == u"linked") {
        std::filesystem::create_hard_link(QFile::encodeName(first).constData(),
                                          QFile::encodeName(second).constData());
        target = second;
    } else if (change.startsWith(u"copied")) {
        QVERIFY(put(second, change == u"copied" ? bytes : QByteArray(bytes.chopped(1) + 'y')));
        target = second;
    } else if (change == u"longer") {
        QVERIFY(put(first, bytes + 'x'));
    } else if (change != u"as it was") {
        QVERIFY(put(first, bytes.chopped(1) + 'y'));
        QFile changed(first);
        QVERIFY(changed.open(QIODevice::ReadWrite));
        QVERIFY(changed.setFileTime(time, QFileDevice::FileModificationTime));
    }
    const auto existing = lookAtExisting(order, target, nullptr, {});
    QVERIFY(existing);
    QCOMPARE(existing->completion.has_value(), isProven);
    if (isProven) {
        QCOMPARE(existing->completion->verdict, verdict);
        QCOMPARE(existing->mustAsk, !hasKey);
        QCOMPARE(existing->version, QByteArray("as it was called"));
    }
}

void tst_Existing::aCommitThatWasEnded_data()
{
    QTest::addColumn<bool>("hasMd5");
    QTest::addColumn<bool>("isDamaged");
    QTest::newRow("a checksum") << false << false;
    QTest::newRow("a digest") << true << false;
    QTest::newRow("a checksum of other bytes") << false << true;
    QTest::newRow("a digest of other bytes") << true << true;
}

/// No key names the file, and the server never said how to tell a version: its receipt from before it had its
/// name says that nobody has been told that it is done. That holds once.
void tst_Existing::aCommitThatWasEnded()
{
    QFETCH(bool, hasMd5);
    QFETCH(bool, isDamaged);
    const QTemporaryDir state;
    qputenv("XDG_DATA_HOME", state.path().toLocal8Bit());
    const QTemporaryDir folder;
    QFile part(folder.filePath(QStringLiteral("file.part")));
    const QByteArray bytes(5000, 'x');
    QVERIFY(part.open(QIODevice::WriteOnly) && part.write(bytes) == bytes.size());
    part.close();
    TransferRequest order;
    order.folder = folder.path();
    order.source.mirrors = {QUrl(QStringLiteral("http://host/file"))};
    const QString target = folder.filePath(QStringLiteral("file"));
    const std::vector<std::uint8_t> raw(bytes.begin(), bytes.end());
    storage::Receipt receipt;
    receipt.identity = identityOf(order);
    receipt.verdict = static_cast<int>(Verdict::Unverified);
    receipt.size = bytes.size();
    receipt.stamp = *storage::fs::File::open(part.fileName(), storage::fs::File::Mode::ReadOnly)->stamp();
    receipt.stamp.changed = 0;
    receipt.crc = storage::crc32(raw) + (isDamaged ? 1 : 0);
    if (hasMd5)
        receipt.md5 =
            isDamaged ? QByteArray(32, '0') : QByteArray::fromStdString(blte::toHex(blte::md5(raw)));
    QVERIFY(storage::StateStore::own().keepReceipts({{target, receipt}}));
    QVERIFY(part.rename(target));
    for (const bool isTold : {false, true}) {
        const auto existing = lookAtExisting(order, target, nullptr, {});
        QVERIFY(existing);
        QCOMPARE(existing->completion.has_value(), !isDamaged);
        if (isDamaged)
            return;
        QCOMPARE(existing->completion->verdict, Verdict::Unverified);
        QCOMPARE(existing->mustAsk, isTold);
    }
}

SLUICE_TEST(tst_Existing)
#include "tst_existing.moc"
