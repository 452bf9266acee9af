#include "tests/app/appbed.h"

#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::Run;

/// Encrypted chunks on the command line: with their key, without it, and never a key in what is printed.
class TestGetKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void lockedChunksAreIncomplete();
    void keyUnlocks();
    void keysNeverLeak();
    void lockedChunksFailWhenAsked();

private:
    Run get(QStringList arguments)
    {
        arguments.prepend(u"get"_s);
        return m_bed->run(arguments);
    }

    std::unique_ptr<AppBed> m_bed;
};

void TestGetKeys::lockedChunksAreIncomplete()
{
    const auto object = support::lockedObject();
    const Run run = get({u"--json"_s, u"--missing-keys=zero"_s, m_bed->publish(object) + u"#name=x"_s});
    QCOMPARE(run.code, 4);
    QCOMPARE(run.events(u"missingKey"_s).size(), 2);
    QCOMPARE(run.events(u"missingKey"_s).first().value(u"keyName"_s).toString().toLatin1(),
             support::lockedKeyName());
    QCOMPARE(run.event(u"done"_s).value(u"verdict"_s).toString(), u"incomplete"_s);
    QCOMPARE(run.events().last().value(u"incomplete"_s).toInt(), 1);
    QByteArray expected = support::toBytes(object.payload);
    expected.replace(3000, 3000, QByteArray(3000, '\0'));
    expected.replace(9000, 3000, QByteArray(3000, '\0'));
    QCOMPARE(m_bed->read(u"x"_s), expected);
}

void TestGetKeys::keyUnlocks()
{
    const auto object = support::lockedObject();
    m_bed->write(u"keys.txt"_s, support::lockedKeyName() + ' ' + support::lockedKey() + '\n');
    QCOMPARE(get({u"-k"_s, u"keys.txt"_s, m_bed->publish(object) + u"#name=x"_s}).code, 0);
    QCOMPARE(m_bed->read(u"x"_s), support::toBytes(object.payload));
    // And from the key store.
    QCOMPARE(m_bed->run({u"keys"_s, u"import"_s, u"keys.txt"_s}).code, 0);
    QCOMPARE(get({m_bed->publish(object) + u"#name=y"_s}).code, 0);
    QCOMPARE(m_bed->read(u"y"_s), support::toBytes(object.payload));
}

void TestGetKeys::keysNeverLeak()
{
    const QByteArray half = support::lockedKey().left(16);
    m_bed->write(u"keys.txt"_s, support::lockedKeyName() + ' ' + support::lockedKey() + "\nbroken " +
                                    support::lockedKey() + '\n');
    const QString url = m_bed->publish(support::lockedObject());
    const QList<Run> runs{get({u"-v"_s, u"-k"_s, u"keys.txt"_s, url + u"#name=x"_s}),
                          get({u"-v"_s, u"--json"_s, u"-k"_s, u"keys.txt"_s, url + u"#name=y"_s}),
                          m_bed->run({u"keys"_s, u"import"_s, u"keys.txt"_s}),
                          m_bed->run({u"keys"_s, u"list"_s})};
    for (const Run &run : runs) {
        QCOMPARE(run.code, 0);
        QVERIFY(!run.out.toUpper().contains(half));
        QVERIFY(!run.err.toUpper().contains(half));
    }
    QVERIFY(runs[0].err.contains("keys.txt, line 2"));
}

void TestGetKeys::lockedChunksFailWhenAsked()
{
    const Run run =
        get({u"--json"_s, u"--missing-keys"_s, u"fail"_s, m_bed->publish(support::lockedObject())});
    QCOMPARE(run.code, 3);
    QCOMPARE(run.event(u"failed"_s).value(u"kind"_s).toString(), u"KeyMissing"_s);
}

QTEST_GUILESS_MAIN(TestGetKeys)
#include "tst_getkeys.moc"
