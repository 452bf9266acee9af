#include "app/cli/lookups.h"

#include "app/text.h"
#include "core/hex.h"

#include <algorithm>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;

namespace {

using By = core::FileSelection::By;

links::ProductSource sourceOf(const catalog::KeySearch::Found &found, const blte::Digest &key)
{
    return {found.build.product, found.build.build, catalog::selectionOf(found, key)};
}

} // namespace

Lookups::Lookups(const BuildOptions &options, transfer::TransferServices &services)
    : m_options(options)
    , m_products(meansFor(options, services), options.tree)
    , m_opening(m_products, services)
{
    connect(&m_products, &catalog::OpenProducts::warned, this, &Lookups::warned);
}

void Lookups::find(const ProductRequest &request)
{
    ++m_underWay;
    const links::ProductSource &source = request.source;
    const catalog::SelectionOpening::Order order{wishFor(source, m_options),
                                                 source.selection,
                                                 links::toText(source),
                                                 request.folder,
                                                 m_plan,
                                                 m_wanted};
    m_opening.open(order, [this, request](const core::Result<catalog::OpenedSelection> &opened) {
        if (!opened)
            Q_EMIT lost(links::shownText(request.source), opened.error(),
                        listfileHint(request.source, m_options, opened.error()));
        else if (opened->forecast)
            Q_EMIT foretold(request, *opened->forecast);
        else if (opened->set)
            Q_EMIT foundSet(request, *opened->set);
        else
            Q_EMIT found(request, opened->files);
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
    search->start(catalog::wishesFor(builds), [this, search, done](const auto &match) {
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

QString sizesOf(const catalog::FoundSet &set)
{
    QString text = counted(static_cast<quint64>(set.files), "file");
    if (set.decodedSize >= 0)
        text += u", "_s + sizeText(set.decodedSize);
    if (set.encodedSize >= 0)
        text += u" (%1 to fetch)"_s.arg(sizeText(set.encodedSize));
    return text;
}

QString giveProductText(const blte::Digest &key)
{
    return u"give its product: sluice get PRODUCT:ckey=%1"_s.arg(core::hex(key));
}

} // namespace app
