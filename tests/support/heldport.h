#pragma once

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>

namespace support {

/// A port of 127.0.0.1 that is nobody else's while this lives. Who connects to it is refused until a server
/// with SO_REUSEADDR (every QTcpServer has it) listens there by its number; no system hands out the number
/// unasked, as it does with a port that was merely closed: to the next server of any program running beside.
class HeldPort
{
public:
    HeldPort()
    {
        m_socket.setProxy(QNetworkProxy::NoProxy);
        m_socket.bind(QHostAddress::LocalHost, 0, QAbstractSocket::ReuseAddressHint);
    }
    quint16 number() const { return m_socket.localPort(); }

private:
    QTcpSocket m_socket; ///< bound, and never connected
};

} // namespace support
