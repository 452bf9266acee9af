#include "app/desktop/productintake.h"

#include "app/catalogplaces.h"
#include "app/desktop/catalogmeans.h"
#include "app/desktop/keylookup.h"
#include "app/desktop/mirrorrows.h"
#include "app/desktop/storedlookups.h"
#include "app/desktop/usualregion.h"
#include "app/mirrorrow.h"
#include "core/cache/objectcache.h"
#include "core/hex.h"
#include "core/queue/growablerow.h"
#include "core/queue/setitems.h"
#include "core/storage/safename.h"
#include "core/transfer/transferservices.h"
#include "ui/background.h"
#include "ui/errortext.h"
#include "ui/intake/buildoffer.h"
#include "ui/preferences.h"

#include <QDir>
#include <QLocale>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;
using ui::FoundFiles;

namespace {

constexpr auto kStoredAs = "lookups"_L1;

blte::KeyList newKeys(const blte::KeyStore *before, const blte::KeyStore &now)
{
    blte::KeyList keys;
    for (const blte::KeyName name : now.names()) {
        if (!before || !before->find(name))
            keys.entries.push_back({name, *now.find(name), now.originOf(name)});
    }
    return keys;
}

} // namespace

/// A mirror that is listed, and what could not be had of it.
struct ProductIntake::Mirror
{
    Mirror(transfer::TransferServices &services, catalog::OpenProducts &products, const queue::Queue &queue,
           const catalog::MirrorOpening::Order &order)
        : opening(services, products, order)
        , rows(queue)
    {
    }

    catalog::MirrorOpening opening;
    MirrorRows rows;
    catalog::MirrorPlan plan;
    FoundFiles found;
};

/// The builds that are open, and who finds files in them.
struct ProductIntake::Lookup
{
    Lookup(const catalog::BuildOpening::Means &means, const catalog::TreeWishes &wishes)
        : cache(means.cache)
        , products(means, wishes)
        , opening(products, means.services)
        , keys(products, means.historyPath)
    {
    }

    const std::shared_ptr<cache::ObjectCache> cache;
    catalog::OpenProducts products;
    catalog::SelectionOpening opening;
    KeyLookup keys;
    std::vector<std::unique_ptr<Mirror>> mirrors;
};

