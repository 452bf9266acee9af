#pragma once

#include "core/catalog/cdnhosts.h"
#include "core/catalog/loadwarning.h"

#include <QHash>
#include <QObject>
#include <deque>
#include <functional>
#include <memory>

namespace blte {
class KeyStore;
}
class QThreadPool;

namespace cache {
class ObjectCache;
}
namespace transfer {
class TransferServices;
struct HostTrouble;
} // namespace transfer

namespace catalog {

class ObjectLoad;

/// What it took. Bytes are body bytes, everything that came counts, also in vain.
struct LoadFigures
{
    qint64 networkBytes = 0;
    qint64 objects = 0;   ///< or pieces, that came over the network
    qint64 fromCache = 0; ///< or from a folder
};

/// Reads the objects of a product's CDN for look-ups: from the cache, from folders of the disk, from the
/// CDN's hosts, in this order; proven by whatever names them before anybody gets them, and kept in the cache.
/// A copy or a host that is damaged costs a warning and the next one is asked; an object that is not at one
/// host is asked for at all others before it counts as missing.
///
/// Lives on the thread of the services; these outlive it. Never blocks: disk, hashing and decoding are done
/// on threads of the services. What is asked for twice is fetched once. Deleting it ends everything without a
/// word.
class ObjectLoader : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        CdnHosts hosts;
        bool isOffline = false; ///< nothing but the cache and folders
    };
    ObjectLoader(transfer::TransferServices &services, std::shared_ptr<cache::ObjectCache> cache,
                 Settings settings, QObject *parent = nullptr);
    ~ObjectLoader() override;

    using Done = std::function<void(const core::Result<QByteArray> &bytes)>;
    /// The whole object, of a file its decoded bytes. `done` is called later, once.
    ///
    /// Errors: NotFound where every host says so, CdnExhausted with what each said, the only host's own;
    /// KeyMissing and the like for a file that is locked. The detail names object and host.
    void load(const CdnObject &object, Done done);

    /// Whether these are the bytes that are wanted. Called on any thread, without a lock.
    using RangeProof = std::function<bool(QByteArrayView bytes)>;
    /// A piece of the object as served, which the caller can prove; of a file in an archive counted from the
    /// file's first byte. Fewer bytes come where the object ends before, if the proof takes them.
    void loadRange(const CdnObject &object, core::ByteRange range, RangeProof isProven, Done done);

    /// From now on everything but product configs is decrypted with this key of the services' (Armadillo) as
    /// it comes. What the cache keeps is clear, and proven as everywhere.
    void decryptWith(const QString &armadillo) { m_settings.hosts.armadillo = armadillo; }

    /// For the queue: the file by its hosts as they are known now, none of them offline.
    core::Source sourceOf(const CdnObject &object) const;
    const CdnHosts &hosts() const { return m_settings.hosts; }
    const HostMisses &misses() const { return m_misses; }
    bool isOffline() const { return m_settings.isOffline; }
    /// For those who decode pieces.
    std::shared_ptr<const blte::KeyStore> keys() const;
    const LoadFigures &figures() const { return m_figures; }
    /// For whoever makes something of the objects; see TransferServices.
    QThreadPool &workers();
    QThreadPool &workersInTurn();

Q_SIGNALS:
    void warned(const catalog::LoadWarning &warning);
    /// A host sent the object, or a piece of it. Comes before whoever asked is told.
    void served(const catalog::CdnObject &object, const QString &host);

private:
    friend class ObjectLoad;

    struct Asked
    {
        ObjectLoad *load = nullptr;
        QList<Done> done;
    };
    struct Piece
    {
        core::ByteRange range;
        RangeProof isProven;
    };
    /// All of the object without a piece.
    void begin(const cache::EntryKey &key, const CdnObject &object, std::optional<Piece> piece, Done done);
    void onSlowedDown(const QString &host, double requestsPerSecond);
    void startMore();
    void onEnded(const QString &id, const core::Result<QByteArray> &bytes);
    void learn(const CdnObject &object, const QString &servedBy,
               const QList<transfer::HostTrouble> &troubles);

    transfer::TransferServices &m_services;
    const std::shared_ptr<cache::ObjectCache> m_cache;
    Settings m_settings;
    HostMisses m_misses;
    QStringList m_slowedDown; ///< hosts
    QStringList m_community;  ///< mirrors of the community that something came from
    LoadFigures m_figures;
    QHash<QString, Asked> m_asked; ///< by the path of the copy in the cache
    std::deque<QString> m_waiting; ///< of these, those not begun
    int m_underWay = 0;
};

} // namespace catalog
