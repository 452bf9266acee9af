#include "core/cache/indexmerger.h"

#include "core/cache/objectcache.h"
#include "core/tact/indexwriter.h"

#include <tuple>

namespace cache {

namespace {

core::Error damaged(const tact::Fault &fault)
{
    return {core::ErrorKind::HeaderCorrupt, QString::fromStdString(fault.text)};
}

} // namespace

IndexMerger::IndexMerger(ObjectCache &cache, std::size_t archives)
    : m_cache(cache)
    , m_archives(archives)
    , m_rows(cache.asideFolder())
{
}

core::Result<void> IndexMerger::add(std::uint32_t archive, blte::Bytes index)
{
    Q_ASSERT(archive < m_archives);
    if (m_archives > tact::IndexWriter::kMostArchives) {
        return core::failure(core::ErrorKind::ObjectTooLarge,
                             QStringLiteral("the CDN config names %1 archives, %2 can be told apart")
                                 .arg(m_archives)
                                 .arg(tact::IndexWriter::kMostArchives));
    }
    const auto tail = tact::IndexTail::read(index, index.size());
    if (!tail)
        return core::failure(damaged(tail.error()));
    if (tail->footer().offsetSize != 4 || tail->footer().keySize != sizeof(blte::Digest))
        return core::failure(core::ErrorKind::HeaderCorrupt, QStringLiteral("it is not that of an archive"));
    if (const auto begun = m_rows.begin(tail->footer().entries); !begun)
        return begun;
    const auto read = tact::visitArchiveIndex(index, [&](tact::IndexEntry entry) {
        entry.archive = archive;
        m_rows.add(entry);
    });
    if (read)
        return {};
    m_rows.discard();
    return core::failure(damaged(read.error()));
}

core::Result<void> IndexMerger::write(const EntryKey &key, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return core::failure(core::ErrorKind::WriteFailed, path + QStringLiteral(": ") + file.errorString());
    blte::Md5 md5;
    const auto append = [&](blte::Bytes bytes) {
        md5.update(bytes);
        const auto size = static_cast<qint64>(bytes.size());
        return file.write(reinterpret_cast<const char *>(bytes.data()), size) == size;
    };
    tact::IndexWriter writer(m_archives, append);
    bool isWritten = true;
    const auto visited =
        m_rows.visit([&](const tact::IndexEntry &entry) { return isWritten = writer.add(entry); });
    if (!visited)
        return visited;
    isWritten = isWritten && writer.finish();
    const QByteArray footer = footerOf(key, static_cast<quint64>(file.pos()), md5.finish());
    if (isWritten && file.write(footer) == footer.size() && file.flush())
        return {};
    return core::failure(core::ErrorKind::WriteFailed, path + QStringLiteral(": ") + file.errorString());
}

core::Result<std::shared_ptr<const IndexStore>> IndexMerger::finish(const EntryKey &key)
{
    const QString path = m_cache.newFile();
    auto store = write(key, path).and_then([&] { return IndexStore::open(key, path); });
    if (store)
        std::ignore = m_cache.keepFile(key, path); // it is mapped, wherever its name leads
    else
        QFile::remove(path);
    return store;
}

} // namespace cache
