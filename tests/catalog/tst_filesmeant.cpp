#include "core/catalog/filesmeant.h"

#include "core/storage/safename.h"
#include "tests/support/testmain.h"

#include <QTest>

using core::FileSelection;
using core::SetPlan;
using namespace Qt::StringLiterals;
using Files = std::vector<SetPlan::Index>;
using By = FileSelection::By;

/// Files of a plan, by what they were asked for as.
class tst_FilesMeant : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bySelection_data();
    void bySelection();
};

namespace {

/// Their content keys begin with 1 and their number, their encoding keys with 2 and it.
SetPlan planOf(const QStringList &names)
{
    SetPlan plan;
    std::uint8_t number = 0;
    for (const QString &name : names) {
        core::Source source;
        source.mirrors = {QUrl(u"http://cdn.example/data/%1"_s.arg(number))};
        source.contentKey = blte::ContentKey{{1, number}};
        source.encodingKey = blte::EncodingKey{{2, number}};
        source.name = name;
        plan.add(source);
        ++number;
    }
    return plan;
}

} // namespace

void tst_FilesMeant::bySelection_data()
{
    QTest::addColumn<FileSelection>("selection");
    QTest::addColumn<QList<SetPlan::Index>>("files");
    const auto paths = [](const QStringList &texts) { return FileSelection::ofPaths(texts); };
    using List = QList<SetPlan::Index>;
    QTest::newRow("a folder") << paths({u"World/"_s}) << List{0, 1, 3};
    QTest::newRow("in other letters") << paths({u"world"_s}) << List{0, 1, 3};
    QTest::newRow("a file") << paths({u"World/a.adt"_s}) << List{0};
    QTest::newRow("several") << paths({u"World/a.adt"_s, u"Fonts/"_s}) << List{0, 2};
    QTest::newRow("a glob") << paths({u"**/*.adt"_s}) << List{0, 1};
    QTest::newRow("what looks like a glob") << paths({u"World/c[1].wmo"_s}) << List{3};
    QTest::newRow("a name that the disk has otherwise") << paths({u"CON/x?"_s}) << List{6};
    QTest::newRow("none") << paths({u"Sound/"_s}) << List{};
    QTest::newRow("everything") << FileSelection{} << List{0, 1, 2, 3, 4, 5, 6};
    QTest::newRow("numbers") << FileSelection{By::FileDataId, {}, {{5, 7}}, {}} << List{4};
    QTest::newRow("content keys") << FileSelection{By::ContentKey, {}, {}, {{1, 5}, {1, 2}}} << List{2, 5};
    QTest::newRow("encoding keys") << FileSelection{By::EncodingKey, {}, {}, {{2, 3}, {1, 2}}} << List{3};
}

void tst_FilesMeant::bySelection()
{
    QFETCH(FileSelection, selection);
    QFETCH(QList<SetPlan::Index>, files);
    const QString named = storage::safeName(u"CON/x?"_s).value_or(u"CON/x?"_s);
    const SetPlan plan = planOf({u"World/a.adt"_s, u"World/deep/b.adt"_s, u"Fonts/c.ttf"_s,
                                 u"World/c[1].wmo"_s, u"unknown/7"_s, u"unknown/71"_s, named});
    const Files meant = catalog::filesMeant(plan, selection);
    QCOMPARE(QList<SetPlan::Index>(meant.begin(), meant.end()), files);
}

SLUICE_TEST(tst_FilesMeant)
#include "tst_filesmeant.moc"
