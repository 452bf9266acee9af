#include "core/queue/mergedsource.h"
#include "tests/support/testmain.h"

#include <QTest>

using core::Source;

namespace {

const QString kKey = QStringLiteral("ekey=00112233445566778899aabbccddeeff");
const QString kOtherKey = QStringLiteral("ekey=ff112233445566778899aabbccddeeff");

Source source(const QString &line)
{
    return core::sourceFromLine(line).value();
}

} // namespace

/// Another address for the same bytes; what becomes of a row is told in tst_replacesource.
class tst_MergedSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void merges_data()
    {
        QTest::addColumn<QString>("old");
        QTest::addColumn<QString>("fresh");
        QTest::addColumn<QString>("merged"); ///< empty: refused
        const auto row = [](const char *name, const QString &old, const QString &fresh,
                            const QString &merged) {
            QTest::newRow(name) << QStringLiteral("http://old/") + old
                                << QStringLiteral("http://new/") + fresh
                                << (merged.isEmpty() ? QString() : QStringLiteral("http://new/") + merged);
        };
        const QString sum = u"sha-256=00" + QString(62, u'1');
        const QString otherSum = u"sha-256=ff" + QString(62, u'1');
        const QString key = u"x#" + kKey;
        row("only the address", QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("y"));
        row("keeps its keys", key, QStringLiteral("y"), u"y#" + kKey);
        row("says the same key", key, u"y#" + kKey, u"y#" + kKey);
        row("says another", key, u"y#" + kOtherKey, QString());
        row("says one where none was known", QStringLiteral("x"), u"y#" + kKey, u"y#" + kKey);
        row("keeps its slice", QStringLiteral("x#bytes=5-9"), QStringLiteral("y"),
            QStringLiteral("y#bytes=5-9"));
        row("names its object, so says itself where that lies", u"x#bytes=5-9&" + kKey, u"y#" + kKey,
            u"y#" + kKey);
        row("has a slice of its own", QStringLiteral("x#bytes=5-9"), QStringLiteral("y#bytes=7-8"),
            QStringLiteral("y#bytes=7-8"));
        row("keeps checksum, size and name", u"x#size=7&name=n&" + sum, QStringLiteral("y#name=other"),
            u"y#size=7&name=n&" + sum);
        row("another checksum of that kind", u"x#" + sum, u"y#" + otherSum, QString());
    }
    void merges()
    {
        QFETCH(QString, old);
        QFETCH(QString, fresh);
        QFETCH(QString, merged);
        const auto result = queue::mergedSource(source(old), source(fresh));
        QCOMPARE(result.has_value(), !merged.isEmpty());
        if (!result)
            QCOMPARE(result.error().kind, core::ErrorKind::SourceNotUnderstood);
        else
            QCOMPARE(core::toLine(*result), core::toLine(source(merged)));
    }

    void withoutAnAddress()
    {
        const auto result = queue::mergedSource(source(QStringLiteral("http://old/x")), {});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, core::ErrorKind::SourceNotUnderstood);
    }
};

SLUICE_TEST(tst_MergedSource)
#include "tst_mergedsource.moc"
