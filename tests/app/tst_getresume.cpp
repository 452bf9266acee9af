#include "tests/app/appbed.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <csignal>

using namespace Qt::StringLiterals;
using support::AppBed;

/// The process ends in mid-download, one way or the other; the same command again goes on.
class tst_GetResume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void goesOn_data();
    void goesOn();
    void secondInterruptEndsAtOnce();

private:
    support::BuiltObject m_object;
};

namespace {

constexpr qint64 kSize = 24 << 20;
constexpr qint64 kEnough =
    10 << 20; ///< then it is stopped; a checkpoint comes at least every 8 MiB or second

/// Waits until the server has sent so much.
bool waitForServed(const AppBed &bed, qint64 bytes)
{
    return QTest::qWaitFor([&] { return bed.server.bytesServed() >= bytes; }, 30'000);
}

} // namespace

void tst_GetResume::initTestCase()
{
#ifdef Q_OS_UNIX
    const auto bytes = support::payload(support::noise(7), kSize);
    m_object = support::buildObject(bytes, 64 * 1024, {});
#else
    QSKIP("signals are tested on Unix");
#endif
}

void tst_GetResume::goesOn_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("code");
    QTest::addColumn<qint64>("mostFetchedTwice");
    QTest::newRow("kill -9") << SIGKILL << -1 << qint64(9 << 20);
    QTest::newRow("Ctrl-C") << SIGINT << 130 << qint64(2 << 20);
    QTest::newRow("terminated") << SIGTERM << 130 << qint64(2 << 20);
}

void tst_GetResume::goesOn()
{
    QFETCH(int, signal);
    QFETCH(int, code);
    QFETCH(qint64, mostFetchedTwice);
    AppBed bed;
    const QString url = bed.publish(m_object) + u"#name=x"_s;
    bed.server.always(support::cdnPath(m_object), support::fault::limited(2 << 20));

    const auto first = bed.process({u"get"_s, u"--json"_s, url});
    first->start();
    QVERIFY(waitForServed(bed, kEnough));
    ::kill(static_cast<pid_t>(first->processId()), signal);
    const support::Run stopped = AppBed::finish(*first);
    QCOMPARE(stopped.code, code);
    QVERIFY(!QFile::exists(bed.path(u"x"_s)));
    if (code == 130) {
        QCOMPARE(stopped.events().last().value(u"event"_s).toString(), u"summary"_s);
        QCOMPARE(stopped.events().last().value(u"unfinished"_s).toInt(), 1);
    }

    bed.server.always(support::cdnPath(m_object), support::fault::none());
    bed.server.clearLog();
    const support::Run second = bed.run({u"get"_s, u"--json"_s, url});
    QCOMPARE(second.code, 0);
    QCOMPARE(bed.read(u"x"_s), support::toBytes(m_object.payload));
    QVERIFY(second.event(u"resumed"_s).value(u"bytes"_s).toInteger() > 0);
    const qint64 total = second.events().last().value(u"networkBytes"_s).toInteger();
    QVERIFY2(total <= kSize - kEnough + mostFetchedTwice + (1 << 20), QByteArray::number(total).constData());
    QCOMPARE(bed.files(u"."_s).filter(u"x.part"_s), QStringList());
}

void tst_GetResume::secondInterruptEndsAtOnce()
{
    AppBed bed;
    const QString url = bed.publish(m_object);
    bed.server.always(support::cdnPath(m_object), support::fault::limited(1 << 20));
    const auto program = bed.process({u"get"_s, url});
    program->start();
    QVERIFY(waitForServed(bed, 1 << 20));
    ::kill(static_cast<pid_t>(program->processId()), SIGINT);
    ::kill(static_cast<pid_t>(program->processId()), SIGTERM);
    QCOMPARE(AppBed::finish(*program).code, 130);
}

SLUICE_TEST(tst_GetResume)
#include "tst_getresume.moc"
