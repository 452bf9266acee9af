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

} // namespace

FileResolver::FileResolver(OpenProducts &products, QObject *parent)
    : QObject(parent)
    , m_products(products)
{
}

void FileResolver::resolve(const BuildWish &wish, const FileSelection &selection, Done done)
{
    const auto onChosen = [this, done](const auto &build, const core::Result<Selection> &selected) {
        if (!selected)
            return done(core::failure(selected.error()));
        warnOf(*selected);
        if (const qint64 count = selected->files.size() + selected->more; count > m_most) {
            ResolvedFiles files;
            files.refused = count;
            files.lost << LostFile{{}, tooMany(count, m_most)};
            return done(files);
        }
        const auto batches = std::make_shared<FileBatches>(build.build, *selected);
        // The answer holds them until it has come.
        batches->next(m_most, whileAlive(this, [done, batches](const ResolvedFiles &files) { done(files); }));
    };
    choose(wish, selection, m_most, onChosen);
}

void FileResolver::open(const BuildWish &wish, const FileSelection &selection, const Opened &done)
{
    const auto onChosen = [this, done](const auto &build, const core::Result<Selection> &selected) {
        if (!selected)
            return done(core::failure(selected.error()));
        warnOf(*selected);
        done(std::make_shared<FileBatches>(build.build, *selected, build.warnings));
    };
    choose(wish, selection, std::numeric_limits<qsizetype>::max(), onChosen);
}

void FileResolver::warnOf(const Selection &selection)
{
    for (const LoadWarning &warning : selection.warnings)
        Q_EMIT m_products.warned(warning);
}

void FileResolver::select(const BuildWish &wish, const FileSelection &selection, const Selected &done)
{
    choose(wish, selection, std::numeric_limits<qsizetype>::max(),
           [done](const auto &, const core::Result<Selection> &selected) { done(selected); });
}

void FileResolver::selectIn(const BuildWish &wish, const core::FileSelection &selection, const Chosen &done)
{
    const auto onChosen = [this, done](const auto &build, const core::Result<Selection> &selected) {
        if (selected)
            warnOf(*selected);
        done(build, selected);
    };
    choose(wish, selection, std::numeric_limits<qsizetype>::max(), onChosen);
}

/// `done` gets a build with every selection that is no error.
void FileResolver::choose(const BuildWish &wish, const FileSelection &selection, qsizetype most,
                          const Chosen &done)
{
    const auto onTree = [this, selection, most, product = wish.product,
                         done](const core::Result<NamedBuild> &build) {
        if (!build)
            return done({}, core::failure(build.error()));
        if (!build->tree && !isByKey(selection))
            return done({}, core::failure(build->error));
        const auto walk = [tree = build->tree, selection, most, product] {
            return catalog::select(tree.get(), selection, product, most);
        };
        core::runIn(build->build->loader->workers(), walk, this,
                    [done, open = *build](const core::Result<Selection> &selected) { done(open, selected); });
    };
    if (!isByKey(selection))
        return m_products.openTree(wish, whileAlive(this, onTree));
    // Keys are looked up without names: no manifest of these is read for them.
    const auto onBuild = [onTree](const core::Result<std::shared_ptr<OpenBuild>> &build) {
        onTree(build.map([](const auto &open) { return NamedBuild{open, nullptr}; }));
    };
    m_products.open(wish, whileAlive(this, onBuild));
}

} // namespace catalog
