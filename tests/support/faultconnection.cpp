#include "tests/support/faultconnection.h"

#include <QTcpSocket>
#include <algorithm>
#include <limits>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace support {

namespace {

constexpr qint64 kAhead = 128 << 10; ///< bytes in the socket's own buffer
constexpr qint64 kSlice = 64 << 10;

/// "GET /a?b HTTP/1.1" and the lines after it; also the absolute form that proxies are asked with.
Request parseRequest(const QByteArray &head, int connection)
{
    Request request;
    request.connection = connection;
    QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
    request.method = words.value(0);
    QByteArray target = words.value(1);
    if (target.startsWith("http://"))
        target = target.mid(std::max<qsizetype>(target.indexOf('/', 7), 7));
    const qsizetype question = target.indexOf('?');
    request.path = target.left(question < 0 ? target.size() : question);
    request.query = question < 0 ? QByteArray() : target.mid(question + 1);
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
    }
    return request;
}

} // namespace

FaultConnection::FaultConnection(FaultState *state, QTcpSocket *socket, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_socket(socket)
    , m_number(state->addConnection())
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kSlice);
    m_socket->setSocketOption(QTcpSocket::LowDelayOption, 1);
    m_delay.setSingleShot(true);
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(m_socket, &QTcpSocket::readyRead, this, &FaultConnection::onReadyRead);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &FaultConnection::sendBody);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_delay, &QTimer::timeout, this, &FaultConnection::sendHead);
    connect(&m_pace, &QTimer::timeout, this, &FaultConnection::onPace);
    onReadyRead();
}

FaultConnection::~FaultConnection()
{
    m_socket->disconnect(this);
    if (m_socket->state() == QTcpSocket::ConnectedState)
        reset();
    m_state->removeConnection();
}

void FaultConnection::onReadyRead()
{
    m_in += m_socket->readAll();
    if (m_phase == Phase::Idle)
        takeRequest();
}

void FaultConnection::takeRequest()
{
    const qsizetype end = m_in.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    m_request = parseRequest(m_in.left(end), m_number);
    m_in.remove(0, end + 4);
    m_request.isAhead = std::exchange(m_hasNext, false);
    m_fault = m_state->nextFault(m_request);
    m_response = respond(m_request, m_state->resource(m_request.path), m_fault);
    m_request.status = m_response.status;
    m_logIndex = m_state->addRequest(m_request);
    m_sent = 0;
    m_budget = 0;
    m_phase = Phase::Delayed;
    if (m_fault.delay.count() > 0)
        m_delay.start(m_fault.delay);
    else
        sendHead();
}

void FaultConnection::sendHead()
{
    m_phase = Phase::Sending;
    m_socket->write(m_response.head);
    if (m_fault.paceBytes > 0)
        m_pace.start(m_fault.paceInterval);
    sendBody();
}

void FaultConnection::onPace()
{
    if (m_sent >= m_fault.paceAfter)
        m_budget = m_fault.paceBytes;
    sendBody();
}

/// The body ends here, one way or another.
qint64 FaultConnection::bodyEnd() const
{
    return m_fault.cut == Fault::Cut::None ? m_response.bodySize
                                           : std::min(m_response.bodySize, m_fault.cutAfter);
}

qint64 FaultConnection::allowed() const
{
    const qint64 most = std::min(kSlice, bodyEnd() - m_sent);
    if (m_fault.paceBytes == 0)
        return most;
    return std::min(most, std::max(m_budget, m_fault.paceAfter - m_sent));
}

void FaultConnection::sendBody()
{
    if (m_phase == Phase::Cutting)
        cut();
    if (m_phase != Phase::Sending)
        return;
    while (m_sent < bodyEnd() && m_socket->bytesToWrite() < kAhead) {
        const qint64 count = allowed();
        if (count <= 0)
            return; // until the next onPace()
        sendSlice(count);
    }
    if (m_sent == bodyEnd())
        finish();
}

void FaultConnection::sendSlice(qint64 count)
{
    const QByteArray bytes = m_response.body(m_sent, count);
    // Counted first: what the client has seen is never more than what the log says.
    m_state->addSent(m_logIndex, count);
    m_sent += count;
    if (m_sent > m_fault.paceAfter)
        m_budget = std::max<qint64>(0, m_budget - count);
    if (m_fault.framing == Fault::Framing::Chunked)
        m_socket->write(QByteArray::number(count, 16) + "\r\n" + bytes + "\r\n");
    else
        m_socket->write(bytes);
}

void FaultConnection::finish()
{
    m_pace.stop();
    if (m_fault.cut != Fault::Cut::None) {
        m_phase = Phase::Cutting;
        cut();
        return;
    }
    if (m_fault.framing == Fault::Framing::Chunked)
        m_socket->write("0\r\n\r\n");
    const bool isWanted = m_request.header("Connection").toLower() != "close";
    if (m_fault.isClosedAfter || m_fault.framing == Fault::Framing::UntilClose || !isWanted) {
        close();
        return;
    }
    m_phase = Phase::Idle;
    if (m_fault.losesAhead) {
        m_socket->readAll();
        m_in.clear();
    }
    m_hasNext = !m_in.isEmpty() || m_socket->bytesAvailable() > 0;
    // From the event loop: many pipelined requests must not nest.
    QMetaObject::invokeMethod(this, &FaultConnection::onReadyRead, Qt::QueuedConnection);
}

void FaultConnection::cut()
{
    if (m_socket->bytesToWrite() > 0)
        return; // what came before the cut does arrive; bytesWritten brings us back
    m_phase = Phase::Silent;
    if (m_fault.cut == Fault::Cut::Close)
        close();
    else if (m_fault.cut == Fault::Cut::Reset)
        reset();
}

void FaultConnection::close()
{
    m_phase = Phase::Silent;
    m_socket->disconnectFromHost();
}

/// Closing a socket that lingers for 0 s sends RST instead of FIN.
void FaultConnection::reset()
{
    const linger option{1, 0};
    ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER,
                 reinterpret_cast<const char *>(&option), sizeof option);
    m_socket->abort();
}

} // namespace support
