#include "tests/faults/faultrow.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QTest>

using namespace support;
using namespace faults;
using namespace std::chrono_literals;
using core::ErrorKind;
using transfer::Event;
using transfer::State;

/// The fault list, 44 and 51: mirrors that are slow, or turn so. The five seconds are half a second here.
class tst_SlowHosts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void survives_data();
    void survives() { runRow(); }
    void aSlowMirrorAloneIsKept();
    void whatASlowHostOwesGoesToAllOthers();
    void whatWasLearnedIsUsedByTheNext();

private:
    QTemporaryDir m_state;
};

namespace {

/// At 20 kB/s a mebibyte would take most of a minute.
FaultRow::Arrange slow(const Fault &fault)
{
    return [fault](Stage &stage) {
        stage.hosts << QStringLiteral("localhost");
        stage.setSettings([](queue::Settings &s) {
            s.slowAfter = 500ms;
            s.connectionsPerHost = 2;
        });
        stage.breakHost("127", fault);
    };
}

QString wasQuick(Stage &stage)
{
    const qint64 took = stage.item().added.msecsTo(stage.item().finished);
    return took < (stage.isSet() ? 20'000 : 8000) ? QString() : QStringLiteral("it took %1 ms").arg(took);
}

} // namespace

void tst_SlowHosts::survives_data()
{
    addColumns();
    addRow("44: a mirror turns slow", kEvery,
           {.arrange = slow(fault::slowAfter(300'000, 20'000)), .check = wasQuick});
    addRow("51: the head itself trickles", kEvery,
           {.arrange = slow(fault::trickle(1, 200ms)), .check = wasQuick});
    addRow("51: no head at all", kEvery, {.arrange = slow(fault::delayed(60s)), .check = wasQuick});
    addRow("51: a trickle", kEvery, {.arrange = slow(fault::trickle(100, 20ms)), .check = wasQuick});
}

void tst_SlowHosts::aSlowMirrorAloneIsKept()
{
    Stage stage(What::Blte);
    stage.setSettings([](queue::Settings &s) { s.slowAfter = 100ms; });
    stage.server().always(stage.path, fault::limited(2'000'000));
    stage.start();
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    QCOMPARE(stage.happened(Event::Kind::Retry), 0);
}

/// Three servers, two connections: the one that turns slow holds a quarter of the file.
void tst_SlowHosts::whatASlowHostOwesGoesToAllOthers()
{
    Harness harness;
    queue::Settings settings;
    settings.slowAfter = 500ms;
    settings.connectionsPerFile = 3;
    settings.connectionsPerHost = 1;
    harness.queue().setSettings(settings);
    FaultServer others[2];
    const BuiltObject object = buildObject(payload(noise(3), 24u << 20), 64u << 10, {Encoding::Raw});
    const QByteArray path = harness.publish(object);
    core::Source source = harness.source(path);
    for (FaultServer &other : others) {
        other.serve(path, toByteArray(object.bytes));
        other.always(path, fault::limited(4'000'000));
        source.mirrors << other.url(path);
    }
    harness.server.always(path, fault::slowAfter(1'500'000, 20'000));
    QVERIFY(harness.fetch(source));
    QCOMPARE(harness.content(), toByteArray(object.payload));
    // Its first answer brought the beginning; what it was given next, it brought in part.
    const QList<Request> asked = harness.server.requests();
    QVERIFY2(asked.size() >= 2 && asked.size() <= 3, qPrintable(QString::number(asked.size())));
    const auto rangeOf = [](const Request &request) {
        const QList<QByteArray> ends = request.range().mid(6).split('-');
        return std::pair(ends.value(0).toLongLong(), ends.value(1).toLongLong());
    };
    const auto owed = rangeOf(asked.last());
    for (const FaultServer &other : others) {
        const QList<Request> requests = other.requests();
        QVERIFY(std::any_of(requests.begin(), requests.end(), [&](const Request &request) {
            return rangeOf(request).first > owed.first && rangeOf(request).second <= owed.second;
        }));
    }
}

void tst_SlowHosts::whatWasLearnedIsUsedByTheNext()
{
    Stage stage(What::Blte);
    slow(fault::slowAfter(200'000, 20'000))(stage);
    stage.start();
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    const QByteArray facts = stage.harness.queue().hostFacts();
    QVERIFY(QJsonDocument::fromJson(facts).isObject());

    Stage next(What::Plain);
    next.harness.queue().setHostFacts(facts);
    QCOMPARE(QJsonDocument::fromJson(next.harness.queue().hostFacts()), QJsonDocument::fromJson(facts));
}

SLUICE_TEST(tst_SlowHosts)
#include "tst_slowhosts.moc"
