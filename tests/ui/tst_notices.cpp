#include "tests/support/ownqueue.h"
#include "tests/support/privatebus.h"
#include "tests/support/recordedservice.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/desktop/notifier.h"
#include "ui/preferences.h"

#include <QDesktopServices>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using transfer::Event;
using transfer::State;

namespace {

const QString kNotifications = u"org.freedesktop.Notifications"_s;

/// The desktop's notifications, as the specification has them.
class Desktop : public support::RecordedService
{
public:
    explicit Desktop(const support::PrivateBus &bus,
                     QStringList capabilities = {u"actions"_s, u"body-markup"_s})
        : RecordedService(
              bus.connection(u"desktop"_s), kNotifications, u"/org/freedesktop/Notifications"_s,
              [this, capabilities](const QDBusMessage &call) { return answer(call, capabilities); })
    {
    }

    QList<QVariantList> shown() const
    {
        QList<QVariantList> result;
        for (const QDBusMessage &call : callsTo(u"Notify"_s))
            result << call.arguments();
        return result;
    }
    void click(uint id, const QString &key) { emitSignal(kNotifications, u"ActionInvoked"_s, {id, key}); }
    void close(uint id) { emitSignal(kNotifications, u"NotificationClosed"_s, {id, 2u}); }

private:
    std::optional<QVariantList> answer(const QDBusMessage &call, const QStringList &capabilities)
    {
        if (call.member() == "GetCapabilities"_L1)
            return QVariantList{capabilities};
        const uint replaced = call.arguments().value(1).toUInt();
        return QVariantList{replaced ? replaced : ++m_last};
    }

    uint m_last = 40;
};

/// Takes what would be opened.
class ResponseOpener : public QObject
{
    Q_OBJECT
public:
    ResponseOpener() { QDesktopServices::setUrlHandler(u"file"_s, this, "take"); }
    ~ResponseOpener() override { QDesktopServices::unsetUrlHandler(u"file"_s); }
    QList<QUrl> urls;
public Q_SLOTS:
    void take(const QUrl &url) { urls << url; }
};

} // namespace

