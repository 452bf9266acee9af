#include "core/catalog/planorigin.h"

#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using catalog::originOf;
using catalog::PlanFacts;
using namespace Qt::StringLiterals;

/// Plans of the same facts are the same; whatever changes a plan changes its origin.
class tst_PlanOrigin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameFacts();
    void otherFacts_data();
    void otherFacts();
    void listfile();
};

namespace {

using Change = std::function<void(PlanFacts &facts)>;

PlanFacts usualFacts()
{
    PlanFacts facts;
    facts.selection = u"wow:World/"_s;
    facts.buildConfig[0] = 1;
    facts.cdnConfig[0] = 2;
    facts.hosts.folder = u"tpr/wow"_s;
    facts.hosts.hosts = {{QUrl(u"http://a.example"_s), catalog::CdnHost::Rank::Primary, {}},
                         {QUrl(u"http://b.example"_s), catalog::CdnHost::Rank::Fallback, {}}};
    return facts;
}

} // namespace

void tst_PlanOrigin::sameFacts()
{
    QCOMPARE(originOf(usualFacts()), originOf(usualFacts()));
    QCOMPARE(originOf(usualFacts()).size(), 32);
    PlanFacts slower = usualFacts();
    slower.hosts.hosts[0].mostConnections = 2; // how a host is asked, not where
    QCOMPARE(originOf(slower), originOf(usualFacts()));
}

void tst_PlanOrigin::otherFacts_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << std::move(change); };
    row("selection", [](PlanFacts &facts) { facts.selection = u"wow:World"_s; });
    row("as served", [](PlanFacts &facts) { facts.plan.form = catalog::SetPlanner::Form::AsServed; });
    row("sequence",
        [](PlanFacts &facts) { facts.plan.sequence = catalog::SetPlanner::Sequence::ByPriority; });
    row("links", [](PlanFacts &facts) { facts.plan.copies = catalog::SetPlanner::Copies::Linked; });
    row("build", [](PlanFacts &facts) { facts.buildConfig[15] = 1; });
    row("archives", [](PlanFacts &facts) { facts.cdnConfig[15] = 1; });
    row("folder of the hosts", [](PlanFacts &facts) { facts.hosts.folder = u"tpr/wow2"_s; });
    row("key of the product", [](PlanFacts &facts) { facts.hosts.armadillo = u"key"_s; });
    row("another host", [](PlanFacts &facts) { facts.hosts.hosts[1].base = QUrl(u"http://c.example"_s); });
    row("host gone", [](PlanFacts &facts) { facts.hosts.hosts.removeLast(); });
    row("other order", [](PlanFacts &facts) { facts.hosts.hosts.swapItemsAt(0, 1); });
    row("rank", [](PlanFacts &facts) { facts.hosts.hosts[1].rank = catalog::CdnHost::Rank::Primary; });
    row("folder of the disk", [](PlanFacts &facts) { facts.hosts.diskFolders << u"/mirror"_s; });
    row("manifest", [](PlanFacts &facts) { facts.tree.manifest = catalog::NamingManifest::Root; });
    row("locale", [](PlanFacts &facts) { facts.tree.locale = u"deDE"_s; });
    row("tags", [](PlanFacts &facts) { facts.tree.tags = tact::TagQuery{{"Windows"}, {}}; });
    row("no tags", [](PlanFacts &facts) { facts.tree.tags = tact::TagQuery{}; });
    row("tags left out", [](PlanFacts &facts) { facts.tree.tags = tact::TagQuery{{}, {"Windows"}}; });
    row("usual tags", [](PlanFacts &facts) { facts.tree.usualTags = tact::TagQuery{{"Windows"}, {}}; });
}

void tst_PlanOrigin::otherFacts()
{
    QFETCH(Change, change);
    PlanFacts facts = usualFacts();
    change(facts);
    QVERIFY(originOf(facts) != originOf(usualFacts()));
}

/// Names are as the listfile has them now.
void tst_PlanOrigin::listfile()
{
    QTemporaryDir folder;
    PlanFacts facts = usualFacts();
    facts.tree.listfile = folder.filePath(u"names.csv"_s);
    const auto write = [&](const QByteArray &text, const QDateTime &modified) {
        QFile file(facts.tree.listfile);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.flush() &&
               file.setFileTime(modified, QFileDevice::FileModificationTime);
    };
    const QDateTime then = QDateTime::fromSecsSinceEpoch(1'700'000'000);
    QSet<QByteArray> origins{originOf(usualFacts()), originOf(facts)};
    QVERIFY(write("1;a\n", then));
    const QByteArray first = originOf(facts);
    origins << first;
    QVERIFY(write("1;a\n2;b\n", then));
    origins << originOf(facts);
    QVERIFY(write("1;b\n", then.addSecs(1)));
    origins << originOf(facts);
    QCOMPARE(origins.size(), 5);
    QVERIFY(write("1;a\n", then));
    QCOMPARE(originOf(facts), first);
}

SLUICE_TEST(tst_PlanOrigin)
#include "tst_planorigin.moc"
