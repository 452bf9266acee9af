#pragma once

#include "core/catalog/mirrorplanning.h"

#include <QHash>

namespace catalog {

/// Writes into a mirror's folder what its set is built on: configs, indices and patch manifests, which were
/// read to list the build and are in the cache, and objects of encrypted archives, which are encrypted in
/// another way where they lie by themselves. What is there is proven first.
///
/// Lives on the thread of the services. Never blocks. Deleting it ends everything without a word.
class MirrorBasis : public QObject
{
public:
    MirrorBasis(transfer::TransferServices &services, QString folder, QObject *parent = nullptr);

    /// An object of it that ended, well or not.
    struct End
    {
        bool wasThere = false;
        core::Error error = {};
    };
    using Ended = std::function<void(const MirrorEntry &entry, const End &end)>;
    using Done = std::function<void()>;
    /// Once. `ended` is called for each of the plan's entries that are no part of its set, later, and then
    /// `done`.
    void start(const MirrorPlan &plan, Ended ended, Done done);

private:
    void next();
    void begin(const MirrorEntry &entry);
    void load(const MirrorEntry &entry);
    void write(const MirrorEntry &entry, const core::Result<QByteArray> &bytes);
    void end(const MirrorEntry &entry, const End &end);
    transfer::WholeCipher cipherOf(const MirrorEntry &entry) const;

    transfer::TransferServices &m_services;
    const QString m_folder;
    QList<MirrorEntry> m_entries;
    qsizetype m_next = 0;
    int m_underWay = 0;
    Ended m_ended;
    Done m_done;
};

} // namespace catalog
