#pragma once

#include "tests/support/fault.h"

#include <QHash>
#include <QMutex>
#include <functional>

namespace support {

/// One line of the request log.
struct Request
{
    QByteArray method;
    QByteArray path; ///< without query, also when a proxy was asked
    QByteArray query;
    QList<Header> headers; ///< in the order and spelling of the client
    int connection = 0;    ///< from 1
    int status = 0;        ///< what was answered
    qint64 bodySent = 0;   ///< bytes of the body given to the socket
    bool isAhead = false;  ///< it was there before the answer to the one before had been given

    QByteArray header(QByteArrayView name) const; ///< empty when absent
    QByteArray range() const { return header("Range"); }
    QByteArray ifRange() const { return header("If-Range"); }
};

/// Bytes that can be read anywhere. `read` runs on the server's thread.
struct Resource
{
    qint64 size = 0;
    std::function<QByteArray(qint64 offset, qint64 count)> read;
    QByteArray etag = "\"one\"";
    QByteArray lastModified = "Sun, 06 Nov 1994 08:49:37 GMT";
    QByteArray contentType = "application/octet-stream";
};

/// Runs on the server's thread; empty: the scripts decide.
using Rule = std::function<std::optional<Fault>(const Request &)>;

/// What the tests' thread and the server's thread share. Every function is thread-safe.
class FaultState
{
public:
    void serve(const QByteArray &path, Resource resource);
    void script(const QByteArray &path, QList<Fault> faults);
    void always(const QByteArray &path, Fault fault);
    void setRule(Rule rule);

    std::optional<Resource> resource(const QByteArray &path) const;
    Fault nextFault(const Request &request);

    qsizetype addRequest(const Request &request); ///< its index in the log
    void addSent(qsizetype request, qint64 bytes);
    int addConnection();
    void removeConnection();
    void clearLog();

    QList<Request> requests() const;
    qint64 bytesServed() const;
    int connections() const;
    int openConnections() const;
    int mostConnections() const;

private:
    mutable QMutex m_mutex;
    QHash<QByteArray, Resource> m_resources;
    QHash<QByteArray, QList<Fault>> m_scripts;
    QHash<QByteArray, Fault> m_always;
    Rule m_rule;
    QList<Request> m_log;
    qsizetype m_cleared = 0; ///< requests no longer in the log
    qint64 m_bytesServed = 0;
    int m_connections = 0;
    int m_open = 0;
    int m_most = 0;
};

} // namespace support
