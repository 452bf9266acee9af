#include "core/blte/endian.h"
#include "core/catalog/tvfstree.h"
#include "tests/catalog/treefiles.h"
#include "tests/support/ngdp/tvfswriter.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"

#include <QJsonArray>

using catalog::NestedTvfs;
using catalog::TreeFile;
using catalog::TvfsManifest;
using catalog::TvfsTree;
using treefiles::array;
using treefiles::key;
using treefiles::lines;
using treefiles::rows;

namespace {

using Refs = std::map<std::uint32_t, tact::ManifestRef>;

/// Of a byte: its encoding key begins with it and 0x80, its content key with it.
ngdp::TvfsObject object(std::uint8_t first, std::uint32_t size = 10)
{
    return {key(first | 0x80), key(first), size + 8, size, "n"};
}

QByteArray manifest(std::initializer_list<std::pair<const char *, std::uint8_t>> files)
{
    std::vector<ngdp::TvfsPath> paths;
    for (const auto &[path, first] : files)
        paths.push_back({path, {object(first)}});
    return array(ngdp::writeTvfs(paths));
}

Refs refs(std::initializer_list<std::pair<std::uint32_t, std::uint8_t>> numbers)
{
    Refs refs;
    for (const auto &[number, first] : numbers) {
        refs[number].contentKey = blte::ContentKey{key(first)};
        refs[number].encodingKey = blte::EncodingKey{key(first | 0x80)};
    }
    return refs;
}

TvfsManifest read(const QByteArray &bytes, const Refs &nested = {})
{
    return catalog::readTvfs(bytes, QStringLiteral("vfs"), NestedTvfs(nested)).value();
}

} // namespace

class tst_TvfsTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flat();
    void facts();
    void cutFiles();
    void partsOfObjects();
    void ruleOfCase();
    void nested();
    void nestedByContentKey();
    void cycles();
    void mountBombs();
    void faults_data();
    void faults();
    void real();
};

void tst_TvfsTree::flat()
{
    const TvfsTree tree(
        {QStringLiteral("vfs"), read(manifest({{"a/b/c", 1}, {"d", 2}, {"a/\x01\n", 3}})), {}});
    QCOMPARE(rows(tree), lines({"a/\x01\n 3", "a/b/c 1", "d 2"}));
}

void tst_TvfsTree::facts()
{
    for (const std::size_t keySize : {9u, 16u}) {
        const QByteArray bytes = array(ngdp::writeTvfs({{"a", {object(1, 100)}}}, {true, true, keySize}));
        const TvfsTree tree({QStringLiteral("vfs"), read(bytes), {}});
        int files = 0;
        tree.visit([&](const TreeFile &file) {
            ++files;
            QCOMPARE(file.encodingKey.size(), keySize);
            QCOMPARE(int(file.encodingKey[0]), 0x81);
            QVERIFY(catalog::contentKeyOf(file.contentKey) == blte::ContentKey{key(1)});
            QVERIFY(file.size == 100u && file.encodedSize == 108u);
            QCOMPARE(treefiles::text(file.espec), QStringLiteral("n"));
            QVERIFY(file.objects.empty() && !file.fileDataId);
        });
        QCOMPARE(files, 1);
    }
    const QByteArray bytes = array(ngdp::writeTvfs({{"a", {object(1)}}}, {false, false, 9}));
    TvfsTree({QStringLiteral("vfs"), read(bytes), {}}).visit([&](const TreeFile &file) {
        QVERIFY(file.contentKey.empty() && file.espec.empty());
    });
}

