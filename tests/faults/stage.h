#pragma once

#include "tests/support/harness.h"

#include <QTemporaryDir>
#include <QTimer>
#include <atomic>
#include <functional>

namespace faults {

/// What is fetched. `Set`: many files as one row of the queue (SetSample).
enum class What { Blte, Plain, PlainWithKey, Set };

/// One download under trouble: a file of 3 MiB, or a set of as many bytes, on a server; a queue that is in a
/// hurry, and eyes on its progress from start to end. Faults hit the bytes of the download alone, of a set
/// those of all its resources.
class Stage
{
public:
    explicit Stage(What what);

    support::Harness harness;
    support::FaultServer &server() { return harness.server; }
    const What what;
    QByteArray path;     ///< of a file
    QByteArray expected; ///< the file as it must be in the end
    /// The mirrors, in their order: a name of the server, perhaps with "user:password@" before it and another
    /// port behind it.
    QStringList hosts{QStringLiteral("127.0.0.1")};
    core::Source source; ///< of a file; made by start() unless set before

    bool isBlte() const { return what == What::Blte; }
    bool isSet() const { return what == What::Set; }
    qint64 size() const { return m_size; }                ///< of all that has to come, as it is served
    const QByteArray &served() const { return m_served; } ///< the resource of a file

    // What is on the disk
    QStringList names() const;    ///< of what is fetched, as it is called in the end
    bool isRight() const;         ///< all of it is there, and is what it must be
    bool hasNothingWrong() const; ///< what has its name is right; of a file, it has not even that
    QStringList litter() const;

    /// From now on this is what the path holds, and what is expected.
    void replaceFile(const QByteArray &bytes, const QByteArray &etag);
    void putBack(); ///< the file of the beginning
    void restart(); ///< ends the program in an orderly way and begins anew; nobody looks any more
    static QByteArray otherBytes(qint64 size);

    void setRule(std::function<std::optional<support::Fault>(const support::Request &)> rule);
    /// The first requests are answered rightly, all others as `fault` says, until heal().
    void breakAfter(int requests, std::function<support::Fault(const support::Request &)> fault);
    void breakAfter(int requests, const support::Fault &fault);
    /// One fault per request, then rightly. Each resource of a set has its own turn of them, which begins
    /// with the first real fault where one request is all that there is.
    void script(const QList<support::Fault> &faults);
    /// Likewise, for whatever the server is asked for.
    void scriptServer(const QList<support::Fault> &faults);
    void always(const support::Fault &fault); ///< until heal()
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

    // Of a set, for the real executable.
    QString cacheFolder() const { return m_beside.filePath(QStringLiteral("cache")); }
    QString keyFile() const; ///< its path; it is there

private:
    static queue::Settings hurried();
    void look();
    QUrl mirror(const QString &host, const QByteArray &path) const;
    queue::ItemId addSet();

    QTemporaryDir m_beside; ///< what lies in no folder of the download
    QByteArray m_served;
    qint64 m_size = 0;
    queue::ItemId m_id{};
    QTimer m_eyes;
    qint64 m_seen = 0;
    int m_restarts = 0;
    QString m_complaint;
};

} // namespace faults
