#include "core/catalog/fileresolver.h"

#include "core/async.h"
#include "core/catalog/selection.h"
#include "core/catalog/whilealive.h"

#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;
using core::FileSelection;

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

ResolvedFile resolved(const FoundFile &found, const QString &name, const ObjectLoader &loader)
{
    ResolvedFile file;
    for (const FoundFile::Object &object : found.objects) {
        core::Source source = loader.sourceOf(object.object);
        source.name = name;
        file.others << source;
    }
    file.source = file.others.takeFirst();
    return file;
}

} // namespace

FileResolver::FileResolver(OpenProducts &products, QObject *parent)
    : QObject(parent)
    , m_products(products)
{
}

void FileResolver::resolve(const BuildWish &wish, const FileSelection &selection, Done done)
{
    if (!isByKey(selection)) {
        const auto onTree = [this, selection, product = wish.product, done](const auto &build) {
            build ? select(*build, selection, product, done) : done(core::failure(build.error()));
        };
        return m_products.openTree(wish, whileAlive(this, onTree));
    }
    // Keys are looked up without names: no manifest of these is read for them.
    const auto onBuild = [this, selection, product = wish.product, done](const auto &build) {
        build ? select({*build, nullptr}, selection, product, done) : done(core::failure(build.error()));
    };
    m_products.open(wish, whileAlive(this, onBuild));
}

void FileResolver::select(const NamedBuild &build, const FileSelection &selection, const QString &product,
                          const Done &done)
{
    const auto walk = [tree = build.tree, selection, product] {
        return catalog::select(tree.get(), selection, product);
    };
    const auto onSelected = [this, open = build.build, done](const core::Result<Selection> &selected) {
        selected ? find(open, *selected, done) : done(core::failure(selected.error()));
    };
    core::runIn(build.build->loader->workers(), walk, this, onSelected);
}

void FileResolver::find(const std::shared_ptr<OpenBuild> &build, const Selection &selection, const Done &done)
{
    for (const LoadWarning &warning : selection.warnings)
        Q_EMIT m_products.warned(warning);
    ResolvedFiles files;
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
        wanted << wantedFile(file, QStringLiteral("file"));
        names << name;
        taken << name;
    }
    const auto onFound = [build, files, names, done](const ObjectFinder::Files &found) {
        ResolvedFiles all = files;
        for (qsizetype i = 0; i < found.size(); ++i) {
            if (found[i])
                all.files << resolved(*found[i], names[i], *build->loader);
            else
                all.lost << LostFile{names[i], found[i].error()};
        }
        done(all);
    };
    build->finder->find(wanted, whileAlive(this, onFound));
}

} // namespace catalog
