#include "core/catalog/openproducts.h"

#include "core/catalog/objectfinder.h"
#include "core/catalog/onceloaded.h"
#include "core/hex.h"

#include <utility>

namespace catalog {

namespace {

QString keyOf(const BuildWish &wish)
{
    const QString cdn = wish.cdnConfig ? core::hex(*wish.cdnConfig) : QString();
    return QStringList{wish.product, wish.build, wish.region, wish.usualRegion, cdn}.join(u'\n');
}

} // namespace

/// One build, and its tree.
struct OpenProducts::Entry
{
    BuildWish wish;
    std::unique_ptr<BuildOpening> opening;
    OnceLoaded<std::shared_ptr<OpenBuild>> build;
    std::unique_ptr<TreeOpening> treeOpening;
    OnceLoaded<OpenedTree> tree;
};

OpenProducts::OpenProducts(BuildOpening::Means means, TreeWishes wishes, QObject *parent)
    : QObject(parent)
    , m_means(std::move(means))
    , m_wishes(std::move(wishes))
{
}

OpenProducts::~OpenProducts() = default;

OpenProducts::Entry &OpenProducts::entryOf(const BuildWish &wish)
{
    auto &entry = m_entries[keyOf(wish)];
    if (!entry) {
        entry = std::make_unique<Entry>();
        entry->wish = wish;
    }
    return *entry;
}

void OpenProducts::open(const BuildWish &wish, BuildDone done)
{
    Entry &entry = entryOf(wish);
    const auto load = [this, &entry] {
        entry.opening = std::make_unique<BuildOpening>(m_means, entry.wish);
        connect(entry.opening.get(), &BuildOpening::warned, this, &OpenProducts::warned);
        entry.opening->start([this, &entry](const auto &build) { onBuild(entry, build); });
    };
    const auto tell = [done = std::move(done)](const auto &build) {
        build ? done(**build) : done(core::failure(build.error()));
    };
    QMetaObject::invokeMethod(
        this, [&entry, tell, load] { entry.build.get(tell, load); }, Qt::QueuedConnection);
}

void OpenProducts::onBuild(Entry &entry, const core::Result<std::shared_ptr<OpenBuild>> &build)
{
    entry.opening.release()->deleteLater();
    if (build)
        connect((*build)->loader.get(), &ObjectLoader::warned, this, &OpenProducts::warned);
    entry.build.set(build);
}

TreeWishes OpenProducts::wishesFor(const OpenBuild &build) const
{
    TreeWishes wishes = m_wishes;
    if (build.productConfig)
        wishes.usualTags = usualTags(*build.productConfig, wishes.locale, build.build->region);
    return wishes;
}

void OpenProducts::openTree(const BuildWish &wish, TreeDone done)
{
    open(wish, [this, &entry = entryOf(wish), done = std::move(done)](const auto &build) {
        if (!build)
            return done(core::failure(build.error()));
        const auto load = [this, &entry, build = *build] {
            const auto loadFile = [build](const SelectedFile &file, const QString &what,
                                          const FileLoaded &to) {
                build->readForNames << wantedFile(file, what);
                build->finder->load(build->readForNames.last(), to);
            };
            entry.treeOpening = std::make_unique<TreeOpening>(loadFile, build->loader->workers(),
                                                              build->build->config, wishesFor(*build));
            entry.treeOpening->start([this, &entry](const auto &tree) { onTree(entry, tree); });
        };
        const auto tell = [done, build = *build](const auto &tree) {
            tree ? done(NamedBuild{build, (*tree)->tree, (*tree)->error, (*tree)->warnings})
                 : done(core::failure(tree.error()));
        };
        entry.tree.get(tell, load);
    });
}

void OpenProducts::onTree(Entry &entry, const core::Result<OpenedTree> &opened)
{
    entry.treeOpening.release()->deleteLater();
    if (opened) {
        for (const LoadWarning &warning : opened->warnings)
            Q_EMIT warned(warning);
    }
    entry.tree.set(opened);
}

qint64 OpenProducts::networkBytes() const
{
    qint64 bytes = 0;
    for (const auto &[name, entry] : m_entries) {
        if (const std::shared_ptr<OpenBuild> *build = entry->build.value())
            bytes += (*build)->serviceBytes + (*build)->loader->figures().networkBytes;
    }
    return bytes;
}

} // namespace catalog
