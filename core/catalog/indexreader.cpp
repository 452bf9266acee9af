#include "core/catalog/indexreader.h"

#include "core/bytes.h"
#include "core/catalog/whilealive.h"
#include "core/errortable.h"

#include <map>
#include <utility>

namespace catalog {

namespace {

/// Up to this size, in bytes, the whole index costs less than another request.
constexpr std::uint64_t kSmall = 16 << 10;

using Tail = std::shared_ptr<const tact::IndexTail>;

Tail tailOf(blte::Bytes end, std::uint64_t size, const blte::Digest &name)
{
    auto tail = tact::IndexTail::read(end, size);
    return tail && tail->footer().name == name ? std::make_shared<const tact::IndexTail>(std::move(*tail))
                                               : nullptr;
}

/// Reading the whole index would come to the same.
bool isFinal(const core::Error &error)
{
    return error.kind == core::ErrorKind::NotFound ||
           core::errorRow(error.kind).heals == core::Heals::WithTime;
}

} // namespace

/// One question, and what was found so far.
struct IndexReader::Search
{
    QList<KeyBeginning> keys;
    Done done;
    Entries found;
    std::map<std::size_t, std::vector<qsizetype>> blocks; ///< and the keys that may be in each
    std::size_t underWay = 0;

    void take(const tact::IndexBlock &block, qsizetype key)
    {
        const auto [first, end] = block.find(core::bytesOf(keys[key]));
        for (std::size_t row = first; row < end; ++row)
            found[static_cast<std::size_t>(key)].push_back(block.entry(row));
    }
    void end(core::Result<Entries> result)
    {
        if (const Done tell = std::exchange(done, {}))
            tell(result);
    }
};

IndexReader::IndexReader(ObjectLoader &loader, CdnObject index, std::optional<std::uint64_t> size,
                         QObject *parent)
    : QObject(parent)
    , m_loader(loader)
    , m_index(std::move(index))
    , m_size(size)
{
}

void IndexReader::find(const QList<KeyBeginning> &keys, Done done)
{
    auto search = std::make_shared<Search>();
    search->keys = keys;
    search->done = std::move(done);
    search->found.resize(static_cast<std::size_t>(keys.size()));
    if (m_tail)
        QMetaObject::invokeMethod(
            this, [this, search] { readBlocks(search); }, Qt::QueuedConnection);
    else if (m_size && *m_size > kSmall)
        readTail(search);
    else
        readWhole(search);
}

void IndexReader::readTail(const std::shared_ptr<Search> &search)
{
    const auto size = static_cast<qint64>(*m_size);
    const core::ByteRange range{size - static_cast<qint64>(tact::IndexTail::usualSize(*m_size)), size - 1};
    const auto isTail = [size = *m_size, name = m_index.path.hash](QByteArrayView bytes) {
        return tailOf(core::bytesOf(bytes), size, name) != nullptr;
    };
    const auto onTail = [this, search](const core::Result<QByteArray> &bytes) {
        if (!bytes && isFinal(bytes.error()))
            return search->end(core::failure(bytes.error()));
        if (!bytes)
            return readWhole(search); // perhaps its size is another one, or its blocks are
        m_tail = tailOf(core::bytesOf(*bytes), *m_size, m_index.path.hash);
        readBlocks(search);
    };
    m_loader.loadRange(m_index, range, isTail, whileAlive(this, onTail));
}

void IndexReader::readWhole(const std::shared_ptr<Search> &search)
{
    const auto onWhole = [this, search](const core::Result<QByteArray> &bytes) {
        if (!bytes)
            return search->end(core::failure(bytes.error()));
        const auto size = static_cast<std::uint64_t>(bytes->size());
        m_tail = tailOf(core::bytesOf(*bytes), size, m_index.path.hash);
        m_whole = *bytes;
        m_tail ? readBlocks(search)
               : search->end(core::failure(core::ErrorKind::HeaderCorrupt,
                                           describe(m_index) + QStringLiteral(" is of an unknown kind")));
    };
    m_loader.load(m_index, whileAlive(this, onWhole));
}

void IndexReader::readBlocks(const std::shared_ptr<Search> &search)
{
    for (qsizetype key = 0; key < search->keys.size(); ++key) {
        const auto [first, end] = m_tail->blocksOf(core::bytesOf(search->keys[key]));
        for (std::size_t block = first; block < end; ++block)
            search->blocks[block].push_back(key);
    }
    search->underWay = search->blocks.size();
    if (search->blocks.empty())
        return search->end(search->found);
    const auto blockSize = static_cast<qint64>(m_tail->footer().blockSize);
    const auto blocks = search->blocks; // what is at hand comes at once, and may end the search
    for (const auto &[block, keys] : blocks) {
        const qint64 first = static_cast<qint64>(block) * blockSize;
        const std::size_t number = block;
        if (!m_whole.isEmpty()) {
            onBlock(search, number, m_whole.mid(first, blockSize));
            continue;
        }
        const auto isBlock = [tail = m_tail, number](QByteArrayView bytes) {
            return tail->readBlock(number, core::bytesOf(bytes)).has_value();
        };
        m_loader.loadRange(
            m_index, {first, first + blockSize - 1}, isBlock,
            whileAlive(this, [this, search, number](const auto &bytes) { onBlock(search, number, bytes); }));
    }
}

void IndexReader::onBlock(const std::shared_ptr<Search> &search, std::size_t number,
                          const core::Result<QByteArray> &bytes)
{
    if (!bytes) {
        core::Error error = bytes.error();
        error.detail += QStringLiteral(" (block %1 of %2)").arg(number + 1).arg(m_tail->blocks());
        return search->end(core::failure(std::move(error)));
    }
    const auto block = m_tail->readBlock(number, core::bytesOf(*bytes));
    if (!block) {
        return search->end(
            core::failure(core::ErrorKind::ChunkDigestWrong,
                          describe(m_index) + QStringLiteral(": block %1 is damaged").arg(number + 1)));
    }
    for (const qsizetype key : search->blocks[number])
        search->take(*block, key);
    if (--search->underWay == 0)
        search->end(search->found);
}

} // namespace catalog
