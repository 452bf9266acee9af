#include "core/tact/archiveindex.h"
#include "core/tact/objectkind.h"
#include "core/tact/patchmanifest.h"
#include "tests/support/cdnobjects.h"
#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace tact;
using namespace support;

/// What a CDN's files are, and how their names prove them.
class tst_ObjectKind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognises_data();
    void recognises();
    void hashInNames_data();
    void hashInNames();
    void proves_data();
    void proves();
    void indexHasItsEntries();
    void everyBitOfAnIndexCounts();
    void everyBitOfAManifestCounts();
    void realOnes_data();
    void realOnes();
};

namespace {

std::optional<blte::Digest> digestOf(const QByteArray &bytes)
{
    return blte::md5(view(bytes));
}

} // namespace

void tst_ObjectKind::recognises_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    const auto row = [](const QByteArray &head, const char *name, ObjectKind kind) {
        QTest::addRow("%s, %s", head.left(16).toHex().constData(), name)
            << head << QString::fromLatin1(name) << static_cast<int>(kind);
    };
    row("BLTE\0\0\0\0", "00112233445566778899aabbccddeeff", ObjectKind::Blte);
    row("BLTE", "x.index", ObjectKind::Blte);
    row("\1\2\3", "00112233445566778899aabbccddeeff.index", ObjectKind::Index);
    row("<!DOCTYPE html>", "00112233445566778899aabbccddeeff.index", ObjectKind::Page);
    row("# Build Configuration", "a", ObjectKind::Config);
    row("# Static Build Configuration", "a", ObjectKind::Config);
    row("key-4eb4869f95f23b53 = c9", "a", ObjectKind::Config);
    row("PA\2", "a", ObjectKind::PatchManifest);
    row("ZBSDIFF1", "a", ObjectKind::Patch);
    row(" \r\n<HTML>", "a", ObjectKind::Page);
    row("<?xml", "a", ObjectKind::Other);
    row("", "a", ObjectKind::Other);
    row("BLT", "a", ObjectKind::Other);
}

void tst_ObjectKind::recognises()
{
    QFETCH(QByteArray, head);
    QFETCH(QString, name);
    QFETCH(int, kind);
    QCOMPARE(static_cast<int>(recognise(view(head), name.toStdString())), kind);
    QVERIFY(!nameOf(ObjectKind{kind}).empty());
}

void tst_ObjectKind::hashInNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isHash");
    const QString hash = QStringLiteral("00112233445566778899aabbccddeeff");
    QTest::newRow("bare") << hash << true;
    QTest::newRow("in a folder, with suffixes")
        << QStringLiteral("/a/b/") + hash + QStringLiteral(".a.b") << true;
    QTest::newRow("upper case") << hash.toUpper() << true;
    QTest::newRow("a digit too many") << hash + QLatin1Char('0') << false;
    QTest::newRow("no hash") << QStringLiteral("data.000") << false;
    QTest::newRow("nothing") << QString() << false;
}

void tst_ObjectKind::hashInNames()
{
    QFETCH(QString, name);
    QTEST(hashInName(name.toStdString()).has_value(), "isHash");
}

void tst_ObjectKind::proves_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("named"); // bytes whose MD5 is the name; null: none
    QTest::addColumn<int>("proof");
    QTest::addColumn<bool>("isRight");
    const auto row = [](const char *name, ObjectKind kind, const QByteArray &bytes, const QByteArray &named,
                        NameProof proof, bool isRight) {
        QTest::newRow(name) << static_cast<int>(kind) << bytes << named << static_cast<int>(proof) << isRight;
    };
    const QByteArray config = "# Build Configuration\n\nroot = ab\n\n";
    row("config", ObjectKind::Config, config, config, NameProof::WholeFile, true);
    row("config without its last line feed", ObjectKind::Config, config.chopped(1), config,
        NameProof::Mismatch, true);
    row("config of no name", ObjectKind::Config, config, {}, NameProof::None, true);
    const QByteArray index = madeIndex(171);
    row("index", ObjectKind::Index, index, index.last(28), NameProof::Index, true);
    row("index of another name", ObjectKind::Index, index, "x", NameProof::Mismatch, true);
    row("index of no name", ObjectKind::Index, index, {}, NameProof::None, true);
    row("index, a byte too long", ObjectKind::Index, index + 'x', index.last(28), NameProof::None, false);
    row("index, cut", ObjectKind::Index, index.last(28), index.last(28), NameProof::None, false);
    row("index of nothing", ObjectKind::Index, QByteArray(), {}, NameProof::None, false);
    row("index of no objects", ObjectKind::Index, madeIndex(0), madeIndex(0), NameProof::Index, true);
    const QByteArray manifest = madeManifest();
    row("manifest", ObjectKind::PatchManifest, manifest, manifestHeader(manifest), NameProof::Header, true);
    row("manifest named by all of it", ObjectKind::PatchManifest, manifest, manifest, NameProof::WholeFile,
        true);
    row("manifest of another name", ObjectKind::PatchManifest, manifest, "x", NameProof::Mismatch, true);
    row("manifest, cut", ObjectKind::PatchManifest, manifest.first(60), "x", NameProof::None, false);
    row("manifest, without its block", ObjectKind::PatchManifest, manifest.first(130), "x", NameProof::None,
        false);
    row("patch", ObjectKind::Patch, "ZBSDIFF1...", "ZBSDIFF1...", NameProof::WholeFile, true);
    row("whatever", ObjectKind::Other, "abc", "abc", NameProof::WholeFile, true);
}

