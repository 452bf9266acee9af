#pragma once

#include "core/catalog/fileresolver.h"
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
};

/// What a selection comes to for the queue: one file, or a set. A value.
struct OpenedSelection
{
    ResolvedFiles files; ///< of no set: one file, or several where no set is wanted
    std::optional<FoundSet> set;
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
        SetPlanner::Form form = SetPlanner::Form::Decoded;
        /// What several files are to be.
        enum class Several {
            Set,
            List, ///< some hundred of them at most
        };
        Several several = Several::Set;
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
        QByteArray origin; ///< of its plan
    };
    using Shared = std::shared_ptr<Opening>;

    void findPlan(const Shared &opening, const OpenBuild &build);
    void resolve(const Shared &opening);
    void plan(const Shared &opening, const std::shared_ptr<FileBatches> &files);
    void keep(const Shared &opening, SetPlanner::Planned planned);

    OpenProducts &m_products;
    transfer::TransferServices &m_services;
    FileResolver m_resolver;
};

} // namespace catalog
