#include "core/catalog/diablo3tree.h"
#include "tests/catalog/treefiles.h"
#include "tests/support/ngdp/gameroots.h"
#include "tests/support/testmain.h"

using catalog::Diablo3Tree;
using support::ByteBuilder;
using treefiles::array;
using treefiles::key;
using treefiles::rows;

namespace {

blte::ContentKey contentKey(std::uint8_t first)
{
    return {key(first)};
}

/// An asset 7, its parts 7/1 and 7/2, an asset 8 whose name is not told, and a file.
QByteArray folder()
{
    ByteBuilder bytes;
    bytes.little(0xEAF1FE87, 4);
    bytes.little(2, 4).bytes(key(1)).little(7, 4).bytes(key(2)).little(8, 4);
    bytes.little(2, 4);
    bytes.bytes(key(3)).little(7, 4).little(1, 4).bytes(key(4)).little(7, 4).little(2, 4);
    bytes.little(1, 4).bytes(key(5)).cString("Data_D3\\a.txt");
    return array(bytes.done());
}

/// The asset 7 of kind 41, "SoundBank".
QByteArray assetNames()
{
    ByteBuilder bytes;
    for (std::uint32_t kind = 0; kind < 3 * 70; ++kind)
        bytes.little(kind == 41 ? 1 : 0, 4); // only the counts matter: the offset of each kind is 0
    bytes.little(0, 4);
    bytes.little(41, 4).little(7, 4).little(0, 4).cString("bank");
    return array(bytes.done());
}

QByteArray partNames()
{
    ByteBuilder bytes;
    bytes.little(0xAABB0002, 4).little(2, 4).cString("SoundBank\\Bank\\0001.smp").cString("without");
    return array(bytes.done());
}

Diablo3Tree::Parts parts()
{
    Diablo3Tree::Parts parts;
    parts.name = QStringLiteral("root");
    parts.root = array(ngdp::writeDiablo3Root(
        {{"Base", key(0x11)}, {"enUS\\x", key(0x12)}, {"Windows", key(0x13)}, {"file.txt", key(0x14)}}));
    parts.folders[contentKey(0x11)] = folder();
    parts.folders[contentKey(0x12)] = array(ngdp::writeDiablo3Folder({{"b", key(6)}}));
    parts.folders[contentKey(0x14)] = QByteArrayLiteral("text");
    return parts;
}

} // namespace

class tst_Diablo3Tree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void folders();
    void names();
    void withoutNames();
    void damaged();
};

void tst_Diablo3Tree::folders()
{
    const auto folders = Diablo3Tree::folders(parts().root, QStringLiteral("root"));
    QVERIFY(folders);
    QCOMPARE(folders->size(), std::size_t{4});
    QVERIFY(folders->at("enUS/x") == contentKey(0x12));
    QVERIFY(Diablo3Tree::isFolder(folder()));
    QVERIFY(!Diablo3Tree::isFolder(parts().root));
    std::vector<ngdp::NamedKey> many;
    for (int i = 0; i < 1000; ++i)
        many.push_back({std::to_string(i), key(1)});
    QCOMPARE(Diablo3Tree::folders(array(ngdp::writeDiablo3Root(many)), {})->size(), std::size_t{256});
}

void tst_Diablo3Tree::names()
{
    Diablo3Tree::Parts all = parts();
    all.assetNames = assetNames();
    all.partNames = partNames();
    const QStringList expected{
        QStringLiteral("Base/Data_D3/a.txt 5"),
        QStringLiteral("Base/SoundBank/bank.sbk 1"),
        QStringLiteral("Base/SoundBank/bank/0001.smp 3"),
        QStringLiteral("Base/SoundBank/bank/0002.xxx 4"),
        QStringLiteral("Base/Unknown/8.xxx 2"),
        QStringLiteral("enUS/x/b 6"),
        QStringLiteral("file.txt 14"),
    };
    QCOMPARE(rows(*Diablo3Tree::open(all).value()), expected);
}

void tst_Diablo3Tree::withoutNames()
{
    QCOMPARE(
        rows(*Diablo3Tree::open(parts()).value()).filter(QStringLiteral("Unknown")),
        (QStringList{QStringLiteral("Base/Unknown/7.xxx 1"), QStringLiteral("Base/Unknown/7/0001.xxx 3"),
                     QStringLiteral("Base/Unknown/7/0002.xxx 4"), QStringLiteral("Base/Unknown/8.xxx 2")}));
}

/// What is damaged costs itself only.
void tst_Diablo3Tree::damaged()
{
    Diablo3Tree::Parts bent = parts();
    bent.root.chop(1);
    const auto tree = Diablo3Tree::open(bent);
    QVERIFY(!tree);
    QCOMPARE(tree.error().detail, QStringLiteral("root: it ends inside its entries"));
    bent = parts();
    bent.folders[contentKey(0x11)].chop(1);
    bent.assetNames = assetNames().first(100);
    bent.partNames = QByteArrayLiteral("xxxx");
    const QStringList found = rows(*Diablo3Tree::open(bent).value());
    const QStringList warnings = found.filter(QStringLiteral("! "));
    QCOMPARE(
        warnings,
        (QStringList{QStringLiteral("! root, folder Base: it ends inside its entries"),
                     QStringLiteral("! root: byte 0 of Packages.dat ends it: it does not begin like one"),
                     QStringLiteral("! root: byte 100 of CoreTOC.dat ends it: it ends inside its header")}));
    QVERIFY(found.contains(QStringLiteral("enUS/x/b 6")));
}

SLUICE_TEST(tst_Diablo3Tree)
#include "tst_diablo3tree.moc"
