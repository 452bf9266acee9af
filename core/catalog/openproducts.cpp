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

QString keyOf(const NamingWish &naming)
{
    QStringList parts{naming.manifest ? QString::number(static_cast<int>(*naming.manifest)) : QString(),
                      naming.locale, naming.tags ? QStringLiteral("tags") : QString()};
    const tact::TagQuery tags = naming.tags.value_or(tact::TagQuery());
    for (const std::string &tag : tags.wanted)
        parts << u'+' + QString::fromStdString(tag);
    for (const std::string &tag : tags.excluded)
        parts << u'-' + QString::fromStdString(tag);
    return parts.join(u'\n');
}

} // namespace

/// One build.
struct OpenProducts::Entry
{
    BuildWish wish;
    std::unique_ptr<BuildOpening> opening;
    OnceLoaded<std::shared_ptr<OpenBuild>> build;
};

/// A tree of one.
struct OpenProducts::Naming
{
    BuildWish wish;
    std::unique_ptr<TreeOpening> opening;
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

OpenProducts::Naming &OpenProducts::namingOf(const BuildWish &wish)
{
    auto &naming = m_namings[keyOf(wish) + u'\n' + keyOf(wish.naming)];
    if (!naming) {
        naming = std::make_unique<Naming>();
        naming->wish = wish;
    }
    return *naming;
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

TreeWishes OpenProducts::wishesFor(const BuildWish &wish, const OpenBuild &build) const
{
    TreeWishes wishes = m_wishes;
    if (wish.naming.manifest)
        wishes.manifest = wish.naming.manifest;
    if (!wish.naming.locale.isEmpty())
        wishes.locale = wish.naming.locale;
    if (wish.naming.tags)
        wishes.tags = wish.naming.tags;
    if (build.productConfig)
        wishes.usualTags = usualTags(*build.productConfig, wishes.locale, build.build->region);
    return wishes;
}

void OpenProducts::openTree(const BuildWish &wish, TreeDone done)
{
    open(wish, [this, &naming = namingOf(wish), done = std::move(done)](const auto &build) {
        if (!build)
            return done(core::failure(build.error()));
        const auto load = [this, &naming, build = *build] {
            const auto loadFile = [build](const SelectedFile &file, const QString &what,
                                          const FileLoaded &to) {
                build->readForNames << wantedFile(file, what);
                build->finder->load(build->readForNames.last(), to);
            };
            naming.opening = std::make_unique<TreeOpening>(
                loadFile, build->loader->workers(), build->build->config, wishesFor(naming.wish, *build));
            naming.opening->start([this, &naming](const auto &tree) { onTree(naming, tree); });
        };
        const auto tell = [done, build = *build](const auto &tree) {
            tree ? done(NamedBuild{build, (*tree)->tree, (*tree)->error, (*tree)->warnings})
                 : done(core::failure(tree.error()));
        };
        naming.tree.get(tell, load);
    });
}

void OpenProducts::onTree(Naming &naming, const core::Result<OpenedTree> &opened)
{
    naming.opening.release()->deleteLater();
    if (opened) {
        for (const LoadWarning &warning : opened->warnings)
            Q_EMIT warned(warning);
    }
    naming.tree.set(opened);
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
