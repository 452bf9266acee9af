#include "core/tact/downloadmanifest.h"
#include "core/tact/installmanifest.h"
#include "core/tact/sizemanifest.h"
#include "tests/support/tactobjects.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"
#include "tests/tact/damage.h"

#include <QJsonArray>
#include <set>

using namespace tact;
using namespace corpus;
using namespace support;

/// Install, download and size manifests, and the tags that they share.
class tst_TagManifests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queries_data();
    void queries();
    void filters_data();
    void filters();
    void install_data();
    void install();
    void download_data();
    void download();
    void sizes_data();
    void sizes();
    void cutEverywhere_data();
    void cutEverywhere();
    void hostile_data();
    void hostile();
    void realInstall_data();
    void realInstall();
    void realInstallOfClassic();
    void realDownload();
};

namespace {

ByteVector madeByName(const QString &name)
{
    if (name.startsWith(u"install"))
        return madeInstall(name.endsWith(u'2') ? 2 : 1);
    if (name.startsWith(u"size"))
        return madeSizes(name.endsWith(u'2') ? 2 : 1);
    const unsigned version = name.endsWith(u'1') ? 1 : name.endsWith(u'2') ? 2 : 3;
    return madeDownload(version, version != 2, 1);
}

/// The kind of its fault; empty when there is none.
std::optional<FaultKind> faultOf(const QString &name, blte::Bytes bytes)
{
    const auto kind = [](const auto &manifest) {
        return manifest ? std::optional<FaultKind>() : std::optional(manifest.error().kind);
    };
    if (name.startsWith(u"install"))
        return kind(InstallManifest::open(bytes));
    return name.startsWith(u"size") ? kind(SizeManifest::open(bytes)) : kind(DownloadManifest::open(bytes));
}

QString passing(const TagFilter &filter, std::size_t entries)
{
    QStringList numbers;
    for (std::size_t i = 0; i < entries; ++i) {
        if (filter.passes(i))
            numbers << QString::number(i);
    }
    return numbers.join(u' ');
}

} // namespace

void tst_TagManifests::queries_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("wanted");
    QTest::addColumn<int>("excluded");
    QTest::newRow("nothing") << QString() << 0 << 0;
    QTest::newRow("one") << QStringLiteral("Windows") << 1 << 0;
    QTest::newRow("several") << QStringLiteral("Windows, enUS ,!Alternate") << 2 << 1;
    QTest::newRow("only commas") << QStringLiteral(",, ,!") << 0 << 0;
}

void tst_TagManifests::queries()
{
    QFETCH(QString, text);
    const TagQuery query = parseTagQuery(text.toStdString());
    QTEST(int(query.wanted.size()), "wanted");
    QTEST(int(query.excluded.size()), "excluded");
}

void tst_TagManifests::filters_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("entries");
    QTest::addColumn<int>("unknown");
    const auto row = [](const char *query, const char *entries, int unknown = 0) {
        QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(entries) << unknown;
    };
    row("", "0 1 2 3 4 5 6 7 8");
    row("Windows", "0 1 2 8");
    row("windows", "0 1 2 8");
    row("Windows,OSX", "0 1 2 3 4 8");
    row("Windows,x86_64", "0 1 8");
    row("Windows,x86_64,enUS", "0");
    row("Windows,enUS,deDE", "0 1 2");
    row("!Windows", "3 4 5 6 7");
    row("Windows,!arm64", "0 1 8");
    row("Windows,klingon", "0 1 2 8", 1);
    row("OSX,arm64,enUS", "");
}

void tst_TagManifests::filters()
{
    QFETCH(QString, query);
    const ByteVector bytes = madeInstall(1);
    const auto manifest = InstallManifest::open(bytes);
    QVERIFY(manifest);
    const TagFilter filter(manifest->tags(), parseTagQuery(query.toStdString()));
    QTEST(passing(filter, manifest->size()), "entries");
    QTEST(int(filter.unknown().size()), "unknown");
}

void tst_TagManifests::install_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("1") << 1;
    QTest::newRow("2") << 2;
}

void tst_TagManifests::install()
{
    QFETCH(int, version);
    const ByteVector bytes = madeInstall(static_cast<unsigned>(version));
    const auto manifest = InstallManifest::open(bytes);
    QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
    QCOMPARE(int(manifest->version()), version);
    QCOMPARE(manifest->size(), kMadeEntries);
    QCOMPARE(manifest->tags().size(), std::size_t{6});
    QCOMPARE(corpus::text(manifest->tags()[2].name), QStringLiteral("x86_64"));
    for (std::size_t i = 0; i < kMadeEntries; ++i) {
        const InstallEntry entry = manifest->entry(i);
        QCOMPARE(corpus::text(entry.path), QStringLiteral("Folder\\file%1").arg(i));
        QVERIFY(entry.key.digest == keyOf(i) && entry.size == i * 100);
    }
}

