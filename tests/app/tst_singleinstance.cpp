#include "app/singleinstance.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;

class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void theSecondHandsOver();
    void largeTextArrivesWhole();
    void aDeadOnesSocketIsNoObstacle();
    void foldersAreApart();

private:
    static bool handOver(const QString &folder, const app::Handover &handover);

    std::unique_ptr<QTemporaryDir> m_folder;
};

/// From another thread, as handOver() waits for what the first one's event loop answers.
bool TestSingleInstance::handOver(const QString &folder, const app::Handover &handover)
{
    bool isTaken = false;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        app::SingleInstance second(folder);
        isTaken = !second.claim() && second.handOver(handover);
    }));
    QSignalSpy finished(thread.get(), &QThread::finished);
    thread->start();
    return (finished.wait(20'000) || thread->isFinished()) && isTaken;
}

void TestSingleInstance::theSecondHandsOver()
{
    app::SingleInstance first(m_folder->path());
    QVERIFY(first.claim());
    app::Handover got;
    connect(&first, &app::SingleInstance::received, this,
            [&](const app::Handover &handover) { got = handover; });
    QVERIFY(handOver(m_folder->path(), {{u"http://host/a\nhttp://host/b"_s, u"more"_s}, {u"/tmp/x.blte"_s}}));
    QCOMPARE(got.texts, (QStringList{u"http://host/a\nhttp://host/b"_s, u"more"_s}));
    QCOMPARE(got.files, QStringList{u"/tmp/x.blte"_s});
}

void TestSingleInstance::largeTextArrivesWhole()
{
    app::SingleInstance first(m_folder->path());
    QVERIFY(first.claim());
    qsizetype size = 0;
    connect(&first, &app::SingleInstance::received, this,
            [&](const app::Handover &handover) { size = handover.texts.value(0).size(); });
    QVERIFY(handOver(m_folder->path(), {{QString(5'000'000, u'x')}, {}}));
    QCOMPARE(size, qsizetype(5'000'000));
}

void TestSingleInstance::aDeadOnesSocketIsNoObstacle()
{
    { // what a killed process leaves behind: a lock of a process that is gone
        QFile lock(m_folder->filePath(u"sluice.lock"_s));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("999999999\nsluice\n" + QSysInfo::machineHostName().toUtf8() + "\n\n\n");
    }
    app::SingleInstance first(m_folder->path());
    QVERIFY(first.claim());
    QVERIFY(handOver(m_folder->path(), {}));
}

void TestSingleInstance::foldersAreApart()
{
    const QTemporaryDir other;
    app::SingleInstance one(m_folder->path());
    app::SingleInstance two(other.path());
    QVERIFY(one.claim());
    QVERIFY(two.claim());
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
