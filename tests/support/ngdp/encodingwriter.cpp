#include "tests/support/ngdp/encodingwriter.h"

#include "tests/support/tactbuilder.h"

#include <algorithm>

namespace ngdp {

using support::ByteBuilder;

namespace {

/// One of the two tables: rows go into pages, each page into the index.
class PageTable
{
public:
    explicit PageTable(std::size_t pageSize)
        : m_pageSize(pageSize)
    {
    }

    void add(const blte::Digest &key, const ByteVector &row)
    {
        if (m_page.size() + row.size() > m_pageSize)
            endPage();
        if (m_page.size() == 0)
            m_firstKey = key;
        m_page.bytes(row);
    }
    void endPage()
    {
        if (m_page.size() == 0)
            return;
        m_page.padTo(m_pageSize);
        m_index.bytes(m_firstKey).md5Of(m_page.done());
        m_pages.bytes(m_page.done());
        m_page = {};
    }

    std::size_t count() const { return m_pages.size() / m_pageSize; }
    const ByteVector &index() const { return m_index.done(); }
    const ByteVector &pages() const { return m_pages.done(); }

private:
    std::size_t m_pageSize;
    ByteBuilder m_index;
    ByteBuilder m_pages;
    ByteBuilder m_page;
    blte::Digest m_firstKey{};
};

PageTable contentTable(std::vector<EncodingFile> files, std::size_t pageSize)
{
    std::sort(files.begin(), files.end(),
              [](const EncodingFile &a, const EncodingFile &b) { return a.contentKey < b.contentKey; });
    PageTable table(pageSize);
    for (const EncodingFile &file : files) {
        ByteBuilder row;
        row.big(file.encodingKeys.size(), 1).big(file.decodedSize, 5).bytes(file.contentKey);
        for (const blte::Digest &key : file.encodingKeys)
            row.bytes(key);
        table.add(file.contentKey, row.done());
    }
    table.endPage();
    return table;
}

PageTable objectTable(std::vector<EncodingObject> objects, std::size_t pageSize)
{
    std::sort(objects.begin(), objects.end(),
              [](const EncodingObject &a, const EncodingObject &b) { return a.key < b.key; });
    PageTable table(pageSize);
    for (const EncodingObject &object : objects)
        table.add(object.key,
                  ByteBuilder().bytes(object.key).big(object.espec, 4).big(object.encodedSize, 5).done());
    table.endPage();
    return table;
}

} // namespace

WrittenEncoding writeEncoding(EncodingTables tables)
{
    const std::size_t pageSize = tables.pageKb * 1024;
    const PageTable content = contentTable(std::move(tables.files), pageSize);
    const PageTable objects = objectTable(std::move(tables.objects), pageSize);
    ByteBuilder especs;
    for (const std::string &espec : tables.especs)
        especs.cString(espec);
    const ObjectLayout layout{{{22, 1, kRaw},
                               {especs.size(), 1, kZlib},
                               {content.index().size(), 1, kRaw},
                               {content.pages().size(), 1, kRaw},
                               {objects.index().size(), 1, kRaw},
                               {objects.pages().size(), 1, kRaw},
                               {0, 1, kZlib}},
                              support::TableFormat::Normal};
    ByteBuilder bytes;
    bytes.text("EN").big(1, 1).big(16, 1).big(16, 1).big(tables.pageKb, 2).big(tables.pageKb, 2);
    bytes.big(content.count(), 4).big(objects.count(), 4).big(0, 1).big(especs.size(), 4);
    bytes.bytes(especs.done()).bytes(content.index()).bytes(content.pages());
    bytes.bytes(objects.index()).bytes(objects.pages());
    bytes.text(tables.ownEspec.empty() ? especOf(layout) : tables.ownEspec);
    return {bytes.done(), layout};
}

} // namespace ngdp
