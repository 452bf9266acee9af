#include "core/catalog/mirrorlisting.h"

#include "core/async.h"
#include "core/bytes.h"
#include "core/catalog/objectfinder.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/wantedmanifests.h"
#include "core/catalog/whilealive.h"
#include "core/tact/archiveindex.h"

#include <QSet>
#include <algorithm>
#include <utility>

namespace catalog {

namespace {

using Folder = tact::CdnPath::Kind;
using Promise = MirrorObject::Promise;

/// Objects that are looked up in the indices at once.
constexpr std::size_t kLookedUp = 10'000;

/// What an index tells.
struct IndexContents
{
    qint64 archiveSize = 0;
    std::vector<tact::IndexEntry> entries; ///< of loose objects only
};

core::Result<IndexContents> contentsOf(const QByteArray &bytes, bool isLoose)
{
    IndexContents contents;
    const auto read = tact::visitArchiveIndex(core::bytesOf(bytes), [&](const tact::IndexEntry &entry) {
        contents.archiveSize =
            std::max(contents.archiveSize, qint64{entry.offset} + qint64{entry.encodedSize});
        if (isLoose)
            contents.entries.push_back(entry);
    });
    if (!read)
        return core::failure(core::ErrorKind::HeaderCorrupt, QString::fromStdString(read.error().text));
    return contents;
}

MirrorObject looseOf(const blte::EncodingKey &key, Folder folder, std::optional<qint64> size)
{
    MirrorObject loose{looseObject(key, {}, QStringLiteral("object")), size};
    if (folder == Folder::Patch) {
        loose.object.path.kind = Folder::Patch;
        loose.object.encodingKey = {}; // it is no BLTE: the MD5 of it all is its name
        loose.object.what = QStringLiteral("patch");
    }
    return loose;
}

QString nameOfEncoding(const tact::BuildConfig &config)
{
    const QString what = QStringLiteral("encoding manifest");
    return config.encoding.encodingKey ? describe(looseObject(*config.encoding.encodingKey, {}, what)) : what;
}

} // namespace

MirrorListing::MirrorListing(const OpenBuild &build, QObject *parent)
    : QObject(parent)
    , m_build(build)
{
}

void MirrorListing::start(Done done)
{
    m_done = std::move(done);
    m_objects = namedObjects(*m_build.build);
    QMetaObject::invokeMethod(this, &MirrorListing::readIndices, Qt::QueuedConnection);
}

void MirrorListing::readIndices()
{
    QList<IndexFile> indices;
    const auto add = [&](const tact::ArchiveList &list, Folder folder) {
        for (const tact::ArchiveRef &archive : list.archives)
            indices << IndexFile{archive, folder};
        if (list.looseIndex)
            indices << IndexFile{*list.looseIndex, folder, true};
    };
    add(m_build.build->cdn.data, Folder::Data);
    add(m_build.build->cdn.patch, Folder::Patch);
    m_underWay = 1; // until all are asked for
    for (const IndexFile &index : std::as_const(indices))
        readIndex(index);
    onIndicesRead();
}

void MirrorListing::readIndex(const IndexFile &index)
{
    ++m_underWay;
    const CdnObject object = indexObject(index.ref.name, index.folder);
    const auto onContents = [this, index, object](const core::Result<IndexContents> &contents) {
        if (!contents)
            warn(describe(object), contents.error().detail);
        if (!index.isLoose) {
            const auto size = contents ? std::optional(contents->archiveSize) : std::nullopt;
            m_archives << archiveObject(index.ref.name, index.folder, size);
        } else if (contents) {
            for (const tact::IndexEntry &entry : contents->entries)
                m_objects << looseOf({entry.key}, index.folder, entry.encodedSize);
        }
        onIndicesRead();
    };
    const auto onLoaded = [this, index, onContents](const core::Result<QByteArray> &bytes) {
        if (!bytes)
            return onContents(core::failure(bytes.error()));
        core::runIn(
            m_build.loader->workers(),
            [bytes = *bytes, isLoose = index.isLoose] { return contentsOf(bytes, isLoose); }, this,
            onContents);
    };
    m_build.loader->load(object, whileAlive(this, onLoaded));
}

void MirrorListing::onIndicesRead()
{
    if (--m_underWay > 0)
        return;
    // A mirror of parts of a build lists all that it has.
    m_build.build->cdn.selectionOf ? end() : findManifests();
}

/// Those that no archive has lie by themselves.
void MirrorListing::findManifests()
{
    QList<WantedFile> wanted = wantedManifests(m_build.build->config);
    if (const auto patchIndex = wantedPatchIndex(m_build.build->config))
        wanted << *patchIndex;
    const auto onFound = [this](const ObjectFinder::Files &files) {
        for (const core::Result<FoundFile> &file : files)
            file ? addLoose(*file, Promise::Listed) : warn(m_build.build->product, file.error().detail);
        visitEncoding();
    };
    m_build.finder->find(wanted, whileAlive(this, onFound));
}

void MirrorListing::visitEncoding()
{
    const auto visit = [this](const blte::EncodingKey &key, qint64 size) {
        m_encoded.push_back({key, size});
    };
    const auto onVisited = [this](const core::Result<void> &visited) {
        if (!visited)
            warn(nameOfEncoding(m_build.build->config),
                 visited.error().detail + QStringLiteral("; objects that only it knows are left out"));
        findUnlisted(0);
    };
    m_build.finder->visitEncoded(visit, whileAlive(this, onVisited));
}

void MirrorListing::findUnlisted(std::size_t from)
{
    if (from >= m_encoded.size())
        return end();
    const std::size_t to = std::min(m_encoded.size(), from + kLookedUp);
    QList<WantedFile> wanted;
    for (std::size_t i = from; i < to; ++i) {
        WantedFile file;
        file.encodingKey = core::toByteArray(m_encoded[i].key.digest);
        file.encodedSize = m_encoded[i].size;
        file.what = QStringLiteral("object");
        wanted << file;
    }
    const auto onFound = [this, to](const ObjectFinder::Files &files) {
        for (const core::Result<FoundFile> &file : files) {
            if (file)
                addLoose(*file, Promise::Unlisted);
        }
        findUnlisted(to);
    };
    m_build.finder->find(wanted, whileAlive(this, onFound));
}

/// `otherwise`: what it is worth where no index lists it.
void MirrorListing::addLoose(const FoundFile &file, MirrorObject::Promise otherwise)
{
    const FoundFile::Object &first = file.objects.first();
    if (first.where == FoundFile::Where::Archive)
        return;
    MirrorObject loose{first.object, first.encodedSize};
    loose.object.contentKey = {}; // of what it decodes to
    loose.object.decodedSize = {};
    if (first.where == FoundFile::Where::Unlisted)
        loose.promise = otherwise;
    m_objects << loose;
}

void MirrorListing::warn(const QString &object, const QString &detail) const
{
    Q_EMIT m_build.loader->warned(warningOf(object, detail));
}

void MirrorListing::end()
{
    m_encoded = {};
    QSet<std::string> seen;
    QList<MirrorObject> all = m_objects + m_archives;
    all.removeIf([&](const MirrorObject &object) {
        const std::string path = tact::toPath(object.object.path);
        const bool isThere = seen.contains(path);
        seen.insert(path);
        return isThere;
    });
    const Done done = std::exchange(m_done, {});
    done(all);
}

} // namespace catalog
