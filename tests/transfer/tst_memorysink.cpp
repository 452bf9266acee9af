#include "core/transfer/fetch/memorysink.h"

#include "core/blte/chunktable.h"

#include "tests/support/testmain.h"

#include <QTest>
#include <array>
#include <limits>

using namespace transfer;
using core::ErrorKind;

class tst_MemorySink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatIsWritten();
    void growsWhereTheSizeIsUnknown();
    void refusesMore_data();
    void refusesMore();
    void beginsAnew();
};

namespace {

storage::ResumeRecord recordOf(quint64 decodedSize)
{
    storage::ResumeRecord record;
    record.decodedSize = decodedSize;
    return record;
}

constexpr std::array<std::uint8_t, 4> kBytes{'a', 'b', 'c', 'd'};

} // namespace

void tst_MemorySink::keepsWhatIsWritten()
{
    MemorySink sink(8);
    QVERIFY(sink.begin(recordOf(8), Sink::Snapshot::Now).has_value());
    QVERIFY(sink.write(4, kBytes).has_value());
    QVERIFY(sink.write(0, kBytes).has_value());
    QVERIFY(!sink.hasSpools());
    QCOMPARE(sink.take(), QByteArray("abcdabcd"));
    QCOMPARE(sink.take(), QByteArray());
}

void tst_MemorySink::growsWhereTheSizeIsUnknown()
{
    MemorySink sink(8);
    QVERIFY(sink.begin(recordOf(blte::kUnknownSize), Sink::Snapshot::Now).has_value());
    QVERIFY(sink.write(0, kBytes).has_value());
    QVERIFY(sink.write(4, kBytes).has_value());
    QVERIFY(sink.setDecodedSize(6).has_value());
    QCOMPARE(sink.take(), QByteArray("abcdab"));
}

void tst_MemorySink::refusesMore_data()
{
    QTest::addColumn<quint64>("claimed");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<bool>("begins");
    QTest::newRow("claimed") << quint64(9) << quint64(0) << false;
    QTest::newRow("claimed, and no sum holds it")
        << std::numeric_limits<quint64>::max() - 1 << quint64(0) << false;
    QTest::newRow("written") << quint64(blte::kUnknownSize) << quint64(5) << true;
    QTest::newRow("written far behind")
        << quint64(blte::kUnknownSize) << std::numeric_limits<quint64>::max() - 1 << true;
}

void tst_MemorySink::refusesMore()
{
    QFETCH(quint64, claimed);
    QFETCH(quint64, offset);
    QFETCH(bool, begins);
    MemorySink sink(8);
    const auto begun = sink.begin(recordOf(claimed), Sink::Snapshot::Now);
    QCOMPARE(begun.has_value(), begins);
    const auto refused = begins ? sink.write(offset, kBytes) : begun;
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().kind == ErrorKind::ObjectTooLarge);
    QCOMPARE(sink.take(), QByteArray());
}

void tst_MemorySink::beginsAnew()
{
    MemorySink sink(8);
    QVERIFY(sink.begin(recordOf(8), Sink::Snapshot::Now).has_value());
    QVERIFY(sink.write(0, kBytes).has_value());
    QVERIFY(sink.begin(recordOf(4), Sink::Snapshot::Now).has_value());
    QVERIFY(sink.write(0, kBytes).has_value());
    QCOMPARE(sink.take(), QByteArray("abcd"));
}

SLUICE_TEST(tst_MemorySink)
#include "tst_memorysink.moc"
