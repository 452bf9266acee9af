#pragma once

#include "core/catalog/namingmanifest.h"
#include "core/catalog/parallelloads.h"
#include "core/tact/buildconfig.h"
#include "core/tact/rootkind.h"
#include "core/tact/tags.h"

class QThreadPool;

namespace catalog {

/// How the files of a build are wanted to be named. A value.
struct TreeWishes
{
    std::optional<NamingManifest> manifest;  ///< empty: the best there is
    QString locale = QStringLiteral("enUS"); ///< of WoW roots
    /// Of install and download manifests; empty: of install manifests the usual ones, of download manifests
    /// everything.
    std::optional<tact::TagQuery> tags;
    /// Of install manifests where no tags are wished for; those for Windows, x86_64 and the locale without.
    std::optional<tact::TagQuery> usualTags;
    QString listfile; ///< with names for WoW roots; empty: there is none
};

/// The files of a build by their names, and what was in the way. A value.
struct OpenedTree
{
    std::shared_ptr<const FileTree> tree; ///< null: no manifest could be had, and only keys can be looked up
    std::optional<NamingManifest> manifest; ///< that it comes from
    QList<LoadWarning> warnings;
    core::Error error = {}; ///< why there is no tree: that of the manifest that was tried first
};

/// Opens the manifest that names the files of a build.
///
/// Without a wish: of WoW the root manifest, the same by the name that vfs-root has for it, the install
/// manifest; of others vfs-root, where there is one, the root manifest, the install manifest. A manifest that
/// is missing, damaged or not understood is told in a warning, and the next one is tried. One that is wished
/// for is taken, or its error is what comes of it.
///
/// Lives on one thread, on which `load` is called; reads on threads of `workers`, which outlives it. Deleting
/// it ends everything without a word.
class TreeOpening : public QObject
{
public:
    TreeOpening(LoadFile load, QThreadPool &workers, tact::BuildConfig config, TreeWishes wishes,
                QObject *parent = nullptr);
    ~TreeOpening() override;

    using Done = std::function<void(const core::Result<OpenedTree> &opened)>;
    /// Once. `done` is called once, later. Errors: of what was wished for; SourceNotUnderstood for a locale,
    /// ReadFailed for a listfile.
    void start(Done done);

private:
    /// Manifests in the order in which they are tried.
    enum class Step { Root, RootInVfs, Tvfs, Install, Download };
    static QString toText(Step step);
    static QList<Step> stepsOf(const tact::BuildConfig &config, const TreeWishes &wishes);

    using Take = void (TreeOpening::*)(const QByteArray &bytes, const QString &name);
    void tryNext();
    void begin(Step step);
    void load(const SelectedFile &file, const QString &what, Take take);
    void loadNamed(const tact::ManifestRef &manifest, const QString &what, Take take);

    void onRoot(const QByteArray &bytes, const QString &name);
    void onVfsWithRoot(const QByteArray &bytes, const QString &name);
    void openWow(const QByteArray &bytes, const QString &name);
    void openText(const QByteArray &bytes, const QString &name, tact::RootKind kind);
    void openDiablo3(const QByteArray &bytes, const QString &name);
    void openTvfs(const QByteArray &bytes, const QString &name);
    void openInstall(const QByteArray &bytes, const QString &name);
    void openDownload(const QByteArray &bytes, const QString &name);

    void noteUnknown(const QString &name, const std::vector<std::string> &tags);
    void fail(const QString &object, const core::Error &error);
    void finish(const std::shared_ptr<const FileTree> &tree, NamingManifest manifest);
    void end(const core::Result<OpenedTree> &opened);

    const LoadFile m_load;
    QThreadPool &m_workers;
    const tact::BuildConfig m_config;
    const TreeWishes m_wishes;
    QList<Step> m_steps;           ///< left
    Step m_step = Step::Root;      ///< under way
    QList<LoadWarning> m_failures; ///< of those that were tried
    QList<LoadWarning> m_warnings;
    core::Error m_error; ///< of the manifest that was tried first
    Done m_done;
};

} // namespace catalog
