#include "core/catalog/selectionopening.h"

#include "core/async.h"
#include "core/catalog/filesmeant.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/planorigin.h"
#include "core/catalog/strayfiles.h"
#include "core/catalog/whilealive.h"
#include "core/hex.h"
#include "core/storage/setfolder.h"
#include "core/storage/setplaces.h"
#include "core/transfer/fetch/memorypressure.h"
#include "core/transfer/transferservices.h"

#include <QDir>
#include <algorithm>
#include <utility>

namespace catalog {

namespace {

/// As many names as a message takes, and more.
constexpr qsizetype kMostListed = 100;

QString nameOf(const SelectionOpening::Order &order)
{
    return order.name.isEmpty() ? setName(order.text) : order.name;
}

QString targetOf(const SelectionOpening::Order &order)
{
    return order.folder + u'/' + nameOf(order);
}

FoundSet setOf(const SelectionOpening::Order &order, const core::SetPlan &plan)
{
    FoundSet set;
    set.source.set = order.text;
    set.source.name = nameOf(order);
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
    transfer::returnFreeMemory();
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
    const auto opening = std::make_shared<Opening>(Opening{order, done, {}, {}});
    if (order.wanted == Order::Wanted::List || order.wanted == Order::Wanted::Forecast)
        return resolve(opening);
    const auto onBuild = [this, opening](const core::Result<std::shared_ptr<OpenBuild>> &build) {
        build ? findPlan(opening, **build) : opening->done(core::failure(build.error()));
    };
    m_products.open(order.wish, whileAlive(this, onBuild));
}

void SelectionOpening::findPlan(const Shared &opening, const OpenBuild &build)
{
    PlanFacts facts = factsFor(build, m_products.wishesFor(opening->order.wish, build));
    facts.selection = opening->order.text;
    facts.plan = opening->order.plan;
    opening->build = core::hex(facts.buildConfig);
    const auto look = [order = opening->order, facts]() -> Earlier {
        return order.wanted == Order::Wanted::Growth ? Earlier{originOf(facts), {}}
                                                     : lookForPlan(order, facts);
    };
    core::runOn(m_services.disk(), look, this, [this, opening](const Earlier &earlier) {
        opening->origin = earlier.origin;
        earlier.set ? opening->done(OpenedSelection{{}, earlier.set, {}, {}}) : resolve(opening);
    });
}

void SelectionOpening::resolve(const Shared &opening)
{
    const Order &order = opening->order;
    const auto onFiles = [this, opening](const core::Result<std::shared_ptr<FileBatches>> &files) {
        if (!files)
            return opening->done(core::failure(files.error()));
        const Order::Wanted wanted = opening->order.wanted;
        const bool isSet = wanted == Order::Wanted::Set && !(*files)->isOneObject();
        if (isSet || wanted == Order::Wanted::Forecast || wanted == Order::Wanted::Growth)
            return plan(opening, *files);
        // The answer holds them until it has come.
        const auto onResolved = [opening, files = *files](const ResolvedFiles &resolved) {
            opening->done(OpenedSelection{resolved, {}, {}, {}});
        };
        (*files)->next(kMostListed, whileAlive(this, onResolved));
    };
    m_resolver.open(order.wish, order.selection, onFiles);
}

void SelectionOpening::plan(const Shared &opening, const std::shared_ptr<FileBatches> &files)
{
    auto *const planner = new SetPlanner(files, opening->order.plan, this);
    planner->start([this, opening, planner](SetPlanner::Planned planned) {
        planner->deleteLater();
        switch (opening->order.wanted) {
        case Order::Wanted::Forecast:
            return foretell(opening, std::move(planned));
        case Order::Wanted::Growth:
            return grow(opening, std::move(planned));
        case Order::Wanted::Set:
        case Order::Wanted::List:
            return keep(opening, std::move(planned));
        }
    });
}

/// The disk gets the plan before anybody is to fetch by it.
void SelectionOpening::keep(const Shared &opening, SetPlanner::Planned planned)
{
    FoundSet set = setOf(opening->order, planned.plan);
    set.lost = planned.lost;
    if (planned.isCertain)
        planned.plan.setOrigin(opening->origin);
    planned.plan.setBuild(opening->build);
    const auto plan = std::make_shared<const core::SetPlan>(std::move(planned.plan));
    const auto onWritten = [this, opening, set, plan,
                            isCertain = planned.isCertain](const core::Result<void> &written) {
        if (!written)
            opening->done(core::failure(written.error()));
        else if (isCertain)
            findStrays(opening, set, plan);
        else // a file that was not found may be in the build all the same
            opening->done(OpenedSelection{{}, set, {}, {}});
    };
    core::runOn(
        m_services.disk(), [order = opening->order, plan] { return write(order, *plan); }, this, onWritten);
}

void SelectionOpening::findStrays(const Shared &opening, const FoundSet &set,
                                  const std::shared_ptr<const core::SetPlan> &plan)
{
    const auto look = [plan, selection = opening->order.selection, folder = opening->order.folder] {
        return strayFiles(*plan, selection, folder);
    };
    core::runIn(m_services.lookups(), look, this, [opening, set](const QStringList &strays) {
        OpenedSelection opened{{}, set, {}, {}};
        opened.set->strays = strays;
        opening->done(opened);
    });
}

/// Whoever has the set puts it into its place.
void SelectionOpening::grow(const Shared &opening, SetPlanner::Planned planned)
{
    OpenedSelection opened{{}, setOf(opening->order, planned.plan), {}, {}};
    opened.set->lost = planned.lost;
    if (planned.plan.size() == 0)
        return opening->done(opened);
    if (planned.isCertain)
        planned.plan.setOrigin(opening->origin);
    planned.plan.setBuild(opening->build);
    opened.grown.plan = std::make_shared<const core::SetPlan>(std::move(planned.plan));
    const auto look = [plan = opened.grown.plan, added = opening->order.added] {
        return filesMeant(*plan, added);
    };
    core::runIn(m_services.lookups(), look, this,
                [opening, opened](const std::vector<core::SetPlan::Index> &added) {
                    OpenedSelection all = opened;
                    all.grown.added = added;
                    opening->done(all);
                });
}

void SelectionOpening::foretell(const Shared &opening, SetPlanner::Planned planned)
{
    Forecast forecast;
    forecast.set = setOf(opening->order, planned.plan);
    forecast.set.lost = planned.lost;
    const auto plan = std::make_shared<const core::SetPlan>(std::move(planned.plan));
    const auto onBuild = [this, opening, forecast, plan](const auto &build) {
        if (!build)
            return opening->done(core::failure(build.error()));
        auto *const lookup = new LockedFilesLookup(*(*build)->finder, plan, (*build)->loader->keys(), this);
        lookup->start([this, opening, forecast, plan, lookup](const LockedFiles &locked) {
            lookup->deleteLater();
            Forecast all = forecast;
            all.locked = locked;
            findOccupied(opening, all, plan);
        });
    };
    m_products.open(opening->order.wish, whileAlive(this, onBuild));
}

void SelectionOpening::findOccupied(const Shared &opening, const Forecast &forecast,
                                    const std::shared_ptr<const core::SetPlan> &plan)
{
    const auto look = [plan, folder = opening->order.folder] {
        const auto places = storage::placesOf(*plan, folder);
        return static_cast<qint64>(std::count(places.begin(), places.end(), storage::SetPlace::Occupied));
    };
    core::runIn(m_services.lookups(), look, this, [opening, forecast](qint64 occupied) {
        Forecast all = forecast;
        all.occupied = occupied;
        opening->done(OpenedSelection{{}, {}, all, {}});
    });
}

} // namespace catalog
