#include "core/catalog/filebatches.h"

#include "core/async.h"
#include "core/catalog/objectfinder.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"
#include "core/hex.h"

#include <QHash>
#include <algorithm>
#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;

/// Why it cannot be fetched as one file, if so. `taken`: the names of those before it.
std::optional<core::Error> objection(const SelectedFile &file, const QSet<QString> &taken, bool joins)
{
    if (!file.objects.isEmpty() && !joins) {
        return core::Error{ErrorKind::TableUnsupported,
                           QStringLiteral("it is cut into %1 objects, which sluice get puts together")
                               .arg(file.objects.size())};
    }
    if (taken.contains(pathOrUnknown(file))) {
        return core::Error{ErrorKind::NameRefused,
                           QStringLiteral("the build has several files of this name; tags or a locale tell "
                                          "them apart")};
    }
    return std::nullopt;
}

/// A file, and where its objects are to be had.
struct Candidate
{
    struct Object
    {
        CdnObject object;
        core::Source source;
    };
    QString name;
    QList<Object> objects;
};

/// A file that is looked up: one object, or its parts.
struct Sought
{
    QString name;
    qsizetype parts = 0;                        ///< 0: it is one object
    std::optional<blte::ContentKey> contentKey; ///< of all parts
    qsizetype objects() const { return std::max<qsizetype>(parts, 1); }
};

/// Makes sources of objects. Slices of one archive share its addresses, which take most of the time to make.
class Sources
{
public:
    explicit Sources(const ObjectLoader &loader)
        : m_loader(loader)
    {
    }

    core::Source of(const CdnObject &object)
    {
        if (!object.slice)
            return m_loader.sourceOf(object);
        core::Source &archive = m_archives[core::hexBytes(object.path.hash)];
        if (archive.mirrors.isEmpty())
            archive = m_loader.sourceOf(object);
        core::Source source = archive;
        source.slice = object.slice;
        source.encodingKey = object.encodingKey;
        source.contentKey = object.contentKey;
        source.decodedSize = object.decodedSize;
        source.encodedSize = object.encodedSize;
        return source;
    }

private:
    const ObjectLoader &m_loader;
    QHash<QByteArray, core::Source> m_archives; ///< by their names
};

Candidate candidateOf(const FoundFile &found, const QString &name, Sources &sources)
{
    Candidate file{name, {}};
    for (const FoundFile::Object &object : found.objects) {
        file.objects.append({object.object, sources.of(object.object)});
        file.objects.last().source.name = name;
    }
    return file;
}

/// The address is that of an object which may not exist: nobody is asked for nothing (transfer::Transfer).
core::Source emptyFile(const QString &name, const CdnHosts &hosts)
{
    const blte::Digest nothing = blte::md5({});
    const CdnObject object = looseObject({nothing}, blte::ContentKey{nothing}, QStringLiteral("file"));
    core::Source source = sourceOf(hosts, object);
    if (source.mirrors.isEmpty() && !hosts.diskFolders.isEmpty())
        source.mirrors << QUrl::fromLocalFile(filePathOf(hosts, hosts.diskFolders.first(), object));
    source.encodingKey.reset();
    source.decodedSize = 0;
    source.name = name;
    return source;
}

/// Adds it, or why it is nowhere. Looks into the folders.
void addTo(ResolvedFiles &files, const Candidate &candidate, const CdnHosts &hosts)
{
    QList<core::Source> sources;
    for (const auto &[object, source] : candidate.objects) {
        const core::Source all = withFolders(source, hosts, object);
        if (!all.mirrors.isEmpty())
            sources << all;
    }
    if (sources.isEmpty()) {
        const QString what = describe(candidate.objects.first().object);
        files.lost << LostFile{
            candidate.name,
            {ErrorKind::NotFound, what + QStringLiteral(" is in no folder of a mirror, and there "
                                                        "is nobody to ask")}};
        return;
    }
    const core::Source first = sources.takeFirst();
    files.files << ResolvedFile{first, sources, {}, {}};
}

/// The object that a file is cut into at this place.
WantedFile wantedPart(const SelectedObject &object)
{
    return {object.contentKey, object.encodingKey, object.size, object.encodedSize,
            QStringLiteral("part of a file")};
}

/// A file of several objects, if all of them are found; else why not.
void addJoined(ResolvedFiles &files, const ResolvedFiles &parts, const Sought &sought)
{
    if (!parts.lost.isEmpty()) {
        files.lost << LostFile{sought.name, parts.lost.first().error};
        return;
    }
    ResolvedFile file{parts.files.first().source, {}, {}, sought.contentKey};
    for (const ResolvedFile &part : parts.files)
        file.parts << part.source;
    files.files << file;
}

/// `candidates`: of each file its objects, one file behind the other. Looks into the folders.
ResolvedFiles lookedFor(const QList<core::Result<Candidate>> &candidates, const QList<Sought> &sought,
                        ResolvedFiles files, const CdnHosts &hosts)
{
    qsizetype next = 0;
    for (const Sought &file : sought) {
        ResolvedFiles objects;
        for (qsizetype i = 0; i < file.objects(); ++i) {
            const auto &candidate = candidates[next++];
            if (candidate)
                addTo(objects, *candidate, hosts);
            else
                objects.lost << LostFile{file.name, candidate.error()};
        }
        if (file.parts > 0) {
            addJoined(files, objects, file);
        } else {
            files.files += objects.files;
            files.lost += objects.lost;
        }
    }
    return files;
}

} // namespace

FileBatches::FileBatches(std::shared_ptr<OpenBuild> build, const Selection &selection)
    : m_build(std::move(build))
    , m_files(selection.files)
{
    for (const core::Error &error : selection.absent)
        m_lost << LostFile{{}, error};
}

FileBatches::~FileBatches() = default;

void FileBatches::next(qsizetype most, Done done)
{
    ResolvedFiles files;
    files.lost = std::exchange(m_lost, {});
    QList<WantedFile> wanted;
    QList<Sought> sought;
    for (const qsizetype end = std::min(m_next + most, m_files.size()); m_next < end; ++m_next) {
        const SelectedFile &file = m_files[m_next];
        const QString name = pathOrUnknown(file);
        if (const auto error = objection(file, m_taken, m_joins)) {
            files.lost << LostFile{name, *error};
            continue;
        }
        m_taken << name;
        if (isEmpty(file)) {
            files.files << ResolvedFile{emptyFile(name, m_build->loader->hosts()), {}, {}};
            continue;
        }
        sought << Sought{name, file.objects.size(), file.contentKey};
        if (file.objects.isEmpty())
            wanted << wantedFile(file, QStringLiteral("file"));
        for (const SelectedObject &object : file.objects)
            wanted << wantedPart(object);
    }
    files.more = left();
    const auto onFound = [this, files, sought, done = std::move(done)](const ObjectFinder::Files &found) {
        QList<core::Result<Candidate>> candidates;
        Sources sources(*m_build->loader);
        qsizetype next = 0;
        for (const Sought &file : sought) {
            for (qsizetype i = 0; i < file.objects(); ++i) {
                candidates << found[next++].map(
                    [&](const FoundFile &one) { return candidateOf(one, file.name, sources); });
            }
        }
        const auto look = [candidates, sought, files, hosts = m_build->loader->hosts()] {
            return lookedFor(candidates, sought, files, hosts);
        };
        core::runIn(m_build->loader->workers(), look, this,
                    [done](const ResolvedFiles &resolved) { done(resolved); });
    };
    m_build->finder->find(wanted, whileAlive(this, onFound));
}

} // namespace catalog
