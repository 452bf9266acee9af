#include "core/catalog/pagesearch.h"

#include "core/bytes.h"
#include "core/catalog/whilealive.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

constexpr std::size_t kRunsAtOnce = 8;
constexpr std::size_t kBytesAtOnce = 4 * kLargestRun;

} // namespace

void PageSearch::start(DecodedReader &reader, EncodingTable table, std::vector<WantedKey> wanted, Visit visit,
                       Done done)
{
    auto *search =
        new PageSearch(reader, std::move(table), std::move(wanted), std::move(visit), std::move(done));
    search->findPages();
    search->proceed();
}

PageSearch::PageSearch(DecodedReader &reader, EncodingTable table, std::vector<WantedKey> wanted, Visit visit,
                       Done done)
    : QObject(&reader)
    , m_reader(reader)
    , m_table(std::move(table))
    , m_wanted(std::move(wanted))
    , m_visit(std::move(visit))
    , m_done(std::move(done))
{
}

void PageSearch::findPages()
{
    std::vector<std::size_t> pages;
    for (auto key = m_wanted.begin(); key != m_wanted.end();) {
        const auto page = m_table.index->pageOf(key->key);
        const auto isElsewhere = [&](const WantedKey &other) {
            return m_table.index->pageOf(other.key) != page;
        };
        const auto end = std::find_if(key, m_wanted.end(), isElsewhere);
        if (page) {
            m_groups.push_back({*page, {key, end}});
            pages.push_back(*page);
        }
        key = end;
    }
    m_runs = pageRuns(pages, m_table.index->pages(), m_table.pageSize);
}

void PageSearch::proceed()
{
    while (m_next < m_runs.size() && m_runsUnderWay < kRunsAtOnce &&
           (m_runsUnderWay == 0 || m_bytesUnderWay + bytesOf(m_runs[m_next]) <= kBytesAtOnce))
        ask(m_runs[m_next++]);
    if (m_runsUnderWay == 0)
        end({});
}

/// Every page of a run is proven, not only those that are wanted: the run is kept in the cache, for others.
void PageSearch::ask(const PageRun &run)
{
    ++m_runsUnderWay;
    m_bytesUnderWay += bytesOf(run);
    const auto isProven = [index = m_table.index, run, size = m_table.pageSize](QByteArrayView bytes) {
        if (static_cast<std::size_t>(bytes.size()) != run.count * size)
            return false;
        for (std::size_t i = 0; i < run.count; ++i) {
            if (!index->prove(run.first + i, core::bytesOf(bytes).subspan(i * size, size)))
                return false;
        }
        return true;
    };
    const auto onRead = [this, run](const core::Result<QByteArray> &bytes) {
        if (!bytes)
            return end(core::failure(bytes.error().kind, nameOf(run) + u": " + bytes.error().detail));
        onRun(run, *bytes);
    };
    m_reader.read({m_table.pages.at + run.first * m_table.pageSize, bytesOf(run)}, isProven,
                  whileAlive(this, onRead));
}

void PageSearch::onRun(const PageRun &run, const QByteArray &bytes)
{
    --m_runsUnderWay;
    m_bytesUnderWay -= bytesOf(run);
    auto group = std::lower_bound(m_groups.begin(), m_groups.end(), run.first,
                                  [](const Group &other, std::size_t page) { return other.page < page; });
    for (; group != m_groups.end() && group->page < run.first + run.count; ++group) {
        const std::size_t at = (group->page - run.first) * m_table.pageSize;
        const FoundPage page{core::bytesOf(bytes).subspan(at, m_table.pageSize),
                             m_table.index->firstKey(group->page), group->keys};
        if (const auto visited = m_visit(page); !visited) {
            return end(core::failure(visited.error().kind, nameOf({group->page, 1}) + u": " +
                                                               describe(m_reader.object()) + u' ' +
                                                               visited.error().detail));
        }
    }
    proceed();
}

QString PageSearch::nameOf(const PageRun &run) const
{
    if (run.count == 1)
        return m_table.page + u' ' + QString::number(run.first);
    return m_table.page + QStringLiteral("s %1 to %2").arg(run.first).arg(run.first + run.count - 1);
}

/// Whoever is told may delete the reader, and this with it.
void PageSearch::end(const core::Result<void> &visited)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, {});
    deleteLater();
    done(visited);
}

} // namespace catalog
