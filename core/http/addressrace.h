#pragma once

#include <QHostAddress>
#include <QList>
#include <QNetworkProxy>
#include <QObject>
#include <QSslError>
#include <QString>
#include <QTimer>
#include <memory>
#include <vector>

class QTcpSocket;

namespace http {

/// The order in which the addresses of a host are tried (RFC 8305 4): the families take turns, beginning with
/// that of the first address, and each keeps the order that the system gave it. Pure. No address twice; at
/// most kMostAddresses.
QList<QHostAddress> raceOrder(const QList<QHostAddress> &addresses);
constexpr qsizetype kMostAddresses = 16;

/// Connects to a host at whichever of its addresses answers first (RFC 8305): the next one is tried while the
/// one before is still silent, so that an address that leads nowhere costs a quarter of a second. Through a
/// proxy, which looks up names itself, there is one attempt only.
///
/// start() ends in connected() or failed(), perhaps before it returned, unless abort() comes first. Lives on
/// the thread of its user, which needs an event loop.
class AddressRace : public QObject
{
    Q_OBJECT
public:
    enum class Security { Plain, Encrypted };

    struct Goal
    {
        QString host;
        quint16 port = 0;
        Security security = Security::Plain;
        QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    };

    explicit AddressRace(QObject *parent = nullptr);
    ~AddressRace() override { abort(); }

    void start(const Goal &goal);
    void abort();
    /// After connected(), once: the connection, encrypted where that was asked for.
    std::unique_ptr<QTcpSocket> takeSocket() { return std::move(m_winner); }

Q_SIGNALS:
    void connected();
    /// The last attempt's trouble, or that of the one whose certificate was refused.
    void failed(QAbstractSocket::SocketError error, const QString &text);
    /// Of an attempt that fails thereby.
    void sslErrors(const QList<QSslError> &errors);

private:
    struct SocketEnd
    {
        void operator()(QTcpSocket *socket) const;
    };
    using Attempt = std::unique_ptr<QTcpSocket, SocketEnd>;

    void onAddresses(const QList<QHostAddress> &addresses);
    void tryNext();
    void attempt(const QString &address);
    void onConnected(QTcpSocket *socket);
    void onFailed(QTcpSocket *socket);
    void lose();

    Goal m_goal;
    int m_lookUp = -1; ///< QHostInfo's number of the one under way
    QList<QHostAddress> m_untried;
    std::vector<Attempt> m_attempts; ///< under way
    QTimer m_next{this};
    std::unique_ptr<QTcpSocket> m_winner;
    QAbstractSocket::SocketError m_error = QAbstractSocket::UnknownSocketError;
    QString m_errorText;
};

} // namespace http
