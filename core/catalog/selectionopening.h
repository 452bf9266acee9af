#pragma once

#include "core/catalog/fileresolver.h"
#include "core/catalog/lockedfiles.h"
#include "core/catalog/setplanner.h"

namespace transfer {
class TransferServices;
}

namespace catalog {

/// Several files of a build that are fetched as one. A value.
struct FoundSet
{
    core::Source source; ///< with its name
    qint64 files = 0;
    qint64 encodedSize = -1; ///< bytes; −1: not known
    qint64 decodedSize = -1; ///< likewise
    QList<LostFile> lost;    ///< and are not among them
    QStringList strays;      ///< strayFiles(), of a new plan that nothing was in the way of
};

/// The plan of a set that grows. A value.
struct GrownSet
{
    std::shared_ptr<const core::SetPlan> plan; ///< null: nothing of it can be had
    std::vector<core::SetPlan::Index> added;   ///< files that Order::added means
};

/// What fetching files would be. A value.
struct Forecast
{
    FoundSet set;        ///< also of one file
    qint64 occupied = 0; ///< files in whose places something lies
    LockedFiles locked;
};

/// What a selection comes to: one file, or a set. A value.
struct OpenedSelection
{
    ResolvedFiles files; ///< of no set: one file, or several where no set is wanted
    std::optional<FoundSet> set;
    std::optional<Forecast> forecast; ///< where that is wanted, and nothing else is there
    GrownSet grown = {};              ///< where that is wanted; with `set`
};

/// From "these files of that build" to what the queue fetches. The plan of a set is on the disk by then;
/// where one is there that was made of the same, and no file of it has failed since, nothing is looked up
/// anew.
///
/// Lives on the thread of the products; these and the services outlive it. Never blocks. Deleting it ends
/// everything without a word.
class SelectionOpening : public QObject
{
    Q_OBJECT
public:
    SelectionOpening(OpenProducts &products, transfer::TransferServices &services, QObject *parent = nullptr);

    struct Order
    {
        BuildWish wish;
        core::FileSelection selection;
        QString text;   ///< of both, as core::Source::set has it
        QString folder; ///< absolute; the files go into it, and it is made where it is not there
        SetPlanner::Wishes plan = {};
        enum class Wanted {
            Set,      ///< one file, or a set
            List,     ///< one file, or the first hundred
            Forecast, ///< nothing is written
            Growth,   ///< the plan of a set that is there with fewer files; nothing is written
        };
        Wanted wanted = Wanted::Set;
        core::FileSelection added = {}; ///< of Growth: which of the files are new
        QString name = {};              ///< of the set; empty: setName() of the text
    };
    /// `done` is called once, later. Errors are those of FileResolver, and those of the disk for a plan.
    using Done = std::function<void(const core::Result<OpenedSelection> &opened)>;
    void open(const Order &order, const Done &done);

private:
    /// An order under way.
    struct Opening
    {
        Order order;
        Done done;
        QByteArray origin;  ///< of its plan
        QString build = {}; ///< hash of its build config
    };
    using Shared = std::shared_ptr<Opening>;

    void findPlan(const Shared &opening, const OpenBuild &build);
    void resolve(const Shared &opening);
    void plan(const Shared &opening, const std::shared_ptr<FileBatches> &files);
    void keep(const Shared &opening, SetPlanner::Planned planned);
    void findStrays(const Shared &opening, const FoundSet &set,
                    const std::shared_ptr<const core::SetPlan> &plan);
    void grow(const Shared &opening, SetPlanner::Planned planned);
    void foretell(const Shared &opening, SetPlanner::Planned planned);
    void findOccupied(const Shared &opening, const Forecast &forecast,
                      const std::shared_ptr<const core::SetPlan> &plan);

    OpenProducts &m_products;
    transfer::TransferServices &m_services;
    FileResolver m_resolver;
};

} // namespace catalog
