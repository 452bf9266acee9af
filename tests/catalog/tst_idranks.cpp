#include "core/catalog/idranks.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <set>

using catalog::IdRanks;

namespace {

using Ids = QList<quint32>;

} // namespace

class tst_IdRanks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranks_data();
    void ranks();
};

void tst_IdRanks::ranks_data()
{
    QTest::addColumn<Ids>("ids");
    QTest::newRow("none") << Ids{};
    QTest::newRow("first") << Ids{0};
    QTest::newRow("words") << Ids{63, 64, 65, 127, 128, 1, 63, 64};
    QTest::newRow("unusual") << Ids{0xFFFFFFFF, 0x8000000, 0x7FFFFFF, 5, 0xFFFFFFFF, 0x8000001};
    Ids many;
    for (quint32 i = 0; i < 10000; ++i)
        many << i * i % 65537;
    QTest::newRow("many") << many;
}

void tst_IdRanks::ranks()
{
    QFETCH(Ids, ids);
    IdRanks ranks;
    for (const quint32 id : ids)
        ranks.add(id);
    ranks.seal();
    const std::set<quint32> expected(ids.begin(), ids.end());
    QCOMPARE(ranks.size(), expected.size());
    auto next = expected.begin();
    std::size_t place = 0;
    ranks.visit([&](std::uint32_t id, std::size_t rank) {
        QVERIFY(next != expected.end());
        QCOMPARE(quint32{id}, *next++);
        QCOMPARE(rank, place++);
        QVERIFY(ranks.rank(id) == rank);
        if (expected.count(id + 1) == 0)
            QVERIFY(!ranks.rank(id + 1));
    });
    QCOMPARE(place, expected.size());
}

SLUICE_TEST(tst_IdRanks)
#include "tst_idranks.moc"
