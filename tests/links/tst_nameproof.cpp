#include "core/links/cdnsource.h"
#include "core/links/nameproof.h"
#include "tests/support/cdnobjects.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;
using core::ErrorKind;

/// What the hash in an address proves of a file that has no key.
class tst_NameProof : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void proves_data();
    void proves();
    void asksOnlyWhereNothingElseProves_data();
    void asksOnlyWhereNothingElseProves();
    void cannotRead();
};

namespace {

QString address(const QString &folder, const QByteArray &named, const QString &suffix = {})
{
    const QString hash = QString::fromLatin1(md5(named).toHex());
    return QStringLiteral("http://host/tpr/x/%1/%2/%3/%4%5")
        .arg(folder, hash.left(2), hash.mid(2, 2), hash, suffix);
}

core::NameProof proofFor(const QString &line)
{
    return links::nameProof(*links::sourceFromText(line));
}

core::WholeFile whole(const QByteArray &bytes)
{
    return {bytes.size(), blte::md5(view(bytes)),
            [bytes](qint64 most) -> core::Result<QByteArray> { return bytes.left(most); }};
}

constexpr int kYes = -1;
constexpr int kCannotTell = -2;

} // namespace

void tst_NameProof::proves_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("answer");
    const auto row = [](const char *name, const QString &address, const QByteArray &bytes, int answer) {
        QTest::newRow(name) << address << bytes << answer;
    };
    constexpr auto kWrong = static_cast<int>(ErrorKind::ContentKeyWrong);
    const QString data = QStringLiteral("data");
    const QString patch = QStringLiteral("patch");
    const QString suffix = QStringLiteral(".index");

    const QByteArray index = madeIndex(171);
    const QString ofIndex = address(data, index.last(28), suffix);
    row("index", ofIndex, index, kYes);
    row("index of patches", address(patch, index.last(28), suffix), index, kYes);
    row("index of no objects", address(data, madeIndex(0), suffix), madeIndex(0), kYes);
    row("index of another archive", ofIndex, madeIndex(170), kWrong);
    QByteArray flipped = index;
    flipped[20] = static_cast<char>(flipped[20] ^ 1);
    row("index, a bit wrong in a block", ofIndex, flipped, kWrong);
    row("index, cut", ofIndex, index.last(28), kWrong);
    row("index, empty", ofIndex, {}, kWrong);
    const QByteArray future(4096, '\7');
    row("index of a form that nobody knows", address(data, future.last(28), suffix), future, kCannotTell);
    row("page instead of an index", ofIndex, "<!doctype html><html>",
        static_cast<int>(ErrorKind::WrongContent));

    const QByteArray manifest = madeManifest();
    const QString ofManifest = address(patch, manifestHeader(manifest));
    row("manifest", ofManifest, manifest, kYes);
    row("manifest of another name", address(patch, "x"), manifest, kWrong);
    row("manifest, cut in its block", ofManifest, manifest.first(130), kWrong);

    row("patch", address(patch, "ZBSDIFF1abc"), "ZBSDIFF1abc", kYes);
    row("patch, cut", address(patch, "ZBSDIFF1abc"), "ZBSDIFF1ab", kWrong);
    row("page instead of a patch", address(patch, "ZBSDIFF1abc"), "<html>",
        static_cast<int>(ErrorKind::WrongContent));
    row("whatever it is, by all of it", address(patch, "??"), "??", kYes);
    row("encrypted as a whole", address(patch, "secret"), "\x91\x15\x27", kCannotTell);
    row("nothing", address(patch, "secret"), {}, kCannotTell);
    row("object with a table", address(patch, "header"), "BLTE....", kCannotTell);
}

void tst_NameProof::proves()
{
    QFETCH(QString, address);
    QFETCH(QByteArray, bytes);
    const core::NameProof proof = proofFor(address);
    QVERIFY(proof);
    const auto answer = proof(whole(bytes));
    const int found = !answer ? static_cast<int>(answer.error().kind) : *answer ? kYes : kCannotTell;
    QTEST(found, "answer");
    if (!answer)
        QVERIFY2(answer.error().detail.contains(address.section(u'/', -1)),
                 qPrintable(answer.error().detail));
}

void tst_NameProof::asksOnlyWhereNothingElseProves_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("asks");
    const QString hash = QStringLiteral("00112233445566778899aabbccddeeff");
    const auto in = [&](const char *folder) {
        return QStringLiteral("http://h/tpr/%1/00/11/%2").arg(QString::fromLatin1(folder), hash);
    };
    QTest::newRow("patch") << in("patch") << true;
    QTest::newRow("index") << in("data") + QStringLiteral(".index") << true;
    QTest::newRow("object: by its encoding key") << in("data") << false;
    QTest::newRow("config: by its content key") << in("config") << false;
    QTest::newRow("patch with a content key") << in("patch") + QStringLiteral("#ckey=") + hash << false;
    QTest::newRow("patch with an encoding key") << in("patch") + QStringLiteral("#ekey=") + hash << false;
    QTest::newRow("slice of a patch archive") << in("patch") + QStringLiteral("#bytes=0-9") << false;
    QTest::newRow("filed elsewhere") << QStringLiteral("http://h/patch/aa/bb/") + hash << false;
    QTest::newRow("file") << QStringLiteral("http://h/a.index") << false;
}

void tst_NameProof::asksOnlyWhereNothingElseProves()
{
    QFETCH(QString, line);
    QTEST(static_cast<bool>(proofFor(line)), "asks");
}

void tst_NameProof::cannotRead()
{
    core::WholeFile file = whole("PA\2");
    file.read = [](qint64) -> core::Result<QByteArray> {
        return core::failure(ErrorKind::ReadFailed, QStringLiteral("gone"));
    };
    const auto answer = proofFor(address(QStringLiteral("patch"), "x"))(file);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::ReadFailed);
}

SLUICE_TEST(tst_NameProof)
#include "tst_nameproof.moc"
