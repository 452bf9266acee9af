#include "app/desktop/singleinstance.h"

#include "app/desktop/peer.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QLocalSocket>
#include <QTimer>
#include <QtEndian>
#include <optional>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 5000;
constexpr auto kStreamVersion = QDataStream::Qt_6_4;
constexpr qint64 kReadBuffer = 1 << 20;
constexpr int kMostGuests = 32;
constexpr std::chrono::seconds kLongestVisit{30};

/// A socket that nobody else can put in its place, where sockets are files; elsewhere a name, which the
/// server's options protect. Empty: there is no safe place.
QString serverName(const QString &dataFolder)
{
    const QByteArray hash =
        QCryptographicHash::hash(dataFolder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    const QString name = "sluice-"_L1 + QString::fromLatin1(hash);
#ifdef Q_OS_WIN
    return name;
#else
    const QString folder = ownSocketFolder(dataFolder, name.size());
    return folder.isEmpty() ? QString() : QString(folder % u'/' % name);
#endif
}

QByteArray toBytes(const Handover &handover)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(kStreamVersion);
    stream << handover.texts << handover.files;
    if (!handover.offers.isEmpty()) // without them as before, for a running program of an older version
        stream << handover.offers;
    return bytes;
}

/// As `stream >> list`, which believes any length.
QStringList readTexts(QDataStream &stream)
{
    quint32 count = 0;
    stream >> count;
    QStringList texts;
    for (quint32 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
        QString text;
        stream >> text;
        texts << text;
    }
    return texts;
}

/// Empty for what is no message of ours.
std::optional<Handover> fromBytes(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(kStreamVersion);
    Handover handover;
    handover.texts = readTexts(stream);
    handover.files = readTexts(stream);
    if (stream.status() == QDataStream::Ok && !stream.atEnd())
        handover.offers = readTexts(stream);
    return stream.status() == QDataStream::Ok && stream.atEnd() ? std::optional(handover) : std::nullopt;
}

/// A message is its size in 8 bytes, big-endian, and as many bytes.
constexpr qsizetype kPrefix = sizeof(quint64);

enum class Arrival { Partly, Whole, Refused };

Arrival arrivalOf(const QByteArray &input)
{
    const quint64 size = input.size() < kPrefix ? 0 : qFromBigEndian<quint64>(input.constData());
    if (size > static_cast<quint64>(SingleInstance::kLongestMessage))
        return Arrival::Refused;
    const bool isWhole = input.size() >= kPrefix && static_cast<quint64>(input.size() - kPrefix) >= size;
    return isWhole ? Arrival::Whole : Arrival::Partly;
}

} // namespace

SingleInstance::SingleInstance(const QString &dataFolder, QObject *parent)
    : QObject(parent)
    , m_lock(dataFolder + "/sluice.lock"_L1)
    , m_serverName(serverName(dataFolder))
{
    m_lock.setStaleLockTime(
        0); // held as long as the program runs; a dead holder is noticed by its process id
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::greet);
}

bool SingleInstance::claim()
{
    if (!m_lock.tryLock())
        return false;
    if (m_serverName.isEmpty())
        return true;
    QLocalServer::removeServer(m_serverName); // whoever left it there is dead: the lock was free
    m_server.listen(m_serverName); // without it, later starts cannot hand over; everything else works
    return true;
}

bool SingleInstance::handOver(const Handover &handover) const
{
    const QByteArray bytes = toBytes(handover);
    QLocalSocket socket;
    if (m_serverName.isEmpty() || bytes.size() > kLongestMessage)
        return false;
    socket.connectToServer(m_serverName);
    // Links may carry passwords: nobody else is told.
    if (!socket.waitForConnected(kPatienceMs) || !isOwnPeer(socket.socketDescriptor()))
        return false;
    const quint64 size = qToBigEndian(static_cast<quint64>(bytes.size()));
    socket.write(reinterpret_cast<const char *>(&size), sizeof size);
    socket.write(bytes);
    while (socket.bytesToWrite() > 0) {
        if (!socket.waitForBytesWritten(kPatienceMs))
            return false;
    }
    return socket.waitForReadyRead(kPatienceMs); // any byte says that all of it arrived
}

void SingleInstance::greet()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        if (m_guests >= kMostGuests || !isOwnPeer(socket->socketDescriptor())) {
            socket->abort();
            continue;
        }
        ++m_guests;
        connect(socket, &QObject::destroyed, this, [this] { --m_guests; });
        socket->setReadBufferSize(kReadBuffer);
        auto input = std::make_shared<QByteArray>();
        connect(socket, &QLocalSocket::readyRead, this, [this, socket, input] { listen(*socket, *input); });
        QTimer::singleShot(kLongestVisit, socket, &QLocalSocket::abort);
    }
}

void SingleInstance::listen(QLocalSocket &guest, QByteArray &input)
{
    input += guest.readAll();
    const Arrival arrival = arrivalOf(input);
    if (arrival == Arrival::Partly)
        return;
    guest.disconnect(this); // one message each
    connect(&guest, &QObject::destroyed, this, [this] { --m_guests; });
    const auto handover = arrival == Arrival::Whole ? fromBytes(input.mid(kPrefix)) : std::nullopt;
    input = {};
    if (!handover)
        return guest.abort();
    guest.write("k");
    guest.disconnectFromServer();
    Q_EMIT received(*handover);
}

} // namespace app