ProductIntake::ProductIntake(transfer::TransferServices &services, queue::Queue &queue,
                             ui::Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_queue(queue)
    , m_preferences(preferences)
    , m_others(queue)
{
    // Queued: a row is not to be removed while the queue tells of it.
    connect(&m_queue, &queue::Queue::happened, this, &ProductIntake::lookUpAnew, Qt::QueuedConnection);
    connect(&m_preferences, &ui::Preferences::changed, this, [this] {
        if (m_lookup)
            m_lookup->cache->setLimit(m_preferences.cacheLimit());
    });
    connect(&m_queue, &queue::Queue::loaded, this, [this] {
        const QList<ui::ProductRequest> all = m_lookup ? m_underWay : QList<ui::ProductRequest>();
        for (const ui::ProductRequest &request : all) {
            if (!request.into.isEmpty())
                resolve(request);
        }
    });
    connect(&m_others, &OtherObjects::wanted, this,
            [this](const queue::Request &request, const QString &remark) {
                Q_EMIT found({{request}, {}, {remark}});
            });
}

ProductIntake::~ProductIntake() = default;

QStringList ProductIntake::underWay() const
{
    QStringList sources;
    for (const ui::ProductRequest &request : m_underWay)
        sources << ui::shownText(request);
    return sources;
}

void ProductIntake::lookUp(const QList<ui::ProductRequest> &requests)
{
    const bool isFirst = m_underWay.isEmpty();
    m_underWay += requests;
    noteUnderWay();
    if (m_lookup) {
        for (const ui::ProductRequest &request : requests)
            resolve(request);
    } else if (isFirst && !m_isHeld) {
        prepare();
    }
}

void ProductIntake::prepareAccess(QObject *receiver,
                                  const std::function<void(const ui::CatalogAccess &)> &done) const
{
    ui::inBackground(meansReader(m_preferences), receiver, [this, done](const CatalogMeans &means) {
        done(accessBy(means, m_services, m_preferences));
    });
}

void ProductIntake::prepare()
{
    ui::inBackground(meansReader(m_preferences), this, [this, round = ++m_round](const CatalogMeans &means) {
        if (round == m_round)
            begin(means);
    });
}

void ProductIntake::noteUnderWay()
{
    m_preferences.setState(kStoredAs, lookupsToText(m_underWay));
    Q_EMIT underWayChanged(underWay());
}

void ProductIntake::hold()
{
    if (std::exchange(m_isHeld, true))
        return;
    ++m_round;
    m_lookup.reset();
    m_remarks.clear();
    Q_EMIT underWayChanged(underWay());
}

void ProductIntake::release()
{
    if (!std::exchange(m_isHeld, false) || m_underWay.isEmpty())
        return;
    Q_EMIT underWayChanged(underWay());
    prepare();
}

void ProductIntake::renew()
{
    if (m_isHeld || m_underWay.isEmpty())
        return;
    m_lookup.reset();
    m_remarks.clear();
    prepare();
}

qsizetype ProductIntake::resume()
{
    const QList<ui::ProductRequest> requests = lookupsFromText(m_preferences.state(kStoredAs));
    if (!requests.isEmpty())
        lookUp(requests);
    return requests.size();
}

void ProductIntake::begin(const CatalogMeans &means)
{
    if (!means.listfile)
        m_remarks << means.listfile.error();
    const ui::CatalogAccess access = accessBy(means, m_services, m_preferences);
    m_hasListfile = !access.wishes.listfile.isEmpty();
    m_keysBefore = m_services.keys;
    m_growing.clear();
    m_waiting.clear();
    m_lookup = std::make_unique<Lookup>(access.means, access.wishes);
    connect(&m_lookup->products, &catalog::OpenProducts::warned, this,
            [this](const catalog::LoadWarning &warning) {
                if (const QString remark = ui::warningLine(warning); !m_remarks.contains(remark))
                    m_remarks << remark;
            });
    for (const ui::ProductRequest &request : std::as_const(m_underWay))
        resolve(request);
}

void ProductIntake::resolve(const ui::ProductRequest &request)
{
    if (!request.into.isEmpty() && !m_queue.isLoaded())
        return; // the row may be among those that are being read
    if (request.key)
        return findKey(request);
    request.keep == links::Keep::Mirror ? openMirror(request) : openFiles(request);
}

void ProductIntake::findKey(const ui::ProductRequest &request)
{
    const blte::Digest key = *request.key;
    m_lookup->keys.find(key, [this, request, key](const KeyLookup::Answer &answer) {
        FoundFiles found;
        if (!answer.build) {
            found.lost << unknownText(answer, key);
            return end(request, found);
        }
        if (!answer.files) {
            found.offers << ui::offerOf(*answer.build);
            return end(request, found);
        }
        m_remarks << textOf(answer, key);
        ui::ProductRequest &entry = *entryOf(request);
        entry.key.reset();
        entry.source = {answer.build->product, core::hex(answer.build->row.buildConfig), *answer.files};
        noteUnderWay();
        openFiles(ui::ProductRequest(entry));
    });
}

void ProductIntake::openMirror(const ui::ProductRequest &request)
{
    using Selection = core::FileSelection;
    const bool isWhole = request.source.selection.by == Selection::By::Everything &&
                         !links::isNamingWished(request.source.options);
    const catalog::MirrorWish wish{wishFor(request.source),
                                   isWhole ? std::nullopt : std::optional(request.source.selection)};
    m_lookup->mirrors.push_back(std::make_unique<Mirror>(
        m_services, m_lookup->products, m_queue,
        catalog::MirrorOpening::Order{{wish}, links::toText(request.source), request.folder}));
    Mirror *const mirror = m_lookup->mirrors.back().get();
    connect(&mirror->opening.planning(), &catalog::MirrorPlanning::lost, this,
            [mirror](const QString &name, const core::Error &error) {
                mirror->found.lost << name + ": "_L1 + ui::errorLine(error);
            });
    connect(&mirror->opening.planning(), &catalog::MirrorPlanning::foundWhole, this,
            [mirror](const catalog::Build &build) {
                mirror->found.remarks << tr("The mirror has all of build %1 of %2, and so every file of it")
                                             .arg(build.version, build.product);
            });
    connect(&mirror->opening, &catalog::MirrorOpening::ended, this,
            [mirror](const catalog::MirrorEntry &entry, const catalog::MirrorBasis::End &end) {
                const bool isPromised = entry.object.promise == catalog::MirrorObject::Promise::Listed;
                if (end.error.kind != core::ErrorKind::None &&
                    (isPromised || end.error.kind != core::ErrorKind::NotFound))
                    mirror->found.lost << entry.path() + ": "_L1 + ui::errorLine(end.error);
            });
    mirror->opening.plan([this, request, mirror](const catalog::MirrorPlan &plan) {
        if (plan.builds.isEmpty())
            return end(request, mirror->found);
        mirror->plan = plan;
        mirror->rows.find(request, plan.builds, [this, request, mirror](const QString &label) {
            if (!label.isEmpty())
                mirror->opening.setLabel(label);
            prepareMirror(request, *mirror);
        });
    });
}

void ProductIntake::prepareMirror(const ui::ProductRequest &request, Mirror &mirror)
{
    mirror.opening.prepare(mirror.plan, [this, request, &mirror](const auto &row) {
        if (!row)
            return end(request, core::failure(row.error()));
        mirror.found.requests.append(requestFor(*row, request.folder));
        mirror.found.requests.last().intent = request.intent;
        end(request, mirror.found);
    });
}

catalog::BuildWish ProductIntake::wishFor(const links::ProductSource &source)
{
    catalog::BuildWish wish;
    wish.product = source.product;
    wish.build = source.build;
    wish.usualRegion = usualRegion(QLocale::system().territory());
    wish.cdnConfig = source.options.cdnConfig;
    wish.naming = namingWish(source.options);
    return wish;
}

catalog::SelectionOpening::Order ProductIntake::orderFor(const ui::ProductRequest &request)
{
    using catalog::SetPlanner;
    const bool isRaw = request.options.form == queue::Form::Raw;
    catalog::SelectionOpening::Order order;
    order.wish = wishFor(request.source);
    order.selection = request.source.selection;
    order.text = links::toText(request.source);
    order.folder = request.folder;
    order.plan.form = isRaw ? SetPlanner::Form::AsServed : SetPlanner::Form::Decoded;
    return order;
}

void ProductIntake::openFiles(const ui::ProductRequest &request)
{
    const queue::Item *row = rowToGrow(request);
    if (!row)
        openOwn(request);
    else if (m_growing.contains(row->id)) // the next one comes to what this one leaves
        m_waiting << request;
    else
        grow(request, *row);
}

void ProductIntake::openOwn(const ui::ProductRequest &request)
{
    catalog::SelectionOpening::Order order = orderFor(request);
    order.name = ownName(request);
    m_lookup->opening.open(order, [this, request](const core::Result<catalog::OpenedSelection> &opened) {
        if (!opened)
            end(request, core::failure(opened.error()));
        else
            end(request, opened->set ? foundSet(request, *opened->set) : foundFiles(request, opened->files));
    });
}

/// That of a set of its own; not that of a row which has grown since and has other files, too.
QString ProductIntake::ownName(const ui::ProductRequest &request) const
{
    const QString text = links::toText(request.source);
    const QString wanted = request.name.isEmpty() ? catalog::setName(text) : request.name;
    QSet<QString> taken;
    for (int row = 0; row < m_queue.count(); ++row) {
        const queue::Item &item = m_queue.at(row);
        if (!item.source.set.isEmpty() && item.source.set != text && item.folder == request.folder)
            taken.insert(item.name);
    }
    QString name = wanted;
    for (int number = 1; taken.contains(name); ++number)
        name = storage::numberedName(wanted, number);
    return name;
}

/// The row that the request names, or one that was called as its set would be and has more files since.
const queue::Item *ProductIntake::rowToGrow(const ui::ProductRequest &request) const
{
    const QString text = links::toText(request.source);
    const QString name = request.into.isEmpty() ? catalog::setName(text) : request.into;
    for (int row = 0; row < m_queue.count(); ++row) {
        const queue::Item &item = m_queue.at(row);
        const bool isSame = request.into.isEmpty() && item.source.set == text;
        if (item.name == name && !isSame &&
            queue::grownSource(item, {request.source, request.folder, request.options.form}))
            return &item;
    }
    return nullptr;
}

void ProductIntake::grow(const ui::ProductRequest &request, const queue::Item &row)
{
    m_growing.insert(row.id);
    ui::ProductRequest grown = request;
    grown.source = *queue::grownSource(row, {request.source, request.folder, request.options.form});
    catalog::SelectionOpening::Order order = orderFor(grown);
    order.name = row.name;
    order.wanted = catalog::SelectionOpening::Order::Wanted::Growth;
    order.added = request.source.selection;
    m_lookup->opening.open(order, [this, request, id = row.id, before = row.source.set,
                                   text = order.text](const core::Result<catalog::OpenedSelection> &opened) {
        const queue::Item *now = std::as_const(m_queue).find(id);
        const bool isAsBefore = now && now->source.set == before;
        if (opened && isAsBefore && !opened->grown.added.empty())
            return onPlanned(request, id, text, *opened);
        leaveRow(id);
        if (!opened)
            end(request, core::failure(opened.error()));
        else if (!isAsBefore)
            openFiles(request);
        else
            end(request, FoundFiles{{}, lostFiles(request, opened->set->lost), {}});
    });
}

void ProductIntake::onPlanned(const ui::ProductRequest &request, queue::ItemId row, const QString &grownText,
                              const catalog::OpenedSelection &opened)
{
    FoundFiles found;
    found.lost = lostFiles(request, opened.set->lost);
    const queue::SetItems::Growth growth{grownText, opened.grown.plan, opened.grown.added, request.intent};
    found.grown << row;
    found.remarks << tr("%Ln file(s) added to %1", nullptr, static_cast<int>(growth.added.size()))
                         .arg(std::as_const(m_queue).find(row)->displayName());
    const auto onGrown = [this, request, row, found, round = m_round](const core::Result<void> &grown) {
        if (round != m_round) // nobody wants it any more, or it is looked up from its beginning
            return;
        leaveRow(row);
        grown ? end(request, found) : onNotGrown(request, row, grown.error());
    };
    m_queue.sets().grow(row, growth, this, onGrown);
}

void ProductIntake::onNotGrown(const ui::ProductRequest &request, queue::ItemId row, const core::Error &why)
{
    if (const queue::Item *item = std::as_const(m_queue).find(row))
        m_remarks << tr("%1 does not take these files: %2").arg(item->displayName(), ui::errorPhrase(why));
    ui::ProductRequest &entry = *entryOf(request);
    entry.into.clear();
    noteUnderWay();
    openOwn(ui::ProductRequest(entry));
}

/// Others may have files for it.
void ProductIntake::leaveRow(queue::ItemId row)
{
    m_growing.remove(row);
    for (const ui::ProductRequest &request : std::exchange(m_waiting, {}))
        openFiles(request);
}

void ProductIntake::end(const ui::ProductRequest &request, const core::Result<FoundFiles> &files)
{
    tellNewKeys();
    FoundFiles all = files.value_or(FoundFiles());
    if (!files)
        all.lost << ui::shownText(request) + ": "_L1 + ui::errorLine(files.error());
    if (!files && !m_hasListfile && mayLackListfile(request.source, files.error())) {
        all.remarks << tr(
            "The roots of World of Warcraft have numbers instead of names. A listfile gives them "
            "(lines id;path): drop one on the window");
    }
    all.remarks += std::exchange(m_remarks, {});
    m_underWay.erase(entryOf(request));
    noteUnderWay();
    Q_EMIT found(all);
    // Later: this call comes from what is to be deleted.
    QMetaObject::invokeMethod(this, &ProductIntake::endIfNothingRuns, Qt::QueuedConnection);
}

QList<ui::ProductRequest>::iterator ProductIntake::entryOf(const ui::ProductRequest &request)
{
    return std::find_if(m_underWay.begin(), m_underWay.end(), [&](const ui::ProductRequest &one) {
        return one.source == request.source && one.keep == request.keep && one.key == request.key &&
               one.into == request.into && one.name == request.name;
    });
}

FoundFiles ProductIntake::foundFiles(const ui::ProductRequest &request, const catalog::ResolvedFiles &files)
{
    FoundFiles all;
    for (const catalog::ResolvedFile &file : files.files) {
        all.requests.append({file.source, request.folder, file.source.name, request.options, request.intent});
        m_others.keep(file.source, file.others);
    }
    all.lost = lostFiles(request, files.lost);
    return all;
}

/// Several files are one row.
FoundFiles ProductIntake::foundSet(const ui::ProductRequest &request, const catalog::FoundSet &set)
{
    FoundFiles all;
    all.lost = lostFiles(request, set.lost);
    if (set.files > 0)
        all.requests.append({set.source, request.folder, set.source.name, request.options, request.intent});
    if (!set.strays.isEmpty()) {
        all.remarks << tr("%Ln file(s) in %1 are not in this build of %2 and stay as they are, like %3",
                          nullptr, static_cast<int>(set.strays.size()))
                           .arg(QDir::toNativeSeparators(request.folder), request.source.product,
                                set.strays.first());
    }
    return all;
}

QStringList ProductIntake::lostFiles(const ui::ProductRequest &request, const QList<catalog::LostFile> &files)
{
    QStringList lost;
    for (const catalog::LostFile &file : files) {
        const QString name = file.name.isEmpty() ? links::shownText(request.source)
                                                 : QString(request.source.product % u':' % file.name);
        lost << name + ": "_L1 + ui::errorLine(file.error);
    }
    return lost;
}

/// The services have them by now, but not for longer than until the user's own keys are read again.
void ProductIntake::tellNewKeys()
{
    if (m_services.keys == m_keysBefore || !m_services.keys)
        return;
    const blte::KeyList keys = newKeys(m_keysBefore.get(), *m_services.keys);
    m_keysBefore = m_services.keys;
    if (!keys.entries.empty())
        Q_EMIT keysFound(keys);
}

void ProductIntake::endIfNothingRuns()
{
    if (m_underWay.isEmpty())
        m_lookup.reset();
}

void ProductIntake::lookUpAnew(queue::ItemId id, const transfer::Event &event)
{
    const queue::Item *item = std::as_const(m_queue).find(id);
    if (!item || item->source.set.isEmpty() || event.kind != transfer::Event::Kind::Failed ||
        event.error.kind != core::ErrorKind::RecordUnreadable)
        return;
    const links::KeptText kept = links::keptFromText(item->source.set);
    const auto source = links::productSourceFromText(kept.text);
    if (!source)
        return;
    ui::ProductRequest request{*source, item->folder, item->options, transfer::Intent::Run, kept.keep};
    if (kept.keep == links::Keep::Files)
        request.name = item->name;
    m_remarks
        << tr("%1: %2; its files are looked up anew").arg(item->displayName(), ui::errorPhrase(event.error));
    m_queue.remove({id}, queue::Removal::KeepFiles);
    lookUp({request});
}

void ProductIntake::cancel()
{
    ++m_round;
    m_lookup.reset();
    m_underWay.clear();
    m_remarks.clear();
    noteUnderWay();
}

} // namespace app
