#include "core/queue/admission.h"
#include "core/queue/stored.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>

using queue::Admission;
using queue::Item;
using queue::ItemId;
using queue::Request;
using queue::Rows;
using transfer::State;

namespace {

Request request(const char *url, const char *name = "", bool mayRename = false)
{
    Request request;
    request.source = core::sourceFromLine(QString::fromLatin1(url)).value();
    request.folder = QStringLiteral("/nowhere");
    request.name = QString::fromLatin1(name);
    request.mayRename = mayRename;
    return request;
}

storage::StoredItem stored(int id, const char *url, const char *name, State state = State::Paused)
{
    Item item = support::madeItem(id, state, url);
    item.name = QString::fromLatin1(name);
    item.position = id;
    return queue::toStored(item);
}

QStringList namesOf(const Rows &rows)
{
    QStringList names;
    for (int row = 0; row < rows.count(); ++row)
        names << rows.at(row).name;
    return names;
}

} // namespace

/// Which rows come of requests; whether two make one file is told in tst_claims.
class tst_Admission : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("name");
        QTest::newRow("as asked for")
            << QStringLiteral("http://h/a#name=b") << QStringLiteral("c") << QStringLiteral("c");
        QTest::newRow("of the source")
            << QStringLiteral("http://h/a#name=b") << QString() << QStringLiteral("b");
        QTest::newRow("of the address")
            << QStringLiteral("http://h/x/a?b") << QString() << QStringLiteral("a");
        QTest::newRow("not known") << QStringLiteral("http://h/") << QString() << QString();
    }
    void names()
    {
        QFETCH(QString, url);
        QFETCH(QString, asked);
        Rows rows;
        Admission admission(rows, 5);
        const auto added = admission.add({request(qPrintable(url), qPrintable(asked))});
        QCOMPARE(added.ids, QList<ItemId>{ItemId{5}});
        QTEST(rows.at(0).name, "name");
        QVERIFY(rows.at(0).added.isValid());
        QCOMPARE(rows.log().events(ItemId{5}).value(0).kind, transfer::Event::Kind::Added);
    }

    void anIntentToWait()
    {
        Rows rows;
        Admission admission(rows, 1);
        Request held = request("http://h/a");
        held.intent = transfer::Intent::Hold;
        admission.add({held, request("http://h/b")});
        QCOMPARE(rows.at(0).state, State::Paused);
        QCOMPARE(rows.at(1).state, State::Queued);
    }

    void inOneGo()
    {
        Rows rows;
        Admission admission(rows, 1);
        QSignalSpy inserted(&rows, &Rows::itemsInserted);
        admission.add({request("http://h/a"), request("http://h/b"), request("http://h/c")});
        QCOMPARE(inserted.count(), 1);
        admission.add({});
        QCOMPARE(inserted.count(), 1);
    }

    /// What is there already is not added again, and tried again when it is over.
    void again_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("again");
        QTest::newRow("queued") << int(State::Queued) << false;
        QTest::newRow("waiting") << int(State::Waiting) << false;
        QTest::newRow("failed") << int(State::Failed) << true;
        QTest::newRow("done, with locked chunks") << int(State::Done) << true;
    }
    void again()
    {
        QFETCH(int, state);
        QFETCH(bool, again);
        Rows rows;
        Admission admission(rows, 1);
        admission.add({request("http://h/a")});
        Item &item = *rows.find(ItemId{1});
        item.state = State(state);
        item.verdict = transfer::Verdict::Incomplete;
        rows.changed(item);
        const auto added = admission.add({request("http://h/a")});
        QCOMPARE(added.ids, QList<ItemId>{ItemId{1}});
        QCOMPARE(added.again, again ? QList<ItemId>{ItemId{1}} : QList<ItemId>{});
        QCOMPARE(rows.count(), 1);
    }

    void withinOneList()
    {
        Rows rows;
        Admission admission(rows, 1);
        const auto added = admission.add({request("http://h/a"), request("http://h/a"), request("http://i/a"),
                                          request("http://i/a", "", true)});
        QCOMPARE(added.ids, (QList<ItemId>{ItemId{1}, ItemId{1}, ItemId{1}, ItemId{4}}));
        QVERIFY(added.again.isEmpty());
        QCOMPARE(namesOf(rows), (QStringList{QStringLiteral("a"), QStringLiteral("a (1)")}));
    }

    void afterADoneFileItsNameIsFree()
    {
        Rows rows;
        Admission admission(rows, 1);
        admission.add({request("http://h/a")});
        rows.moveTo(*rows.find(ItemId{1}), State::Connecting);
        rows.moveTo(*rows.find(ItemId{1}), State::Downloading);
        rows.moveTo(*rows.find(ItemId{1}), State::Committing);
        rows.moveTo(*rows.find(ItemId{1}), State::Done);
        QCOMPARE(admission.add({request("http://i/a")}).ids, QList<ItemId>{ItemId{2}});
    }

    /// What was added before the stored rows were known stands behind them.
    void merges()
    {
        Rows rows;
        Admission admission(rows, 100);
        admission.add({request("http://h/new"), request("http://h/same"), request("http://h/failed"),
                       request("http://i/other")});
        const auto merged = admission.merge(
            {stored(1, "http://h/same", "same"), stored(2, "http://h/failed", "failed", State::Failed),
             stored(3, "http://j/other", "other"), stored(4, "http://j/done", "new", State::Done)});
        QCOMPARE(merged.repeated, (QList<ItemId>{ItemId{101}, ItemId{102}}));
        QCOMPARE(merged.again, QList<ItemId>{ItemId{2}});
        QCOMPARE(namesOf(rows).mid(4), (QStringList{QStringLiteral("new"), QStringLiteral("same"),
                                                    QStringLiteral("failed"), QStringLiteral("other (1)")}));
        QCOMPARE(rows.rowOf(ItemId{100}), 4);
        // And both claims hold from then on.
        const auto added = admission.add({request("http://i/other", "other (1)"), request("http://h/new")});
        QCOMPARE(added.ids, (QList<ItemId>{ItemId{103}, ItemId{100}}));
    }

    void mergesWithNothing()
    {
        Rows rows;
        Admission admission(rows, 100);
        admission.add({request("http://h/a")});
        QVERIFY(admission.merge({}).repeated.isEmpty());
        QCOMPARE(admission.add({request("http://h/a")}).ids, QList<ItemId>{ItemId{100}}); // still claimed
    }

    /// Its file has its name already.
    void whatRunsKeepsItsName()
    {
        Rows rows;
        Admission admission(rows, 100);
        admission.add({request("http://i/other")});
        rows.moveTo(*rows.find(ItemId{100}), State::Connecting);
        admission.merge({stored(3, "http://j/other", "other")});
        QCOMPARE(rows.at(1).name, QStringLiteral("other"));
    }
};

SLUICE_TEST(tst_Admission)
#include "tst_admission.moc"
