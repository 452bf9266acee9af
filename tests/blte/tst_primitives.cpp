#include "core/blte/fault.h"
#include "core/blte/keystore.h"
#include "core/blte/md5pair.h"
#include "core/blte/salsa20.h"
#include "tests/blte/decoding.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QTest>
#include <algorithm>

using namespace blte;

/// MD5, hex, key names, the key store, Salsa20 and the fault texts.
class tst_Primitives : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void md5OfPublishedTexts_data();
    void md5OfPublishedTexts();
    void md5AtAnyLengthAndSplit();
    void md5BeyondFourGigabits();
    void md5CopiesGoOnAlone();
    void md5OfTwoAtOnce_data();
    void md5OfTwoAtOnce();
    void hexDigits_data();
    void hexDigits();
    void keyNames();
    void keyStoreKnowsWhereKeysAreFrom();
    void keyStoreFindsBothByteOrders();
    void salsa20Vector();
    void salsa20AtAnySplit();
    void faultsAreNamed();
};

namespace {

Digest md5ByQt(Bytes bytes)
{
    const QByteArray digest = QCryptographicHash::hash(
        QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())), QCryptographicHash::Md5);
    Digest result;
    std::copy(digest.begin(), digest.end(), result.begin());
    return result;
}

} // namespace

void tst_Primitives::md5OfPublishedTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("digest");
    // RFC 1321, A.5
    QTest::newRow("empty") << QByteArray("") << QByteArray("d41d8cd98f00b204e9800998ecf8427e");
    QTest::newRow("abc") << QByteArray("abc") << QByteArray("900150983cd24fb0d6963f7d28e17f72");
    QTest::newRow("80 digits") << QByteArray("1234567890").repeated(8)
                               << QByteArray("57edf4a22be3c955ac49da2e2107b67a");
}

void tst_Primitives::md5OfPublishedTexts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, digest);
    const auto bytes = decoding::toVector(text);
    QCOMPARE(QByteArray::fromStdString(toHex(md5(bytes))), digest);
    Md5 running;
    for (const std::uint8_t byte : bytes)
        running.update({&byte, 1});
    QCOMPARE(QByteArray::fromStdString(toHex(running.finish())), digest);
    QCOMPARE(toHex(running.finish()), std::string("d41d8cd98f00b204e9800998ecf8427e"));
}

/// Against Qt's, which is another's work.
void tst_Primitives::md5AtAnyLengthAndSplit()
{
    const auto text = support::payload(support::noise(3), 400);
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const Bytes all = Bytes(text).first(size);
        const std::string expected = toHex(md5ByQt(all));
        QCOMPARE(toHex(md5(all)), expected);
        Md5 running;
        for (std::size_t at = 0, piece = size % 7 + 1; at < size; at += piece, piece = piece * 3 % 130 + 1)
            running.update(all.subspan(at, std::min(piece, size - at)));
        QCOMPARE(toHex(running.finish()), expected);
    }
}

/// The length goes into the digest in bits: this one needs more than 32 of them.
void tst_Primitives::md5BeyondFourGigabits()
{
    const auto piece = support::payload(support::noise(4), 1 << 20);
    Md5 running;
    QCryptographicHash qt(QCryptographicHash::Md5);
    for (int i = 0; i < 513; ++i) {
        running.update(piece);
        qt.addData(QByteArrayView(piece.data(), static_cast<qsizetype>(piece.size())));
    }
    QCOMPARE(QByteArray::fromStdString(toHex(running.finish())), qt.result().toHex());
}

void tst_Primitives::md5CopiesGoOnAlone()
{
    const std::array<std::uint8_t, 3> abc = {'a', 'b', 'c'};
    Md5 first;
    first.update(Bytes(abc).first(2));
    Md5 second = first;
    second.update(Bytes(abc).subspan(2));
    QCOMPARE(second.finish(), md5(abc));
    QCOMPARE(first.finish(), md5(Bytes(abc).first(2)));
    first = second;
    QCOMPARE(first.finish(), md5({}));
}

void tst_Primitives::md5OfTwoAtOnce_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    for (const int size : {0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 100'000}) {
        for (const int other : {0, 56, 64, 1000})
            QTest::addRow("%d and %d", size, other) << size << other;
    }
}

void tst_Primitives::md5OfTwoAtOnce()
{
    QFETCH(int, first);
    QFETCH(int, second);
    const auto one = support::payload(support::noise(1), static_cast<std::size_t>(first));
    const auto two = support::payload(support::noise(2), static_cast<std::size_t>(second));
    const auto both = md5Pair(one, two);
    QCOMPARE(toHex(both.first), toHex(md5ByQt(one)));
    QCOMPARE(toHex(both.second), toHex(md5ByQt(two)));
}

void tst_Primitives::hexDigits_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<bool>("isDigest");
    QTest::newRow("lower case") << QByteArray("00112233445566778899aabbccddeeff") << true;
    QTest::newRow("upper case") << QByteArray("00112233445566778899AABBCCDDEEFF") << true;
    QTest::newRow("one short") << QByteArray("00112233445566778899aabbccddeef") << false;
    QTest::newRow("one long") << QByteArray("00112233445566778899aabbccddeeff0") << false;
    QTest::newRow("no hex") << QByteArray("0011223344556677889gaabbccddeeff") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void tst_Primitives::hexDigits()
{
    QFETCH(QByteArray, hex);
    QFETCH(bool, isDigest);
    const auto digest = digestFromHex({hex.constData(), static_cast<std::size_t>(hex.size())});
    QCOMPARE(digest.has_value(), isDigest);
    if (digest)
        QCOMPARE(QByteArray::fromStdString(toHex(*digest)), hex.toLower());
}

