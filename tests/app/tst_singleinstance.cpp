#include "app/desktop/singleinstance.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QtEndian>

using namespace Qt::StringLiterals;

class tst_SingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void theSecondHandsOver();
    void largeTextArrivesWhole();
    void aDeadOnesSocketIsNoObstacle();
    void hostileMessages_data();
    void hostileMessages();
    void runtimeFolders_data();
    void runtimeFolders();
    void foldersAreApart();

private:
    static bool handOver(const QString &folder, const app::Handover &handover);

    std::unique_ptr<QTemporaryDir> m_folder;
};

/// From another thread, as handOver() waits for what the first one's event loop answers.
bool tst_SingleInstance::handOver(const QString &folder, const app::Handover &handover)
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

void tst_SingleInstance::theSecondHandsOver()
{
    app::SingleInstance first(m_folder->path());
    QVERIFY(first.claim());
    app::Handover got;
    connect(&first, &app::SingleInstance::received, this,
            [&](const app::Handover &handover) { got = handover; });
    QVERIFY(handOver(m_folder->path(), {{u"http://host/a\nhttp://host/b"_s, u"more"_s}, {u"/tmp/x.blte"_s}}));
    QCOMPARE(got.texts, (QStringList{u"http://host/a\nhttp://host/b"_s, u"more"_s}));
    QCOMPARE(got.files, QStringList{u"/tmp/x.blte"_s});
    QCOMPARE(got.offers, QStringList());
    QVERIFY(handOver(m_folder->path(), {{}, {}, {u"sluice:add?url=x"_s}}));
    QCOMPARE(got.offers, QStringList{u"sluice:add?url=x"_s});
}

void tst_SingleInstance::largeTextArrivesWhole()
{
    app::SingleInstance first(m_folder->path());
    QVERIFY(first.claim());
    qsizetype size = 0;
    connect(&first, &app::SingleInstance::received, this,
            [&](const app::Handover &handover) { size = handover.texts.value(0).size(); });
    QVERIFY(handOver(m_folder->path(), {{QString(5'000'000, u'x')}, {}}));
    QCOMPARE(size, qsizetype(5'000'000));
}

void tst_SingleInstance::aDeadOnesSocketIsNoObstacle()
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

/// What comes is bounded, and what is no message is none.
void tst_SingleInstance::hostileMessages_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto message = [](const QByteArray &body) {
        const quint64 size = qToBigEndian(static_cast<quint64>(body.size()));
        return QByteArray(QByteArray(reinterpret_cast<const char *>(&size), sizeof size) + body);
    };
    QTest::newRow("endless") << QByteArray("\x3f\xff\xff\xff\xff\xff\xff\xff aaaa", 13);
    QTest::newRow("empty") << message({});
    QTest::newRow("four thousand million texts") << message(QByteArray(4, '\xff'));
    QTest::newRow("a text of 2 GiB") << message(QByteArray("\0\0\0\1\x7f\xff\xff\xfe"
                                                           "aaaa",
                                                           12));
    QTest::newRow("more behind") << message(QByteArray(9, '\0'));
    QTest::newRow("garbage") << message(QByteArray(4096, 'g'));
}

void tst_SingleInstance::hostileMessages()
{
    QFETCH(QByteArray, bytes);
    qputenv("XDG_RUNTIME_DIR", "not there");
    app::SingleInstance first(m_folder->path());
    QVERIFY(first.claim());
    const QStringList sockets = QDir(m_folder->filePath(u"run"_s)).entryList(QDir::System);
    QCOMPARE(sockets.size(), 1);
    QSignalSpy received(&first, &app::SingleInstance::received);
    QLocalSocket guest;
    guest.connectToServer(m_folder->filePath("run/"_L1 + sockets.first()));
    QVERIFY(guest.waitForConnected());
    guest.write(bytes);
    QTRY_COMPARE(guest.state(), QLocalSocket::UnconnectedState);
    QVERIFY(guest.readAll().isEmpty() && received.isEmpty());
    QVERIFY(handOver(m_folder->path(), {{u"still there"_s}, {}}));
    QCOMPARE(received.count(), 1);
}

/// Wherever XDG_RUNTIME_DIR points: the second start finds the first, in a folder of nobody else.
void tst_SingleInstance::runtimeFolders_data()
{
    QTest::addColumn<QByteArray>("folder");
    QTest::newRow("unset") << QByteArray();
    QTest::newRow("not there") << QByteArray("/proc/none/here"); // where nobody can make it
    QTest::newRow("a file") << QByteArray("/etc/passwd");
    QTest::newRow("relative") << QByteArray("here");
    QTest::newRow("everybody's") << QByteArray("/tmp");
    QTest::newRow("too long") << QByteArray("/tmp/" + QByteArray(120, 'd'));
}

void tst_SingleInstance::runtimeFolders()
{
    QFETCH(QByteArray, folder);
    folder.isNull() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", folder);
    app::SingleInstance first(m_folder->path());
    QVERIFY(first.claim());
    QVERIFY(handOver(m_folder->path(), {{u"x"_s}, {}}));
    const QFileInfo own(m_folder->filePath(u"run"_s));
    QVERIFY(own.isDir());
    QCOMPARE(own.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                                  QFile::WriteOther | QFile::ExeOther),
             QFile::Permissions());
}

void tst_SingleInstance::foldersAreApart()
{
    const QTemporaryDir other;
    app::SingleInstance one(m_folder->path());
    app::SingleInstance two(other.path());
    QVERIFY(one.claim());
    QVERIFY(two.claim());
}

SLUICE_TEST(tst_SingleInstance)
#include "tst_singleinstance.moc"
