#include "core/http/addressrace.h"

#include <QHostInfo>
#include <QSslSocket>
#include <algorithm>
#include <chrono>
#include <utility>

namespace http {

namespace {

/// How long an attempt is alone before the next one joins it ("Connection Attempt Delay", RFC 8305 5).
constexpr std::chrono::milliseconds kHeadStart{250};

} // namespace

QList<QHostAddress> raceOrder(const QList<QHostAddress> &addresses)
{
    QList<QHostAddress> own; // of the first one's family
    QList<QHostAddress> other;
    for (const QHostAddress &address : addresses) {
        auto &family = address.protocol() == addresses.first().protocol() ? own : other;
        if (!family.contains(address))
            family << address;
    }
    QList<QHostAddress> order;
    const auto rounds = std::max(own.size(), other.size());
    for (qsizetype i = 0; i < rounds && order.size() < kMostAddresses; ++i) {
        if (i < own.size())
            order << own[i];
        if (i < other.size() && order.size() < kMostAddresses)
            order << other[i];
    }
    return order;
}

AddressRace::AddressRace(QObject *parent)
    : QObject(parent)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &AddressRace::tryNext);
}

/// It may be the one that is just emitting a signal.
void AddressRace::SocketEnd::operator()(QTcpSocket *socket) const
{
    socket->disconnect();
    socket->abort();
    socket->deleteLater();
}

void AddressRace::start(const Goal &goal)
{
    abort();
    m_goal = goal;
    m_error = QAbstractSocket::UnknownSocketError;
    const bool isLiteral = !QHostAddress(goal.host).isNull(); // QHostInfo would look up its name
    if (isLiteral || goal.proxy.type() != QNetworkProxy::NoProxy) {
        attempt(goal.host);
    } else {
        m_lookUp = QHostInfo::lookupHost(goal.host, this, [this](const QHostInfo &info) {
            if (info.lookupId() != m_lookUp) // what Qt remembers is on its way already, and not called off
                return;
            m_lookUp = -1;
            m_error = QAbstractSocket::HostNotFoundError;
            m_errorText = info.errorString();
            onAddresses(info.addresses());
        });
    }
}

void AddressRace::onAddresses(const QList<QHostAddress> &addresses)
{
    m_untried = raceOrder(addresses);
    m_untried.isEmpty() ? lose() : tryNext();
}

void AddressRace::tryNext()
{
    if (m_untried.isEmpty())
        return;
    const QHostAddress address = m_untried.takeFirst();
    if (!m_untried.isEmpty())
        m_next.start(kHeadStart);
    attempt(address.toString());
}

/// A QSslSocket loads OpenSSL and the system's certificates when it is made: only where that is needed.
void AddressRace::attempt(const QString &address)
{
    auto *encrypted = m_goal.security == Security::Encrypted ? new QSslSocket : nullptr;
    QTcpSocket *socket = encrypted ? encrypted : new QTcpSocket;
    m_attempts.push_back(Attempt(socket));
    socket->setProxy(m_goal.proxy);
    connect(socket, &QTcpSocket::errorOccurred, this, [this, socket] { onFailed(socket); });
    if (!encrypted) {
        connect(socket, &QTcpSocket::connected, this, [this, socket] { onConnected(socket); });
        return socket->connectToHost(address, m_goal.port);
    }
    connect(encrypted, &QSslSocket::encrypted, this, [this, socket] { onConnected(socket); });
    connect(encrypted, &QSslSocket::sslErrors, this, &AddressRace::sslErrors);
    encrypted->connectToHostEncrypted(address, m_goal.port, m_goal.host); // whose certificate it must have
}

void AddressRace::onConnected(QTcpSocket *socket)
{
    const auto won = std::find_if(m_attempts.begin(), m_attempts.end(),
                                  [&](const Attempt &a) { return a.get() == socket; });
    m_winner.reset(won->release());
    m_winner->disconnect(this);
    abort();
    Q_EMIT connected();
}

void AddressRace::onFailed(QTcpSocket *socket)
{
    if (m_error != QAbstractSocket::SslHandshakeFailedError) {
        m_error = socket->error();
        m_errorText = socket->errorString();
    }
    std::erase_if(m_attempts, [&](const Attempt &a) { return a.get() == socket; });
    if (!m_untried.isEmpty())
        tryNext();
    else if (m_attempts.empty())
        lose();
}

void AddressRace::lose()
{
    Q_EMIT failed(m_error, m_errorText);
}

void AddressRace::abort()
{
    if (const int lookUp = std::exchange(m_lookUp, -1); lookUp >= 0)
        QHostInfo::abortHostLookup(lookUp);
    m_next.stop();
    m_untried.clear();
    m_attempts.clear();
}

} // namespace http
