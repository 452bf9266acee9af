#include "app/cli/lookups.h"

#include "core/catalog/whilealive.h"
#include "core/hex.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;

namespace {

using By = core::FileSelection::By;

/// Opening one costs some requests.
constexpr qsizetype kMostBuilds = 8;
/// Files that are looked up at once.
constexpr qsizetype kFilesOfBatch = 500;

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
        if (files) {
            m_found.push_back({request, *files});
            return goOn();
        }
        Q_EMIT lost(links::toText(request.source), files.error(),
                    listfileHint(request.source, m_options, files.error()));
        end();
    });
}

void Lookups::goOn()
{
    if (!m_isTelling && !m_found.empty())
        tellNext();
}

void Lookups::tellNext()
{
    m_isTelling = true;
    const auto onFiles = [this](const catalog::ResolvedFiles &files) {
        m_isTelling = false;
        const Found first = m_found.front();
        if (files.more == 0)
            m_found.pop_front();
        Q_EMIT found(first.request, files);
        if (files.more == 0)
            end();
    };
    m_found.front().files->next(kFilesOfBatch, catalog::whileAlive(this, onFiles));
}

qint64 Lookups::unfinished() const
{
    const qint64 searching = m_underWay - static_cast<qint64>(m_found.size());
    return std::accumulate(m_found.begin(), m_found.end(), searching,
                           [](qint64 files, const Found &found) { return files + found.files->left(); });
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