void tst_TagManifests::download_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<bool>("hasChecksums");
    QTest::addColumn<int>("flags");
    QTest::addColumn<int>("base");
    QTest::newRow("1") << 1 << false << 0 << 0;
    QTest::newRow("1, checksums") << 1 << true << 0 << 0;
    QTest::newRow("2, flags") << 2 << false << 2 << 0;
    QTest::newRow("3") << 3 << false << 0 << -2;
    QTest::newRow("3, checksums and flags") << 3 << true << 1 << -2;
}

void tst_TagManifests::download()
{
    QFETCH(int, version);
    QFETCH(bool, hasChecksums);
    QFETCH(int, flags);
    QFETCH(int, base);
    const ByteVector bytes =
        madeDownload(static_cast<unsigned>(version), hasChecksums, static_cast<std::size_t>(flags));
    const auto manifest = DownloadManifest::open(bytes);
    QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
    QCOMPARE(manifest->size(), kMadeEntries);
    QCOMPARE(manifest->tags().size(), std::size_t{6});
    for (std::size_t i = 0; i < kMadeEntries; ++i) {
        const DownloadEntry entry = manifest->entry(i);
        QVERIFY(entry.key.digest == keyOf(i) && entry.encodedSize == 0x0100000000 + i);
        QCOMPARE(entry.priority, (i == 0 ? -1 : int(i)) - base);
        QCOMPARE(entry.checksum.has_value(), hasChecksums);
        QCOMPARE(quint32{entry.checksum.value_or(0)}, hasChecksums ? quint32(0xC0FFEE00 + i) : 0u);
        QCOMPARE(int(entry.flags.size()), flags);
        QVERIFY(flags == 0 || entry.flags.back() == i);
    }
}

void tst_TagManifests::sizes_data()
{
    install_data();
}

void tst_TagManifests::sizes()
{
    QFETCH(int, version);
    const ByteVector bytes = madeSizes(static_cast<unsigned>(version));
    const auto manifest = SizeManifest::open(bytes);
    QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
    QCOMPARE(quint64{manifest->total()}, quint64{12345678901});
    QCOMPARE(manifest->size(), kMadeEntries);
    QVERIFY(manifest->tags()[0].has(8) && !manifest->tags()[0].has(7));
    for (std::size_t i = 0; i < kMadeEntries; ++i) {
        const SizeEntry entry = manifest->entry(i);
        QVERIFY(std::equal(entry.key.begin(), entry.key.end(), keyOf(i).begin()) && entry.key.size() == 9);
        QCOMPARE(quint64{entry.size}, quint64{i + 7});
    }
}

void tst_TagManifests::cutEverywhere_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"install 1", "install 2", "download 1", "download 2", "download 3", "size 1", "size 2"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_TagManifests::cutEverywhere()
{
    QFETCH(QString, name);
    const ByteVector bytes = madeByName(name);
    QVERIFY(!faultOf(name, bytes));
    damage::cutEverywhere(bytes, [&](const ByteVector &cut, std::size_t) { QVERIFY(faultOf(name, cut)); });
}

void tst_TagManifests::hostile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("at");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, int at, const QByteArray &bytes, FaultKind kind) {
        QTest::addRow("%s, %d, %s", name, at, bytes.toHex().constData())
            << QString::fromLatin1(name) << at << bytes << int(kind);
    };
    for (const char *name : {"install 1", "download 1", "size 1"}) {
        row(name, 0, "XX", FaultKind::NotThisFormat);
        row(name, 2, "\4", FaultKind::NotUnderstood);
        row(name, 2, QByteArray(1, '\0'), FaultKind::NotUnderstood);
        row(name, 3, "\x40", FaultKind::NotUnderstood);
    }
    const QByteArray most("\xff\xff\xff\xff", 4);
    row("install 1", 4, most.first(2), FaultKind::CountImpossible);
    row("install 1", 6, most, FaultKind::CountImpossible);
    row("download 3", 5, most, FaultKind::CountImpossible);
    row("download 3", 9, most.first(2), FaultKind::CountImpossible);
    row("download 3", 11, most.first(1), FaultKind::CountImpossible);
    row("size 1", 4, most, FaultKind::CountImpossible);
    row("size 1", 8, most.first(2), FaultKind::CountImpossible);
    row("size 1", 18, QByteArray(1, '\0'), FaultKind::NotUnderstood);
    row("size 1", 18, "\x9", FaultKind::NotUnderstood);
}

void tst_TagManifests::hostile()
{
    QFETCH(QString, name);
    QFETCH(int, at);
    QFETCH(QByteArray, bytes);
    const ByteVector bent =
        damage::with(madeByName(name), static_cast<std::size_t>(at), ByteVector(bytes.begin(), bytes.end()));
    const auto kind = faultOf(name, bent);
    QVERIFY(kind);
    QTEST(int(*kind), "kind");
}

