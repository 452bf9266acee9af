#pragma once

#include "core/transfer/fetch/segmentorder.h"
#include "core/transfer/routing/connectionspeed.h"
#include "core/transfer/routing/mirrors.h"
#include "core/transfer/routing/segmentsize.h"
#include "core/transfer/target.h"
#include "core/transfer/transferservices.h"

namespace transfer {

/// The mirrors of one transfer as requests are sent to them: which is asked next and how, whose connections
/// count where, and what their answers and failures teach, about this file and, in HostPool, for all. On the
/// transfer's thread.
class MirrorRoutes
{
public:
    /// Both outlive this.
    MirrorRoutes(TransferServices &services, const TransferRequest &order);

    const Mirrors &mirrors() const { return m_mirrors; }
    Mirrors &mirrors() { return m_mirrors; }
    const Mirror &at(int mirror) const { return m_mirrors.all()[static_cast<std::size_t>(mirror)]; }
    /// Of which version of the file the bytes are.
    const OneVersion &version() const { return m_version; }
    HostFacts facts(int mirror) const { return m_services.hosts.facts(at(mirror).host); }

    /// Why nothing of the file can be read, whatever its mirrors send: its objects are encrypted as a whole,
    /// and their key is missing.
    const std::optional<core::Error> &whyLocked() const { return m_whyLocked; }

    /// The best mirror now; `free` is a host that has room whatever its limit says, once it may be asked.
    Mirrors::Choice choose(int avoid, const QString &free = {}) const;
    /// It would be chosen once more if the connection that it serves were not there.
    bool isStillBest(int mirror);
    /// What a job is told about it. `map` null: nothing is known of the object yet.
    Route routeTo(int mirror, const ChunkMap *map) const;

    /// A connection is sent there, or leaves it; one that is shared counts once.
    void acquire(int mirror);
    /// One more request is sent over a connection that is there.
    void asked(int mirror);
    void release(int mirror);

    /// The object was described by one of them; `firstRequest` bytes were asked for.
    void learn(const Head &head, qint64 firstRequest);
    void learn(const JobEnd &end);
    /// It sends the whole file or nothing.
    void learnWithoutRanges(int mirror);
    /// What stalled has to be fetched again from its first byte: next time the host may be silent for
    /// longer. False when that is as long as anybody is waited for.
    bool grantMoreTime(int mirror);
    /// Where it redirected to is left: true where it did, and may know another place by now.
    bool leaveRedirect(int mirror);
    /// What is known of the failure with what the mirror said before.
    core::Error judged(const JobEnd &end, const ChunkMap *map) const;

    /// What one connection to another mirror brings; `now` tells how fast the fastest one to a mirror is at
    /// the moment.
    double fastestBeside(int mirror, const std::function<double(int)> &now) const;
    /// The mirror that described the file has another version now, or several.
    bool hasChanged() const;
    void demote(const QUrl &url);

private:
    void findCiphers();
    std::chrono::milliseconds stallTimeoutAt(const QString &host) const;

    TransferServices &m_services;
    const TransferRequest &m_order;
    Mirrors m_mirrors;
    std::vector<std::optional<blte::ObjectKey>>
        m_ciphers; ///< by mirror; empty: nothing is encrypted as a whole
    std::optional<core::Error> m_whyLocked;
    OneVersion m_version;
    bool m_refusesPages = false; ///< even what is only called one
};

} // namespace transfer
