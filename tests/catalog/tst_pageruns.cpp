#include "core/catalog/pageruns.h"

#include "tests/support/testmain.h"

#include <QTest>
#include <numeric>

using catalog::kLargestRun;
using catalog::PageRun;
using catalog::pageRuns;
using Pages = std::vector<std::size_t>;
using Runs = std::vector<PageRun>;

namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kPerRun = kLargestRun / kPage;

Pages fromTo(std::size_t first, std::size_t count)
{
    Pages pages(count);
    std::iota(pages.begin(), pages.end(), first);
    return pages;
}

} // namespace

class tst_PageRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runs_data();
    void runs();
    void holdWhatIsWanted_data();
    void holdWhatIsWanted();
};

void tst_PageRuns::runs_data()
{
    QTest::addColumn<Pages>("wanted");
    QTest::addColumn<std::size_t>("pages");
    QTest::addColumn<std::size_t>("pageSize");
    QTest::addColumn<Runs>("expected");
    const auto row = [](const char *name, const Pages &wanted, std::size_t pages, const Runs &expected,
                        std::size_t pageSize = kPage) {
        QTest::newRow(name) << wanted << pages << pageSize << expected;
    };
    row("none", {}, 10, {});
    row("none of none", {}, 0, {});
    row("one", {7}, 1000, {{7, 1}});
    row("the only one", {0}, 1, {{0, 1}});
    row("one of few", {1}, 3, {{1, 1}});
    row("neighbours", {7, 8, 9}, 1000, {{7, 3}});
    row("over a gap of 4", {7, 12}, 1000, {{7, 6}});
    row("not over one of 5", {7, 13}, 1000, {{7, 1}, {13, 1}});
    row("first and last", {0, 999}, 1000, {{0, 1}, {999, 1}});
    row("less than a third", fromTo(10, 33), 100, {{10, 33}});
    row("a third", fromTo(10, 34), 100, {{0, 100}});
    row("a third of few", {0, 5}, 6, {{0, 6}});
    row("cut", fromTo(5, kPerRun + 1), 10'000, {{5, kPerRun}, {5 + kPerRun, 1}});
    row("all", fromTo(0, 600), 600, {{0, kPerRun}, {kPerRun, kPerRun}, {2 * kPerRun, 600 - 2 * kPerRun}});
    row("all but a piece", fromTo(kPerRun, kPerRun), 600, {{kPerRun, kPerRun}});
    row("pages of half a run", {1, 2, 3, 9}, 100, {{1, 2}, {3, 1}, {9, 1}}, kLargestRun / 2);
    row("pages larger than a run", {1, 2}, 100, {{1, 1}, {2, 1}}, kLargestRun + 1);
}

void tst_PageRuns::runs()
{
    QFETCH(Pages, wanted);
    QFETCH(std::size_t, pages);
    QFETCH(std::size_t, pageSize);
    QFETCH(Runs, expected);
    QCOMPARE(pageRuns(wanted, pages, pageSize), expected);
}

void tst_PageRuns::holdWhatIsWanted_data()
{
    QTest::addColumn<std::size_t>("step");
    for (const std::size_t step : {1u, 2u, 3u, 4u, 5u, 6u, 100u, 4000u})
        QTest::addRow("every %zu", step) << step;
}

/// Each page once, in order, no run too large or beyond the end.
void tst_PageRuns::holdWhatIsWanted()
{
    QFETCH(std::size_t, step);
    constexpr std::size_t kPages = 5000;
    Pages wanted;
    for (std::size_t page = 3; page < kPages; page += step)
        wanted.push_back(page);
    Pages held;
    std::size_t end = 0;
    for (const PageRun &run : pageRuns(wanted, kPages, kPage)) {
        QVERIFY(run.first >= end && run.count > 0 && run.count <= kPerRun);
        end = run.first + run.count;
        QVERIFY(end <= kPages);
        for (const std::size_t page : wanted) {
            if (page >= run.first && page < end)
                held.push_back(page);
        }
    }
    QCOMPARE(held, wanted);
}

SLUICE_TEST(tst_PageRuns)
#include "tst_pageruns.moc"
