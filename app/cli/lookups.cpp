#include "app/cli/lookups.h"

#include "core/async.h"
#include "core/catalog/whilealive.h"
#include "core/hex.h"
#include "core/storage/setfolder.h"
#include "core/transfer/transferservices.h"

#include <algorithm>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;

namespace {

using By = core::FileSelection::By;

/// Opening one costs some requests.
constexpr qsizetype kMostBuilds = 8;
/// As many names as a message takes, and more.
constexpr qsizetype kFewFiles = 100;

QList<catalog::BuildWish> wishesFor(const QList<catalog::BuildRecord> &builds)
{
    QList<catalog::BuildWish> wishes;
    for (const catalog::BuildRecord &build : builds.first(std::min(builds.size(), kMostBuilds)))
        wishes += {build.product, core::hex(build.row.buildConfig), {}, build.row.cdnConfig};
    return wishes;
}

links::ProductSource sourceOf(const catalog::KeySearch::Found &found, const blte::Digest &key)
{
    links::ProductSource source{found.build.product, found.build.build, {}};
    source.selection.by = found.by;
    source.selection.keys = {key};
    return source;
}

} // namespace

Lookups::Lookups(const BuildOptions &options, transfer::TransferServices &services)
    : m_options(options)
    , m_services(services)
    , m_products(meansFor(options, services), options.tree)
    , m_resolver(m_products)
{
    connect(&m_products, &catalog::OpenProducts::warned, this, &Lookups::warned);
}

void Lookups::find(const ProductRequest &request)
{
    ++m_underWay;
    const links::ProductSource &source = request.source;
    m_resolver.open(wishFor(source, m_options), source.selection, [this, request](const auto &files) {
        if (files)
            return (*files)->isOneObject() || m_isOneFile ? resolve(request, *files) : plan(request, *files);
        Q_EMIT lost(links::toText(request.source), files.error(),
                    listfileHint(request.source, m_options, files.error()));
        end();
    });
}

void Lookups::resolve(const ProductRequest &request, const std::shared_ptr<catalog::FileBatches> &files)
{
    const auto onFiles = [this, request, files](const catalog::ResolvedFiles &resolved) {
        Q_EMIT found(request, resolved);
        end();
    };
    files->next(kFewFiles, catalog::whileAlive(this, onFiles));
}

void Lookups::plan(const ProductRequest &request, const std::shared_ptr<catalog::FileBatches> &files)
{
    using catalog::SetPlanner;
    auto *const planner = new SetPlanner(files, m_form, this);
    planner->start([this, request, planner](const SetPlanner::Planned &planned) {
        planner->deleteLater();
        keep(request, planned);
    });
}

/// The disk gets the plan before anybody is to fetch by it.
void Lookups::keep(const ProductRequest &request, const catalog::SetPlanner::Planned &planned)
{
    FoundSet set;
    set.source.set = links::toText(request.source);
    set.source.name = catalog::setName(set.source.set);
    set.files = planned.plan->size();
    set.encodedSize = planned.plan->expectedSize();
    set.decodedSize = planned.plan->decodedSize();
    set.lost = planned.lost;
    const auto write = [plan = planned.plan, target = QString(request.folder + u'/' + set.source.name)] {
        return plan->size() > 0 ? storage::SetFolder::create(target, *plan) : core::Result<void>();
    };
    core::runOn(m_services.disk(), write, this, [this, request, set](const core::Result<void> &written) {
        if (written)
            Q_EMIT foundSet(request, set);
        else
            Q_EMIT lost(set.source.set, written.error(), {});
        end();
    });
}

void Lookups::find(const KeyRequest &request)
{
    const QString name = core::hex(request.key);
    const QList<catalog::BuildRecord> builds = knownBuilds();
    const auto named = std::find_if(builds.begin(), builds.end(), [&](const catalog::BuildRecord &build) {
        return build.row.buildConfig == request.key;
    });
    if (named != builds.end()) {
        Q_EMIT lost(
            name,
            {core::ErrorKind::SourceNotUnderstood,
             u"it is the build config of %1 %2; name files of that build: sluice get %1@%3:PATH"_s.arg(
                 named->product, QString::fromStdString(named->row.versionName), name)},
            {});
        return;
    }
    searchKey(request.key, builds, [this, request, name](const auto &match) {
        if (match)
            return find(ProductRequest{sourceOf(*match, request.key), request.folder});
        Q_EMIT lost(name,
                    {core::ErrorKind::NotInBuild,
                     u"no build that was seen before has such a key; "_s + giveProductText(request.key)},
                    {});
    });
}

void Lookups::searchContent(const blte::Digest &key, std::function<void(const Content &source)> done)
{
    searchKey(key, knownBuilds(), [key, done = std::move(done)](const auto &match) {
        done(match && match->by == By::ContentKey ? Content(sourceOf(*match, key)) : std::nullopt);
    });
}

void Lookups::searchKey(const blte::Digest &key, const QList<catalog::BuildRecord> &builds,
                        const catalog::KeySearch::Done &done)
{
    ++m_underWay;
    auto *const search = new catalog::KeySearch(m_products, key, this);
    search->start(wishesFor(builds), [this, search, done](const auto &match) {
        search->deleteLater();
        done(match);
        end();
    });
}

void Lookups::end()
{
    --m_underWay;
    Q_EMIT oneEnded();
}

QString giveProductText(const blte::Digest &key)
{
    return u"give its product: sluice get PRODUCT:ckey=%1"_s.arg(core::hex(key));
}

} // namespace app
