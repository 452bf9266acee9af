#include "core/catalog/fileresolver.h"

#include "core/async.h"
#include "core/catalog/whilealive.h"

#include <limits>
#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;
using core::FileSelection;

core::Error tooMany(qint64 files, qsizetype most)
{
    return {ErrorKind::SourceNotUnderstood,
            QStringLiteral("it means %1 files, and one source at most %2: name a folder, or a glob")
                .arg(files)
                .arg(most)};
}

bool isByKey(const FileSelection &selection)
{
    return selection.by == FileSelection::By::ContentKey || selection.by == FileSelection::By::EncodingKey;
}

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

FileResolver::FileResolver(OpenProducts &products, QObject *parent)
    : QObject(parent)
    , m_products(products)
{
}

void FileResolver::resolve(const BuildWish &wish, const FileSelection &selection, Done done)
{
    choose(wish, selection, m_most, [this, done](const auto &build, const core::Result<Selection> &selected) {
        selected ? find(build, *selected, done) : done(core::failure(selected.error()));
    });
}

void FileResolver::select(const BuildWish &wish, const FileSelection &selection, const Selected &done)
{
    choose(wish, selection, std::numeric_limits<qsizetype>::max(),
           [done](const auto &, const core::Result<Selection> &selected) { done(selected); });
}

/// `done` gets a build with every selection that is no error.
void FileResolver::choose(const BuildWish &wish, const FileSelection &selection, qsizetype most,
                          const Chosen &done)
{
    const auto onTree = [this, selection, most, product = wish.product,
                         done](const core::Result<NamedBuild> &build) {
        if (!build)
            return done(nullptr, core::failure(build.error()));
        if (!build->tree && !isByKey(selection))
            return done(nullptr, core::failure(build->error));
        const auto walk = [tree = build->tree, selection, most, product] {
            return catalog::select(tree.get(), selection, product, most);
        };
        core::runIn(
            build->build->loader->workers(), walk, this,
            [done, open = build->build](const core::Result<Selection> &selected) { done(open, selected); });
    };
    if (!isByKey(selection))
        return m_products.openTree(wish, whileAlive(this, onTree));
    // Keys are looked up without names: no manifest of these is read for them.
    const auto onBuild = [onTree](const core::Result<std::shared_ptr<OpenBuild>> &build) {
        onTree(build.map([](const auto &open) { return NamedBuild{open, nullptr}; }));
    };
    m_products.open(wish, whileAlive(this, onBuild));
}

void FileResolver::find(const std::shared_ptr<OpenBuild> &build, const Selection &selection, const Done &done)
{
    for (const LoadWarning &warning : selection.warnings)
        Q_EMIT m_products.warned(warning);
    ResolvedFiles files;
    if (const qint64 count = selection.files.size() + selection.more; count > m_most) {
        files.refused = count;
        files.lost << LostFile{{}, tooMany(count, m_most)};
        return done(files);
    }
    for (const core::Error &error : selection.absent)
        files.lost << LostFile{{}, error};
    QList<WantedFile> wanted;
    QStringList names;
    QSet<QString> taken;
    for (const SelectedFile &file : selection.files) {
        const QString name = pathOrUnknown(file);
        if (const auto error = objection(file, taken)) {
            files.lost << LostFile{name, *error};
            continue;
        }
        taken << name;
        if (isEmpty(file)) {
            files.files << ResolvedFile{emptyFile(name, build->loader->hosts()), {}};
            continue;
        }
        wanted << wantedFile(file, QStringLiteral("file"));
        names << name;
    }
    const auto onFound = [this, build, files, names, done](const ObjectFinder::Files &found) {
        QList<Candidate> candidates;
        ResolvedFiles all = files;
        for (qsizetype i = 0; i < found.size(); ++i) {
            if (found[i])
                candidates << candidateOf(*found[i], names[i], *build->loader);
            else
                all.lost << LostFile{names[i], found[i].error()};
        }
        const auto look = [candidates, all, hosts = build->loader->hosts()]() mutable {
            for (const Candidate &candidate : std::as_const(candidates))
                addTo(all, candidate, hosts);
            return all;
        };
        core::runIn(build->loader->workers(), look, this,
                    [done](const ResolvedFiles &resolved) { done(resolved); });
    };
    build->finder->find(wanted, whileAlive(this, onFound));
}

} // namespace catalog
