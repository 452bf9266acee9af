#pragma once

#include "core/catalog/mirrorbasis.h"
#include "core/catalog/mirrorset.h"

namespace catalog {

/// What a mirror's row says that it was asked for as (core::Source::set). `label`: as in
/// MirrorOpening::Order.
QString mirrorText(const QString &label);

/// From what is to be mirrored to what the queue fetches: lists it, writes into the mirror what the rest is
/// proven by, and puts the plan of the rest on the disk.
///
/// Lives on the thread of the products; these and the services outlive it. Never blocks. Deleting it ends
/// everything without a word.
class MirrorOpening : public QObject
{
    Q_OBJECT
public:
    struct Order
    {
        QList<MirrorWish> wishes;
        QString label;  ///< of all of them, as people read it: what stands behind "mirror" on a command line
        QString folder; ///< absolute; of the mirror
        Shard shard = {};
    };
    MirrorOpening(transfer::TransferServices &services, OpenProducts &products, Order order,
                  QObject *parent = nullptr);

    /// Which tells what was not found (lost(), foundWhole()).
    MirrorPlanning &planning() { return m_planning; }

    /// Once. `done` is called later, once.
    void plan(MirrorPlanning::Done done);

    /// Before prepare(): another one than the order has, under which the row is known already.
    void setLabel(const QString &label) { m_order.label = label; }

    /// A row of the queue: a set of files that are kept as they are served.
    struct Row
    {
        core::Source source; ///< with its name
        qint64 files = 0;
        qint64 encodedSize = -1; ///< bytes; −1: not known
    };
    /// Once, with what plan() has told. Errors are those of the disk. What could not be had is told by
    /// ended(), and is not in the row.
    using Prepared = std::function<void(const core::Result<Row> &row)>;
    void prepare(const MirrorPlan &plan, Prepared prepared);

Q_SIGNALS:
    /// An object that is not fetched by the row: it is in the mirror, or could not be had.
    void ended(const catalog::MirrorEntry &entry, const catalog::MirrorBasis::End &end);

private:
    struct Made
    {
        std::shared_ptr<const core::SetPlan> plan;
        QList<qsizetype> withoutIndex; ///< archives that nothing can prove
    };
    void makeSet(const MirrorPlan &plan);
    void keep(const std::shared_ptr<const core::SetPlan> &plan);

    transfer::TransferServices &m_services;
    Order m_order;
    MirrorPlanning m_planning;
    MirrorBasis m_basis;
    Prepared m_prepared;
};

} // namespace catalog
