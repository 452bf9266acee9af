#include "core/queue/gate.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <initializer_list>

using namespace queue;

namespace {

using enum GateEvent;

} // namespace

class tst_Gate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void after_data()
    {
        QTest::addColumn<QList<int>>("events");
        QTest::addColumn<int>("gate");
        const auto row = [](const char *name, std::initializer_list<GateEvent> events, Gate gate) {
            QList<int> numbers;
            for (const GateEvent event : events)
                numbers << int(event);
            QTest::newRow(name) << numbers << int(gate);
        };
        row("at first", {}, Gate::Unread);
        row("read", {Read}, Gate::Open);
        row("read twice", {Read, Read}, Gate::Open);
        row("held before it is read", {Hold}, Gate::UnreadHeld);
        row("read while it is held", {Hold, Read}, Gate::Held);
        row("held, read and allowed", {Hold, Read, Allow}, Gate::Open);
        row("allowed before it is read", {Hold, Allow}, Gate::Unread);
        row("allowed, then read", {Hold, Allow, Read}, Gate::Open);
        row("allowed without having been held", {Read, Allow}, Gate::Open);
        row("held later", {Read, Hold}, Gate::Held);
        row("closed before it is read", {Close}, Gate::ClosingUnread);
        row("read while it closes", {Close, Read}, Gate::Closing);
        row("closed", {Read, Close}, Gate::Closing);
        row("closed while it is held", {Read, Hold, Close}, Gate::Closing);
        row("nothing opens it again", {Read, Close, Allow, Hold, Read, Close}, Gate::Closing);
        row("nor when nothing was read", {Close, Allow, Hold, Close}, Gate::ClosingUnread);
    }
    void after()
    {
        QFETCH(QList<int>, events);
        Gate gate = Gate::Unread;
        for (const int event : events)
            gate = queue::after(gate, GateEvent(event));
        QTEST(int(gate), "gate");
    }

    void answers_data()
    {
        QTest::addColumn<int>("gate");
        QTest::addColumn<bool>("open");
        QTest::addColumn<bool>("read");
        QTest::addColumn<bool>("closing");
        QTest::newRow("unread") << int(Gate::Unread) << false << false << false;
        QTest::newRow("unread, held") << int(Gate::UnreadHeld) << false << false << false;
        QTest::newRow("open") << int(Gate::Open) << true << true << false;
        QTest::newRow("held") << int(Gate::Held) << false << true << false;
        QTest::newRow("closing unread") << int(Gate::ClosingUnread) << false << false << true;
        QTest::newRow("closing") << int(Gate::Closing) << false << true << true;
    }
    void answers()
    {
        QFETCH(int, gate);
        QTEST(isOpen(Gate(gate)), "open");
        QTEST(isRead(Gate(gate)), "read");
        QTEST(isClosing(Gate(gate)), "closing");
    }
};

SLUICE_TEST(tst_Gate)
#include "tst_gate.moc"
