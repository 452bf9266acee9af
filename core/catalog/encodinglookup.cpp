#include "core/catalog/encodinglookup.h"

#include "core/bytes.h"
#include "core/catalog/whilealive.h"

#include <algorithm>
#include <utility>

namespace catalog {

using core::ErrorKind;
using Encodings = EncodingLookup::Encodings;

namespace {

/// Everywhere 4 KiB.
constexpr std::size_t kLargestPage = 1 << 20;
/// Of two million pages, 8 GiB; the largest known ones have 840 KB.
constexpr std::uint64_t kLargestPageIndex = 64 << 20;
/// The largest known ones have 15 MB.
constexpr std::uint64_t kLargestEspecs = 64 << 20;

core::Error errorFrom(const CdnObject &manifest, const tact::Fault &fault)
{
    return {ErrorKind::HeaderCorrupt, describe(manifest) + u": " + QString::fromStdString(fault.text)};
}

/// Before anything is read that it says the size of.
core::Result<void> checkSizes(const tact::EncodingHeader &header, std::uint64_t decodedSize)
{
    if (header.encodingPages.end() > decodedSize) {
        return core::failure(ErrorKind::HeaderCorrupt,
                             QStringLiteral("has %1 bytes, too few for its pages: %2")
                                 .arg(decodedSize)
                                 .arg(header.encodingPages.end()));
    }
    if (std::max(header.contentPageSize, header.encodingPageSize) > kLargestPage)
        return core::failure(ErrorKind::ObjectTooLarge, QStringLiteral("has pages of more than 1 MiB"));
    if (std::max(header.contentIndex.size, header.encodingIndex.size) > kLargestPageIndex)
        return core::failure(ErrorKind::ObjectTooLarge, QStringLiteral("has too many pages"));
    if (header.especs.size > kLargestEspecs)
        return core::failure(ErrorKind::ObjectTooLarge, QStringLiteral("has too many ESpecs"));
    return {};
}

template <typename Key>
auto sorted(const QList<Key> &keys)
{
    std::vector<WantedKey> wanted;
    wanted.reserve(static_cast<std::size_t>(keys.size()));
    for (qsizetype i = 0; i < keys.size(); ++i)
        wanted.push_back({keys[i].digest, i});
    std::sort(wanted.begin(), wanted.end());
    return [wanted = std::move(wanted)](const tact::EncodingPageIndex &) { return wanted; };
}

/// One key of each page.
std::vector<WantedKey> everyPage(const tact::EncodingPageIndex &index)
{
    std::vector<WantedKey> wanted(index.pages());
    for (std::size_t page = 0; page < wanted.size(); ++page)
        wanted[page].key = index.firstKey(page);
    return wanted;
}

/// Where the answer has its place for a key; the same key may have been asked for more than once.
std::span<const WantedKey> placesOf(const FoundPage &page, const blte::Digest &key)
{
    const auto before = [](const WantedKey &other, const blte::Digest &wanted) { return other.key < wanted; };
    const auto first = std::lower_bound(page.wanted.begin(), page.wanted.end(), key, before);
    const auto last =
        std::find_if(first, page.wanted.end(), [&](const WantedKey &other) { return other.key != key; });
    return {first, last};
}

core::Result<void> checkFirstKey(const FoundPage &page, const blte::Digest &key)
{
    if (key == page.firstKey)
        return {};
    return core::failure(ErrorKind::StreamCorrupt,
                         QStringLiteral("does not begin with the key that the index names"));
}

Encodings encodingsOf(const tact::ContentEntry &entry)
{
    Encodings encodings;
    encodings.decodedSize = static_cast<qint64>(entry.decodedSize);
    for (std::size_t i = 0; i < entry.encodings(); ++i)
        encodings.keys.append(entry.encodingKey(i));
    return encodings;
}

core::Result<void> readContentPage(const FoundPage &page, QList<std::optional<Encodings>> &found)
{
    tact::ContentPage rows(page.bytes);
    for (bool isFirst = true;; isFirst = false) {
        const auto row = rows.next();
        if (!row)
            return core::failure(ErrorKind::StreamCorrupt, QString::fromStdString(row.error().text));
        if (!*row)
            return {};
        const blte::Digest &key = (*row)->key.digest;
        if (auto checked = checkFirstKey(page, key); isFirst && !checked)
            return checked;
        for (const WantedKey &wanted : placesOf(page, key))
            found[wanted.at] = encodingsOf(**row);
    }
}

template <typename Visit>
core::Result<void> visitEncodingPage(const FoundPage &page, const Visit &visit)
{
    tact::EncodingPage rows(page.bytes);
    for (bool isFirst = true;; isFirst = false) {
        const auto row = rows.next();
        if (!row)
            return {};
        if (auto checked = checkFirstKey(page, row->key.digest); isFirst && !checked)
            return checked;
        visit(*row);
    }
}

core::Result<void> readEncodingPage(const FoundPage &page, QList<std::optional<tact::EncodingEntry>> &found)
{
    return visitEncodingPage(page, [&](const tact::EncodingEntry &row) {
        for (const WantedKey &wanted : placesOf(page, row.key.digest))
            found[wanted.at] = row;
    });
}

EncodingLookup::Encoded encodedOf(const tact::EncodingEntry &entry, const tact::EspecTable &especs)
{
    const std::string_view espec = especs.at(entry.espec);
    return {static_cast<qint64>(entry.encodedSize),
            QString::fromUtf8(espec.data(), static_cast<qsizetype>(espec.size()))};
}

} // namespace

EncodingLookup::EncodingLookup(ObjectLoader &loader, CdnObject manifest, QObject *parent)
    : QObject(parent)
    , m_content{QStringLiteral("content page"), &tact::EncodingHeader::contentIndex,
                &tact::EncodingHeader::contentPages, &tact::EncodingHeader::contentPageSize}
    , m_encoding{QStringLiteral("encoding page"), &tact::EncodingHeader::encodingIndex,
                 &tact::EncodingHeader::encodingPages, &tact::EncodingHeader::encodingPageSize}
    , m_reader(loader, std::move(manifest))
{
}

EncodingLookup::~EncodingLookup() = default;

void EncodingLookup::find(const QList<blte::ContentKey> &keys, const EncodingsDone &done)
{
    const auto found = std::make_shared<QList<std::optional<Encodings>>>(keys.size());
    const auto visit = [found](const FoundPage &page) { return readContentPage(page, *found); };
    const auto tell = [found, done](const core::Result<void> &visited) {
        done(visited ? core::Result<QList<std::optional<Encodings>>>(*found)
                     : core::failure(visited.error()));
    };
    search(m_content, Loss::Some, sorted(keys), visit, tell);
}

std::optional<core::Error> EncodingLookup::errorFor(const blte::ContentKey &key) const
{
    if (m_content.lost.empty())
        return std::nullopt;
    const auto page = m_content.index.value()->pageOf(key.digest);
    const auto lost = page ? m_content.lost.find(*page) : m_content.lost.end();
    return lost != m_content.lost.end() ? std::optional(lost->second) : std::nullopt;
}

void EncodingLookup::find(const QList<blte::EncodingKey> &keys, const EncodedDone &done)
{
    const auto found = std::make_shared<QList<std::optional<tact::EncodingEntry>>>(keys.size());
    const auto visit = [found](const FoundPage &page) { return readEncodingPage(page, *found); };
    const auto tell = [found, done](const core::Result<std::shared_ptr<const tact::EspecTable>> &especs) {
        if (!especs)
            return done(core::failure(especs.error()));
        QList<std::optional<Encoded>> encoded(found->size());
        for (qsizetype i = 0; i < found->size(); ++i) {
            if (const auto &entry = (*found)[i])
                encoded[i] = encodedOf(*entry, **especs);
        }
        done(encoded);
    };
    const auto onFound = [this, found, done, tell](const core::Result<void> &visited) {
        const auto isFound = [](const auto &entry) { return entry.has_value(); };
        if (!visited)
            return done(core::failure(visited.error()));
        if (std::none_of(found->begin(), found->end(), isFound))
            return done(QList<std::optional<Encoded>>(found->size()));
        m_especs.get(whileAlive(this, tell), [this] { loadEspecs(*m_header.value()); });
    };
    search(m_encoding, Loss::Some, sorted(keys), visit, onFound);
}

void EncodingLookup::visitObjects(const VisitObject &visit, const Visited &done)
{
    const auto visitPage = [visit](const FoundPage &page) {
        return visitEncodingPage(page, [&](const tact::EncodingEntry &row) {
            visit(row.key, static_cast<qint64>(row.encodedSize));
        });
    };
    search(m_encoding, Loss::None, everyPage, visitPage, done);
}

/// Later, so that nothing is told within the caller's call.
void EncodingLookup::search(Table &table, Loss loss, const WantedOf &wanted, const PageSearch::Visit &visit,
                            const PageSearch::Done &done)
{
    using Header = core::Result<std::shared_ptr<const tact::EncodingHeader>>;
    using Index = core::Result<std::shared_ptr<const tact::EncodingPageIndex>>;
    const auto onIndex = [this, &table, loss, wanted, visit, done](const Index &index) {
        if (!index)
            return done(core::failure(index.error()));
        const tact::EncodingHeader &header = *m_header.value();
        const auto visitFound = [&table, visit](const FoundPage &page) {
            table.lost.erase(*table.index.value()->pageOf(page.firstKey));
            return visit(page);
        };
        PageSearch::Lost lose;
        if (loss == Loss::Some)
            lose = [&table](std::size_t page, const core::Error &error) { table.lost[page] = error; };
        PageSearch::start(m_reader, {table.page, header.*table.pagesSection, header.*table.pageSize, *index},
                          wanted(**index), {visitFound, lose, done});
    };
    const auto onHeader = [this, &table, onIndex, done](const Header &header) {
        if (!header)
            return done(core::failure(header.error()));
        table.index.get(whileAlive(this, onIndex), [this, &table, header] { loadIndex(table, **header); });
    };
    const auto begin = [this, onHeader] {
        m_header.get(whileAlive(this, onHeader), [this] { loadHeader(); });
    };
    QMetaObject::invokeMethod(this, begin, Qt::QueuedConnection);
}

void EncodingLookup::loadHeader()
{
    const auto onRead = [this](const core::Result<QByteArray> &bytes) {
        if (!bytes)
            return m_header.set(core::failure(bytes.error()));
        const auto header = tact::readEncodingHeader(core::bytesOf(*bytes));
        if (!header)
            return m_header.set(core::failure(errorFrom(m_reader.object(), header.error())));
        if (const auto checked = checkSizes(*header, m_reader.decodedSize().value_or(0)); !checked) {
            return m_header.set(core::failure(checked.error().kind,
                                              describe(m_reader.object()) + u": " + checked.error().detail));
        }
        m_header.set(*header);
    };
    m_reader.read({0, tact::EncodingHeader::kSize}, whileAlive(this, onRead));
}

void EncodingLookup::loadIndex(Table &table, const tact::EncodingHeader &header)
{
    const auto onRead = [this, &table](const core::Result<QByteArray> &bytes) {
        if (!bytes)
            return table.index.set(core::failure(bytes.error()));
        auto index = tact::EncodingPageIndex::read(core::bytesOf(*bytes));
        index ? table.index.set(std::move(*index))
              : table.index.set(core::failure(errorFrom(m_reader.object(), index.error())));
    };
    const tact::EncodingHeader::Section &section = header.*table.indexSection;
    m_reader.read({section.at, section.size}, whileAlive(this, onRead));
}

void EncodingLookup::loadEspecs(const tact::EncodingHeader &header)
{
    const auto onRead = [this](const core::Result<QByteArray> &bytes) {
        if (!bytes)
            return m_especs.set(core::failure(bytes.error()));
        auto especs = tact::EspecTable::read(core::bytesOf(*bytes));
        especs ? m_especs.set(std::move(*especs))
               : m_especs.set(core::failure(errorFrom(m_reader.object(), especs.error())));
    };
    m_reader.read({header.especs.at, header.especs.size}, whileAlive(this, onRead));
}

} // namespace catalog
