#pragma once

#include "app/cli/getoptions.h"
#include "core/catalog/keysearch.h"
#include "core/catalog/selectionopening.h"

namespace app {

/// Finds what `get` is asked for by names and keys, in the builds of products.
///
/// Lives on the thread of the services, which outlive it. Each find() ends in one of lost(), found() and
/// foundSet().
class Lookups : public QObject
{
    Q_OBJECT
public:
    Lookups(const BuildOptions &options, transfer::TransferServices &services);

    void setPlan(const catalog::SetPlanner::Wishes &plan) { m_plan = plan; } ///< of sets
    /// One file is wanted, and several are an error of the caller's.
    void setOneFile() { m_wanted = Wanted::List; }
    /// Nothing is to be fetched, or written: each find() ends in lost() or foretold().
    void setForecast() { m_wanted = Wanted::Forecast; }

    void find(const ProductRequest &request);
    /// As the key of an object, of a content, of a build, in the builds that were seen before.
    void find(const KeyRequest &request);
    /// Whether the hash is the content key of a file of these builds. `done` is called later, once: with what
    /// find() takes, or nothing.
    using Content = std::optional<links::ProductSource>;
    void searchContent(const blte::Digest &key, std::function<void(const Content &source)> done);

    int underWay() const { return m_underWay; }
    /// Body bytes that came for it.
    qint64 networkBytes() const { return m_products.networkBytes(); }

Q_SIGNALS:
    void found(const app::ProductRequest &request, const catalog::ResolvedFiles &files);
    /// It is several files: their plan is on the disk, where a set of this source takes it from. With
    /// setOneFile() their first names come with found().
    void foundSet(const app::ProductRequest &request, const catalog::FoundSet &set);
    void foretold(const app::ProductRequest &request, const catalog::Forecast &forecast);
    /// `name`: as it was given.
    void lost(const QString &name, const core::Error &error, const QString &hint);
    void warned(const catalog::LoadWarning &warning);
    /// Comes behind what each of them ended in.
    void oneEnded();

private:
    void searchKey(const blte::Digest &key, const QList<catalog::BuildRecord> &builds,
                   const catalog::KeySearch::Done &done);
    void end();

    const BuildOptions m_options;
    catalog::OpenProducts m_products;
    catalog::SelectionOpening m_opening;
    catalog::SetPlanner::Wishes m_plan;
    using Wanted = catalog::SelectionOpening::Order::Wanted;
    Wanted m_wanted = Wanted::Set;
    int m_underWay = 0;
};

/// "3 files, 1.2 GB (800 MB to fetch)".
QString sizesOf(const catalog::FoundSet &set);
/// What to do about a content key that is not found.
QString giveProductText(const blte::Digest &key);

} // namespace app
