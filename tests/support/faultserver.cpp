#include "tests/support/faultserver.h"

#include "tests/support/faultconnection.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <array>
#include <cstring>

namespace support {

class FaultServer::Listener : public QTcpServer
{
public:
    explicit Listener(FaultState *state)
        : m_state(state)
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                new FaultConnection(m_state, socket, this);
        });
    }

    void listenAt(quint16 port)
    {
        if (!listen(QHostAddress::LocalHost, port))
            qFatal("port %d: %s", int(port), qPrintable(errorString()));
    }

    void dropConnections() { qDeleteAll(findChildren<FaultConnection *>(Qt::FindDirectChildrenOnly)); }

private:
    FaultState *const m_state;
};

FaultServer::FaultServer()
    : m_listener(new Listener(&m_state))
{
    m_listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_listener, &QObject::deleteLater);
    m_thread.start();
    goUp();
}

FaultServer::~FaultServer()
{
    m_thread.quit();
    m_thread.wait();
}

QUrl FaultServer::url(const QByteArray &path, const QString &host) const
{
    QUrl url = QUrl::fromEncoded("http://host" + path);
    url.setHost(host);
    url.setPort(port());
    return url;
}

void FaultServer::serve(const QByteArray &path, const QByteArray &bytes)
{
    serve(path, resourceOf(bytes));
}

void FaultServer::goDown()
{
    const auto work = [this] {
        m_listener->close();
        m_listener->dropConnections();
    };
    QMetaObject::invokeMethod(m_listener, work, Qt::BlockingQueuedConnection);
}

void FaultServer::goUp()
{
    QMetaObject::invokeMethod(
        m_listener, [this] { m_listener->listenAt(port()); }, Qt::BlockingQueuedConnection);
}

void FaultServer::dropConnections()
{
    QMetaObject::invokeMethod(
        m_listener, [this] { m_listener->dropConnections(); }, Qt::BlockingQueuedConnection);
}

Resource resourceOf(const QByteArray &bytes)
{
    Resource resource;
    resource.size = bytes.size();
    resource.read = [bytes](qint64 offset, qint64 count) { return bytes.mid(offset, count); };
    return resource;
}

Resource patternResource(qint64 size)
{
    Resource resource;
    resource.size = size;
    resource.read = &patternBytes;
    return resource;
}

// splitmix64 of the index of each eight bytes.
QByteArray patternBytes(qint64 offset, qint64 count)
{
    const qint64 firstWord = offset / 8;
    const qint64 words = (offset + count + 7) / 8 - firstWord;
    QByteArray bytes(words * 8, Qt::Uninitialized);
    for (qint64 i = 0; i < words; ++i) {
        quint64 z = (quint64(firstWord + i) + 1) * 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        z ^= z >> 31;
        std::memcpy(bytes.data() + i * 8, &z, 8);
    }
    return bytes.mid(offset - firstWord * 8, count);
}

quint16 closedPort()
{
    static const HeldPort kPort;
    return kPort.number();
}

} // namespace support
