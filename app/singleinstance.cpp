#include "app/singleinstance.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QLocalSocket>
#include <QtEndian>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 5000;
constexpr auto kStreamVersion = QDataStream::Qt_6_4;
constexpr qint64 kReadBuffer = 1 << 20;

/// A socket only this user can reach where the system has a folder for that; a name (with the same protection
/// by the server's options) elsewhere.
QString serverName(const QString &dataFolder)
{
    const QByteArray hash =
        QCryptographicHash::hash(dataFolder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    const QString name = "sluice-"_L1 + QString::fromLatin1(hash);
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return runtime.isEmpty() ? name : runtime % u'/' % name;
}

QByteArray toBytes(const Handover &handover)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(kStreamVersion);
    stream << handover.texts << handover.files;
    return bytes;
}

Handover fromBytes(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(kStreamVersion);
    Handover handover;
    stream >> handover.texts >> handover.files;
    return handover;
}

/// A message is its size in 8 bytes, big-endian, and as many bytes.
bool isWhole(const QByteArray &input)
{
    constexpr qsizetype kPrefix = sizeof(quint64);
    return input.size() >= kPrefix &&
           static_cast<quint64>(input.size() - kPrefix) >= qFromBigEndian<quint64>(input.constData());
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
    QLocalServer::removeServer(m_serverName); // whoever left it there is dead: the lock was free
    m_server.listen(m_serverName); // without it, later starts cannot hand over; everything else works
    return true;
}

bool SingleInstance::handOver(const Handover &handover) const
{
    QLocalSocket socket;
    socket.connectToServer(m_serverName);
    if (!socket.waitForConnected(kPatienceMs))
        return false;
    const QByteArray bytes = toBytes(handover);
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
        socket->setReadBufferSize(kReadBuffer);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        auto input = std::make_shared<QByteArray>();
        connect(socket, &QLocalSocket::readyRead, this, [this, socket, input] {
            *input += socket->readAll();
            if (!isWhole(*input))
                return; // the rest is on its way
            socket->write("k");
            Q_EMIT received(fromBytes(input->mid(sizeof(quint64))));
        });
    }
}

} // namespace app
