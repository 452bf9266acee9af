#include "core/tact/patchmanifest.h"
#include "tests/support/tactobjects.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"
#include "tests/tact/damage.h"

using namespace tact;
using namespace corpus;
using namespace support;

/// Patch manifests: proven, and listed.
class tst_PatchManifest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lists();
    void cutEverywhere();
    void hostile_data();
    void hostile();
    void real_data();
    void real();
};

void tst_PatchManifest::lists()
{
    for (const bool hasEncoding : {true, false}) {
        const ByteVector bytes = madePatches(hasEncoding ? PatchHeader::WithEncoding : PatchHeader::Plain);
        std::vector<PatchedFile> files;
        const auto manifest =
            visitPatchManifest(bytes, [&](const PatchedFile &file) { files.push_back(file); });
        QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
        QCOMPARE(manifest->blocks, std::size_t{1});
        QCOMPARE(manifest->encoding.has_value(), hasEncoding);
        if (hasEncoding) {
            QVERIFY(manifest->encoding->contentKey.digest == keyOf(7) &&
                    manifest->encoding->encodedSize == 90);
            QCOMPARE(manifest->encoding->espec, std::string("b:n"));
        }
        QCOMPARE(files.size(), std::size_t{2});
        QVERIFY(files[1].key.digest == keyOf(2) && files[1].decodedSize == 1002 &&
                files[1].sources.size() == 2);
        const PatchSource &last = files[1].sources[1];
        QVERIFY(last.key.digest == keyOf(11) && last.patch == keyOf(21) && last.patchSize == 31 &&
                last.ordinal == 2);
    }
}

void tst_PatchManifest::cutEverywhere()
{
    const ByteVector whole = madePatches(PatchHeader::WithEncoding);
    const ByteVector bytes(whole.begin(), whole.end() - 5); // nothing covers the zeros
    damage::cutEverywhere(bytes,
                          [](const ByteVector &cut, std::size_t) { QVERIFY(!readPatchManifest(cut)); });
    QVERIFY(readPatchManifest(bytes));
}

void tst_PatchManifest::hostile_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    QTest::newRow("magic") << 0 << QByteArray("PX") << int(FaultKind::NotThisFormat);
    QTest::newRow("blocks") << 7 << QByteArray("\xff\xff") << int(FaultKind::TooShort);
    QTest::newRow("keys of no bytes") << 3 << QByteArray(3, '\0') << int(FaultKind::DigestWrong);
    QTest::newRow("offset") << 42 << QByteArray("\xff\xff\xff\xff") << int(FaultKind::DigestWrong);
}

void tst_PatchManifest::hostile()
{
    QFETCH(int, at);
    QFETCH(QByteArray, bytes);
    const auto manifest =
        readPatchManifest(damage::with(madePatches(PatchHeader::Plain), static_cast<std::size_t>(at),
                                       ByteVector(bytes.begin(), bytes.end())));
    QVERIFY(!manifest);
    QTEST(int(manifest.error().kind), "kind");
}

void tst_PatchManifest::real_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("small") << QStringLiteral("071290388e1f3b898157c372f03bc435");
    QTest::newRow("era") << QStringLiteral("e3fffe04f64007852408b86e44d91e5a");
}

void tst_PatchManifest::real()
{
    QFETCH(QString, name);
    const ByteVector content = corpus::bytes(QStringLiteral("ngdp/patch/") + name + QStringLiteral(".pa"));
    NEEDS_SAMPLE(content);
    std::size_t files = 0;
    const auto manifest = visitPatchManifest(content, [&](const PatchedFile &file) {
        ++files;
        QVERIFY(!file.sources.empty());
    });
    QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
    QCOMPARE(hex(manifest->name), name);
    QVERIFY(files > 0 && manifest->encoding);
    if (name.startsWith(u"e3ff")) { // as the build config says of encoding
        QCOMPARE(hex(manifest->encoding->encodingKey.digest),
                 QStringLiteral("25c87b6ce82551dc8d62c2800aad6e8f"));
        QCOMPARE(quint32{manifest->encoding->encodedSize}, 14027807u);
    }
}

SLUICE_TEST(tst_PatchManifest)
#include "tst_patchmanifest.moc"
