#include "core/http/managerpool.h"
#include "tests/support/testmain.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QTest>
#include <vector>

using http::ManagerPool;
using Manager = std::shared_ptr<QNetworkAccessManager>;

class tst_ManagerPool : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSameComesBackForTheSameHost();
    void whoIsAtWorkIsNotShared();
    void fewAreKept();
    void mayOutliveThePool();
};

namespace {

const QString kHost = QStringLiteral("one.example:80");
const QString kOther = QStringLiteral("two.example:80");

} // namespace

void tst_ManagerPool::theSameComesBackForTheSameHost()
{
    ManagerPool pool;
    const QNetworkAccessManager *first = pool.take(kHost).get();
    const QNetworkAccessManager *second = pool.take(kOther).get();
    QVERIFY(first != second);
    QCOMPARE(pool.take(kHost).get(), first);
    QCOMPARE(pool.take(kOther).get(), second);
}

void tst_ManagerPool::whoIsAtWorkIsNotShared()
{
    ManagerPool pool;
    const Manager first = pool.take(kHost);
    const Manager second = pool.take(kHost);
    QVERIFY(first != second);
}

void tst_ManagerPool::fewAreKept()
{
    ManagerPool pool;
    std::vector<QPointer<QNetworkAccessManager>> known;
    {
        std::vector<Manager> taken;
        for (int i = 0; i < 10; ++i) {
            taken.push_back(pool.take(kHost));
            known.emplace_back(taken.back().get());
        }
    }
    const auto kept = [&] { return std::count_if(known.begin(), known.end(), [](auto &m) { return !!m; }); };
    QCOMPARE(kept(), 4);
    pool.clear();
    QCOMPARE(kept(), 0);
}

void tst_ManagerPool::mayOutliveThePool()
{
    auto pool = std::make_unique<ManagerPool>();
    Manager manager = pool->take(kHost);
    const QPointer<QNetworkAccessManager> known = manager.get();
    pool.reset();
    QVERIFY(known);
    manager.reset();
    QVERIFY(!known);
}

SLUICE_TEST(tst_ManagerPool)
#include "tst_managerpool.moc"
