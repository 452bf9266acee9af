#pragma once

#include "tests/support/harness.h"

#include <QTimer>
#include <atomic>
#include <functional>

namespace faults {

enum class What { Blte, Plain, PlainWithKey };

/// One download under trouble: a file of 3 MiB on a server, a queue that is in a hurry, and eyes on its
/// progress from start to end.
class Stage
{
public:
    explicit Stage(What what);

    support::Harness harness;
    support::FaultServer &server() { return harness.server; }
    const What what;
    QByteArray path;
    QByteArray expected; ///< the file as it must be in the end
    QStringList hosts{QStringLiteral("127.0.0.1")};
    core::Source source; ///< made by start() unless set before

    bool isBlte() const { return what == What::Blte; }
    qint64 size() const { return m_served.size(); }
    const QByteArray &served() const { return m_served; }

    /// From now on this is what the path holds, and what is expected.
    void replaceFile(const QByteArray &bytes, const QByteArray &etag);
    void putBack(); ///< the file of the beginning
    void restart(); ///< ends the program in an orderly way and begins anew; nobody looks any more
    static QByteArray otherBytes(qint64 size);

    /// The first requests are answered rightly, all others as `fault` says, until heal().
    void breakAfter(int requests, std::function<support::Fault(const support::Request &)> fault);
    void breakAfter(int requests, const support::Fault &fault);
    /// One fault per request, then rightly.
    void script(const QList<support::Fault> &faults) { server().script(path, faults); }
    /// Requests to this host name are answered so.
    void breakHost(const QByteArray &host, const support::Fault &fault);
    void heal();

    queue::ItemId start();
    const queue::Item &item() { return harness.item(m_id); }
    queue::ItemId id() const { return m_id; }
    int happened(transfer::Event::Kind kind) { return harness.happened(kind); }
    /// The last event of that kind was about this.
    core::ErrorKind lastOf(transfer::Event::Kind kind);
    int requestsWith(int status) const;
    /// Bytes that came over the network beyond the file's own.
    qint64 fetchedTwice() { return item().progress.networkBytes - size(); }
    const QString &complaint() const { return m_complaint; } ///< about the progress; empty: none
    void setSettings(const std::function<void(queue::Settings &)> &change);

private:
    static queue::Settings hurried();
    void look();

    QByteArray m_served;
    queue::ItemId m_id{};
    QTimer m_eyes;
    qint64 m_seen = 0;
    int m_restarts = 0;
    QString m_complaint;
};

} // namespace faults
