#include "core/queue/queuedrows.h"
#include "core/queue/scheduler.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <deque>

using queue::Item;
using queue::ItemId;
using queue::QueuedRows;
using queue::Scheduler;
using support::madeItem;
using transfer::State;

namespace {

int idOf(const Item *item)
{
    return item ? static_cast<int>(item->id) : 0;
}

} // namespace

/// Their order, and which are passed over while a host is silent.
class tst_QueuedRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_items.clear();
        add(1, "http://a/1");
        add(2, "http://b/2");
        add(3, "http://a/3\thttp://b/3");
        add(4, "http://a/4");
        m_rows = QueuedRows();
        for (const Item &item : m_items)
            m_rows.update(item);
    }

    void inOrder()
    {
        QCOMPARE(walk({}), (QList<int>{1, 2, 3, 4}));
        QCOMPARE(m_rows.count(), 4);
    }

    void silentHosts_data()
    {
        QTest::addColumn<QStringList>("silent");
        QTest::addColumn<QList<int>>("turns");
        const QString a = QStringLiteral("a");
        const QString b = QStringLiteral("b");
        QTest::newRow("one") << QStringList{a} << QList<int>{2, 3};
        QTest::newRow("the other") << QStringList{b} << QList<int>{1, 3, 4};
        QTest::newRow("both") << QStringList{a, b} << QList<int>{};
        QTest::newRow("a stranger") << QStringList{QStringLiteral("c")} << QList<int>{1, 2, 3, 4};
    }
    void silentHosts()
    {
        QFETCH(QStringList, silent);
        QTEST(walk([&](const QString &host) { return silent.contains(host); }), "turns");
    }

    void followsStateAndPosition()
    {
        m_items[0].state = State::Connecting;
        m_rows.update(m_items[0]);
        m_items[3].position = 5;
        m_rows.update(m_items[3]);
        QCOMPARE(walk({}), (QList<int>{4, 2, 3}));
        m_rows.forget(ItemId{2});
        m_rows.forget(ItemId{2});
        QCOMPARE(walk({}), (QList<int>{4, 3}));
        m_items[0].state = State::Queued;
        m_rows.update(m_items[0]);
        QCOMPARE(walk({}), (QList<int>{4, 1, 3}));
    }

    void followsAnotherSource()
    {
        m_items[0].source = core::sourceFromLine(QStringLiteral("http://c/1")).value();
        m_rows.update(m_items[0]);
        QCOMPARE(walk([](const QString &host) { return host == u"a"; }), (QList<int>{1, 2, 3}));
    }

    /// Asked once per set of hosts, however many rows there are.
    void asksPerHostNotPerRow()
    {
        QueuedRows rows;
        std::deque<Item> items;
        for (int i = 1; i <= 2'000; ++i) {
            items.push_back(madeItem(i, State::Queued, i % 2 == 0 ? "http://a/x" : "http://b/x"));
            items.back().position = i;
            rows.update(items.back());
        }
        int asked = 0;
        const Item *next = Scheduler::next(rows, QueuedRows::kBeforeAll, [&](const QString &host) {
            ++asked;
            return host == u"b";
        });
        QCOMPARE(idOf(next), 2);
        QCOMPARE(asked, 2);
    }

private:
    void add(int id, const char *url)
    {
        m_items.push_back(madeItem(id, State::Queued, url));
        m_items.back().position = id * 10;
    }
    QList<int> walk(const Scheduler::IsSilent &isSilent) const
    {
        QList<int> ids;
        qint64 position = QueuedRows::kBeforeAll;
        while (const Item *next = Scheduler::next(m_rows, position, isSilent)) {
            ids << idOf(next);
            position = next->position;
        }
        return ids;
    }

    std::deque<Item> m_items;
    QueuedRows m_rows;
};

SLUICE_TEST(tst_QueuedRows)
#include "tst_queuedrows.moc"
