#pragma once

#include "core/catalog/decodedreader.h"
#include "core/catalog/pageruns.h"
#include "core/tact/encodingmanifest.h"

namespace catalog {

/// One of the two tables of an encoding manifest.
struct EncodingTable
{
    QString page; ///< for messages: "content page"
    tact::EncodingHeader::Section pages;
    std::size_t pageSize = 0;
    std::shared_ptr<const tact::EncodingPageIndex> index;
};

/// A key, and the place of what is found in the answer.
struct WantedKey
{
    blte::Digest key{};
    qsizetype at = 0;
    auto operator<=>(const WantedKey &) const = default;
};

/// A page that may have some of them, proven.
struct FoundPage
{
    blte::Bytes bytes;
    blte::Digest firstKey{}; ///< as the index has it
    std::span<const WantedKey> wanted;
};

/// Goes to the pages that can have some keys, each once, in any order; a few runs of pages at a time. Part of
/// EncodingLookup, child of the reader; deletes itself when it is done.
class PageSearch : public QObject
{
public:
    using Visit = std::function<core::Result<void>(const FoundPage &page)>;
    using Done = std::function<void(const core::Result<void> &visited)>;

    /// `wanted`: sorted. `done` is called once, at once when no page can have any of the keys, and after the
    /// first failure: of a page that cannot be had, or of `visit`.
    static void start(DecodedReader &reader, EncodingTable table, std::vector<WantedKey> wanted, Visit visit,
                      Done done);

private:
    PageSearch(DecodedReader &reader, EncodingTable table, std::vector<WantedKey> wanted, Visit visit,
               Done done);
    void findPages();
    void proceed();
    void ask(const PageRun &run);
    void onRun(const PageRun &run, const QByteArray &bytes);
    std::size_t bytesOf(const PageRun &run) const { return run.count * m_table.pageSize; }
    QString nameOf(const PageRun &run) const;
    void end(const core::Result<void> &visited);

    /// Of the wanted keys, those that a page can have.
    struct Group
    {
        std::size_t page = 0;
        std::span<const WantedKey> keys;
    };

    DecodedReader &m_reader;
    const EncodingTable m_table;
    const std::vector<WantedKey> m_wanted;
    const Visit m_visit;
    Done m_done;                 ///< null once it was called
    std::vector<Group> m_groups; ///< by page
    std::vector<PageRun> m_runs;
    std::size_t m_next = 0; ///< of the runs
    std::size_t m_runsUnderWay = 0;
    std::size_t m_bytesUnderWay = 0;
};

} // namespace catalog
