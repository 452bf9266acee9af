#include "core/catalog/selectionopening.h"

#include "core/async.h"
#include "core/catalog/planorigin.h"
#include "core/catalog/whilealive.h"
#include "core/storage/setfolder.h"
#include "core/transfer/transferservices.h"

#include <QDir>
#include <utility>

namespace catalog {

namespace {

/// As many names as a message takes, and more.
constexpr qsizetype kMostListed = 100;

FoundSet emptySet(const SelectionOpening::Order &order)
{
    FoundSet set;
    set.source.set = order.text;
    set.source.name = setName(order.text);
    return set;
}

QString targetOf(const SelectionOpening::Order &order)
{
    return order.folder + u'/' + setName(order.text);
}

FoundSet setOf(const SelectionOpening::Order &order, const core::SetPlan &plan)
{
    FoundSet set = emptySet(order);
    set.files = plan.size();
    set.encodedSize = plan.expectedSize();
    set.decodedSize = plan.decodedSize();
    return set;
}

/// What is on the disk already. Blocks.
struct Earlier
{
    QByteArray origin;
    std::optional<FoundSet> set;
};

Earlier lookForPlan(const SelectionOpening::Order &order, const PlanFacts &facts)
{
    Earlier earlier{originOf(facts), {}};
    if (const auto plan = storage::SetFolder::planMadeOf(targetOf(order), earlier.origin))
        earlier.set = setOf(order, *plan);
    return earlier;
}

/// Blocks.
core::Result<void> write(const SelectionOpening::Order &order, const core::SetPlan &plan)
{
    if (plan.size() == 0)
        return {};
    if (!QDir().mkpath(order.folder))
        return core::failure(core::ErrorKind::FolderMissing, order.folder);
    return storage::SetFolder::create(targetOf(order), plan);
}

} // namespace

SelectionOpening::SelectionOpening(OpenProducts &products, transfer::TransferServices &services,
                                   QObject *parent)
    : QObject(parent)
    , m_products(products)
    , m_services(services)
    , m_resolver(products)
{
}

void SelectionOpening::open(const Order &order, const Done &done)
{
    const auto opening = std::make_shared<Opening>(Opening{order, done, {}});
    if (order.several == Order::Several::List)
        return resolve(opening);
    const auto onBuild = [this, opening](const core::Result<std::shared_ptr<OpenBuild>> &build) {
        build ? findPlan(opening, **build) : opening->done(core::failure(build.error()));
    };
    m_products.open(order.wish, whileAlive(this, onBuild));
}

void SelectionOpening::findPlan(const Shared &opening, const OpenBuild &build)
{
    const PlanFacts facts =
        factsFor(build, m_products.wishesFor(build), opening->order.text, opening->order.form);
    const auto look = [order = opening->order, facts] { return lookForPlan(order, facts); };
    core::runOn(m_services.disk(), look, this, [this, opening](const Earlier &earlier) {
        opening->origin = earlier.origin;
        earlier.set ? opening->done(OpenedSelection{{}, earlier.set}) : resolve(opening);
    });
}

void SelectionOpening::resolve(const Shared &opening)
{
    const Order &order = opening->order;
    const auto onFiles = [this, opening](const core::Result<std::shared_ptr<FileBatches>> &files) {
        if (!files)
            return opening->done(core::failure(files.error()));
        if (!(*files)->isOneObject() && opening->order.several == Order::Several::Set)
            return plan(opening, *files);
        // The answer holds them until it has come.
        const auto onResolved = [opening, files = *files](const ResolvedFiles &resolved) {
            opening->done(OpenedSelection{resolved, {}});
        };
        (*files)->next(kMostListed, whileAlive(this, onResolved));
    };
    m_resolver.open(order.wish, order.selection, onFiles);
}

void SelectionOpening::plan(const Shared &opening, const std::shared_ptr<FileBatches> &files)
{
    auto *const planner = new SetPlanner(files, opening->order.form, this);
    planner->start([this, opening, planner](SetPlanner::Planned planned) {
        planner->deleteLater();
        keep(opening, std::move(planned));
    });
}

/// The disk gets the plan before anybody is to fetch by it.
void SelectionOpening::keep(const Shared &opening, SetPlanner::Planned planned)
{
    FoundSet set = setOf(opening->order, planned.plan);
    set.lost = planned.lost;
    if (planned.isCertain)
        planned.plan.setOrigin(opening->origin);
    const auto plan = std::make_shared<const core::SetPlan>(std::move(planned.plan));
    core::runOn(
        m_services.disk(), [order = opening->order, plan] { return write(order, *plan); }, this,
        [opening, set](const core::Result<void> &written) {
            opening->done(written.map([&] { return OpenedSelection{{}, set}; }));
        });
}

} // namespace catalog
