#include "core/catalog/filebatches.h"

#include "core/async.h"
#include "core/catalog/objectfinder.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;

/// Why it cannot be fetched as one file, if so. `taken`: the names of those before it.
std::optional<core::Error> objection(const SelectedFile &file, const QSet<QString> &taken)
{
    if (!file.objects.isEmpty()) {
        return core::Error{
            ErrorKind::TableUnsupported,
            QStringLiteral("it is cut into %1 objects, which cannot be joined yet").arg(file.objects.size())};
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

Candidate candidateOf(const FoundFile &found, const QString &name, const ObjectLoader &loader)
{
    Candidate file{name, {}};
    for (const FoundFile::Object &object : found.objects) {
        file.objects.append({object.object, loader.sourceOf(object.object)});
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
    files.files << ResolvedFile{first, sources};
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
    QStringList names;
    for (const qsizetype end = std::min(m_next + most, m_files.size()); m_next < end; ++m_next) {
        const SelectedFile &file = m_files[m_next];
        const QString name = pathOrUnknown(file);
        if (const auto error = objection(file, m_taken)) {
            files.lost << LostFile{name, *error};
            continue;
        }
        m_taken << name;
        if (isEmpty(file)) {
            files.files << ResolvedFile{emptyFile(name, m_build->loader->hosts()), {}};
            continue;
        }
        wanted << wantedFile(file, QStringLiteral("file"));
        names << name;
    }
    files.more = left();
    files.isPart = files.more > 0 || m_next > most;
    const auto onFound = [this, files, names, done = std::move(done)](const ObjectFinder::Files &found) {
        QList<Candidate> candidates;
        ResolvedFiles all = files;
        for (qsizetype i = 0; i < found.size(); ++i) {
            if (found[i])
                candidates << candidateOf(*found[i], names[i], *m_build->loader);
            else
                all.lost << LostFile{names[i], found[i].error()};
        }
        const auto look = [candidates, all, hosts = m_build->loader->hosts()]() mutable {
            for (const Candidate &candidate : std::as_const(candidates))
                addTo(all, candidate, hosts);
            return all;
        };
        core::runIn(m_build->loader->workers(), look, this,
                    [done](const ResolvedFiles &resolved) { done(resolved); });
    };
    m_build->finder->find(wanted, whileAlive(this, onFound));
}

} // namespace catalog
