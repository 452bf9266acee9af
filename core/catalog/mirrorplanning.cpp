#include "core/catalog/mirrorplanning.h"

#include "core/async.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"
#include "core/transfer/transferservices.h"

#include <QSet>
#include <algorithm>
#include <limits>
#include <utility>

namespace catalog {

using Promise = MirrorObject::Promise;
using Proof = MirrorObject::Proof;

namespace {

/// As an index lists it. Larger ones than it can tell are found without.
std::optional<tact::IndexEntry> listed(const MirrorObject &object)
{
    const qint64 size = object.promise == Promise::Listed ? object.size.value_or(0) : 0;
    if (object.object.kind != CdnObject::Kind::File || size > std::numeric_limits<quint32>::max())
        return std::nullopt;
    return tact::IndexEntry{object.object.path.hash, static_cast<quint32>(size)};
}

} // namespace

QString MirrorEntry::path() const
{
    return filePathOf(build->loader->hosts(), {}, object.object).mid(1);
}

transfer::WholeCipher MirrorEntry::cipher(const blte::KeyStore *keys) const
{
    return cipherOf(build->loader->hosts(), object.object, keys);
}

MirrorPlanning::MirrorPlanning(transfer::TransferServices &services, OpenProducts &products, Shard shard,
                               QString folder, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_products(products)
    , m_resolver(products)
    , m_shard(shard)
    , m_folder(std::move(folder))
{
}

void MirrorPlanning::start(const QList<MirrorWish> &wishes, Done done)
{
    m_done = std::move(done);
    m_waiting.assign(wishes.begin(), wishes.end());
    QMetaObject::invokeMethod(this, &MirrorPlanning::next, Qt::QueuedConnection);
}

/// One build after the other: each may have millions of objects to look up.
void MirrorPlanning::next()
{
    if (m_waiting.empty()) {
        std::stable_partition(m_plan.entries.begin(), m_plan.entries.end(),
                              [](const MirrorEntry &entry) { return entry.object.proof == Proof::Name; });
        m_paths = {};
        const Done done = std::exchange(m_done, {});
        return done(std::exchange(m_plan, {}));
    }
    const MirrorWish wish = m_waiting.front();
    m_waiting.pop_front();
    wish.selection ? openSelection(wish) : openWhole(wish);
}

void MirrorPlanning::openWhole(const MirrorWish &wish)
{
    const auto onOpened = [this, product = wish.build.product](const core::Result<Open> &build) {
        if (!build) {
            Q_EMIT lost(product, build.error());
            return next();
        }
        auto *listing = new MirrorListing(**build, this);
        listing->start([this, listing, build = *build](const QList<MirrorObject> &objects) {
            listing->deleteLater();
            addAll(build, objects);
            next();
        });
    };
    m_products.open(wish.build, whileAlive(this, onOpened));
}

void MirrorPlanning::openSelection(const MirrorWish &wish)
{
    const auto onSelected = [this, product = wish.build.product](const NamedBuild &named,
                                                                 const core::Result<Selection> &selection) {
        if (!selection) {
            Q_EMIT lost(product, selection.error());
            return next();
        }
        select(named.build, *selection);
    };
    m_resolver.selectIn(wish.build, *wish.selection, onSelected);
}

void MirrorPlanning::select(const Open &build, const Selection &selection)
{
    const auto look = [folder = m_folder, build = mirrored(*build), keys = m_services.keys] {
        return !folder.isEmpty() && hasWhole(folder, build, keys.get());
    };
    core::runIn(build->loader->workers(), look, this, [this, build, selection](bool hasWhole) {
        if (!hasWhole)
            return list(build, selection);
        Q_EMIT foundWhole(*build->build);
        next();
    });
}

void MirrorPlanning::list(const Open &build, const Selection &selection)
{
    auto *listing = new SelectionListing(build, selection, this);
    listing->start([this, listing, build](const SelectionListing::Listed &listed) {
        listing->deleteLater();
        for (const LostFile &file : listed.lost) {
            const QString &product = build->build->product;
            Q_EMIT lost(file.name.isEmpty() ? product : QString(product % u':' % file.name), file.error);
        }
        addSelected(build, listed);
        next();
    });
}

void MirrorPlanning::addAll(const Open &build, const QList<MirrorObject> &objects)
{
    m_plan.builds << mirrored(*build);
    for (const MirrorObject &object : objects)
        add({object, build});
}

void MirrorPlanning::addSelected(const Open &build, const SelectionListing::Listed &listing)
{
    MirroredBuild part = mirrored(*build);
    part.selection = {build->build->cdn.selectionOf.value_or(build->build->cdnName), {}};
    for (const MirrorObject &object : listing.objects) {
        if (const auto entry = listed(object))
            part.selection->objects.push_back(*entry);
        add({object, build});
    }
    m_plan.builds << std::move(part);
}

void MirrorPlanning::add(const MirrorEntry &entry)
{
    const MirrorObject &object = entry.object;
    const QByteArray path = entry.path().toUtf8();
    if (!m_shard.has(object.object.path.hash) || m_paths.contains(path))
        return;
    m_paths.insert(path);
    m_plan.entries << entry;
    if (object.promise == Promise::Unlisted) {
        ++m_plan.unlisted;
        m_plan.unlistedBytes += object.size.value_or(0);
        return;
    }
    m_plan.bytes += object.size.value_or(0);
    m_plan.ofUnknownSize += object.proof == Proof::Index && !object.size ? 1 : 0;
}

} // namespace catalog
