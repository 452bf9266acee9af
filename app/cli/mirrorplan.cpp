#include "app/cli/mirrorplan.h"

#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"

#include <QSet>
#include <algorithm>
#include <utility>

namespace app {

namespace {

/// What comes is clear, and a mirror of it would not be what its clients expect.
core::Error keptClear(const QString &product, const QString &key)
{
    return {
        core::ErrorKind::CipherUnsupported,
        QStringLiteral("everything of %1 is encrypted with the key %2 (Armadillo): get fetches its files, "
                       "and a mirror of it cannot be made")
            .arg(product, key)};
}

} // namespace

QString MirrorEntry::path() const
{
    return catalog::filePathOf(build->loader->hosts(), {}, object.object).mid(1);
}

MirrorPlanning::MirrorPlanning(catalog::OpenProducts &products, catalog::Shard shard, QObject *parent)
    : QObject(parent)
    , m_products(products)
    , m_shard(shard)
{
}

void MirrorPlanning::start(const QList<catalog::BuildWish> &wishes, Done done)
{
    m_done = std::move(done);
    m_waiting.assign(wishes.begin(), wishes.end());
    QMetaObject::invokeMethod(this, &MirrorPlanning::next, Qt::QueuedConnection);
}

/// One build after the other: each may have millions of objects to look up.
void MirrorPlanning::next()
{
    if (m_waiting.empty()) {
        std::stable_partition(m_plan.entries.begin(), m_plan.entries.end(), [](const MirrorEntry &entry) {
            return entry.object.proof == catalog::MirrorObject::Proof::Name;
        });
        const Done done = std::exchange(m_done, {});
        return done(std::exchange(m_plan, {}));
    }
    const catalog::BuildWish wish = m_waiting.front();
    m_waiting.pop_front();
    const auto onOpened = [this, wish](const core::Result<std::shared_ptr<catalog::OpenBuild>> &build) {
        if (!build) {
            Q_EMIT lost(wish, build.error());
            return next();
        }
        if (const QString &key = (*build)->loader->hosts().armadillo; !key.isEmpty()) {
            Q_EMIT lost(wish, keptClear(wish.product, key));
            return next();
        }
        auto *listing = new catalog::MirrorListing(**build, this);
        listing->start([this, listing, build = *build](const QList<catalog::MirrorObject> &objects) {
            listing->deleteLater();
            add(build, objects);
            next();
        });
    };
    m_products.open(wish, catalog::whileAlive(this, onOpened));
}

void MirrorPlanning::add(const std::shared_ptr<catalog::OpenBuild> &build,
                         const QList<catalog::MirrorObject> &objects)
{
    m_plan.builds << build;
    for (const catalog::MirrorObject &object : objects) {
        const MirrorEntry entry{object, build};
        const QString path = entry.path();
        if (!m_shard.has(object.object.path.hash) || m_paths.contains(path))
            continue;
        m_paths.insert(path);
        m_plan.entries << entry;
        const bool isArchive = object.proof == catalog::MirrorObject::Proof::Index;
        if (object.promise == catalog::MirrorObject::Promise::Unlisted) {
            ++m_plan.unlisted;
            m_plan.unlistedBytes += object.size.value_or(0);
            continue;
        }
        m_plan.bytes += object.size.value_or(0);
        m_plan.ofUnknownSize += isArchive && !object.size ? 1 : 0;
    }
}

} // namespace app