void tst_TagManifests::realInstall_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("key");
    QTest::newRow("wow") << QStringLiteral("ngdp/install/1c2bd6a31893e96b09d2481532575c03.install")
                         << QStringLiteral("1c2bd6a31893e96b09d2481532575c03");
    QTest::newRow("hs") << QStringLiteral("ngdp/install/hs_b0c59af62001174f3d0857d07e8784c2.install")
                        << QStringLiteral("b0c59af62001174f3d0857d07e8784c2");
}

void tst_TagManifests::realInstall()
{
    QFETCH(QString, path);
    QFETCH(QString, key);
    const ByteVector content = corpus::bytes(path);
    NEEDS_SAMPLE(content);
    const QJsonObject expected = corpus::json(QStringLiteral("ngdp/install/expected.json"))[key].toObject();
    QVERIFY(!expected.isEmpty());
    const auto manifest = InstallManifest::open(content);
    QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
    QCOMPARE(int(manifest->size()), expected[u"entries"].toInt());
    QCOMPARE(int(manifest->tags().size()), expected[u"header"][u"ntags"].toInt());
    for (const Tag &tag : manifest->tags()) {
        const QString type = QStringLiteral("0x") + QString::number(tag.type, 16);
        const QJsonArray tags = expected[u"tags"][type].toArray();
        qint64 files = 0;
        qint64 size = 0;
        for (std::size_t i = 0; i < manifest->size(); ++i) {
            files += tag.has(i) ? 1 : 0;
            size += tag.has(i) ? manifest->entry(i).size : 0;
        }
        QVERIFY2(tags.contains(QJsonArray{corpus::text(tag.name), files, size}),
                 std::string(tag.name).c_str());
    }
    for (const QJsonValue &query : expected[u"queries"].toArray()) {
        TagQuery asked;
        for (const QJsonValue &tag : query[u"tags"].toArray())
            asked.wanted.push_back(tag.toString().toStdString());
        const TagFilter filter(manifest->tags(), asked);
        qint64 files = 0;
        qint64 size = 0;
        for (std::size_t i = 0; i < manifest->size(); ++i) {
            files += filter.passes(i) ? 1 : 0;
            size += filter.passes(i) ? manifest->entry(i).size : 0;
        }
        QCOMPARE(files, query[u"files"].toInteger());
        QCOMPARE(size, query[u"bytes"].toInteger());
    }
    std::set<QString> paths;
    for (std::size_t i = 0; i < manifest->size(); ++i)
        paths.insert(corpus::text(manifest->entry(i).path));
    QCOMPARE(int(paths.size()), expected[u"distinct_paths"].toInt());
    for (const QJsonValue &sample : expected[u"sample"].toArray())
        QVERIFY(paths.contains(sample[u"path"].toString()));
}

void tst_TagManifests::realInstallOfClassic()
{
    const ByteVector content = corpus::bytes(QStringLiteral("install/classic_4.4.0_v1.install"));
    NEEDS_SAMPLE(content);
    const auto manifest = InstallManifest::open(content);
    QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
    QVERIFY(manifest->size() > 100 && manifest->tags().size() > 20);
}

void tst_TagManifests::realDownload()
{
    const ByteVector content =
        corpus::bytes(QStringLiteral("ngdp/download/classic_era_1.15.7_v1_100entries.download"));
    NEEDS_SAMPLE(content);
    const QJsonObject expected = corpus::json(QStringLiteral("ngdp/download/expected.json"));
    const auto manifest = DownloadManifest::open(content);
    QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
    QCOMPARE(manifest->size(), std::size_t{100});
    qint64 total = 0;
    for (std::size_t i = 0; i < manifest->size(); ++i)
        total += qint64(manifest->entry(i).encodedSize);
    QCOMPARE(total, expected[u"total_encoded"].toInteger());
    QCOMPARE(hex(manifest->entry(0).key.digest), expected[u"first"][0].toString());
    QCOMPARE(hex(manifest->entry(99).key.digest), expected[u"last"][0].toString());
    QCOMPARE(qint64(manifest->entry(99).encodedSize), expected[u"last"][1].toInteger());
    const QJsonArray tags = expected[u"tags"].toArray();
    QCOMPARE(qsizetype(manifest->tags().size()), tags.size());
    for (qsizetype t = 0; t < tags.size(); ++t) {
        const Tag &tag = manifest->tags()[static_cast<std::size_t>(t)];
        int files = 0;
        for (std::size_t i = 0; i < manifest->size(); ++i)
            files += tag.has(i) ? 1 : 0;
        QCOMPARE((QJsonArray{corpus::text(tag.name), int(tag.type), files}), tags[t].toArray());
    }
}

SLUICE_TEST(tst_TagManifests)
#include "tst_tagmanifests.moc"
