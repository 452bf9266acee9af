#pragma once

#include "core/blte/keystore.h"
#include "core/setplan.h"
#include "tests/support/faultserver.h"
#include "tests/support/ngdp/network.h"

#include <QHash>
#include <memory>

namespace faults {

/// A small set with a file of every kind, on a made network: slices of archives, loose ones, an empty one, a
/// large one of many chunks, copies of a small and of a large one, one that is several objects, and one with
/// chunks that need a key. About as many bytes as the single file of a stage.
class SetSample
{
public:
    /// Made once: hundreds of rows use it.
    static const SetSample &instance();

    /// By name.
    const QHash<QString, QByteArray> &contents() const { return m_contents; }
    /// What the locked file needs.
    std::shared_ptr<const blte::KeyStore> keys() const { return m_keys; }
    QByteArray keyFile() const; ///< the same, as `--keys` reads it

    /// The objects, and the tables of a version service that names `hosts` (with their ports).
    void serve(support::FaultServer &server, const QStringList &hosts) const;
    QString selection() const; ///< all of it, for the command line
    /// Where a path of the CDN is to be had.
    using Mirrors = std::function<QList<QUrl>(const QByteArray &path)>;
    core::SetPlan plan(const Mirrors &mirrors) const;

    /// Bytes of the resource if files of the set are in it; else 0.
    qint64 sizeOf(const QByteArray &path) const { return m_resources.value(path); }
    QList<QByteArray> paths() const { return m_resources.keys(); }
    /// The large file's: it is asked for several times, by a transfer of its own.
    const QByteArray &largePath() const { return m_largePath; }

private:
    SetSample();
    core::Source sourceOf(const ngdp::MadeManifest &object, const QString &name,
                          const Mirrors &mirrors) const;
    QByteArray pathOf(const ngdp::MadeManifest &object) const;

    ngdp::SampleNetwork m_network;
    QHash<QString, QByteArray> m_contents;
    QHash<QByteArray, qint64> m_resources;
    QByteArray m_largePath;
    std::shared_ptr<const blte::KeyStore> m_keys;
};

} // namespace faults
