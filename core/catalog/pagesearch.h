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

/// Goes to the pages that can have some keys, each once, in any order; a few runs of pages at a time. Pages
/// of a run that is damaged come once more, one by one: what is wrong with one of them is not wrong with the
/// others. Part of EncodingLookup, child of the reader; deletes itself when it is done.
class PageSearch : public QObject
{
public:
    using Visit = std::function<core::Result<void>(const FoundPage &page)>;
    /// A page that is damaged at every host, or of which `visit` says so.
    using Lost = std::function<void(std::size_t page, const core::Error &error)>;
    using Done = std::function<void(const core::Result<void> &visited)>;
    struct Calls
    {
        Visit visit;
        Lost lost; ///< empty: nothing is of use without all pages
        Done done;
    };

    /// `wanted`: sorted. `done` is called once, at once when no page can have any of the keys. It fails where
    /// the manifest cannot be had, and where all pages are lost, more than a few of them, or the first one
    /// that may not be.
    static void start(DecodedReader &reader, EncodingTable table, std::vector<WantedKey> wanted, Calls calls);

private:
    /// Of the wanted keys, those that a page can have.
    struct Group
    {
        std::size_t page = 0;
        std::span<const WantedKey> keys;
    };

    PageSearch(DecodedReader &reader, EncodingTable table, std::vector<WantedKey> wanted, Calls calls);
    void findPages();
    void proceed();
    void ask(const PageRun &run);
    void onRun(const PageRun &run, const QByteArray &bytes);
    void onFailed(const PageRun &run, const core::Error &error);
    void lose(std::size_t page, const core::Error &error);
    std::span<const Group> groupsOf(const PageRun &run) const;
    std::size_t bytesOf(const PageRun &run) const { return run.count * m_table.pageSize; }
    QString nameOf(const PageRun &run) const;
    void end(const core::Result<void> &visited);

    DecodedReader &m_reader;
    const EncodingTable m_table;
    const std::vector<WantedKey> m_wanted;
    Calls m_calls;               ///< done: null once it was called
    std::vector<Group> m_groups; ///< by page
    std::vector<PageRun> m_runs;
    std::vector<core::Error> m_losses;    ///< one for each page
    std::optional<core::Error> m_failure; ///< of all of it
    std::size_t m_next = 0;               ///< of the runs
    std::size_t m_runsUnderWay = 0;
    std::size_t m_bytesUnderWay = 0;
};

} // namespace catalog
