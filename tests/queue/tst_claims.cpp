#include "core/queue/claims.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <deque>

using queue::Claims;
using queue::Item;
using Answer = queue::Claims::Answer;

namespace {

Item item(int id, const char *url, const char *name, transfer::State state = transfer::State::Queued)
{
    Item made;
    made.id = queue::ItemId{id};
    made.source = core::sourceFromLine(QString::fromLatin1(url)).value();
    made.folder = QStringLiteral("/d");
    made.name = QString::fromLatin1(name);
    made.state = state;
    return made;
}

} // namespace

class tst_Claims : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("mayRename");
        QTest::addColumn<int>("answer");
        QTest::addColumn<QString>("other");
        const auto row = [](const char *title, const char *url, const char *name, bool mayRename,
                            Answer answer, const char *other) {
            QTest::newRow(title) << QString::fromLatin1(url) << QString::fromLatin1(name) << mayRename
                                 << int(answer) << QString::fromLatin1(other);
        };
        row("free", "http://h/a", "a", true, Answer::Free, "");
        row("no name yet", "http://h/", "", true, Answer::Free, "");
        row("same", "http://h/get?id=1", "get", true, Answer::Same, "");
        row("same, strict", "http://h/get?id=1", "get", false, Answer::Same, "");
        row("other", "http://h/get?id=2", "get", true, Answer::Renamed, "get (2)");
        row("other, strict", "http://h/get?id=2", "get", false, Answer::Taken, "");
        row("the one that got a number", "http://h/get?id=7", "get", true, Answer::Same, "");
        row("differs in what servers may count", "http://h/%67et?id=1", "get", true, Answer::Renamed,
            "get (2)");
        row("finished", "http://h/other", "done", true, Answer::Free, "");
        row("finished with locked chunks", "http://h/locked", "locked", true, Answer::Same, "");
        row("another for the file of one with locked chunks", "http://h/p", "locked", true, Answer::Renamed,
            "locked (1)");
        row("a part of one with locked chunks", "http://h/p", "locked.part", false, Answer::Taken, "");
        row("extension", "http://h/2/x.tar.gz", "x.tar.gz", true, Answer::Renamed, "x (1).tar.gz");
        row("another's part file", "http://h/p", "get.part", true, Answer::Renamed, "get (2).part");
        row("another's part file, strict", "http://h/p", "get.part", false, Answer::Taken, "");
        row("another's record", "http://h/p", "x.tar.gz.part.resume", false, Answer::Taken, "");
        row("the next state of it", "http://h/p", "get.part.resume.new", false, Answer::Taken, "");
        row("a damaged one", "http://h/p", "get.part.resume.bad", false, Answer::Taken, "");
        row("another is our part file", "http://h/p", "odd", false, Answer::Taken, "");
        row("another is our part file, and we may go", "http://h/p", "odd", true, Answer::Renamed, "odd (1)");
        row("a part of a file that is finished", "http://h/p", "done.part", false, Answer::Free, "");
        row("in another folder", "http://h/p", "sub/get.part", false, Answer::Free, "");
        row("a part of nothing", "http://h/p", ".part", false, Answer::Free, "");
        row("folder", "http://h/2/x.tar.gz", "sub/x.tar.gz", true, Answer::Free, "");
    }
    void answers()
    {
        QFETCH(QString, url);
        QFETCH(QString, name);
        QFETCH(bool, mayRename);
        Item locked = item(6, "http://h/locked", "locked", transfer::State::Done);
        locked.verdict = transfer::Verdict::Incomplete;
        const std::deque<Item> known{locked,
                                     item(1, "http://h/get?id=1", "get"),
                                     item(2, "http://h/get?id=7", "get (1)"),
                                     item(3, "http://h/done", "done", transfer::State::Done),
                                     item(4, "http://h/1/x.tar.gz", "x.tar.gz"),
                                     item(5, "http://h/1/odd", "odd.part")};
        Claims claims;
        for (const Item &one : known)
            claims.update(one);
        const auto ruling = claims.ask(item(9, qPrintable(url), qPrintable(name)), mayRename);
        QTEST(int(ruling.answer), "answer");
        QTEST(ruling.name, "other");
    }

    void manyOfOneName()
    {
        constexpr int kMany = 20'000;
        std::deque<Item> items;
        Claims claims;
        QSet<QString> names;
        for (int i = 0; i < kMany; ++i) {
            items.push_back(item(i + 1, qPrintable(QStringLiteral("http://h/get?id=%1").arg(i)), "get.php"));
            if (const auto ruling = claims.ask(items.back(), true); ruling.answer == Answer::Renamed)
                items.back().name = ruling.name;
            claims.update(items.back());
            names.insert(items.back().name);
        }
        QCOMPARE(names.size(), kMany);
        for (int i = 0; i < kMany; i += 997) {
            const auto ruling =
                claims.ask(item(0, qPrintable(QStringLiteral("http://h/get?id=%1").arg(i)), "get.php"), true);
            QCOMPARE(int(ruling.answer), int(Answer::Same));
            QCOMPARE(ruling.holder, queue::ItemId{i + 1});
        }
    }
};

SLUICE_TEST(tst_Claims)
#include "tst_claims.moc"
