#pragma once

#include "core/catalog/mirrorlisting.h"
#include "core/catalog/openproducts.h"

#include <deque>

namespace app {

/// An object of a mirror, and of which build.
struct MirrorEntry
{
    catalog::MirrorObject object;
    std::shared_ptr<catalog::OpenBuild> build; ///< the first one that has it

    QString path() const; ///< below the mirror's folder
};

struct MirrorPlan
{
    QList<MirrorEntry> entries; ///< each path once; what proves others stands before them
    QList<std::shared_ptr<catalog::OpenBuild>> builds;
    qint64 bytes = 0;         ///< of those that are listed and whose size is known; configs are some KiB each
    qint64 ofUnknownSize = 0; ///< archives whose index could not be read
    qint64 unlisted = 0;      ///< objects of which nobody knows whether they are anywhere
    qint64 unlistedBytes = 0;
};

/// Opens builds and lists what a mirror of them all has.
///
/// Lives on the thread of the products, which outlive it. Never blocks. Deleting it ends everything without a
/// word.
class MirrorPlanning : public QObject
{
    Q_OBJECT
public:
    MirrorPlanning(catalog::OpenProducts &products, catalog::Shard shard, QObject *parent = nullptr);

    /// Once. `done` is called later, once, also when some builds could not be opened.
    using Done = std::function<void(const MirrorPlan &plan)>;
    void start(const QList<catalog::BuildWish> &wishes, Done done);

Q_SIGNALS:
    void lost(const catalog::BuildWish &wish, const core::Error &error);

private:
    void next();
    void add(const std::shared_ptr<catalog::OpenBuild> &build, const QList<catalog::MirrorObject> &objects);

    catalog::OpenProducts &m_products;
    const catalog::Shard m_shard;
    std::deque<catalog::BuildWish> m_waiting;
    QSet<QString> m_paths;
    MirrorPlan m_plan;
    Done m_done;
};

} // namespace app
