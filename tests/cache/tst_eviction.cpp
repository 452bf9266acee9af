#include "core/cache/eviction.h"
#include "tests/support/testmain.h"

#include <QTest>

using cache::StoredEntry;

class tst_Eviction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void evicts_data();
    void evicts();
};

void tst_Eviction::evicts_data()
{
    QTest::addColumn<std::vector<StoredEntry>>("entries");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<QString>("expected");
    const auto entry = [](char name, qint64 size, qint64 lastUsed) {
        return StoredEntry{QString(QLatin1Char(name)), size, lastUsed};
    };
    using Entries = std::vector<StoredEntry>;
    QTest::newRow("nothing") << Entries{} << qint64{10} << QString();
    QTest::newRow("at the limit") << Entries{entry('a', 60, 1), entry('b', 40, 2)} << qint64{100}
                                  << QString();
    QTest::newRow("the oldest") << Entries{entry('a', 60, 2), entry('b', 41, 1)} << qint64{100}
                                << QStringLiteral("b");
    QTest::newRow("down to nine tenths") << Entries{entry('a', 5, 1), entry('b', 5, 2), entry('c', 91, 3)}
                                         << qint64{100} << QStringLiteral("abc");
    QTest::newRow("no more than that") << Entries{entry('a', 11, 1), entry('b', 11, 2), entry('c', 79, 3)}
                                       << qint64{100} << QStringLiteral("a");
    QTest::newRow("same time: by name")
        << Entries{entry('b', 60, 1), entry('a', 60, 1)} << qint64{100} << QStringLiteral("a");
    QTest::newRow("a limit of nothing")
        << Entries{entry('a', 1, 1), entry('b', 1, 2)} << qint64{0} << QStringLiteral("ab");
}

void tst_Eviction::evicts()
{
    QFETCH(std::vector<StoredEntry>, entries);
    QFETCH(qint64, limit);
    QFETCH(QString, expected);
    QString evicted;
    for (const StoredEntry &entry : cache::toEvict(entries, limit))
        evicted += entry.path;
    QCOMPARE(evicted, expected);
}

SLUICE_TEST(tst_Eviction)
#include "tst_eviction.moc"
