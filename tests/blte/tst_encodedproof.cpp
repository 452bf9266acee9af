#include "core/blte/encodedproof.h"

#include "tests/support/bltebuilder.h"
#include "tests/support/testmain.h"

#include <QTest>

using blte::EncodedProof;
using support::ByteVector;

/// Proves an object as it is served, whole and in any split, and finds every bit of it that is wrong.
class tst_EncodedProof : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void objects_data();
    void objects();
};

namespace {

struct Sample
{
    blte::EncodingKey key;
    ByteVector bytes;
};

Sample sample(const support::BuiltObject &object)
{
    return {object.encodingKey, object.bytes};
}

Sample patch(std::size_t size)
{
    const ByteVector bytes = support::payload(support::noise(7), size);
    return {{blte::md5(bytes)}, bytes};
}

/// In two pieces.
bool isProven(const Sample &object, std::size_t cut)
{
    EncodedProof proof(object.key, object.bytes.size());
    const blte::Bytes all(object.bytes);
    return proof.push(all.first(cut)) && proof.push(all.subspan(cut)) && proof.finish();
}

} // namespace

void tst_EncodedProof::objects_data()
{
    QTest::addColumn<Sample>("object");
    const ByteVector payload = support::payload(support::repetitive(20), 300);
    QTest::newRow("one chunk") << sample(support::buildObject(payload, 300, {}));
    QTest::newRow("several chunks") << sample(support::buildObject(payload, 70, {}));
    QTest::newRow("decoded MD5s") << sample(
        support::buildObject(payload, 70, {}, support::TableFormat::WithDecodedMd5));
    QTest::newRow("headerless") << sample(
        support::buildObject(payload, 300, {}, support::TableFormat::Headerless));
    QTest::newRow("no BLTE") << patch(200);
    QTest::newRow("three bytes") << patch(3);
}

void tst_EncodedProof::objects()
{
    QFETCH(Sample, object);
    for (std::size_t cut = 0; cut <= object.bytes.size(); ++cut)
        QVERIFY2(isProven(object, cut), qPrintable(QString::number(cut)));
    for (std::size_t at = 0; at < object.bytes.size(); ++at) {
        Sample damaged = object;
        damaged.bytes[at] ^= 1;
        QVERIFY2(!isProven(damaged, 0), qPrintable(QString::number(at)));
        Sample cut = object;
        cut.bytes.resize(at);
        QVERIFY2(!isProven(cut, 0), qPrintable(QString::number(at)));
        EncodedProof early(object.key, object.bytes.size());
        QVERIFY(!early.push(blte::Bytes(object.bytes).first(at)) || !early.finish());
    }
    ByteVector longer = object.bytes;
    longer.push_back(0);
    EncodedProof proof(object.key, object.bytes.size());
    QVERIFY(!proof.push(longer));
    QVERIFY(!blte::isObject(object.key, {}));
}

SLUICE_TEST(tst_EncodedProof)
#include "tst_encodedproof.moc"
