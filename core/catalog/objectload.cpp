#include "core/catalog/objectload.h"

#include "core/async.h"
#include "core/cache/objectcache.h"
#include "core/catalog/objectproof.h"
#include "core/errortable.h"
#include "core/objectkey.h"
#include "core/transfer/objectfetch.h"
#include "core/transfer/rangefetch.h"
#include "core/transfer/transferservices.h"

#include <QFile>
#include <QUrl>
#include <algorithm>
#include <utility>

namespace catalog {

using core::ErrorKind;
using Keys = std::shared_ptr<const blte::KeyStore>;

namespace {

/// The object, or the piece of it, out of bytes as served.
core::Result<QByteArray> proven(const ObjectLoad::Wanted &wanted, const QByteArray &served, const Keys &keys)
{
    if (!wanted.piece)
        return objectFromServed(wanted.object, served, keys);
    if (wanted.piece->isProven(served))
        return served;
    return core::failure(ErrorKind::ChunkDigestWrong, QStringLiteral("bytes %1 to %2 are damaged")
                                                          .arg(wanted.piece->range.first)
                                                          .arg(wanted.piece->range.last));
}

/// The bytes of the object, or of the piece, in a file that holds it, or its archive. `cipher`: of that file.
core::Result<QByteArray> readFile(const QString &path, const ObjectLoad::Wanted &wanted,
                                  const std::optional<blte::ObjectKey> &cipher)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(ErrorKind::ReadFailed, path + u": " + file.errorString());
    core::ByteRange range = wanted.object.slice.value_or(core::ByteRange{0, file.size() - 1});
    if (wanted.piece) {
        range.last = std::min(range.last, range.first + wanted.piece->range.last);
        range.first += wanted.piece->range.first;
    }
    const qint64 size = std::max<qint64>(range.size(), 0); // a piece may begin behind the end of the file
    if (size > largestServed(wanted.object))
        return core::failure(ErrorKind::ObjectTooLarge, QStringLiteral("has %1 bytes").arg(size));
    if (!file.seek(range.first))
        return core::failure(ErrorKind::ReadFailed, path + u": " + file.errorString());
    QByteArray bytes = file.read(size);
    if (cipher) {
        blte::ObjectCipher decryption;
        decryption.begin(*cipher, static_cast<std::uint64_t>(range.first));
        decryption.apply(
            {reinterpret_cast<std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())});
    }
    return bytes;
}

bool isLacking(const core::Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Forbidden;
}

/// That a host lacks something, or had to be asked twice, is nothing unusual.
bool isWorthAWarning(const transfer::HostTrouble &trouble, const QString &servedBy)
{
    const bool isWrongBytes = core::errorRow(trouble.error.kind).mirror == core::MirrorGets::Quarantine;
    return isWrongBytes || (trouble.host != servedBy && !isLacking(trouble.error));
}

} // namespace

/// What the cache or a folder has.
struct ObjectLoad::Copy
{
    std::optional<core::Result<QByteArray>> object; ///< with an error only for want of a key
    QList<LoadWarning> warnings;
};

ObjectLoad::ObjectLoad(ObjectLoader &loader, Wanted wanted, cache::EntryKey key)
    : QObject(&loader)
    , m_loader(loader)
    , m_wanted(std::make_shared<const Wanted>(std::move(wanted)))
    , m_key(std::move(key))
{
}

ObjectLoad::~ObjectLoad() = default;

void ObjectLoad::start(Done done)
{
    m_done = std::move(done);
    const auto read = [wanted = m_wanted, key = m_key, objects = m_loader.m_cache,
                       keys = m_loader.m_services.keys] {
        Copy copy;
        core::Result<QByteArray> object = core::failure(ErrorKind::NotFound, {});
        const auto found = objects->read(key, [&](const cache::EntryBytes &entry) {
            object = wanted->piece ? proven(*wanted, entry.bytes, keys)
                                   : objectFromCache(wanted->object, entry, keys);
            return object.has_value() || object.error().kind == ErrorKind::KeyMissing;
        });
        if (found.outcome == cache::ObjectCache::Outcome::Hit)
            copy.object = std::move(object);
        else if (found.outcome == cache::ObjectCache::Outcome::Damaged)
            copy.warnings.append({describe(wanted->object),
                                  {},
                                  QStringLiteral("is damaged in the cache, and is fetched again")});
        return copy;
    };
    core::runIn(m_loader.workers(), read, this,
                [this](const Copy &copy) { onCopy(copy, &ObjectLoad::readFolders); });
}

void ObjectLoad::readFolders()
{
    const CdnHosts &hosts = m_loader.m_settings.hosts;
    if (hosts.diskFolders.isEmpty())
        return fetch();
    const auto read = [wanted = m_wanted, hosts, keys = m_loader.m_services.keys,
                       armadillo = m_loader.sourceOf(m_wanted->object).armadillo] {
        Copy copy;
        for (const QString &folder : hosts.diskFolders) {
            const QString path = filePathOf(hosts, folder, wanted->object);
            if (!QFile::exists(path))
                continue;
            const auto object =
                core::objectKeyOf(armadillo, QUrl::fromLocalFile(path), keys.get())
                    .and_then([&](const auto &cipher) { return readFile(path, *wanted, cipher); })
                    .and_then([&](const QByteArray &bytes) { return proven(*wanted, bytes, keys); });
            if (object) {
                copy.object = object;
                break;
            }
            copy.warnings.append({describe(wanted->object), folder, object.error().detail});
        }
        return copy;
    };
    core::runIn(m_loader.workers(), read, this,
                [this](const Copy &copy) { onCopy(copy, &ObjectLoad::fetch); });
}

