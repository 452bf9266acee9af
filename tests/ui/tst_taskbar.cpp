#include "tests/support/privatebus.h"
#include "tests/support/testmain.h"
#include "ui/desktop/taskbar.h"

#include <QGuiApplication>
#include <QTest>

using namespace Qt::StringLiterals;

/// What docks hear of the progress.
class tst_Taskbar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QGuiApplication::setDesktopFileName(u"org.sluice.sluice"_s);
        bus = std::make_unique<support::PrivateBus>();
        if (!bus->isRunning())
            QSKIP("there is no dbus-daemon");
        QVERIFY(bus->connection(u"dock"_s).connect({}, {}, u"com.canonical.Unity.LauncherEntry"_s,
                                                   u"Update"_s, this, SLOT(onUpdate(QString, QVariantMap))));
    }

    void docksHearOfIt()
    {
        {
            ui::Taskbar taskbar;
            taskbar.show(3, 0.625);
            QTRY_COMPARE(updates.size(), 1);
            QCOMPARE(updates.last().value(u"count"_s).toLongLong(), 3);
            QCOMPARE(updates.last().value(u"count-visible"_s).toBool(), true);
            QCOMPARE(updates.last().value(u"progress"_s).toDouble(), 0.62);
            QCOMPARE(updates.last().value(u"progress-visible"_s).toBool(), true);
            taskbar.show(3, 0.6299); // looks the same
            taskbar.show(3, -1.0);
            QTRY_COMPARE(updates.size(), 2);
            QCOMPARE(updates.last().value(u"progress-visible"_s).toBool(), false);
        }
        QTRY_COMPARE(updates.size(), 3); // it leaves nothing behind
        QCOMPARE(updates.last().value(u"count-visible"_s).toBool(), false);
        QCOMPARE(entries, QStringList(3, u"application://org.sluice.sluice.desktop"_s));
    }

private Q_SLOTS:
    void onUpdate(const QString &entry, const QVariantMap &properties)
    {
        entries << entry;
        updates << properties;
    }

private:
    std::unique_ptr<support::PrivateBus> bus;
    QStringList entries;
    QList<QVariantMap> updates;
};

SLUICE_GUI_TEST(tst_Taskbar)
#include "tst_taskbar.moc"
