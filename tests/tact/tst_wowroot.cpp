#include "core/tact/listfile.h"
#include "core/tact/namehash.h"
#include "core/tact/text.h"
#include "core/tact/wowlocale.h"
#include "tests/support/tactroots.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"
#include "tests/tact/damage.h"

#include <QJsonArray>
#include <map>

using namespace tact;
using namespace corpus;
using namespace support;

/// The root of World of Warcraft, name hashes and listfiles.
class tst_WowRoot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forms_data();
    void forms();
    void withoutHashes_data();
    void withoutHashes();
    void impossibleIds();
    void cutEverywhere_data();
    void cutEverywhere();
    void hostile_data();
    void hostile();
    void locales_data();
    void locales();
    void hashes_data();
    void hashes();
    void listfileLines_data();
    void listfileLines();
    void listfilesAreRecognised_data();
    void listfilesAreRecognised();
    void real();
    void realListfile();
};

namespace {

using Form = WowRoot::Form;

std::vector<WowRootEntry> entriesOf(const WowRoot &root, std::size_t block, Warnings &warnings)
{
    std::vector<WowRootEntry> entries;
    root.visit(
        root.blocks()[block], [&](const WowRootEntry &entry) { entries.push_back(entry); }, warnings);
    return entries;
}

void addForms()
{
    QTest::addColumn<int>("form");
    QTest::newRow("old") << int(Form::Old);
    QTest::newRow("8.2") << int(Form::Named);
    QTest::newRow("version 1") << int(Form::Version1);
    QTest::newRow("version 2") << int(Form::Version2);
}

} // namespace

void tst_WowRoot::forms_data()
{
    addForms();
}

void tst_WowRoot::forms()
{
    QFETCH(int, form);
    const ByteVector bytes = madeRoot(RootForm{form});
    const auto root = WowRoot::open(bytes);
    QVERIFY2(root, root ? "" : root.error().text.c_str());
    QCOMPARE(int(root->form()), form);
    QCOMPARE(root->blocks().size(), kRootBlocks.size());
    QCOMPARE(quint64{root->files()}, quint64{7});
    Warnings warnings;
    for (std::size_t b = 0; b < kRootBlocks.size(); ++b) {
        QCOMPARE(quint32{root->blocks()[b].contentFlags}, quint32{kRootBlocks[b].flags});
        QCOMPARE(quint32{root->blocks()[b].locales}, quint32{kRootBlocks[b].locales});
        const auto entries = entriesOf(*root, b, warnings);
        QCOMPARE(entries.size(), kRootBlocks[b].ids.size());
        for (std::size_t i = 0; i < entries.size(); ++i) {
            QCOMPARE(quint32{entries[i].fileDataId}, quint32{kRootBlocks[b].ids[i]});
            QVERIFY(entries[i].key.digest == keyOf(kRootBlocks[b].ids[i]));
            QVERIFY(entries[i].nameHash == kRootBlocks[b].ids[i] * 3u);
        }
    }
    QCOMPARE(warnings.count(), std::size_t{0});
}

void tst_WowRoot::withoutHashes_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<bool>("areAllNamed"); // then the flag means nothing
    for (const Form form : {Form::Named, Form::Version1, Form::Version2}) {
        QTest::addRow("%d, some", int(form)) << int(form) << false;
        QTest::addRow("%d, all", int(form)) << int(form) << true;
    }
}

void tst_WowRoot::withoutHashes()
{
    QFETCH(int, form);
    QFETCH(bool, areAllNamed);
    ByteBuilder bytes;
    addRootHeader(bytes, RootForm{form}, 2000, areAllNamed ? 2000 : 1000);
    addRootBlock(bytes, RootForm{form}, {contentflag::kNoNameHash, 2, {1, 2}, areAllNamed});
    addRootBlock(bytes, RootForm{form}, {0, 2, {3}, true});
    const ByteVector made = bytes.done();
    const auto root = WowRoot::open(made);
    QVERIFY2(root, root ? "" : root.error().text.c_str());
    Warnings warnings;
    QCOMPARE(entriesOf(*root, 0, warnings)[1].nameHash.has_value(), areAllNamed);
    QVERIFY(entriesOf(*root, 1, warnings)[0].nameHash == 9u);
}

void tst_WowRoot::impossibleIds()
{
    ByteBuilder bytes;
    bytes.little(4, 4).zeros(8);
    bytes.little(0x7FFFFFFF, 4)
        .little(0x7FFFFFFF, 4)
        .little(1, 4)
        .little(0x80000000, 4); // ids 2^31-1, 2^32-1, 2^32+1, 2^31+2
    for (int i = 0; i < 4; ++i)
        bytes.bytes(keyOf(1)).zeros(8);
    const ByteVector made = bytes.done();
    const auto root = WowRoot::open(made);
    QVERIFY(root);
    Warnings warnings;
    const auto entries = entriesOf(*root, 0, warnings);
    QCOMPARE(entries.size(), std::size_t{3});
    QCOMPARE(quint32{entries[1].fileDataId}, 0xFFFFFFFFu);
    QCOMPARE(warnings.count(), std::size_t{1});
    QCOMPARE(quint64{warnings.first()[0].row}, quint64{2});
}