void tst_TvfsTree::cutFiles()
{
    const QByteArray bytes = array(ngdp::writeTvfs(
        {{"large", {object(1, 4'000'000'000), object(2, 4'000'000'000)}}, {"a", {object(3)}}}));
    const TvfsTree tree({QStringLiteral("vfs"), read(bytes), {}});
    QCOMPARE(rows(tree), lines({"a 3", "large"}));
    tree.visit([&](const TreeFile &file) {
        if (file.path == "a")
            return;
        QVERIFY(file.contentKey.empty() && file.encodingKey.empty());
        QVERIFY(file.size == 8'000'000'000u && file.encodedSize == 8'000'000'016u);
        QCOMPARE(file.objects.size(), std::size_t{2});
        QVERIFY(catalog::contentKeyOf(file.objects[1].contentKey) == blte::ContentKey{key(2)});
        QCOMPARE(int(file.objects[1].encodingKey[0]), 0x82);
        QVERIFY(file.objects[1].size == 4'000'000'000u && file.objects[1].encodedSize == 4'000'000'008u);
    });
}

/// Nobody has seen one; it is told, and the whole object has the digest.
void tst_TvfsTree::partsOfObjects()
{
    QByteArray bytes = manifest({{"a", 1}});
    const auto table = static_cast<qsizetype>(blte::readBigEndian<4>(core::bytesOf(bytes).data() + 20));
    bytes[table + 8] = 9; // its size: one byte less than the object
    const TvfsTree tree({QStringLiteral("vfs"), read(bytes), {}});
    QCOMPARE(rows(tree), lines({"! vfs: file 0 is only a part of its object, which is taken whole", "a 1"}));
}

void tst_TvfsTree::ruleOfCase()
{
    QByteArray bytes = manifest({{"a", 1}});
    QCOMPARE(TvfsTree({QStringLiteral("vfs"), read(bytes), {}}).caseRule(), catalog::CaseRule::Sensitive);
    bytes[11] = static_cast<char>(bytes[11] | 8);
    QCOMPARE(TvfsTree({QStringLiteral("vfs"), read(bytes), {}}).caseRule(), catalog::CaseRule::Insensitive);
}

void tst_TvfsTree::nested()
{
    const Refs vfs = refs({{2, 0x12}, {3, 0x13}, {4, 0x14}, {5, 0x15}});
    TvfsTree::Parts parts{
        QStringLiteral("vfs"),
        read(manifest({{"base", 0x12}, {"locale/de", 0x13}, {"gone", 0x14}, {"f", 1}}), vfs),
        {}};
    QCOMPARE(TvfsTree::missing(parts), (std::set<std::uint32_t>{2, 3, 4}));
    parts.nested.emplace(2, read(manifest({{"x/y", 2}, {"deeper", 0x15}}), vfs));
    QCOMPARE(TvfsTree::missing(parts), (std::set<std::uint32_t>{3, 4, 5}));
    parts.nested.emplace(3, read(manifest({{"x/y", 3}}), vfs));
    parts.nested.emplace(5, read(manifest({{"z", 5}}), vfs));
    QCOMPARE(TvfsTree::missing(parts), std::set<std::uint32_t>{4});
    QCOMPARE(rows(TvfsTree(std::move(parts))),
             lines({"base/deeper/z 5", "base/x/y 2", "f 1", "gone 14", "locale/de/x/y 3"}));
}

/// Of builds whose config tells no encoding keys.
void tst_TvfsTree::nestedByContentKey()
{
    Refs vfs = refs({{2, 0x12}});
    vfs[2].encodingKey.reset();
    TvfsTree::Parts parts{QStringLiteral("vfs"), read(manifest({{"base", 0x12}}), vfs), {}};
    parts.nested.emplace(2, read(manifest({{"x", 2}}), vfs));
    QCOMPARE(rows(TvfsTree(std::move(parts))), lines({"base/x 2"}));
}

void tst_TvfsTree::cycles()
{
    const Refs vfs = refs({{2, 0x12}, {3, 0x13}});
    TvfsTree::Parts parts{QStringLiteral("vfs"), read(manifest({{"a", 0x12}}), vfs), {}};
    parts.nested.emplace(2, read(manifest({{"b", 0x13}, {"x", 2}}), vfs));
    parts.nested.emplace(3, read(manifest({{"c", 0x12}, {"d", 0x13}, {"x", 3}}), vfs));
    QCOMPARE(rows(TvfsTree(std::move(parts))),
             lines({"! vfs: vfs 2 is mounted below itself", "! vfs: vfs 3 is mounted below itself",
                    "a/b/c 12", "a/b/d 13", "a/b/x 3", "a/x 2"}));
}

