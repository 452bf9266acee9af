#include "core/queue/growablerow.h"

#include "tests/support/testmain.h"

#include <QTest>

using transfer::State;
using namespace Qt::StringLiterals;

/// Which rows can take more files.
class tst_GrowableRow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void grownSource_data();
    void grownSource();
};

namespace {

queue::Item rowOf(const QString &set)
{
    queue::Item row;
    row.source.set = set;
    row.folder = u"/games/wow"_s;
    row.name = u"wow a"_s;
    return row;
}

} // namespace

void tst_GrowableRow::grownSource_data()
{
    QTest::addColumn<queue::Item>("row");
    QTest::addColumn<QString>("grown"); // empty: it cannot
    const QString both = u"wow@1:a/|b/"_s;
    for (const State state : {State::Queued, State::Connecting, State::Downloading, State::Waiting,
                              State::Paused, State::Failed, State::Committing, State::Done}) {
        queue::Item row = rowOf(u"wow@1:a/"_s);
        row.state = state;
        QTest::addRow("state %d", static_cast<int>(state))
            << row << (state == State::Done ? QString() : both);
    }
    queue::Item row = rowOf(u"wow:a/"_s);
    QTest::newRow("of a build that its plan knows") << row << both;
    row = rowOf(u"wow@1:a/"_s);
    row.folder = u"/games/wow/"_s;
    QTest::newRow("the folder, otherwise written") << row << both;
    row.folder = u"/games"_s;
    QTest::newRow("another folder") << row << QString();
    row = rowOf(u"wow@1:a/"_s);
    row.options.form = queue::Form::Raw;
    QTest::newRow("another form") << row << QString();
    row.options = {queue::Form::Decoded, queue::WhenExists::Overwrite, queue::MissingKeys::Fail};
    QTest::newRow("other options") << row << both;
    QTest::newRow("another product") << rowOf(u"d4@1:a/"_s) << QString();
    QTest::newRow("another locale") << rowOf(u"wow@1;locale=deDE:a/"_s) << QString();
    QTest::newRow("by numbers") << rowOf(u"wow@1:fdid=7"_s) << QString();
    QTest::newRow("a mirror") << rowOf(u"mirror wow@1:a/"_s) << QString();
    QTest::newRow("no set") << rowOf({}) << QString();
    QTest::newRow("no source") << rowOf(u"?"_s) << QString();
}

void tst_GrowableRow::grownSource()
{
    QFETCH(queue::Item, row);
    const queue::WantedFiles files{*links::productSourceFromText(u"wow@1:b/"_s), u"/games/wow"_s};
    const auto source = queue::grownSource(row, files);
    QTEST(source ? links::toText(*source) : QString(), "grown");
}

SLUICE_TEST(tst_GrowableRow)
#include "tst_growablerow.moc"
