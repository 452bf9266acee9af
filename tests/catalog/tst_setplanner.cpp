#include "core/catalog/setplanner.h"

#include "core/storage/safename.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// What sets are called. What is planned is seen by tst_sets, with whole networks.
class tst_SetPlanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void othersHaveOtherNames();
};

void tst_SetPlanner::names_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("a product") << u"wow_classic_era:"_s << u"wow_classic_era"_s;
    QTest::newRow("a folder") << u"wow:World/Maps/"_s << u"wow World Maps"_s;
    QTest::newRow("of a build") << u"wow@1.15.8.123:World/"_s << u"wow@1.15.8.123 World"_s;
    QTest::newRow("several paths") << u"wow:World/Maps/|Interface/|Sound"_s
                                   << u"wow World Maps +2 ef0d9d30"_s;
    QTest::newRow("a bar in a name") << u"wow:World||Maps"_s << u"wow World__Maps 62f59639"_s;
    QTest::newRow("an id") << u"wow:fdid=7"_s << u"wow fdid=7"_s;
}

void tst_SetPlanner::names()
{
    QFETCH(QString, text);
    QTEST(catalog::setName(text), "name");
}

/// They look alike, and are told apart; every one can lie in a folder.
void tst_SetPlanner::othersHaveOtherNames()
{
    const QStringList texts{u"wow:a*b"_s,
                            u"wow:a?b"_s,
                            u"wow:a_b"_s,
                            u"wow:a b"_s,
                            u"wow:a/b"_s,
                            u"wow:fdid=1,2,7-9"_s,
                            u"wow:**/*.blp"_s,
                            u"wow:con"_s,
                            u"wow:ends with a dot."_s,
                            u"wow:../.."_s,
                            u"wow:"_s + QString(300, u'x'),
                            u"wow:"_s + QString(301, u'x'),
                            u"wow:a|b|c"_s,
                            u"wow:a|b|d"_s,
                            u"wow:"_s + QString(300, u'x') + u"|b"_s,
                            u"wow:Ä/ö"_s};
    QSet<QString> names;
    for (const QString &text : texts) {
        const QString name = catalog::setName(text);
        QCOMPARE(storage::safeName(name).value_or(QString()), name);
        QVERIFY2(!name.contains(u'/') && name.size() < 100, qPrintable(name));
        names << name;
    }
    QCOMPARE(names.size(), texts.size());
}

SLUICE_TEST(tst_SetPlanner)
#include "tst_setplanner.moc"
