#include "core/blte/keylist.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace blte;

/// Every shape of key file that is known (core/blte/README.md, "Key lists").
class tst_KeyList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_data();
    void lines();
    void keysOfWholeObjects();
    void problemsNameTheLineAndNotItsText();
    void problemsAreBounded();
    void recognition_data();
    void recognition();
};

namespace {

constexpr const char *kName = "FA505078126ACB3E";
constexpr const char *kKey = "BDC51862ABED79B2DE48C8E7E66C6200";

std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

QByteArray hexOf(const Key &key)
{
    return QByteArray(reinterpret_cast<const char *>(key.data()), static_cast<int>(key.size()))
        .toHex()
        .toUpper();
}

} // namespace

void tst_KeyList::lines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("entries");
    QTest::addColumn<int>("problems");
    const QByteArray name(kName);
    const QByteArray key(kKey);
    const QByteArray line = name + ' ' + key;
    QTest::newRow("WoW.txt") << line << 1 << 0;
    QTest::newRow("lower case") << line.toLower() << 1 << 0;
    QTest::newRow("fields appended later") << line + " 9 some text" << 1 << 0;
    QTest::newRow("old export's last line") << line + "\n0\n" << 1 << 0;
    QTest::newRow("keyring, raw byte order")
        << QByteArray("key-3ecb6a12785050fa = bdc51862abed79b2de48c8e7e66c6200") << 1 << 0;
    QTest::newRow("keyring without blanks") << QByteArray("key-3ecb6a12785050fa=" + key) << 1 << 0;
    QTest::newRow(".keyring, enabled") << line + " 1" << 1 << 0;
    QTest::newRow(".keyring, disabled") << line + " 0" << 0 << 0;
    QTest::newRow("comma") << name + ',' + key << 1 << 0;
    QTest::newRow("semicolon") << name + ';' + key + ";x" << 1 << 0;
    QTest::newRow("tab") << name + '\t' + key << 1 << 0;
    QTest::newRow("quotes") << '"' + name + "\",\"" + key + '"' << 1 << 0;
    QTest::newRow("0x") << "0x" + name + ", 0X" + key << 1 << 0;
    QTest::newRow("quoted 0x") << "\"0x" + name + "\";'" + key + '\'' << 1 << 0;
    QTest::newRow("running number") << "17," + name + ',' + key << 1 << 0;
    QTest::newRow("column titles") << "id,key\n" + name + ',' + key << 1 << 0;
    QTest::newRow("column titles only once") << name + ',' + key + "\nid,key" << 1 << 1;
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + line << 1 << 0;
    QTest::newRow("CRLF") << line + "\r\n" + line + "\r\n" << 2 << 0;
    QTest::newRow("CR") << line + '\r' + line << 2 << 0;
    QTest::newRow("comments") << "# one\n// two\n  # three\n\n" + line + " # four" << 1 << 0;
    QTest::newRow("short name") << name.mid(1) + ' ' + key << 0 << 1;
    QTest::newRow("short key") << name + ' ' + key.mid(1) << 0 << 1;
    QTest::newRow("long key") << line + '0' << 0 << 1;
    QTest::newRow("no key") << name << 0 << 1;
    QTest::newRow("no hex") << QByteArray("GA505078126ACB3E ") + key << 0 << 1;
    QTest::newRow("a page") << QByteArray("<html>\n<body>no</body>\n</html>") << 0 << 1;
    QTest::newRow("a page behind blanks") << QByteArray(" \n<!DOCTYPE html>\n<p>") + line << 0 << 1;
    QTest::newRow("JSON, tabs") << "{\n\t\"" + name.toLower() + "\": \"" + key.toLower() + "\"\n}" << 1 << 0;
    QTest::newRow("JSON in one line")
        << "{\"" + name + "\":\"" + key + "\",\"" + name + "\":\"" + key + "\"}" << 2 << 0;
    const QByteArray bytes =
        "0xBD, 0xC5, 0x18, 0x62, 0xAB, 0xED, 0x79, 0xB2, 0xDE, 0x48, 0xC8, 0xE7, 0xE6, 0x6C, "
        "0x62, 0x00";
    QTest::newRow("C++") << "    { 0x" + name + "ULL, { " + bytes + " } },   // 12 ducks" << 1 << 0;
    QTest::newRow("C#") << "[0x" + name + "] = \"" + key + "\".FromHexString()," << 1 << 0;
    QTest::newRow("C#, bytes") << "{ 0x" + name + ", new byte[] { " + bytes + " } }," << 1 << 0;
    QTest::newRow("C++, a byte too few") << "{ 0x" + name + "ULL, { " + bytes.chopped(6) + " } }," << 0 << 1;
    QTest::newRow("colon") << name + ": " + key << 1 << 0;
    QTest::newRow("a hash appended later") << line + ' ' + name << 1 << 0;
    const QString wide = QString::fromLatin1(line + "\r\n" + line);
    const auto utf16 = [](const QString &t, bool isBig) {
        QByteArray encoded;
        for (const QChar c : t)
            encoded += isBig ? QByteArray{}.append('\0').append(c.toLatin1())
                             : QByteArray{}.append(c.toLatin1()).append('\0');
        return encoded;
    };
    QTest::newRow("UTF-16") << "\xFF\xFE" + utf16(wide, false) << 2 << 0;
    QTest::newRow("UTF-16, big") << "\xFE\xFF" + utf16(wide, true) << 2 << 0;
    QTest::newRow("UTF-16 without mark") << utf16(wide, false) << 2 << 0;
    QTest::newRow("an .ak") << QByteArray::fromHex(key + "01020304") << 0 << 1;
    QTest::newRow("zeros") << QByteArray(100, '\0') << 0 << 1;
    QTest::newRow("a lone quote") << QByteArray("\"") << 0 << 1;
    QTest::newRow("nothing") << QByteArray() << 0 << 0;
}

