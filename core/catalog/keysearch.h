#pragma once

#include "core/catalog/openproducts.h"
#include "core/fileselection.h"

namespace catalog {

/// Which of several builds has a key, and as what: the key of an object, or that of a file's content.
///
/// One build after the other is opened until one knows it; a build that cannot be opened does not have it.
/// Lives on the thread of the products, which outlive it. Never blocks. Deleting it ends everything without a
/// word.
class KeySearch : public QObject
{
public:
    KeySearch(OpenProducts &products, const blte::Digest &key, QObject *parent = nullptr);

    struct Found
    {
        BuildWish build;
        core::FileSelection::By by = core::FileSelection::By::EncodingKey; ///< or ContentKey
    };
    /// `done` is called once, later: empty when none has it.
    using Done = std::function<void(const std::optional<Found> &found)>;
    void start(const QList<BuildWish> &builds, Done done);

private:
    void searchNext();
    void search(const std::shared_ptr<OpenBuild> &build);
    void searchObjects();
    void end(std::optional<core::FileSelection::By> by);

    OpenProducts &m_products;
    const blte::Digest m_key;
    QList<BuildWish> m_builds; ///< the first one is looked in
    std::shared_ptr<OpenBuild> m_open;
    Done m_done;
};

/// For KeySearch: as many of the builds, from the first one on, as are worth it. Opening one costs some
/// requests.
QList<BuildWish> wishesFor(const QList<BuildRecord> &builds);

/// The files that the key is of.
core::FileSelection selectionOf(const KeySearch::Found &found, const blte::Digest &key);

} // namespace catalog