void tst_WowRoot::cutEverywhere_data()
{
    addForms();
}

/// Only where a block ends it can be whole.
void tst_WowRoot::cutEverywhere()
{
    QFETCH(int, form);
    int whole = 0;
    damage::cutEverywhere(madeRoot(RootForm{form}),
                          [&](const ByteVector &cut, std::size_t) { whole += WowRoot::open(cut) ? 1 : 0; });
    QCOMPARE(whole, 3);
}

void tst_WowRoot::hostile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &bytes, FaultKind kind) {
        QTest::newRow(name) << bytes << int(kind);
    };
    const QByteArray most("\xff\xff\xff\xff", 4);
    row("four billion files", most + QByteArray(80, '\0'), FaultKind::TooShort);
    row("four billion files, 8.2", "TSFM" + most + most + most + QByteArray(80, '\0'), FaultKind::TooShort);
    row("version 3", QByteArray("TSFM\x18\0\0\0\3\0\0\0", 12) + QByteArray(80, '\0'),
        FaultKind::NotUnderstood);
    row("header of no bytes", QByteArray("TSFM\0\0\0\0\1\0\0\0", 12) + QByteArray(80, '\0'),
        FaultKind::NotUnderstood);
    row("header behind the end", QByteArray("TSFM\xE7\3\0\0\1\0\0\0", 12) + QByteArray(80, '\0'),
        FaultKind::TooShort);
    row("nothing", {}, FaultKind::TooShort);
    row("mark alone", "TSFM", FaultKind::TooShort);
}

void tst_WowRoot::hostile()
{
    QFETCH(QByteArray, bytes);
    const ByteVector content(bytes.begin(), bytes.end());
    const auto root = WowRoot::open(content);
    QVERIFY(!root);
    QTEST(int(root.error().kind), "kind");
}

void tst_WowRoot::locales_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<uint>("flags");
    QTest::addColumn<int>("suitability"); // of a block of 0x173f6
    QTest::newRow("right") << QStringLiteral("enUS") << 0u << 2;
    QTest::newRow("any case") << QStringLiteral("DEde") << contentflag::kWindows << 2;
    QTest::newRow("low violence") << QStringLiteral("enUS") << contentflag::kLowViolence << 1;
    QTest::newRow("not to be loaded") << QStringLiteral("frFR") << contentflag::kDoNotLoad << 1;
    QTest::newRow("another") << QStringLiteral("enTW") << 0u << 0;
    QTest::newRow("none") << QStringLiteral("xxXX") << 0u << 0;
}

void tst_WowRoot::locales()
{
    QFETCH(QString, locale);
    QFETCH(uint, flags);
    WowRootBlock block;
    block.locales = 0x173f6;
    block.contentFlags = flags;
    QTEST(suitability(block, localeBit(locale.toStdString())), "suitability");
    const auto names = tact::localeNames(localeBit(locale.toStdString()));
    QCOMPARE(names.size(), std::size_t(localeBit(locale.toStdString()) != 0));
    if (!names.empty())
        QCOMPARE(localeBit(names.front()), localeBit(locale.toStdString()));
}

void tst_WowRoot::hashes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<quint64>("hash");
    QTest::newRow("slashes") << QStringLiteral("Spells/ACIDSPLASH1.BLP") << quint64{0x6fad88d4aeb9748a};
    QTest::newRow("backslashes") << QStringLiteral("spells\\acidsplash1.blp") << quint64{0x6fad88d4aeb9748a};
    QTest::newRow("empty") << QString() << quint64{0xdeadbeefdeadbeef};
}

void tst_WowRoot::hashes()
{
    QFETCH(QString, path);
    QTEST(quint64{nameHash(path.toStdString())}, "hash");
}

void tst_WowRoot::listfilesAreRecognised_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<bool>("is");
    QByteArray many;
    for (int i = 0; i < 40; ++i)
        many += QByteArray::number(i) + ";interface/a" + QByteArray::number(i) + ".blp\r\n";
    QTest::newRow("lines") << many << true;
    QTest::newRow("last one is cut") << many + "4711;inter" << true;
    QTest::newRow("cut in the number") << many + "47" << true;
    QTest::newRow("with mark") << "\xEF\xBB\xBF" + many << true;
    QTest::newRow("one line") << QByteArray("1;a") << true;
    QTest::newRow("a broken one of many") << many + "oops\n1;a\n" << true;
    QTest::newRow("half of it broken") << QByteArray("1;a\noops\n2;b\noops\n") << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("blank") << QByteArray("\n\n") << false;
    QTest::newRow("links") << QByteArray("http://a.example/1;x\n") << false;
    QTest::newRow("keys") << QByteArray("FA505078126ACB3E BDC51862ABED79B2DE48C8E7E66C6200\n") << false;
    QTest::newRow("binary") << QByteArray(100, '\0') << false;
}