void tst_KeyList::lines()
{
    QFETCH(QByteArray, text);
    QFETCH(int, entries);
    QFETCH(int, problems);
    const KeyList list = parseKeyList(view(text));
    QCOMPARE(static_cast<int>(list.entries.size()), entries);
    QCOMPARE(static_cast<int>(list.problems.size()), problems);
    for (const KeyListEntry &entry : list.entries) {
        QCOMPARE(QByteArray::fromStdString(toHex(entry.name)), QByteArray(kName));
        QCOMPARE(hexOf(entry.key), QByteArray(kKey));
    }
}

/// In a list by a line of their own, and each in a file of its own.
void tst_KeyList::keysOfWholeObjects()
{
    const QByteArray text = QByteArray("sc1Dev.ak ") + kKey + "\nFENRIS.AK = " + kKey + "\nshort.ak 0123\n" +
                            kName + ' ' + kKey + '\n';
    const KeyList list = parseKeyList(view(text));
    QCOMPARE(list.entries.size(), std::size_t{1});
    QCOMPARE(list.armadillo.size(), std::size_t{2});
    QCOMPARE(list.armadillo[0].name, std::string("sc1Dev"));
    QCOMPARE(hexOf(list.armadillo[0].key), QByteArray(kKey));
    QCOMPARE(list.armadillo[1].name, std::string("FENRIS"));
    QCOMPARE(list.problems.size(), std::size_t{1});
    QCOMPARE(list.problems[0].line, std::size_t{3});
    QVERIFY(looksLikeKeyList(view(QByteArray("sc1Dev.ak ") + kKey)));

    const QByteArray file = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f1ac1ef01");
    const Bytes bytes{reinterpret_cast<const std::uint8_t *>(file.constData()), 20};
    const KeyList one = keyListOfArmadillo("sc1Dev", bytes);
    QVERIFY(one.problems.empty());
    QCOMPARE(one.armadillo.size(), std::size_t{1});
    QCOMPARE(hexOf(one.armadillo[0].key), QByteArray("000102030405060708090A0B0C0D0E0F"));
    for (const KeyList &none :
         {keyListOfArmadillo("sc1 Dev", bytes), keyListOfArmadillo("x", bytes.first(19))}) {
        QVERIFY(none.isEmpty());
        QCOMPARE(none.problems.size(), std::size_t{1});
    }
}

void tst_KeyList::problemsNameTheLineAndNotItsText()
{
    const QByteArray text =
        QByteArray("# keys\r\n") + kName + ' ' + kKey + "\r\n\r\n" + kName + " 0123456789\r\n";
    const KeyList list = parseKeyList(view(text));
    QCOMPARE(list.problems.size(), std::size_t{1});
    QCOMPARE(list.problems[0].line, std::size_t{4});
    QVERIFY(list.problems[0].reason.find("0123456789") == std::string::npos);
}

void tst_KeyList::problemsAreBounded()
{
    const QByteArray text = QByteArray("nonsense\n").repeated(100000);
    QCOMPARE(parseKeyList(view(text)).problems.size(), std::size_t{1000});
}

void tst_KeyList::recognition_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isKeyList");
    const QByteArray line = QByteArray(kName) + ' ' + kKey + '\n';
    QTest::newRow("one line") << line << true;
    QTest::newRow("more lines than problems") << line + line + "what\n" << true;
    QTest::newRow("as many problems") << line + "what\n" << false;
    QTest::newRow("comments only") << QByteArray("# nothing\n") << false;
    QTest::newRow("addresses") << QByteArray("https://example.org/a\nhttps://example.org/b\n") << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("large") << line.repeated(20000) << true;
    QTest::newRow("large, without lines") << QByteArray(1000000, 'a') << false;
}

void tst_KeyList::recognition()
{
    QFETCH(QByteArray, text);
    QTEST(looksLikeKeyList(view(text)), "isKeyList");
}

SLUICE_TEST(tst_KeyList)
#include "tst_keylist.moc"
