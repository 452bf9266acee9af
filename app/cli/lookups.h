#pragma once

#include "app/cli/getoptions.h"
#include "core/catalog/fileresolver.h"
#include "core/catalog/keysearch.h"

#include <deque>

namespace app {

/// Finds what `get` is asked for by names and keys, in the builds of products.
///
/// Lives on the thread of the services, which outlive it. Each find() ends in lost(), or in found(), once for
/// every batch of files, as there is room for them.
class Lookups : public QObject
{
    Q_OBJECT
public:
    Lookups(const BuildOptions &options, transfer::TransferServices &services);

    void find(const ProductRequest &request);
    /// As the key of an object, of a content, of a build, in the builds that were seen before.
    void find(const KeyRequest &request);
    /// Whether the hash is the content key of a file of these builds. `done` is called later, once: with what
    /// find() takes, or nothing.
    using Content = std::optional<links::ProductSource>;
    void searchContent(const blte::Digest &key, std::function<void(const Content &source)> done);

    /// There is room for further files of those that were found.
    void goOn();
    /// Files that were found and not told yet, and one for each that is still looked for.
    qint64 unfinished() const;

    int underWay() const { return m_underWay; }
    /// Body bytes that came for it.
    qint64 networkBytes() const { return m_products.networkBytes(); }

Q_SIGNALS:
    void found(const app::ProductRequest &request, const catalog::ResolvedFiles &files);
    /// `name`: as it was given.
    void lost(const QString &name, const core::Error &error, const QString &hint);
    void warned(const catalog::LoadWarning &warning);
    /// Comes behind what each of them ended in.
    void oneEnded();

private:
    void searchKey(const blte::Digest &key, const QList<catalog::BuildRecord> &builds,
                   const catalog::KeySearch::Done &done);
    void end();

    /// What was found of a request, and is not told yet.
    struct Found
    {
        ProductRequest request;
        std::shared_ptr<catalog::FileBatches> files;
    };
    void tellNext();

    const BuildOptions m_options;
    catalog::OpenProducts m_products;
    catalog::FileResolver m_resolver;
    std::deque<Found> m_found;
    bool m_isTelling = false; ///< a batch is being looked up
    int m_underWay = 0;
};

/// What to do about a content key that is not found.
QString giveProductText(const blte::Digest &key);

} // namespace app
