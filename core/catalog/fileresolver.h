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
    /// So many files were named, which is too many: nothing was looked up, and `lost` says so, too.
    qint64 refused = 0;
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

    /// Of a selection: each is a row of the queue. Usually 10,000.
    void setMostFiles(qsizetype most) { m_most = most; }

    /// `done` is called once, later. An error when the build cannot be opened, or nothing in it is what the
    /// selection names.
    using Done = std::function<void(const core::Result<ResolvedFiles> &files)>;
    void resolve(const BuildWish &wish, const core::FileSelection &selection, Done done);

    /// Likewise, as the build's manifests have them: nobody is asked where they lie.
    using Selected = std::function<void(const core::Result<Selection> &selection)>;
    void select(const BuildWish &wish, const core::FileSelection &selection, const Selected &done);

private:
    using Chosen = std::function<void(const std::shared_ptr<OpenBuild> &build,
                                      const core::Result<Selection> &selection)>;
    void choose(const BuildWish &wish, const core::FileSelection &selection, qsizetype most,
                const Chosen &done);
    void find(const std::shared_ptr<OpenBuild> &build, const Selection &selection, const Done &done);

    OpenProducts &m_products;
    qsizetype m_most = 10'000;
};

} // namespace catalog
