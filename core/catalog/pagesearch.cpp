#include "core/catalog/pagesearch.h"

#include "core/bytes.h"
#include "core/catalog/whilealive.h"
#include "core/errortable.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

constexpr std::size_t kRunsAtOnce = 8;
constexpr std::size_t kBytesAtOnce = 4 * kLargestRun;

/// Each has cost the whole chunk that it lies in, once more.
constexpr std::size_t kMostLosses = 3;

/// It would be the same for any of them.
bool isOfAllPages(const core::Error &error)
{
    return error.kind == core::ErrorKind::NotFound || error.kind == core::ErrorKind::Cancelled ||
           core::errorRow(error.kind).heals == core::Heals::WithTime;
}

} // namespace

void PageSearch::start(DecodedReader &reader, EncodingTable table, std::vector<WantedKey> wanted, Calls calls)
{
    auto *search = new PageSearch(reader, std::move(table), std::move(wanted), std::move(calls));
    search->findPages();
    search->proceed();
}

PageSearch::PageSearch(DecodedReader &reader, EncodingTable table, std::vector<WantedKey> wanted, Calls calls)
    : QObject(&reader)
    , m_reader(reader)
    , m_table(std::move(table))
    , m_wanted(std::move(wanted))
    , m_calls(std::move(calls))
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
    if (m_failure)
        return end(core::failure(*m_failure));
    while (m_next < m_runs.size() && m_runsUnderWay < kRunsAtOnce &&
           (m_runsUnderWay == 0 || m_bytesUnderWay + bytesOf(m_runs[m_next]) <= kBytesAtOnce))
        ask(m_runs[m_next++]);
    if (m_runsUnderWay > 0)
        return;
    const bool isAllLost = !m_losses.empty() && m_losses.size() == m_groups.size();
    end(isAllLost ? core::failure(m_losses.front()) : core::Result<void>());
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
        --m_runsUnderWay;
        m_bytesUnderWay -= bytesOf(run);
        bytes ? onRun(run, *bytes) : onFailed(run, bytes.error());
        proceed();
    };
    m_reader.read({m_table.pages.at + run.first * m_table.pageSize, bytesOf(run)}, isProven,
                  whileAlive(this, onRead));
}

void PageSearch::onRun(const PageRun &run, const QByteArray &bytes)
{
    for (const Group &group : groupsOf(run)) {
        const std::size_t at = (group.page - run.first) * m_table.pageSize;
        const FoundPage page{core::bytesOf(bytes).subspan(at, m_table.pageSize),
                             m_table.index->firstKey(group.page), group.keys};
        if (const auto visited = m_calls.visit(page); !visited)
            lose(group.page,
                 {visited.error().kind, describe(m_reader.object()) + u' ' + visited.error().detail});
    }
}

void PageSearch::onFailed(const PageRun &run, const core::Error &error)
{
    if (run.count == 1 && !isOfAllPages(error))
        return lose(run.first, error);
    if (isOfAllPages(error) || !m_calls.lost) {
        m_failure = core::Error{error.kind, nameOf(run) + QStringLiteral(": ") + error.detail};
        return;
    }
    for (const Group &group : groupsOf(run))
        m_runs.push_back({group.page, 1});
}

void PageSearch::lose(std::size_t page, const core::Error &error)
{
    const core::Error named{error.kind, nameOf({page, 1}) + u": " + error.detail};
    m_losses.push_back(named);
    if (m_calls.lost && m_losses.size() <= kMostLosses)
        m_calls.lost(page, named);
    else
        m_failure = named;
}

std::span<const PageSearch::Group> PageSearch::groupsOf(const PageRun &run) const
{
    const auto isBefore = [](const Group &group, std::size_t page) { return group.page < page; };
    const auto first = std::lower_bound(m_groups.begin(), m_groups.end(), run.first, isBefore);
    return {first, std::lower_bound(first, m_groups.end(), run.first + run.count, isBefore)};
}

QString PageSearch::nameOf(const PageRun &run) const
{
    if (run.count == 1)
        return m_table.page + u' ' + QString::number(run.first);
    return m_table.page + QStringLiteral("s %1 to %2").arg(run.first).arg(run.first + run.count - 1);
}

/// Whoever is told may delete the reader, and this with it: only proceed() ends.
void PageSearch::end(const core::Result<void> &visited)
{
    if (!m_calls.done)
        return;
    const Done done = std::exchange(m_calls.done, {});
    deleteLater();
    done(visited);
}

} // namespace catalog