void tst_WowRoot::listfilesAreRecognised()
{
    QFETCH(QByteArray, beginning);
    QTEST(tact::looksLikeListfile({beginning.constData(), static_cast<std::size_t>(beginning.size())}), "is");
}

void tst_WowRoot::listfileLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("read"); ///< nothing where it is none
    const auto row = [](const char *name, const QByteArray &line, const char *read) {
        QTest::newRow(name) << line << QString::fromLatin1(read);
    };
    row("plain", "1;a/b.blp", "1=a/b.blp");
    row("semicolon in a path", "1;a;b", "1=a;b");
    row("tab in a path", "1;a\tb", "1=a\tb");
    row("largest", "4294967295;a", "4294967295=a");
    row("beyond", "4294967296;a", "");
    row("far beyond", "99999999999999999999;a", "");
    row("no number", "x;a", "");
    row("number only", "1", "");
    row("no digits", ";b", "");
    row("no path", "2;", "");
    row("below zero", "-1;c", "");
    row("nothing", "", "");
    const QByteArray path = "World/Maps/Azeroth/a.adt";
    row("long", "1;" + path, "1=World/Maps/Azeroth/a.adt");
    for (qsizetype at = 0; at < path.size(); ++at) {
        for (const char binary : {'\0', '\x01', '\x1F', '\x7F'}) {
            QByteArray damaged = "1;" + path;
            damaged[2 + at] = binary;
            QTest::addRow("byte %d is %d", int(at), int(binary)) << damaged << QString();
        }
        std::string other = "1;" + path.toStdString();
        other[static_cast<std::size_t>(2 + at)] = '\xC3';
        QVERIFY(readListfileLine(other));
    }
}

void tst_WowRoot::listfileLines()
{
    QFETCH(QByteArray, line);
    const std::string text = line.toStdString();
    const auto read = readListfileLine(text);
    QTEST(read ? QString::number(read->fileDataId) + QLatin1Char('=') + corpus::text(read->path) : QString(),
          "read");
}

void tst_WowRoot::real()
{
    const ByteVector content = corpus::bytes(QStringLiteral("ngdp/root/classic_era_v1_2blocks.root"));
    NEEDS_SAMPLE(content);
    const QJsonObject expected = corpus::json(QStringLiteral("ngdp/root/expected.json"));
    const auto root = WowRoot::open(content);
    QVERIFY2(root, root ? "" : root.error().text.c_str());
    const QJsonArray blocks = expected[u"blocks"].toArray();
    QCOMPARE(qsizetype(root->blocks().size()), blocks.size());
    std::map<std::uint32_t, WowRootEntry> byId;
    Warnings warnings;
    for (qsizetype b = 0; b < blocks.size(); ++b) {
        const WowRootBlock &block = root->blocks()[static_cast<std::size_t>(b)];
        const auto entries = entriesOf(*root, static_cast<std::size_t>(b), warnings);
        QCOMPARE(int(entries.size()), blocks[b][u"n"].toInt());
        QCOMPARE(QStringLiteral("0x") + QString::number(block.contentFlags, 16),
                 blocks[b][u"content_flags"].toString());
        QCOMPARE(QStringLiteral("0x") + QString::number(block.locales, 16), blocks[b][u"locale"].toString());
        QCOMPARE(qint64{entries.front().fileDataId}, blocks[b][u"first"][0].toInteger());
        QCOMPARE(hex(entries.front().key.digest), blocks[b][u"first"][1].toString());
        QCOMPARE(qint64{entries.back().fileDataId}, blocks[b][u"last"][0].toInteger());
        QCOMPARE(hex(entries.back().key.digest), blocks[b][u"last"][1].toString());
        for (const WowRootEntry &entry : entries)
            byId.emplace(entry.fileDataId, entry);
    }
    QCOMPARE(warnings.count(), std::size_t{0});
    const QJsonArray named = expected[u"named"].toArray();
    QCOMPARE(named.size(), qsizetype{23});
    for (const QJsonValue &file : named) {
        const auto found = byId.find(static_cast<std::uint32_t>(file[u"fdid"].toInteger()));
        QVERIFY(found != byId.end());
        QCOMPARE(hex(found->second.key.digest), file[u"ckey"].toString());
        QVERIFY(found->second.nameHash == nameHash(file[u"path"].toString().toStdString()));
        QCOMPARE(quint64{*found->second.nameHash}, file[u"name_hash"].toString().toULongLong(nullptr, 16));
    }
}

void tst_WowRoot::realListfile()
{
    const std::string content = corpus::read(QStringLiteral("ngdp/listfile/spells_slice.csv")).toStdString();
    NEEDS_SAMPLE(content);
    int lines = 0;
    for (std::string_view rest = content; !rest.empty(); ++lines)
        QVERIFY(readListfileLine(takeLine(rest)));
    QCOMPARE(lines, 1507);
}

SLUICE_TEST(tst_WowRoot)
#include "tst_wowroot.moc"
