#include "core/cache/indexstore.h"

namespace cache {

namespace {

core::Error readError(const QString &path, const QString &why)
{
    return {core::ErrorKind::ReadFailed, QStringLiteral("merged index %1: %2").arg(path, why)};
}

core::Error readError(const QString &path, const tact::Fault &fault)
{
    return readError(path, QString::fromStdString(fault.text));
}

} // namespace

IndexStore::IndexStore(std::unique_ptr<QFile> file, blte::Bytes index, tact::IndexTail tail)
    : m_file(std::move(file))
    , m_index(index)
    , m_tail(std::move(tail))
{
}

core::Result<std::shared_ptr<const IndexStore>> IndexStore::open(const EntryKey &key, const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return core::failure(readError(path, file->errorString()));
    const qint64 size = file->size();
    const uchar *bytes = size > kFooterSize ? file->map(0, size) : nullptr;
    if (!bytes)
        return core::failure(readError(path, QStringLiteral("it cannot be mapped")));
    file->close();
    const blte::Bytes index(bytes, static_cast<std::size_t>(size - kFooterSize));
    const QByteArrayView footer(bytes + index.size(), kFooterSize);
    if (!isFooterOf(key, static_cast<quint64>(index.size()), footer))
        return core::failure(readError(path, QStringLiteral("it is not whole")));
    auto tail = tact::IndexTail::read(index, index.size());
    if (!tail)
        return core::failure(readError(path, tail.error()));
    return std::shared_ptr<const IndexStore>(new IndexStore(std::move(file), index, std::move(*tail)));
}

core::Result<std::vector<tact::IndexEntry>> IndexStore::find(blte::Bytes key) const
{
    Q_ASSERT(key.size() >= kShortestKey);
    std::vector<tact::IndexEntry> found;
    const std::size_t blockSize = m_tail.footer().blockSize;
    const auto [firstBlock, endOfBlocks] = m_tail.blocksOf(key);
    for (std::size_t i = firstBlock; i < endOfBlocks; ++i) {
        const auto block = m_tail.readBlock(i, m_index.subspan(i * blockSize, blockSize));
        if (!block)
            return core::failure(readError(m_file->fileName(), block.error()));
        const auto [first, end] = block->find(key);
        for (std::size_t row = first; row < end; ++row)
            found.push_back(block->entry(row));
    }
    return found;
}

} // namespace cache
