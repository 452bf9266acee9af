#pragma once

#include "core/catalog/objectfinder.h"
#include "core/catalog/openproducts.h"
#include "core/catalog/selection.h"

namespace catalog {

/// A file of a build as the queue fetches it. A value.
struct ResolvedFile
{
    core::Source source;        ///< its name is where it goes, below the target folder
    QList<core::Source> others; ///< further objects that decode to the same file, should this one be nowhere
};

/// A file that was named and cannot be fetched. A value.
struct LostFile
{
    QString name; ///< path, file data id or key
    core::Error error;
};

struct ResolvedFiles
{
    QList<ResolvedFile> files;
    QList<LostFile> lost;
};

/// From "these files of that build" to what the queue can fetch.
///
/// Lives on the thread of the products, which outlive it. Never blocks. Deleting it ends everything without a
/// word.
class FileResolver : public QObject
{
    Q_OBJECT
public:
    explicit FileResolver(OpenProducts &products, QObject *parent = nullptr);

    /// `done` is called once, later. An error when the build cannot be opened, or nothing in it is what the
    /// selection names, or more than 10,000 files are.
    using Done = std::function<void(const core::Result<ResolvedFiles> &files)>;
    void resolve(const BuildWish &wish, const core::FileSelection &selection, Done done);

    /// Likewise, as the build's manifests have them: nobody is asked where they lie.
    using Selected = std::function<void(const core::Result<Selection> &selection)>;
    void select(const BuildWish &wish, const core::FileSelection &selection, const Selected &done);

private:
    using Chosen = std::function<void(const std::shared_ptr<OpenBuild> &build,
                                      const core::Result<Selection> &selection)>;
    using Choose = core::Result<Selection> (*)(const FileTree *tree, const core::FileSelection &selection,
                                               const QString &product);
    void choose(const BuildWish &wish, const core::FileSelection &selection, Choose how, const Chosen &done);
    void find(const std::shared_ptr<OpenBuild> &build, const Selection &selection, const Done &done);

    OpenProducts &m_products;
};

} // namespace catalog
