#pragma once

#include "core/catalog/filebatches.h"
#include "core/catalog/objectfinder.h"
#include "core/catalog/openproducts.h"

namespace catalog {

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

    /// Likewise, of any number of files: they are looked up as they are asked for.
    using Opened = std::function<void(const core::Result<std::shared_ptr<FileBatches>> &files)>;
    void open(const BuildWish &wish, const core::FileSelection &selection, const Opened &done);

    /// Likewise, as the build's manifests have them: nobody is asked where they lie.
    using Selected = std::function<void(const core::Result<Selection> &selection)>;
    void select(const BuildWish &wish, const core::FileSelection &selection, const Selected &done);
    /// Likewise, with the build, which comes with every selection that is no error.
    using Chosen = std::function<void(const NamedBuild &build, const core::Result<Selection> &selection)>;
    void selectIn(const BuildWish &wish, const core::FileSelection &selection, const Chosen &done);

private:
    void choose(const BuildWish &wish, const core::FileSelection &selection, qsizetype most,
                const Chosen &done);
    void warnOf(const Selection &selection);

    OpenProducts &m_products;
    qsizetype m_most = 10'000;
};

} // namespace catalog
