#include "core/catalog/treeopening.h"

#include "core/async.h"
#include "core/catalog/build.h"
#include "core/catalog/diablo3opening.h"
#include "core/catalog/downloadtree.h"
#include "core/catalog/installtree.h"
#include "core/catalog/selection.h"
#include "core/catalog/texttree.h"
#include "core/catalog/tvfsopening.h"
#include "core/catalog/whilealive.h"
#include "core/catalog/wowtree.h"
#include "core/tact/text.h"
#include "core/tact/wowlocale.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

constexpr std::string_view kRootInVfs = ".root";

bool isWow(const tact::BuildConfig &config)
{
    return tact::isSameName(config.product, "WoW") || tact::lowerCase(config.uid).starts_with("wow");
}

/// "root 02ba924c…": with the key that names it.
QString nameOf(const SelectedFile &file, const QString &what)
{
    const QByteArray key = file.contentKey ? QByteArray::fromStdString(blte::toHex(file.contentKey->digest))
                                           : file.encodingKey.toHex();
    return QStringLiteral("%1 %2").arg(what, QString::fromLatin1(key));
}

tact::TagQuery installTags(const TreeWishes &wishes)
{
    if (wishes.tags)
        return *wishes.tags;
    return wishes.usualTags.value_or(tact::TagQuery{{"Windows", "x86_64", wishes.locale.toStdString()}, {}});
}

/// ".root" of a vfs-root, to be loaded.
core::Result<SelectedFile> findRoot(const QByteArray &bytes, const QString &name)
{
    auto manifest = readTvfs(bytes, name, NestedTvfs({}));
    if (!manifest)
        return core::failure(manifest.error());
    const TvfsTree tree({name, std::move(*manifest), {}});
    core::FileSelection selection;
    selection.by = core::FileSelection::By::Path;
    selection.path = QString::fromUtf8(kRootInVfs.data(), static_cast<qsizetype>(kRootInVfs.size()));
    return select(&tree, selection, name).map([](const Selection &found) { return found.files.front(); });
}

} // namespace

/// Where names come from, in a sentence about another manifest.
QString TreeOpening::toText(Step step)
{
    switch (step) {
    case Step::Root:
        return QStringLiteral("the root manifest");
    case Step::RootInVfs:
        return QStringLiteral("the root manifest that vfs-root names");
    case Step::Tvfs:
        return QStringLiteral("vfs-root");
    case Step::Install:
        return QStringLiteral("the install manifest");
    case Step::Download:
        break;
    }
    return QStringLiteral("the download manifest");
}

TreeOpening::TreeOpening(LoadFile load, QThreadPool &workers, tact::BuildConfig config, TreeWishes wishes,
                         QObject *parent)
    : QObject(parent)
    , m_load(std::move(load))
    , m_workers(workers)
    , m_config(std::move(config))
    , m_wishes(std::move(wishes))
    , m_steps(stepsOf(m_config, m_wishes))
{
}

TreeOpening::~TreeOpening() = default;

QList<TreeOpening::Step> TreeOpening::stepsOf(const tact::BuildConfig &config, const TreeWishes &wishes)
{
    if (!wishes.manifest && isWow(config))
        return {Step::Root, Step::RootInVfs, Step::Install};
    if (!wishes.manifest && config.vfsRoot.isNamed())
        return {Step::Tvfs, Step::Root, Step::Install};
    switch (wishes.manifest.value_or(NamingManifest::Root)) {
    case NamingManifest::Root:
        return wishes.manifest ? QList{Step::Root} : QList{Step::Root, Step::Install};
    case NamingManifest::Tvfs:
        return {Step::Tvfs};
    case NamingManifest::Install:
        return {Step::Install};
    case NamingManifest::Download:
        break;
    }
    return {Step::Download};
}

void TreeOpening::start(Done done)
{
    m_done = std::move(done);
    const auto first = [this] {
        if (tact::localeBit(m_wishes.locale.toStdString()) == 0)
            return end(core::failure(core::ErrorKind::SourceNotUnderstood,
                                     QStringLiteral("no locale is called %1").arg(m_wishes.locale)));
        tryNext();
    };
    QMetaObject::invokeMethod(this, first, Qt::QueuedConnection);
}

