#include "core/blte/objectcipher.h"

#include "core/blte/armadillokey.h"
#include "core/blte/salsa20.h"
#include "tests/blte/decoding.h"
#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"

#include <QFile>
#include <QTest>
#include <random>

using namespace blte;
using support::ByteVector;

/// Objects that are encrypted as a whole, and the files that their keys come in.
class tst_ObjectCipher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyCutEqualsOnePass();
    void blockCounterHasSixtyFourBits();
    void nonceIsTheNamesEnd();
    void realConfig();
    void keyFiles_data();
    void keyFiles();
    void fileNames_data();
    void fileNames();
};

namespace {

const Key kKey{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
const Digest kName{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8};

ByteVector onePass(const ObjectKey &key, ByteVector bytes)
{
    Salsa20 cipher;
    cipher.begin(key.key, key.nonce);
    cipher.apply(bytes, bytes);
    return bytes;
}

} // namespace

/// Requests begin at any byte of an object, and its bytes come in any pieces.
void tst_ObjectCipher::anyCutEqualsOnePass()
{
    const ObjectKey key = objectKeyFor(kKey, kName);
    const ByteVector encrypted = support::payload(support::noise(7), 5000);
    const ByteVector clear = onePass(key, encrypted);
    std::mt19937 random(1);
    ObjectCipher cipher;
    for (int round = 0; round < 2000; ++round) {
        const std::size_t first = round < 200 ? static_cast<std::size_t>(round) : random() % clear.size();
        const std::size_t last = first + random() % (clear.size() - first);
        ByteVector bytes(encrypted.begin() + static_cast<std::ptrdiff_t>(first),
                         encrypted.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        cipher.begin(key, first);
        for (std::span<std::uint8_t> rest = bytes; !rest.empty();) {
            const std::size_t size = std::min<std::size_t>(rest.size(), random() % 150);
            cipher.apply(rest.first(size));
            rest = rest.subspan(size);
        }
        QVERIFY(std::equal(bytes.begin(), bytes.end(), clear.begin() + static_cast<std::ptrdiff_t>(first)));
    }
}

void tst_ObjectCipher::blockCounterHasSixtyFourBits()
{
    constexpr std::uint64_t kTurn = std::uint64_t{1} << 38; // 2^32 blocks of 64 bytes
    const ObjectKey key = objectKeyFor(kKey, kName);
    ObjectCipher cipher;
    ByteVector across(300);
    cipher.begin(key, kTurn - 100);
    cipher.apply(across);
    ByteVector behind(200);
    cipher.begin(key, kTurn);
    cipher.apply(behind);
    QVERIFY(std::equal(behind.begin(), behind.end(), across.begin() + 100));
    QVERIFY(behind != onePass(key, ByteVector(200)));
}

void tst_ObjectCipher::nonceIsTheNamesEnd()
{
    const ObjectKey key = objectKeyFor(kKey, kName);
    QCOMPARE(key.key, kKey);
    QCOMPARE(key.nonce, (std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}));
}

/// A build config as it was served; its key is public, too (github.com/HearthSim/keg, tests).
void tst_ObjectCipher::realConfig()
{
    const QString name = QStringLiteral("e32f46c7245bfc154e43924555a5cf9f");
    QFile file(support::corpusFolder() + QStringLiteral("/ngdp/armadillo/") + name);
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("the samples are not here");
    ByteVector bytes = decoding::toVector(file.readAll());
    const ByteVector ak = decoding::toVector(QByteArray::fromHex("f679dc38e0c365fb482e48a748909d2919f5bb88"));
    const auto key = readArmadilloKey(ak);
    QVERIFY2(key, key ? "" : key.error().c_str());
    ObjectCipher cipher;
    cipher.begin(objectKeyFor(*key, *digestFromHex(name.toStdString())), 0);
    cipher.apply(bytes);
    QCOMPARE(QString::fromStdString(toHex(md5(bytes))), name);
    QVERIFY(QByteArray(reinterpret_cast<const char *>(bytes.data()), 21) == "# Build Configuration");
}

void tst_ObjectCipher::keyFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("complaint"); ///< empty: it is one
    const QByteArray key = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f");
    const QByteArray check = QByteArray::fromHex("1ac1ef01");
    QByteArray wrong = check;
    wrong[3] = 2;
    QTest::newRow("good") << key + check << QByteArray();
    QTest::newRow("wrong check") << key + wrong << QByteArray("damaged");
    QTest::newRow("wrong key") << QByteArray(1, 'x') + key.mid(1) + check << QByteArray("damaged");
    QTest::newRow("the key alone") << key << QByteArray("16 bytes");
    QTest::newRow("a byte more") << key + check + '\n' << QByteArray("21 bytes");
    QTest::newRow("nothing") << QByteArray() << QByteArray("0 bytes");
}

void tst_ObjectCipher::keyFiles()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, complaint);
    const ByteVector bytes = decoding::toVector(file);
    const auto key = readArmadilloKey(bytes);
    QCOMPARE(key.has_value(), complaint.isEmpty());
    if (key)
        QVERIFY(std::equal(key->begin(), key->end(), bytes.begin()));
    else
        QVERIFY2(QByteArray::fromStdString(key.error()).contains(complaint), key.error().c_str());
}

void tst_ObjectCipher::fileNames_data()
{
    QTest::addColumn<std::string>("fileName");
    QTest::addColumn<std::string>("name");
    QTest::newRow("as clients look for it") << std::string("sc1Dev.ak") << std::string("sc1Dev");
    QTest::newRow("upper case") << std::string("SC1DEV.AK") << std::string("SC1DEV");
    QTest::newRow("a dot and a dash") << std::string("fenris-dev.2.ak") << std::string("fenris-dev.2");
    QTest::newRow("nothing before") << std::string(".ak") << std::string();
    QTest::newRow("another file") << std::string("sc1Dev.txt") << std::string();
    QTest::newRow("a blank") << std::string("sc1 Dev.ak") << std::string();
    QTest::newRow("too long") << std::string(65, 'a') + ".ak" << std::string();
}

void tst_ObjectCipher::fileNames()
{
    QFETCH(std::string, fileName);
    QFETCH(std::string, name);
    QCOMPARE(armadilloNameOf(fileName), std::string_view(name));
}

SLUICE_TEST(tst_ObjectCipher)
#include "tst_objectcipher.moc"