void tst_ObjectKind::proves()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, named);
    QFETCH(int, proof);
    const Proof found = prove(ObjectKind{kind}, view(bytes),
                              named.isNull() ? std::optional<blte::Digest>() : digestOf(named));
    QCOMPARE(static_cast<int>(found.name), proof);
    QTEST(found.complaint.empty(), "isRight");
}

void tst_ObjectKind::indexHasItsEntries()
{
    const auto index = readArchiveIndex(view(madeIndex(400)));
    QVERIFY2(index, index ? "" : index.error().text.c_str());
    QCOMPARE(index->entries.size(), std::size_t{400});
    QVERIFY(index->footer.hasPlaces());
    QCOMPARE(index->entries[171].offset, quint32{17100});
    QCOMPARE(index->entries[171].encodedSize, quint32{100});
    QCOMPARE(quint64{index->archiveSize()}, quint64{40000});
}

void tst_ObjectKind::everyBitOfAnIndexCounts()
{
    const QByteArray right = madeIndex(3);
    const auto name = digestOf(right.last(28));
    for (qsizetype at = 0; at < right.size(); ++at) {
        QByteArray bytes = right;
        bytes[at] = static_cast<char>(bytes[at] ^ 1 << at % 8);
        const Proof proof = prove(ObjectKind::Index, view(bytes), name);
        QVERIFY2(proof.name != NameProof::Index, qPrintable(QString::number(at)));
    }
}

void tst_ObjectKind::everyBitOfAManifestCounts()
{
    const QByteArray right = madeManifest();
    const auto name = digestOf(manifestHeader(right));
    for (qsizetype at = 0; at < right.size() - 50; ++at) { // behind are zeros that nothing covers
        QByteArray bytes = right;
        bytes[at] = static_cast<char>(bytes[at] ^ 1 << at % 8);
        const Proof proof = prove(ObjectKind::PatchManifest, view(bytes), name);
        QVERIFY2(proof.name != NameProof::Header, qPrintable(QString::number(at)));
    }
}

void tst_ObjectKind::realOnes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("proof");
    const QDir corpus(support::corpusFolder());
    const auto row = [&corpus](const char *path, NameProof proof) {
        QTest::newRow(path) << corpus.filePath(QString::fromLatin1(path)) << static_cast<int>(proof);
    };
    row("ngdp/index/00b79cc0eebdd26437c7e92e57ac7f5c.index", NameProof::Index);
    row("ngdp/patch/071290388e1f3b898157c372f03bc435.pa", NameProof::Header);
    row("ngdp/patch/e3fffe04f64007852408b86e44d91e5a.pa", NameProof::Header);
    row("ngdp/patch/7b2fff0a969b2d50769496700cadc603.zbsdiff", NameProof::WholeFile);
    row("ngdp/config/46bbf430436ce472d8b6815b12e47569", NameProof::WholeFile);
    row("ngdp/config/f7e68fd6611317050be908301b944855", NameProof::WholeFile);
}

void tst_ObjectKind::realOnes()
{
    QFETCH(QString, path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("the samples are not here");
    const QByteArray bytes = file.readAll();
    const std::string name = path.toStdString();
    const Proof proof = prove(recognise(view(bytes.left(kRecognised)), name), view(bytes), hashInName(name));
    QVERIFY2(proof.complaint.empty(), proof.complaint.c_str());
    QTEST(static_cast<int>(proof.name), "proof");
}

SLUICE_TEST(tst_ObjectKind)
#include "tst_objectkind.moc"
