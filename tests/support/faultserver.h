#pragma once

#include "tests/support/faultstate.h"
#include "tests/support/heldport.h"

#include <QThread>
#include <QUrl>
#include <memory>

namespace support {

/// An HTTP/1.1 server on 127.0.0.1 that runs on a thread of its own and answers wrongly where it is told to.
///
///     FaultServer server;
///     server.serve("/file", bytes);
///     server.script("/file", {fault::resetAfter(1000), fault::none()});
///     … GET server.url("/file") …
///     QCOMPARE(server.requests().last().range(), "bytes=1000-1999");
///
/// Requests are answered by the rule, if it has an opinion, else by the path's script (one fault per
/// request), else by what always() says, else rightly. All functions may be called at any time from any
/// thread.
class FaultServer
{
public:
    FaultServer();
    ~FaultServer();
    Q_DISABLE_COPY_MOVE(FaultServer)

    quint16 port() const { return m_port.number(); }
    /// `host`: another name for the same server ("localhost") makes another origin.
    QUrl url(const QByteArray &path, const QString &host = QStringLiteral("127.0.0.1")) const;

    void serve(const QByteArray &path, const QByteArray &bytes);
    void serve(const QByteArray &path, Resource resource) { m_state.serve(path, std::move(resource)); }
    void script(const QByteArray &path, QList<Fault> faults) { m_state.script(path, std::move(faults)); }
    void always(const QByteArray &path, Fault fault) { m_state.always(path, std::move(fault)); }
    void setRule(Rule rule) { m_state.setRule(std::move(rule)); }

    /// Refuses connections and resets the open ones until goUp(). The port stays this server's.
    void goDown();
    void goUp();
    void dropConnections(); ///< resets the open ones

    /// Copies; requests are logged when they are answered.
    QList<Request> requests() const { return m_state.requests(); }
    qint64 bytesServed() const { return m_state.bytesServed(); }
    int connections() const { return m_state.connections(); }         ///< that ever were
    int openConnections() const { return m_state.openConnections(); } ///< now
    int mostConnections() const { return m_state.mostConnections(); } ///< at one time
    void clearLog() { m_state.clearLog(); }

private:
    class Listener;

    const HeldPort m_port;
    FaultState m_state;
    QThread m_thread;
    Listener *m_listener = nullptr; ///< lives on m_thread, and ends with it
};

/// A resource from memory.
Resource resourceOf(const QByteArray &bytes);
/// A resource of any size that needs no memory: the same bytes at the same place, always, and no two places
/// alike.
Resource patternResource(qint64 size);
QByteArray patternBytes(qint64 offset, qint64 count);

/// A port of 127.0.0.1 at which nobody listens as long as this process lives.
quint16 closedPort();

} // namespace support