void TreeOpening::tryNext()
{
    if (!m_steps.isEmpty())
        return begin(m_steps.takeFirst());
    if (m_wishes.manifest)
        return end(core::failure(m_error));
    for (LoadWarning &failure : m_failures)
        failure.detail += QStringLiteral("; without names, files can be looked up by their keys only");
    end(OpenedTree{nullptr, std::nullopt, m_failures + m_warnings, m_error});
}

void TreeOpening::begin(Step step)
{
    m_step = step;
    switch (step) {
    case Step::Root:
        return loadNamed(m_config.root, QStringLiteral("root"), &TreeOpening::onRoot);
    case Step::RootInVfs:
        // Where there is none, nobody misses it.
        return m_config.vfsRoot.isNamed()
                   ? loadNamed(m_config.vfsRoot, QStringLiteral("vfs-root"), &TreeOpening::onVfsWithRoot)
                   : tryNext();
    case Step::Tvfs:
        return loadNamed(m_config.vfsRoot, QStringLiteral("vfs-root"), &TreeOpening::openTvfs);
    case Step::Install:
        return loadNamed(m_config.install, QStringLiteral("install"), &TreeOpening::openInstall);
    case Step::Download:
        return loadNamed(m_config.download, QStringLiteral("download"), &TreeOpening::openDownload);
    }
}

void TreeOpening::loadNamed(const tact::ManifestRef &manifest, const QString &what, Take take)
{
    if (manifest.isNamed())
        return load(selected(manifest), what, take);
    fail(what, {core::ErrorKind::NotInBuild, QStringLiteral("the build config names none")});
}

void TreeOpening::load(const SelectedFile &file, const QString &what, Take take)
{
    const QString name = nameOf(file, what);
    m_load(file, what, whileAlive(this, [this, name, take](const core::Result<QByteArray> &bytes) {
               if (bytes)
                   (this->*take)(*bytes, name);
               else
                   fail(name, bytes.error());
           }));
}

void TreeOpening::onRoot(const QByteArray &bytes, const QString &name)
{
    using tact::RootKind;
    const RootKind kind = tact::recogniseRoot(
        core::bytesOf(bytes).first(std::min(std::size_t(bytes.size()), tact::kRootBeginning)));
    switch (kind) {
    case RootKind::Wow:
    case RootKind::Unmarked:
        return openWow(bytes, name);
    case RootKind::Tvfs:
        return openTvfs(bytes, name);
    case RootKind::Diablo3:
        return openDiablo3(bytes, name);
    case RootKind::Overwatch:
    case RootKind::StarCraft:
        return openText(bytes, name, kind);
    case RootKind::Mndx:
        return fail(name,
                    {core::ErrorKind::ModeUnsupported,
                     QStringLiteral("of the kind of StarCraft II and Heroes of the Storm (MNDX), which is "
                                    "not understood")});
    case RootKind::Packed:
        return fail(name, staticBuild(name));
    case RootKind::None:
        break;
    }
    if (m_wishes.manifest)
        return fail(name, {core::ErrorKind::NotInBuild, QStringLiteral("it names no files")});
    tryNext(); // a build without a root: nothing is wrong with it
}

void TreeOpening::onVfsWithRoot(const QByteArray &bytes, const QString &name)
{
    core::runIn(
        m_workers, [bytes, name] { return findRoot(bytes, name); }, this,
        [this, name](const core::Result<SelectedFile> &root) {
            if (root)
                load(*root, QStringLiteral(".root"), &TreeOpening::openWow);
            else
                fail(name, root.error());
        });
}