/// Notices over a bus with a recorded service on it, and without one.
class tst_Notices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QGuiApplication::setDesktopFileName(u"org.sluice.sluice"_s);
        bus = std::make_unique<support::PrivateBus>();
        if (!bus->isRunning())
            QSKIP("there is no dbus-daemon");
    }
    void init()
    {
        preferences = std::make_unique<ui::Preferences>(folder.filePath(u"s.ini"_s));
        preferences->setDesktop({});
        items = std::make_unique<support::OwnQueue>(queue::Settings{});
        ids = samples::addPlain(*items, 5);
        notifier = std::make_unique<ui::Notifier>(*items, *preferences, ui::Notifier::Pace{20ms, 100ms});
    }
    void cleanup()
    {
        notifier.reset();
        items.reset();
    }

    void oneThatIsFinished()
    {
        Desktop desktop(*bus);
        end(0, State::Done);
        QTRY_COMPARE(desktop.shown().size(), 1);
        const QVariantList said = desktop.shown().first();
        QCOMPARE(said.at(0).toString(), u"Sluice"_s);
        QCOMPARE(said.at(1).toUInt(), 0u);
        QCOMPARE(said.at(3).toString(), u"file 0 is finished"_s);
        QVERIFY(said.at(4).toString().contains(u"&amp;"_s) == false);
        QCOMPARE(said.at(5).toStringList(),
                 (QStringList{u"default"_s, QString(), u"open"_s, u"Open"_s, u"folder"_s, u"Open folder"_s}));
        const auto hints = qdbus_cast<QVariantMap>(said.at(6));
        QCOMPARE(hints.value(u"desktop-entry"_s).toString(), u"org.sluice.sluice"_s);
        QCOMPARE(hints.value(u"category"_s).toString(), u"transfer.complete"_s);
    }

    void manyInOneNotice()
    {
        Desktop desktop(*bus);
        for (int i = 0; i < 4; ++i)
            end(i, State::Done);
        end(4, State::Failed);
        QTRY_COMPARE(desktop.shown().size(), 1);
        QTest::qWait(200);
        QCOMPARE(desktop.shown().size(), 1);
        QVERIFY(desktop.shown().first().at(3).toString().startsWith(u"4 "_s));
        QVERIFY(desktop.shown().first().at(4).toString().startsWith(u"file 4: "_s));
    }

    /// What is still on the screen grows; what was closed is over.
    void latersJoinOrBeginAnew()
    {
        Desktop desktop(*bus);
        end(0, State::Done);
        QTRY_COMPARE(desktop.shown().size(), 1);
        end(1, State::Done);
        QTRY_COMPARE(desktop.shown().size(), 2);
        QCOMPARE(desktop.shown().at(1).at(1).toUInt(), 41u);
        QVERIFY(desktop.shown().at(1).at(3).toString().startsWith(u"2 "_s));
        QTest::qWait(50); // its answer
        desktop.close(41);
        QTest::qWait(50);
        end(2, State::Done);
        QTRY_COMPARE(desktop.shown().size(), 3);
        QCOMPARE(desktop.shown().at(2).at(1).toUInt(), 0u);
        QCOMPARE(desktop.shown().at(2).at(3).toString(), u"file 2 is finished"_s);
    }

    void buttonsDoWhatTheySay()
    {
        Desktop desktop(*bus);
        ResponseOpener opener;
        QSignalSpy shown(notifier.get(), &ui::Notifier::showWanted);
        samples::dress(*items, 0, [this](queue::Item &item) { item.folder = folder.path(); });
        QFile file(items->at(0).target());
        QVERIFY(file.open(QIODevice::WriteOnly)); // what is gone is not opened
        const std::pair<QString, QString> rows[] = {
            {u"open"_s, items->at(0).target()}, {u"folder"_s, items->at(0).folder}, {u"default"_s, {}}};
        for (const auto &[key, path] : rows) {
            const auto before = desktop.shown().size();
            end(0, State::Done);
            QTRY_COMPARE(desktop.shown().size(), before + 1);
            QTest::qWait(50); // its answer
            desktop.click(999, key);
            desktop.click(41 + static_cast<uint>(before), key);
            if (path.isEmpty())
                QTRY_COMPARE(shown.size(), 1);
            else
                QTRY_COMPARE(opener.urls.value(before).toLocalFile(), path);
        }
        QCOMPARE(opener.urls.size(), 2);
        QCOMPARE(shown.first().first().value<QList<queue::ItemId>>(), QList{ids.at(0)});
    }

    void aServerWithoutActionsOrMarkup()
    {
        Desktop desktop(*bus, {});
        samples::dress(*items, 0, [](queue::Item &item) { item.name = u"a<b>&c"_s; });
        for (int i = 0; i < 2; ++i)
            end(i, State::Done);
        QTRY_COMPARE(desktop.shown().size(), 1);
        QVERIFY(desktop.shown().first().at(5).toStringList().isEmpty());
        QVERIFY(desktop.shown().first().at(4).toString().contains(u"a<b>&c"_s));
    }

    void markupIsNotTheNames()
    {
        Desktop desktop(*bus);
        samples::dress(*items, 0, [](queue::Item &item) { item.name = u"a<b>&c"_s; });
        for (int i = 0; i < 2; ++i)
            end(i, State::Done);
        QTRY_COMPARE(desktop.shown().size(), 1);
        QVERIFY(desktop.shown().first().at(4).toString().contains(u"a&lt;b&gt;&amp;c"_s));
    }

    void theUsersWish_data()
    {
        QTest::addColumn<bool>("done");
        QTest::addColumn<bool>("failed");
        QTest::addRow("none") << false << false;
        QTest::addRow("done") << true << false;
        QTest::addRow("failed") << false << true;
    }
    void theUsersWish()
    {
        QFETCH(bool, done);
        QFETCH(bool, failed);
        ui::DesktopChoices choices;
        choices.notifiesDone = done;
        choices.notifiesFailed = failed;
        preferences->setDesktop(choices);
        Desktop desktop(*bus);
        end(0, State::Done);
        end(1, State::Failed);
        QTest::qWait(150);
        QCOMPARE(desktop.shown().size(), done || failed ? 1 : 0);
        if (done || failed)
            QVERIFY(desktop.shown().first().at(3).toString().startsWith(done ? u"file 0"_s : u"file 1"_s));
    }

    void nothingWhileTheWindowIsInFront()
    {
        Desktop desktop(*bus);
        QWidget window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        end(0, State::Done);
        QTest::qWait(150);
        QCOMPARE(desktop.shown().size(), 0);
        window.close();
        QTRY_VERIFY(!QGuiApplication::focusWindow());
    }

    /// The tray has a voice, too.
    void withoutAService()
    {
        QSignalSpy balloon(notifier.get(), &ui::Notifier::balloonWanted);
        end(0, State::Failed);
        QTRY_COMPARE(balloon.size(), 1);
        QCOMPARE(balloon.first().first().value<ui::Notice>().title, u"file 0 failed"_s);
        Desktop desktop(*bus); // it comes later
        end(1, State::Failed);
        QTRY_COMPARE(desktop.shown().size(), 1);
        QCOMPARE(desktop.shown().first().at(3).toString(), u"file 1 failed"_s);
    }

private:
    void end(int row, State state)
    {
        samples::dress(*items, row, [state](queue::Item &item) {
            item.state = state;
            item.progress.decodedSize = 1000;
            item.error = {state == State::Failed ? core::ErrorKind::NotFound : core::ErrorKind::None, {}};
        });
        Event event;
        event.kind = state == State::Done ? Event::Kind::Done : Event::Kind::Failed;
        Q_EMIT items->happened(items->at(row).id, event);
    }

    QTemporaryDir folder;
    std::unique_ptr<support::PrivateBus> bus;
    std::unique_ptr<ui::Preferences> preferences;
    std::unique_ptr<queue::Queue> items;
    std::unique_ptr<ui::Notifier> notifier;
    QList<queue::ItemId> ids;
};

SLUICE_GUI_TEST(tst_Notices)
#include "tst_notices.moc"
