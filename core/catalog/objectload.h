#pragma once

#include "core/catalog/objectloader.h"

namespace transfer {
class ObjectFetch;
class RangeFetch;
struct HostTrouble;
} // namespace transfer

namespace catalog {

/// One object, or piece of one, on its way: cache, folders, hosts. A part of ObjectLoader, whose child it is.
class ObjectLoad : public QObject
{
public:
    struct Wanted
    {
        CdnObject object;
        std::optional<ObjectLoader::Piece> piece; ///< all of it without
    };
    using Done = std::function<void(const core::Result<QByteArray> &bytes)>;
    ObjectLoad(ObjectLoader &loader, Wanted wanted, cache::EntryKey key);
    ~ObjectLoad() override;

    /// Once. `done` is called later, once, and may delete this by deleteLater().
    void start(Done done);

private:
    struct Copy;
    void readFolders();
    void onCopy(const Copy &copy, void (ObjectLoad::*next)());
    void fetch();
    void fetchObject();
    void fetchPiece();
    void onServed(const core::Result<QByteArray> &served, const QList<transfer::HostTrouble> &troubles,
                  const QString &from);
    void keep(const core::Result<QByteArray> &bytes, const QByteArray &copy);
    core::Error inWords(const core::Error &error, const QList<transfer::HostTrouble> &troubles) const;

    ObjectLoader &m_loader;
    const std::shared_ptr<const Wanted> m_wanted; ///< workers read it, too
    const cache::EntryKey m_key;
    Done m_done;
    std::unique_ptr<transfer::ObjectFetch> m_object;
    std::unique_ptr<transfer::RangeFetch> m_ranges;
};

} // namespace catalog