void TreeOpening::openWow(const QByteArray &bytes, const QString &name)
{
    const auto open = [bytes, name, wishes = m_wishes]() -> core::Result<std::shared_ptr<const FileTree>> {
        WowTree::Wishes how{tact::localeBit(wishes.locale.toStdString()), {}};
        if (!wishes.listfile.isEmpty()) {
            auto listfile = Listfile::open(wishes.listfile);
            if (!listfile)
                return core::failure(listfile.error());
            how.listfile = std::move(*listfile);
        }
        return WowTree::open(bytes, name, std::move(how));
    };
    core::runIn(m_workers, open, this,
                [this, name](const core::Result<std::shared_ptr<const FileTree>> &tree) {
                    if (tree)
                        finish(*tree, NamingManifest::Root);
                    else if (tree.error().kind == core::ErrorKind::ReadFailed) // the user's file
                        end(core::failure(tree.error()));
                    else
                        fail(name, tree.error());
                });
}

void TreeOpening::openText(const QByteArray &bytes, const QString &name, tact::RootKind kind)
{
    const auto form =
        kind == tact::RootKind::Overwatch ? TextTree::Form::Overwatch : TextTree::Form::StarCraft;
    core::runIn(
        m_workers, [bytes, name, form] { return TextTree::open(bytes, name, form); }, this,
        [this, name](const core::Result<std::shared_ptr<const FileTree>> &tree) {
            if (tree)
                finish(*tree, NamingManifest::Root);
            else
                fail(name, tree.error());
        });
}

void TreeOpening::openDiablo3(const QByteArray &bytes, const QString &name)
{
    auto *const opening = new Diablo3Opening(m_load, this);
    opening->start(bytes, name, [this, name, opening](const core::Result<Diablo3Opening::Opened> &opened) {
        opening->deleteLater();
        if (!opened)
            return fail(name, opened.error());
        m_warnings += opened->warnings;
        finish(opened->tree, NamingManifest::Root);
    });
}

void TreeOpening::openTvfs(const QByteArray &bytes, const QString &name)
{
    auto *const opening = new TvfsOpening(m_load, m_config, m_workers, this);
    opening->start(bytes, name, [this, name, opening](const core::Result<TvfsOpening::Opened> &opened) {
        opening->deleteLater();
        if (!opened)
            return fail(name, opened.error());
        m_warnings += opened->warnings;
        finish(opened->tree, NamingManifest::Tvfs);
    });
}

void TreeOpening::openInstall(const QByteArray &bytes, const QString &name)
{
    const auto opened = InstallTree::open(bytes, name, installTags(m_wishes));
    if (!opened)
        return fail(name, opened.error());
    noteUnknown(name, opened->unknownTags);
    finish(opened->tree, NamingManifest::Install);
}

void TreeOpening::openDownload(const QByteArray &bytes, const QString &name)
{
    const auto opened = DownloadTree::open(bytes, name, m_wishes.tags.value_or(tact::TagQuery()));
    if (!opened)
        return fail(name, opened.error());
    noteUnknown(name, opened->unknownTags);
    finish(opened->tree, NamingManifest::Download);
}

/// Of the tags that were asked for.
void TreeOpening::noteUnknown(const QString &name, const std::vector<std::string> &tags)
{
    for (const std::string &tag : tags) {
        if (m_wishes.tags)
            m_warnings.append(
                {name, {}, QStringLiteral("it has no tag %1").arg(QString::fromStdString(tag))});
    }
}

void TreeOpening::fail(const QString &object, const core::Error &error)
{
    const QString prefix = object + QStringLiteral(": ");
    const QString why = error.detail.startsWith(prefix) ? error.detail.sliced(prefix.size()) : error.detail;
    if (m_failures.isEmpty())
        m_error = {error.kind, prefix + why};
    m_failures.append({object, {}, why});
    tryNext();
}

void TreeOpening::finish(const std::shared_ptr<const FileTree> &tree, NamingManifest manifest)
{
    for (LoadWarning &failure : m_failures)
        failure.detail += QStringLiteral("; names are those of %1").arg(toText(m_step));
    end(OpenedTree{tree, manifest, m_failures + m_warnings});
}

void TreeOpening::end(const core::Result<OpenedTree> &opened)
{
    const Done done = std::exchange(m_done, {}); // may delete this
    done(opened);
}

} // namespace catalog
