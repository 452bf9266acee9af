#include "core/queue/queue.h"
#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "ui/intake/intake.h"
#include "ui/mainwindow.h"
#include "ui/preferences.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

/// The fault list, section E: a text of 100 MB is dropped. The window goes on answering, and memory stays
/// within a small multiple of the text.
class tst_HugeDrop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersMeanwhile_data();
    void answersMeanwhile();
};

namespace {

constexpr qsizetype kSize = 100'000'000;
/// Of the GUI thread without a look at its events. Half of it is what a busy machine may take.
constexpr qint64 kLongestSilence = 3000;
#if defined(__SANITIZE_ADDRESS__)
constexpr qint64 kMostMemoryKiB = 4'000'000; // what is freed stays a while
#else
constexpr qint64 kMostMemoryKiB = 1'500'000;
#endif

QString repeated(const QString &text)
{
    return text.repeated(kSize / text.size());
}

QString manyLinks()
{
    QString text;
    text.reserve(kSize + 2000);
    const QString query(1000, u'q');
    for (int i = 0; text.size() < kSize; ++i) {
        text += QStringLiteral("http://127.0.0.1:9/file");
        text += QString::number(i);
        text += u'?';
        text += query;
        text += u'\n';
    }
    return text;
}

/// Most memory this process ever held; 0 where /proc does not tell.
qint64 peakKiB()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return 0;
}

} // namespace

void tst_HugeDrop::answersMeanwhile_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isUsable");
    QTest::newRow("E: 100 MB of prose") << 0 << false;
    QTest::newRow("E: 100 MB in one line") << 1 << false;
    QTest::newRow("E: 100 MB of links") << 2 << true;
}

void tst_HugeDrop::answersMeanwhile()
{
    QFETCH(int, kind);
    QFETCH(bool, isUsable);
    const QTemporaryDir home;
    support::OwnQueue queue({});
    ui::Preferences preferences(home.filePath(QStringLiteral("s.ini")));
    preferences.setDownloadFolder(home.path());
    preferences.setIntentForNew(transfer::Intent::Hold);
    ui::MainWindow window(queue, preferences);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const QString text = kind == 0
                             ? repeated(QStringLiteral("It was a dark night, and nothing came of it.\n"))
                         : kind == 1 ? repeated(QStringLiteral("word "))
                                     : manyLinks();
    qint64 longest = 0;
    QElapsedTimer sinceLast;
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&] { longest = std::max(longest, sinceLast.restart()); });
    bool isOver = false;
    ui::PendingRemovals removals(queue);
    ui::Intake intake(queue, removals, preferences);
    connect(&intake, &ui::Intake::reported, this, [&] { isOver = true; });
    QElapsedTimer timer;
    timer.start();
    sinceLast.start();
    beat.start(5);
    intake.addText(text);
    QTRY_VERIFY_WITH_TIMEOUT(isOver, 60'000);
    QTest::qWait(200); // what is shown of it
    qInfo("%lld ms, at most %lld ms without an answer, %lld KiB at most, %d rows",
          static_cast<long long>(timer.elapsed()), static_cast<long long>(longest),
          static_cast<long long>(peakKiB()), queue.count());
    QCOMPARE(queue.count() > 0, isUsable);
    QVERIFY2(longest < kLongestSilence, "the window was silent for too long");
    QVERIFY2(peakKiB() < kMostMemoryKiB, "too much memory");
}

SLUICE_GUI_TEST(tst_HugeDrop)
#include "tst_hugedrop.moc"
