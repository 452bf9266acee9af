#include "core/transfer/routing/sethosts.h"

#include "tests/support/testmain.h"

#include <QTest>

using transfer::HostShare;
using transfer::SetHosts;
using namespace Qt::StringLiterals;

/// Who has given what to a set.
class tst_SetHosts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsByHost()
    {
        core::SetPlan plan;
        for (int i = 0; i < 3; ++i) {
            core::Source source;
            source.mirrors = {QUrl(u"http://one.example/tpr/wow/data/aa/bb/%1"_s.arg(i)),
                              QUrl(u"https://two.example:8443/tpr/wow/data/aa/bb/%1"_s.arg(i))};
            source.name = QString::number(i);
            plan.add(source);
        }
        SetHosts hosts(plan);
        QCOMPARE(hosts.shares().size(), 2); // of the plan, before anybody was asked
        const QString one = hosts.shares()[0].host;
        const QString two = hosts.shares()[1].host;
        QVERIFY(one.startsWith(u"one.example"_s) && two.startsWith(u"two.example"_s));
        hosts.addBytes(two, 100);
        hosts.addBytes(two, 11);
        hosts.addUnderWay(one);
        hosts.addFailure(one, {core::ErrorKind::NotFound, u"first"_s});
        hosts.addFailure(one, {core::ErrorKind::ServerBusy, u"second"_s});
        hosts.addBytes(u"elsewhere.example"_s, 5);
        const QList<HostShare> &shares = hosts.shares();
        QCOMPARE(shares.size(), 3);
        QCOMPARE(shares[0].bytes, 0);
        QCOMPARE(shares[0].underWay, 1);
        QCOMPARE(shares[0].failures, 2);
        QCOMPARE(shares[0].lastError.kind, core::ErrorKind::ServerBusy);
        QCOMPARE(shares[1].bytes, 111);
        QCOMPARE(shares[2].host, u"elsewhere.example"_s);
        QCOMPARE(shares[2].bytes, 5);
    }
};

SLUICE_TEST(tst_SetHosts)
#include "tst_sethosts.moc"
