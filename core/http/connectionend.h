#pragma once

#include <QtGlobal>

namespace http {

/// How a TCP connection ended. Qt calls both a close and a reset "the remote host closed the connection", and
/// only the first ends a body that has no length. Keeps the connection's descriptor open meanwhile. Only
/// Linux tells; elsewhere nothing counts as a reset. One thread.
class ConnectionEnd
{
public:
    ConnectionEnd() = default;
    ~ConnectionEnd() { release(); }
    Q_DISABLE_COPY_MOVE(ConnectionEnd)

    /// `descriptor`: of the socket while it is connected; -1: there is none.
    void watch(qintptr descriptor);
    void release();
    bool wasReset() const;

private:
    int m_descriptor = -1;
};

} // namespace http
