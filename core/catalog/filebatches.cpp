#include "core/catalog/filebatches.h"

#include "core/async.h"
#include "core/catalog/objectfinder.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"
#include "core/hex.h"

#include <QHash>
#include <QSet>
#include <algorithm>
#include <numeric>
#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;

/// Makes sources of objects. Slices of one archive share its addresses, which take most of the time to make.
/// Blocks on the disk where the hosts have folders there.
class Sources
{
public:
    Sources(CdnHosts hosts, HostMisses misses)
        : m_hosts(std::move(hosts))
        , m_misses(std::move(misses))
    {
    }

    const CdnHosts &hosts() const { return m_hosts; }

    core::Source of(const CdnObject &object)
    {
        const auto find = [&] { return withFolders(sourceOf(m_hosts, object, m_misses), m_hosts, object); };
        if (!object.slice)
            return find();
        core::Source &archive = m_archives[core::hexBytes(object.path.hash)];
        if (archive.mirrors.isEmpty())
            archive = find();
        core::Source source = archive;
        source.slice = object.slice;
        source.encodingKey = object.encodingKey;
        source.contentKey = object.contentKey;
        source.decodedSize = object.decodedSize;
        source.encodedSize = object.encodedSize;
        return source;
    }

private:
    const CdnHosts m_hosts;
    const HostMisses m_misses;
    QHash<QByteArray, core::Source> m_archives; ///< by their names
};

/// Those that can be asked for somewhere; one at least.
core::Result<QList<core::Source>> sourcesOf(const FoundFile &found, const QString &name, Sources &sources)
{
    QList<core::Source> all;
    for (const FoundFile::Object &object : found.objects) {
        core::Source source = sources.of(object.object);
        source.name = name;
        if (!source.mirrors.isEmpty())
            all << source;
    }
    if (all.isEmpty())
        return core::failure(nowhere(found.objects.first().object));
    return all;
}

core::Result<ResolvedFile> resolved(const LocatedFile &file, Sources &sources)
{
    if (file.objects.isEmpty())
        return ResolvedFile{emptyFile(file.name, sources.hosts()), {}, {}, {}};
    QList<core::Source> parts;
    for (const FoundFile &object : file.objects) {
        const auto all = sourcesOf(object, file.name, sources);
        if (!all)
            return core::failure(all.error());
        if (!file.isJoined)
            return ResolvedFile{all->first(), all->sliced(1), {}, {}};
        parts << all->first();
    }
    return ResolvedFile{parts.first(), {}, parts, file.contentKey};
}

ResolvedFiles resolved(const LocatedFiles &located, Sources &sources)
{
    ResolvedFiles files{{}, located.lost, located.more};
    for (const LocatedFile &file : located.files) {
        if (const auto one = resolved(file, sources))
            files.files << *one;
        else
            files.lost << LostFile{file.name, one.error()};
    }
    return files;
}

/// With what was found of their objects, one file behind the other.
LocatedFiles filled(LocatedFiles files, const ObjectFinder::Files &found)
{
    QList<LocatedFile> all = std::exchange(files.files, {});
    qsizetype next = 0;
    for (LocatedFile &file : all) {
        std::optional<core::Error> error;
        for (FoundFile &object : file.objects) {
            const auto &one = found[next++];
            if (one)
                object = *one;
            else if (!error)
                error = one.error();
        }
        if (error)
            files.lost << LostFile{file.name, *error};
        else
            files.files << std::move(file);
    }
    return files;
}

/// By number: whether a file before it has the same name. They are sorted by path, and those without one come
/// last.
std::vector<bool> takenNames(const QList<SelectedFile> &files)
{
    std::vector<bool> isTaken(static_cast<std::size_t>(files.size()));
    QSet<QString> unnamed;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const SelectedFile &file = files[i];
        if (!file.path.isEmpty()) {
            isTaken[static_cast<std::size_t>(i)] = i > 0 && files[i - 1].path == file.path;
            continue;
        }
        const QString name = pathOrUnknown(file);
        isTaken[static_cast<std::size_t>(i)] = unnamed.contains(name);
        unnamed << name;
    }
    return isTaken;
}

