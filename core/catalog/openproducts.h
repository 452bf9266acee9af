#pragma once

#include "core/catalog/buildopening.h"
#include "core/catalog/treeopening.h"

namespace catalog {

/// A build that is open, and the names of its files.
struct NamedBuild
{
    std::shared_ptr<OpenBuild> build;
    std::shared_ptr<const FileTree> tree; ///< null: no manifest could be had, and only keys can be looked up
    core::Error error = {};               ///< why there is none
    QList<LoadWarning> warnings = {};     ///< of opening the tree; OpenProducts has told them
};

/// The builds that were asked for, and their trees: each is opened once and stays open. Of a build whose
/// files are wanted by several locales, tags or manifests (BuildWish::naming) there is a tree of each.
///
/// Lives on the thread of the services, which outlive it. Never blocks. Deleting it ends everything without a
/// word.
class OpenProducts : public QObject
{
    Q_OBJECT
public:
    OpenProducts(BuildOpening::Means means, TreeWishes wishes, QObject *parent = nullptr);
    ~OpenProducts() override;

    /// `done` is called once, later. Errors are those of BuildOpening; what failed is tried again for whoever
    /// asks later.
    using BuildDone = std::function<void(const core::Result<std::shared_ptr<OpenBuild>> &build)>;
    void open(const BuildWish &wish, BuildDone done);
    /// Likewise, and those of TreeOpening.
    using TreeDone = std::function<void(const core::Result<NamedBuild> &build)>;
    void openTree(const BuildWish &wish, TreeDone done);

    /// For a tree of this build, as it was wished for.
    TreeWishes wishesFor(const BuildWish &wish, const OpenBuild &build) const;
    /// Body bytes that came for all of it: tables, configs, indices, manifests.
    qint64 networkBytes() const;

Q_SIGNALS:
    void warned(const catalog::LoadWarning &warning);

private:
    struct Entry;
    struct Naming;

    Entry &entryOf(const BuildWish &wish);
    Naming &namingOf(const BuildWish &wish);
    void onBuild(Entry &entry, const core::Result<std::shared_ptr<OpenBuild>> &build);
    void onTree(Naming &naming, const core::Result<OpenedTree> &tree);

    const BuildOpening::Means m_means;
    const TreeWishes m_wishes;
    std::map<QString, std::unique_ptr<Entry>> m_entries;  ///< by what was wished
    std::map<QString, std::unique_ptr<Naming>> m_namings; ///< likewise
};

} // namespace catalog
