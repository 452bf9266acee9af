#include "core/queue/diskspacewatch.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using queue::DiskSpaceWatch;
using Kind = DiskSpaceWatch::Kind;

/// What it says of volumes; that room is noticed is told in tst_faultsdisk, on a volume that is really full.
class tst_DiskSpaceWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void trouble_data()
    {
        QTest::addColumn<QList<int>>("kinds");
        QTest::addColumn<bool>("isFull");
        const int full = int(Kind::Full);
        const int small = int(Kind::Short);
        QTest::newRow("never heard of") << QList<int>{} << false;
        QTest::newRow("writing failed") << QList<int>{full} << true;
        QTest::newRow("one file does not fit") << QList<int>{small} << false;
        QTest::newRow("one does not fit, then writing fails") << QList<int>{small, full} << true;
        QTest::newRow("writing fails, then one does not fit") << QList<int>{full, small} << true;
    }
    void trouble()
    {
        QFETCH(QList<int>, kinds);
        DiskSpaceWatch watch(&m_disk);
        for (const int kind : kinds)
            watch.add(1, m_folder.path(), Kind(kind), kFull);
        QTEST(watch.trouble(1).has_value(), "isFull");
        QVERIFY(!watch.trouble(2));
        watch.forget(1);
        QVERIFY(!watch.trouble(1));
    }

    void saysWhy()
    {
        DiskSpaceWatch watch(&m_disk);
        watch.add(1, m_folder.path(), Kind::Full, kFull);
        QCOMPARE(watch.trouble(1)->kind, core::ErrorKind::DiskFull);
        QCOMPARE(watch.trouble(1)->detail, QStringLiteral("the disk is full"));
    }

    /// The first look only learns how much is free now: that is no news.
    void theFirstLookMakesNoRoom()
    {
        DiskSpaceWatch watch(&m_disk);
        QSignalSpy roomMade(&watch, &DiskSpaceWatch::roomMade);
        watch.add(1, m_folder.path(), Kind::Full, kFull);
        bool isOver = false; // the same thread looks, in order
        m_disk.post([&] { isOver = true; });
        QTRY_VERIFY(isOver);
        QCoreApplication::processEvents();
        QVERIFY(roomMade.isEmpty());
        QVERIFY(watch.trouble(1));
    }

private:
    const core::Error kFull{core::ErrorKind::DiskFull, QStringLiteral("the disk is full")};
    QTemporaryDir m_folder;
    core::Mailbox m_disk;
};

SLUICE_TEST(tst_DiskSpaceWatch)
#include "tst_diskspacewatch.moc"