/// The object that a file is cut into at this place.
WantedFile wantedPart(const SelectedObject &object)
{
    return {object.contentKey, object.encodingKey, object.size, object.encodedSize,
            QStringLiteral("part of a file")};
}

} // namespace

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

core::Error nowhere(const CdnObject &object)
{
    return {ErrorKind::NotFound,
            describe(object) + QStringLiteral(" is in no folder of a mirror, and there is nobody to ask")};
}

FileBatches::FileBatches(std::shared_ptr<OpenBuild> build, const Selection &selection,
                         const QList<LoadWarning> &obstacles)
    : m_build(std::move(build))
    , m_files(selection.files)
    , m_isCertain(obstacles.isEmpty() && selection.warnings.isEmpty() && selection.absent.isEmpty())
    , m_isTaken(takenNames(selection.files))
{
    for (const core::Error &error : selection.absent)
        m_lost << LostFile{{}, error};
}

FileBatches::~FileBatches() = default;

void FileBatches::setByKeys()
{
    m_order.resize(static_cast<std::size_t>(m_files.size()));
    std::iota(m_order.begin(), m_order.end(), 0u);
    std::stable_sort(m_order.begin(), m_order.end(), [this](quint32 a, quint32 b) {
        return std::as_const(m_files)[a].contentKey < std::as_const(m_files)[b].contentKey;
    });
}

/// Why it cannot be fetched as one file, if so.
std::optional<core::Error> FileBatches::objection(qsizetype number) const
{
    const qsizetype objects = m_files[number].objects.size();
    if (objects > 0 && !m_joins) {
        return core::Error{
            ErrorKind::TableUnsupported,
            QStringLiteral("it is cut into %1 objects, which sluice get puts together").arg(objects)};
    }
    if (m_isTaken[static_cast<std::size_t>(number)]) {
        return core::Error{ErrorKind::NameRefused,
                           QStringLiteral("the build has several files of this name; tags or a locale tell "
                                          "them apart")};
    }
    return std::nullopt;
}

void FileBatches::addNext(LocatedFiles &files, QList<WantedFile> &wanted)
{
    const qsizetype number = m_order.empty() ? m_next : m_order[static_cast<std::size_t>(m_next)];
    ++m_next;
    const auto error = objection(number);
    const SelectedFile file = std::exchange(m_files[number], {});
    const QString name = pathOrUnknown(file);
    if (error) {
        files.lost << LostFile{name, *error};
        return;
    }
    const qsizetype before = wanted.size();
    if (file.objects.isEmpty() && !isEmpty(file))
        wanted << wantedFile(file, QStringLiteral("file"));
    for (const SelectedObject &object : file.objects)
        wanted << wantedPart(object);
    LocatedFile located{name, {}, !file.objects.isEmpty(), file.contentKey};
    located.objects.resize(wanted.size() - before);
    files.files << located;
}

void FileBatches::locate(qsizetype most, Located done)
{
    const auto files = std::make_shared<LocatedFiles>();
    files->lost = std::exchange(m_lost, {});
    QList<WantedFile> wanted;
    const qsizetype end = std::min(m_next + most, m_files.size());
    while (m_next < end)
        addNext(*files, wanted);
    files->more = left();
    const auto onFound = [files, done = std::move(done)](const ObjectFinder::Files &found) {
        done(filled(std::exchange(*files, {}), found));
    };
    m_build->finder->find(wanted, whileAlive(this, onFound));
}

void FileBatches::next(qsizetype most, Done done)
{
    locate(most, [this, done = std::move(done)](const LocatedFiles &located) {
        const auto look = [located, sources = Sources(m_build->loader->hosts(), m_build->loader->misses())] {
            Sources own = sources;
            return resolved(located, own);
        };
        core::runIn(m_build->loader->workers(), look, this,
                    [done](const ResolvedFiles &resolved) { done(resolved); });
    });
}

} // namespace catalog