/// Each mounts the next one many times: a few kilobytes would be billions of files.
void tst_TvfsTree::mountBombs()
{
    Refs vfs;
    for (std::uint8_t i = 2; i < 12; ++i)
        vfs.merge(refs({{i, static_cast<std::uint8_t>(0x10 + i)}}));
    const auto bomb = [](std::uint8_t next) {
        std::vector<ngdp::TvfsPath> paths;
        for (int i = 0; i < 10; ++i)
            paths.push_back({std::to_string(i), {object(next)}});
        return array(ngdp::writeTvfs(paths));
    };
    TvfsTree::Parts parts{QStringLiteral("vfs"), read(bomb(0x12), vfs), {}};
    for (std::uint8_t i = 2; i < 12; ++i)
        parts.nested.emplace(i, read(bomb(static_cast<std::uint8_t>(0x11 + i)), vfs));
    const TvfsTree tree(std::move(parts));
    std::size_t files = 0;
    const QList<catalog::LoadWarning> warnings = tree.visit([&](const TreeFile &) { ++files; });
    QVERIFY2(files < 200'000, qPrintable(QString::number(files)));
    QVERIFY(!warnings.isEmpty());
    QCOMPARE(warnings.first().detail, QStringLiteral("vfs 6 is mounted too deep or too often"));
}

void tst_TvfsTree::faults_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<core::ErrorKind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::newRow("packed") << QByteArray("\x78\x9C").append(50, 'x') << core::ErrorKind::BuildNotServed
                            << QStringLiteral("vfs: static build (Steam), its files lie in archives on a "
                                              "disk, there is nothing to fetch");
    QTest::newRow("cut") << QByteArray("TVFS\x01") << core::ErrorKind::HeaderCorrupt
                         << QStringLiteral("vfs: it ends inside its header");
    QByteArray paths = manifest({{"a", 1}, {"b", 2}});
    paths[46 + 5] = '\x7F'; // the length of the first name
    QTest::newRow("paths") << paths << core::ErrorKind::HeaderCorrupt
                           << QStringLiteral("vfs: a name ends behind its folder");
}

void tst_TvfsTree::faults()
{
    QFETCH(QByteArray, bytes);
    const auto read = catalog::readTvfs(bytes, QStringLiteral("vfs"), NestedTvfs({}));
    QVERIFY(!read);
    QTEST(read.error().kind, "kind");
    QTEST(read.error().detail, "detail");
}

void tst_TvfsTree::real()
{
    const QString name = QStringLiteral("wow_classic_era_04ca19154f0c48b1");
    const auto content = corpus::bytes(QStringLiteral("blte/") + name + QStringLiteral(".bin"));
    NEEDS_SAMPLE(content);
    const QJsonObject expected =
        corpus::json(QStringLiteral("ngdp/tvfs/") + name + QStringLiteral(".expected.json"));
    const TvfsTree tree({QStringLiteral("vfs"), read(array(content)), {}});
    QMap<QString, QString> keys;
    const auto warnings = tree.visit(
        [&](const TreeFile &file) { keys.insert(treefiles::text(file.path), corpus::hex(file.contentKey)); });
    QVERIFY(warnings.isEmpty());
    QCOMPARE(keys.size(), expected[u"files"].toInt());
    for (const QJsonValue &file : expected[u"sample"].toArray())
        QCOMPARE(keys.value(file[u"path"].toString()), file[u"spans"][0][u"ckey"].toString());
}

SLUICE_TEST(tst_TvfsTree)
#include "tst_tvfstree.moc"
