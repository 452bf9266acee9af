#include "tests/faults/stage.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;
using namespace faults;
using transfer::State;

/// The i-th request fails, for every i until a download gets through before it comes to that; in every way in
/// which a connection can end.
class tst_EveryRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void failsOnce_data();
    void failsOnce();

private:
    QTemporaryDir m_state;
};

void tst_EveryRequest::failsOnce_data()
{
    QTest::addColumn<What>("what");
    QTest::addColumn<Fault>("fault");
    const auto rows = [](const char *name, const Fault &fault) {
        QTest::addRow("%s (blte)", name) << What::Blte << fault;
        QTest::addRow("%s (plain)", name) << What::Plain << fault;
        QTest::addRow("%s (set)", name) << What::Set << fault;
    };
    rows("reset before the head", fault::resetAfter(0));
    rows("the head cut", fault::garbageHead("HTTP/1.1 20"));
    rows("closed after the head", fault::closedAfter(0));
    rows("closed after a byte", fault::closedAfter(1));
    rows("reset after some bytes", fault::resetAfter(70'000));
}

void tst_EveryRequest::failsOnce()
{
    QFETCH(What, what);
    QFETCH(Fault, fault);
    int failing = 0;
    for (bool wasHit = true; wasHit; ++failing) {
        QVERIFY(failing < 200);
        Stage stage(what);
        auto count = std::make_shared<std::atomic<int>>(0);
        stage.server().setRule([=](const Request &) -> std::optional<Fault> {
            return (*count)++ == failing ? std::optional(fault) : std::nullopt;
        });
        stage.start();
        QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
        QVERIFY2(stage.isRight(), qPrintable(QString::number(failing)));
        QCOMPARE(stage.litter(), QStringList());
        QVERIFY2(stage.complaint().isEmpty(), qPrintable(stage.complaint()));
        QVERIFY2(stage.fetchedTwice() <= (768 << 10), qPrintable(QString::number(stage.fetchedTwice())));
        wasHit = *count > failing;
    }
    QVERIFY(failing > 2);
}

SLUICE_TEST(tst_EveryRequest)
#include "tst_everyrequest.moc"
