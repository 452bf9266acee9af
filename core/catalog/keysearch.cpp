#include "core/catalog/keysearch.h"

#include "core/catalog/objectfinder.h"
#include "core/catalog/whilealive.h"
#include "core/hex.h"

#include <algorithm>
#include <utility>

namespace catalog {

using By = core::FileSelection::By;

namespace {

constexpr qsizetype kMostBuilds = 8;

/// In an index. That an object may lie by itself is true of every key.
bool isListed(const FoundFile::Object &object)
{
    return object.where != FoundFile::Where::Unlisted;
}

} // namespace

KeySearch::KeySearch(OpenProducts &products, const blte::Digest &key, QObject *parent)
    : QObject(parent)
    , m_products(products)
    , m_key(key)
{
}

void KeySearch::start(const QList<BuildWish> &builds, Done done)
{
    m_builds = builds;
    m_done = std::move(done);
    QMetaObject::invokeMethod(this, &KeySearch::searchNext, Qt::QueuedConnection);
}

void KeySearch::searchNext()
{
    if (m_builds.isEmpty())
        return m_done(std::nullopt);
    const auto onBuild = [this](const core::Result<std::shared_ptr<OpenBuild>> &build) {
        build ? search(*build) : end(std::nullopt);
    };
    m_products.open(m_builds.first(), whileAlive(this, onBuild));
}

void KeySearch::search(const std::shared_ptr<OpenBuild> &build)
{
    m_open = build;
    WantedFile object;
    object.encodingKey = QByteArray(reinterpret_cast<const char *>(m_key.data()), sizeof(m_key));
    WantedFile content;
    content.contentKey = blte::ContentKey{m_key};
    object.what = content.what = QStringLiteral("key");
    const auto onFound = [this](const ObjectFinder::Files &files) {
        const auto &objects = files[0] ? files[0]->objects : QList<FoundFile::Object>();
        if (std::any_of(objects.begin(), objects.end(), isListed))
            end(By::EncodingKey);
        else if (files[1])
            end(By::ContentKey);
        else
            searchObjects();
    };
    m_open->finder->find({object, content}, whileAlive(this, onFound));
}

/// Some objects lie by themselves and in no index; the encoding manifest knows them.
void KeySearch::searchObjects()
{
    using Encoded = core::Result<QList<std::optional<EncodingLookup::Encoded>>>;
    const auto onFound = [this](const Encoded &found) {
        end(found && found->first() ? std::optional(By::EncodingKey) : std::nullopt);
    };
    m_open->finder->findEncoded({blte::EncodingKey{m_key}}, whileAlive(this, onFound));
}

/// Of one build.
void KeySearch::end(std::optional<By> by)
{
    const BuildWish build = m_builds.takeFirst();
    by ? m_done(Found{build, *by}) : searchNext();
}

QList<BuildWish> wishesFor(const QList<BuildRecord> &builds)
{
    QList<BuildWish> wishes;
    for (const BuildRecord &build : builds.first(std::min(builds.size(), kMostBuilds)))
        wishes += {build.product, core::hex(build.row.buildConfig), {}, build.row.cdnConfig};
    return wishes;
}

core::FileSelection selectionOf(const KeySearch::Found &found, const blte::Digest &key)
{
    core::FileSelection selection;
    selection.by = found.by;
    selection.keys = {key};
    return selection;
}

} // namespace catalog
