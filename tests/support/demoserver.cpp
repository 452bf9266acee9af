#include "tests/support/demoserver.h"

#include <optional>

namespace support {

namespace {

constexpr int kPaceMs = 20;
constexpr qint64 kLongestHead = 16 * 1024;

struct Range
{
    qint64 first = 0;
    qint64 last = 0;
};

QByteArray header(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

/// "bytes=5-9", "bytes=5-" and "bytes=-5"; empty for anything else, which then means the whole file.
std::optional<Range> readRange(const QByteArray &value, qint64 size)
{
    if (!value.startsWith("bytes=") || value.contains(','))
        return {};
    const QByteArray spec = value.mid(6);
    const qsizetype dash = spec.indexOf('-');
    if (dash < 0)
        return {};
    if (dash == 0)
        return Range{std::max<qint64>(0, size - spec.mid(1).toLongLong()), size - 1};
    const qint64 last = dash + 1 < spec.size() ? spec.mid(dash + 1).toLongLong() : size - 1;
    return Range{spec.left(dash).toLongLong(), std::min(last, size - 1)};
}

} // namespace

DemoServer::DemoServer(qint64 bytesPerSecond, QObject *parent)
    : QTcpServer(parent)
    , m_bytesPerSecond(bytesPerSecond)
{
    connect(this, &QTcpServer::newConnection, this, &DemoServer::greet);
}

void DemoServer::greet()
{
    while (QTcpSocket *socket = nextPendingConnection())
        new DemoConnection(socket, *this);
}

DemoConnection::DemoConnection(QTcpSocket *socket, const DemoServer &server)
    : QObject(socket)
    , m_socket(socket)
    , m_server(server)
{
    socket->setReadBufferSize(kLongestHead);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, &DemoConnection::readHead);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(&m_pace, &QTimer::timeout, this, &DemoConnection::sendSome);
    m_pace.setInterval(kPaceMs);
    m_pace.setTimerType(Qt::PreciseTimer);
}

void DemoConnection::readHead()
{
    if (m_left > 0)
        return; // the next request waits until this one is answered
    m_input += m_socket->readAll();
    const qsizetype end = m_input.indexOf("\r\n\r\n");
    if (end < 0) {
        if (m_input.size() >= kLongestHead)
            m_socket->abort();
        return;
    }
    const QByteArray head = m_input.left(end);
    m_input.remove(0, end + 4);
    answer(head);
}

void DemoConnection::answer(const QByteArray &head)
{
    const QList<QByteArray> request = head.left(head.indexOf('\r')).split(' ');
    const QByteArray method = request.value(0);
    if (method != "GET" && method != "HEAD") {
        sendHead(405, "Method Not Allowed", "Allow: GET, HEAD\r\n", 0);
        return;
    }
    m_file.close();
    m_file.setFileName(m_server.fileFor(request.value(1).split('?').value(0)));
    if (m_file.fileName().isEmpty() || !m_file.open(QIODevice::ReadOnly)) {
        sendHead(404, "Not Found", {}, 0);
        return;
    }
    const qint64 size = m_file.size();
    const auto range = readRange(header(head, "Range"), size);
    if (range && range->first > range->last) {
        sendHead(416, "Range Not Satisfiable", "Content-Range: bytes */" + QByteArray::number(size) + "\r\n",
                 0);
        return;
    }
    const Range part = range.value_or(Range{0, size - 1});
    const QByteArray contentRange = "Content-Range: bytes " + QByteArray::number(part.first) + '-' +
                                    QByteArray::number(part.last) + '/' + QByteArray::number(size) + "\r\n";
    m_file.seek(part.first);
    m_left = method == "HEAD" ? 0 : part.last - part.first + 1;
    sendHead(range ? 206 : 200, range ? "Partial Content" : "OK", range ? contentRange : QByteArray(),
             part.last - part.first + 1);
}

void DemoConnection::sendHead(int status, const QByteArray &reason, const QByteArray &headers, qint64 length)
{
    m_socket->write(
        "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason +
        "\r\nServer: sluice-democdn\r\nAccept-Ranges: bytes\r\nContent-Type: application/octet-stream\r\n" +
        headers + "Content-Length: " + QByteArray::number(length) + "\r\n\r\n");
    if (m_left > 0) {
        m_pace.start();
        sendSome();
    } else {
        QMetaObject::invokeMethod(this, &DemoConnection::readHead, Qt::QueuedConnection);
    }
}

void DemoConnection::sendSome()
{
    const qint64 portion = std::max<qint64>(1, m_server.bytesPerSecond() * kPaceMs / 1000);
    if (m_socket->bytesToWrite() > portion)
        return; // the client is slower than that
    const QByteArray bytes = m_file.read(std::min(portion, m_left));
    if (bytes.isEmpty()) {
        m_socket->abort();
        return;
    }
    m_socket->write(bytes);
    m_left -= bytes.size();
    if (m_left > 0)
        return;
    m_pace.stop();
    QMetaObject::invokeMethod(this, &DemoConnection::readHead, Qt::QueuedConnection);
}

} // namespace support
