#include "core/catalog/filepreview.h"

#include "core/async.h"
#include "core/bytes.h"
#include "core/catalog/decodedreader.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"
#include "core/hex.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;

QList<WantedFile> partsOf(const SelectedFile &file)
{
    if (isEmpty(file))
        return {};
    if (file.objects.isEmpty())
        return {wantedFile(file, QStringLiteral("file"))};
    QList<WantedFile> parts;
    for (const SelectedObject &object : file.objects)
        parts << WantedFile{object.contentKey, object.encodingKey, object.size, object.encodedSize,
                            QStringLiteral("part of a file")};
    return parts;
}

/// As its manifest says.
std::optional<qint64> sizeOf(const SelectedFile &file)
{
    if (file.objects.isEmpty())
        return isEmpty(file) ? 0 : file.size;
    qint64 size = 0;
    for (const SelectedObject &object : file.objects)
        size += object.size;
    return size;
}

bool isSameObject(const CdnObject &a, const CdnObject &b)
{
    return a.path.hash == b.path.hash && a.slice == b.slice;
}

} // namespace

FilePreview::FilePreview(std::shared_ptr<OpenBuild> build, SelectedFile file, QObject *parent)
    : QObject(parent)
    , m_build(std::move(build))
    , m_parts(partsOf(file))
    , m_isJoined(!file.objects.isEmpty())
    , m_contentKey(file.contentKey)
{
    m_beginning.size = sizeOf(file);
    connect(m_build->loader.get(), &ObjectLoader::served, this,
            [this](const CdnObject &object, const QString &host) {
                if (m_reader && isSameObject(object, m_reader->object()))
                    m_beginning.host = host;
            });
}

FilePreview::~FilePreview() = default;

void FilePreview::start(Done done)
{
    m_done = std::move(done);
    QMetaObject::invokeMethod(this, &FilePreview::findPart, Qt::QueuedConnection);
}

void FilePreview::findPart()
{
    if (m_parts.isEmpty() || m_beginning.bytes.size() >= kMostBytes)
        return end({});
    const auto onFound = [this](const ObjectFinder::Files &files) {
        const core::Result<FoundFile> &found = files.first();
        if (!found)
            return end(found.error());
        m_objects = *found;
        openObject();
    };
    m_build->finder->find({m_parts.takeFirst()}, whileAlive(this, onFound));
}

void FilePreview::openObject()
{
    if (m_reader)
        m_reader->deleteLater(); // this may be a call of its
    m_reader = new DecodedReader(*m_build->loader, m_objects.objects.first().object, this);
    m_reader->read({0, 0}, [this](const core::Result<QByteArray> &nothing) {
        nothing ? onTable() : onFailed(nothing.error());
    });
}

void FilePreview::onTable()
{
    const std::uint64_t size = m_reader->decodedSize().value_or(0);
    if (!m_isJoined)
        m_beginning.size = static_cast<qint64>(size);
    const std::uint64_t wanted = wantedOfPart();
    if (wanted == 0 && size > 0) {
        return onFailed({ErrorKind::ObjectTooLarge,
                         QStringLiteral("%1: its first chunk is larger than %2 bytes, and nothing less than "
                                        "a chunk can be proven")
                             .arg(describe(m_reader->object()))
                             .arg(kMostFetched)});
    }
    m_reader->read({0, wanted}, [this](const core::Result<QByteArray> &bytes) {
        bytes ? onPart(*bytes) : onFailed(bytes.error());
    });
}

/// As much as is asked for and whole chunks bring.
std::uint64_t FilePreview::wantedOfPart() const
{
    const auto left = static_cast<std::uint64_t>(kMostBytes - m_beginning.bytes.size());
    const blte::ChunkTable *table = m_reader->table();
    if (!table || table->kind() != blte::TableKind::Blte)
        return std::min(left, m_reader->decodedSize().value_or(0));
    std::uint64_t wanted = 0;
    std::uint64_t fetched = 0;
    for (const blte::Chunk &chunk : table->chunks()) {
        fetched += chunk.encodedSize;
        if (wanted >= left || fetched > kMostFetched)
            break;
        wanted += chunk.decodedSize;
    }
    return std::min(left, wanted);
}

void FilePreview::onPart(const QByteArray &bytes)
{
    m_beginning.bytes += bytes;
    const bool isAllOfIt = static_cast<std::uint64_t>(bytes.size()) == m_reader->decodedSize();
    isAllOfIt ? findPart() : end({});
}

/// The next object that decodes to the same is tried. Of the last one, the chunks before the one that cannot
/// be had are shown.
void FilePreview::onFailed(const core::Error &error)
{
    m_objects.objects.removeFirst();
    if (!m_objects.objects.isEmpty())
        return openObject();
    const blte::ChunkTable *table = m_reader->table();
    const bool hasSeveral = table && table->kind() == blte::TableKind::Blte && table->size() > 1;
    if (hasSeveral && wantedOfPart() > (*table)[0].decodedSize)
        readChunk(0);
    else
        end(error);
}

void FilePreview::readChunk(std::size_t number)
{
    const blte::Chunk &chunk = (*m_reader->table())[number];
    const auto left = static_cast<std::uint64_t>(kMostBytes - m_beginning.bytes.size());
    const DecodedRange range{chunk.decodedOffset, std::min(chunk.decodedSize, left)};
    m_reader->read(range, [this, number](const core::Result<QByteArray> &bytes) {
        if (!bytes)
            return end(bytes.error());
        m_beginning.bytes += *bytes;
        const bool isLast = number + 1 == m_reader->table()->size();
        isLast || m_beginning.bytes.size() >= kMostBytes ? end({}) : readChunk(number + 1);
    });
}

/// What is whole is held against its content key.
void FilePreview::end(const core::Error &error)
{
    if (error.kind != ErrorKind::None && m_beginning.bytes.isEmpty())
        return std::exchange(m_done, {})(core::failure(error));
    m_beginning.error = error;
    if (!m_beginning.isWhole() || !m_contentKey)
        return std::exchange(m_done, {})(m_beginning);
    core::runIn(
        m_build->loader->workers(), [bytes = m_beginning.bytes] { return blte::md5(core::bytesOf(bytes)); },
        this,
        [this](const blte::Digest &digest) {
            if (digest == m_contentKey->digest)
                return std::exchange(m_done, {})(m_beginning);
            std::exchange(m_done, {})(
                core::failure(ErrorKind::ContentKeyWrong, QStringLiteral("its MD5 is ") + core::hex(digest)));
        });
}

} // namespace catalog