void ObjectLoad::onCopy(const Copy &copy, void (ObjectLoad::*next)())
{
    for (const LoadWarning &warning : copy.warnings)
        Q_EMIT m_loader.warned(warning);
    if (!copy.object)
        return (this->*next)();
    ++m_loader.m_figures.fromCache;
    const auto &object = *copy.object;
    m_done(object ? object : core::failure(inWords(object.error(), {})));
}

void ObjectLoad::fetch()
{
    if (m_loader.m_settings.isOffline) {
        return m_done(core::failure(ErrorKind::NotFound,
                                    describe(m_wanted->object) +
                                        QStringLiteral(" is not in the cache, and nobody is asked offline")));
    }
    if (m_loader.m_settings.hosts.hosts.isEmpty()) {
        return m_done(core::failure(ErrorKind::NotFound, describe(m_wanted->object) +
                                                             QStringLiteral(": no host is known to ask")));
    }
    m_wanted->piece ? fetchPiece() : fetchObject();
}

/// A file with a content key is decoded while it comes, so that it is not in memory twice.
void ObjectLoad::fetchObject()
{
    const CdnObject &object = m_wanted->object;
    transfer::ObjectRequest request;
    request.source = m_loader.sourceOf(object);
    request.most = object.contentKey ? largestOf(object) : largestServed(object);
    request.form =
        object.contentKey ? transfer::ObjectRequest::Form::Decoded : transfer::ObjectRequest::Form::AsServed;
    if (object.kind != CdnObject::Kind::File) {
        request.proof = [this](const QByteArray &bytes) {
            return objectFromServed(m_wanted->object, bytes, {}).map([](const QByteArray &) {});
        };
    }
    m_object = std::make_unique<transfer::ObjectFetch>(m_loader.m_services, std::move(request));
    m_object->start([this](const core::Result<QByteArray> &served) {
        m_loader.m_figures.networkBytes += m_object->networkBytes();
        onServed(served, m_object->troubles(), m_object->servedBy());
    });
}

void ObjectLoad::fetchPiece()
{
    const ObjectLoader::Piece &piece = *m_wanted->piece;
    m_ranges =
        std::make_unique<transfer::RangeFetch>(m_loader.m_services, m_loader.sourceOf(m_wanted->object));
    m_ranges->read(
        piece.range,
        [this](const core::Result<QByteArray> &served) {
            m_loader.m_figures.networkBytes += m_ranges->networkBytes();
            onServed(served, m_ranges->mirrors().troubles(), m_ranges->mirrors().mostUsed().host);
        },
        [this](const QByteArray &bytes) { return m_wanted->piece->isProven(bytes); });
}

void ObjectLoad::onServed(const core::Result<QByteArray> &served,
                          const QList<transfer::HostTrouble> &troubles, const QString &from)
{
    const CdnObject &object = m_wanted->object;
    m_loader.learn(object, served ? from : QString(), troubles);
    if (!served)
        return m_done(core::failure(inWords(served.error(), troubles)));
    ++m_loader.m_figures.objects;
    for (const transfer::HostTrouble &trouble : troubles) {
        if (isWorthAWarning(trouble, from))
            Q_EMIT m_loader.warned({describe(object), trouble.host,
                                    core::sentence(trouble.error.kind) + u' ' + trouble.error.detail});
    }
    const bool isEncoded = object.kind == CdnObject::Kind::File && !object.contentKey && !m_wanted->piece;
    if (!isEncoded)
        return keep(served, *served);
    const auto decode = [wanted = m_wanted, bytes = *served, keys = m_loader.m_services.keys] {
        return objectFromServed(wanted->object, bytes, keys);
    };
    core::runIn(m_loader.workers(), decode, this,
                [this, bytes = *served, from](const core::Result<QByteArray> &decoded) {
                    decoded || decoded.error().kind == ErrorKind::KeyMissing
                        ? keep(decoded, bytes)
                        : m_done(core::failure(inWords(decoded.error(), {{from, decoded.error()}})));
                });
}

/// Before anybody is told: a command ends with its answer. Nothing depends on it. Also of a file that lacks a
/// key: its bytes are proven, and the key may come.
void ObjectLoad::keep(const core::Result<QByteArray> &bytes, const QByteArray &copy)
{
    const auto write = [objects = m_loader.m_cache, key = m_key, copy] { return objects->write(key, copy); };
    core::runIn(m_loader.workers(), write, this, [this, bytes](const core::Result<void> &) {
        m_done(bytes ? bytes : core::failure(inWords(bytes.error(), {})));
    });
}

/// With the object and the hosts in it.
core::Error ObjectLoad::inWords(const core::Error &error, const QList<transfer::HostTrouble> &troubles) const
{
    const QString object = describe(m_wanted->object);
    QStringList hosts;
    for (const transfer::HostTrouble &trouble : troubles)
        hosts << trouble.host;
    hosts.removeDuplicates();
    const auto lacks = [](const transfer::HostTrouble &trouble) { return isLacking(trouble.error); };
    if (!troubles.isEmpty() && std::all_of(troubles.begin(), troubles.end(), lacks))
        return {ErrorKind::NotFound,
                object + QStringLiteral(" is not at ") + hosts.join(QStringLiteral(", "))};
    const auto isNamed = [&](const QString &host) { return error.detail.contains(host); };
    if (std::all_of(hosts.begin(), hosts.end(), isNamed))
        return {error.kind, object + u": " + error.detail};
    return {error.kind, object + u" from " + hosts.join(QStringLiteral(", ")) + u": " + error.detail};
}

} // namespace catalog