void tst_Primitives::keyNames()
{
    // Format reference 2.6: this keyring line and this WoW.txt name are the same key.
    QCOMPARE(toHex(KeyName{0x533BF2959F86B44E}), std::string("533BF2959F86B44E"));
    QCOMPARE(reversed(KeyName{0x533BF2959F86B44E}), KeyName{0x4EB4869F95F23B53});
    QCOMPARE(toHex(KeyName{0x01}), std::string("0000000000000001"));
}

void tst_Primitives::keyStoreKnowsWhereKeysAreFrom()
{
    KeyStore keys;
    const KeyName name{0x11};
    keys.insert(name, Key{1});
    QCOMPARE(keys.originOf(name), std::string());
    keys.insert(name, Key{1}, "a.txt"); // nobody knew before
    keys.insert(name, Key{1}, "b.txt");
    keys.insert(name, Key{1});
    QCOMPARE(keys.originOf(name), std::string("a.txt"));
    keys.insert(name, Key{2}, "c.txt"); // another key
    QCOMPARE(keys.originOf(name), std::string("c.txt"));
    keys.insert(name, Key{3});
    QCOMPARE(keys.originOf(name), std::string());
    keys.remove(name);
    QVERIFY(!keys.find(name));
    QCOMPARE(keys.size(), std::size_t{0});
}

void tst_Primitives::keyStoreFindsBothByteOrders()
{
    KeyStore keys;
    QVERIFY(keys.insert(KeyName{0x0102030405060708}, Key{1}));
    QVERIFY(!keys.insert(KeyName{0x0102030405060708}, Key{2}));
    QVERIFY(keys.insert(KeyName{0x11}, Key{3}));
    QCOMPARE(keys.size(), std::size_t{2});
    QCOMPARE(keys.find(KeyName{0x0102030405060708}).value(), Key{2});
    QCOMPARE(keys.find(KeyName{0x0807060504030201}).value(), Key{2});
    QVERIFY(!keys.find(KeyName{0x12}));
    QCOMPARE(keys.names(), (std::vector{KeyName{0x11}, KeyName{0x0102030405060708}}));

    QVERIFY(keys.insert(ArmadilloKey{"sc1Dev", Key{4}}));
    QVERIFY(!keys.insert(ArmadilloKey{"SC1dev", Key{5}}));
    QVERIFY(keys.insert(ArmadilloKey{"fenris", Key{6}}));
    QCOMPARE(keys.findArmadillo("sc1DEV").value(), Key{5});
    QVERIFY(!keys.findArmadillo("sc1"));
    QCOMPARE(keys.armadilloKeys(),
             (std::vector{ArmadilloKey{"fenris", Key{6}}, ArmadilloKey{"SC1dev", Key{5}}}));
    QCOMPARE(keys.size(), std::size_t{2});
}

// ECRYPT test vectors for Salsa20/20 with 128-bit keys, set 1, vector 0.
const Key kVectorKey = {0x80};
constexpr const char *kVectorStream = "4dfa5e481da23ea09a31022050859936da52fcee218005164f267cb65f5cfd7f"
                                      "2b4f97e0ff16924a52df269515110a07f9e460bc65ef95da58f740b7d1dbb0aa";

void tst_Primitives::salsa20Vector()
{
    Salsa20 cipher;
    cipher.begin(kVectorKey, {});
    std::array<std::uint8_t, 64> bytes{};
    cipher.apply(bytes, bytes);
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(bytes.data()), 64).toHex(), QByteArray(kVectorStream));
}

void tst_Primitives::salsa20AtAnySplit()
{
    const auto text = support::payload(support::noise(1), 200);
    Salsa20 cipher;
    cipher.begin(kVectorKey, {});
    support::ByteVector expected(text.size());
    cipher.apply(text, expected);
    for (std::size_t first = 0; first <= text.size(); ++first) {
        for (const std::size_t second : {first, (first + text.size()) / 2}) {
            support::ByteVector out(text.size());
            cipher.begin(kVectorKey, {});
            cipher.apply(Bytes(text).first(first), out);
            cipher.apply(Bytes(text).subspan(first, second - first), std::span(out).subspan(first));
            cipher.apply(Bytes(text).subspan(second), std::span(out).subspan(second));
            QCOMPARE(out, expected);
        }
    }
}

void tst_Primitives::faultsAreNamed()
{
    for (int kind = 0; kind <= static_cast<int>(FaultKind::SinkRefused); ++kind) {
        const Fault fault{static_cast<FaultKind>(kind), 3, 16384, 16383};
        QVERIFY(name(fault.kind) != std::string("Unknown"));
        QVERIFY(describe(fault).starts_with("chunk 3: "));
        QVERIFY(!describe(fault).ends_with("unknown fault"));
    }
    QCOMPARE(describe({FaultKind::DecodedSizeWrong, 3, 16384, 16383}),
             std::string("chunk 3: decoded size is 16383, the table says 16384"));
    QCOMPARE(describe({FaultKind::NotBlte}), std::string("header: the data do not begin with BLTE"));
    QCOMPARE(describe({FaultKind::KeyMissing, 0, 0xFA505078126ACB3E}),
             std::string("chunk 0: encrypted with the missing key FA505078126ACB3E"));
}

SLUICE_TEST(tst_Primitives)
#include "tst_primitives.moc"
