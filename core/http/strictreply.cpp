#include "core/http/strictreply.h"

#include "core/http/proxy.h"

#include <QNetworkProxy>
#include <QPointer>
#include <QTcpSocket>
#include <algorithm>
#include <limits>
#include <utility>

namespace http {

namespace {

constexpr qint64 kSlice = 16 << 10;
constexpr qint64 kUsualBuffer = 256 << 10;

bool isInformational(int status)
{
    return status >= 100 && status < 200 && status != 101;
}

bool hasBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

QNetworkReply::NetworkError errorOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return QNetworkReply::HostNotFoundError;
    case QAbstractSocket::ConnectionRefusedError:
        return QNetworkReply::ConnectionRefusedError;
    case QAbstractSocket::SocketTimeoutError:
        return QNetworkReply::TimeoutError;
    case QAbstractSocket::SslHandshakeFailedError:
        return QNetworkReply::SslHandshakeFailedError;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return QNetworkReply::ProxyAuthenticationRequiredError;
    case QAbstractSocket::ProxyConnectionRefusedError:
        return QNetworkReply::ProxyConnectionRefusedError;
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyProtocolError:
        return QNetworkReply::ProxyConnectionClosedError;
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return QNetworkReply::ProxyTimeoutError;
    case QAbstractSocket::ProxyNotFoundError:
        return QNetworkReply::ProxyNotFoundError;
    case QAbstractSocket::NetworkError:
        return QNetworkReply::UnknownNetworkError;
    default:
        return QNetworkReply::RemoteHostClosedError;
    }
}

QByteArray hostField(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    return url.port() < 0 ? host : host + ':' + QByteArray::number(url.port());
}

} // namespace

StrictReply::StrictReply(const QNetworkRequest &request, QByteArray target, QObject *parent)
    : QNetworkReply(parent)
    , m_target(std::move(target))
{
    setRequest(request);
    setUrl(request.url());
    setOperation(QNetworkAccessManager::GetOperation);
    QNetworkReply::setReadBufferSize(kUsualBuffer);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    connect(&m_race, &AddressRace::connected, this, &StrictReply::onConnected);
    connect(&m_race, &AddressRace::sslErrors, this, &QNetworkReply::sslErrors);
    connect(&m_race, &AddressRace::failed, this,
            [this](QAbstractSocket::SocketError error, const QString &text) { fail(errorOf(error), text); });
    QMetaObject::invokeMethod(this, &StrictReply::connectToServer, Qt::QueuedConnection);
}

StrictReply::~StrictReply()
{
    if (m_socket)
        m_socket->disconnect(this);
}

/// An HTTP proxy reads requests for http itself; through any other, and for https, it is a tunnel.
void StrictReply::connectToServer()
{
    if (m_phase != Phase::Connecting)
        return;
    Q_EMIT socketStartedConnecting();
    const bool isSecure = url().scheme() == u"https";
    const QNetworkProxy proxy = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url())).value(0);
    m_isAbsolute = asksProxyByAddress(url());
    if (m_isAbsolute) {
        const QString pair = proxy.user() + u':' + proxy.password();
        if (!proxy.user().isEmpty())
            m_proxyCredentials = "Basic " + pair.toUtf8().toBase64();
        m_race.start({proxy.hostName(), proxy.port()});
        return;
    }
    const auto port = static_cast<quint16>(url().port(isSecure ? 443 : 80));
    const auto security = isSecure ? AddressRace::Security::Encrypted : AddressRace::Security::Plain;
    m_race.start({url().host(), port, security, proxy});
}

void StrictReply::onConnected()
{
    m_socket = m_race.takeSocket();
    m_socket->setReadBufferSize(readBufferSize());
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &StrictReply::pump);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &StrictReply::onClosed);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &StrictReply::onSocketError);
    sendRequest();
}

QByteArray StrictReply::requestText() const
{
    QByteArray target = m_target;
    if (m_isAbsolute)
        target.prepend("http://" + hostField(url()));
    QByteArray text =
        "GET " + target + " HTTP/1.1\r\nHost: " + hostField(url()) + "\r\nConnection: close\r\n";
    if (!m_proxyCredentials.isEmpty())
        text += "Proxy-Authorization: " + m_proxyCredentials + "\r\n";
    for (const QByteArray &name : request().rawHeaderList())
        text += name + ": " + request().rawHeader(name) + "\r\n";
    return text + "\r\n";
}

void StrictReply::sendRequest()
{
    if (m_phase != Phase::Connecting)
        return;
    m_phase = Phase::Head;
    m_socket->write(requestText());
    Q_EMIT requestSent();
}

/// Parses what the socket has, as long as there is room for it: the head, and a body in chunks.
void StrictReply::pump()
{
    const QPointer<StrictReply> self(this);
    const qint64 before = bytesAvailable();
    while (m_phase == Phase::Head || m_phase == Phase::Body) {
        if (isReadFromSocket() || (m_phase == Phase::Body && isFull()))
            break;
        const QByteArray bytes = m_socket->read(kSlice);
        if (bytes.isEmpty())
            break;
        if (!take(bytes) || !self)
            break;
    }
    if (!self)
        return;
    if (bytesAvailable() > before || (isReadFromSocket() && bytesAvailable() > 0))
        Q_EMIT readyRead();
    if (self && m_socket->state() == QAbstractSocket::UnconnectedState)
        onClosed();
}

bool StrictReply::isFull() const
{
    return readBufferSize() > 0 && bytesAvailable() >= readBufferSize();
}

/// The body is all that comes, so nobody has to look at it first: it is read from the socket without a copy.
bool StrictReply::isReadFromSocket() const
{
    return m_phase == Phase::Body && m_framing.end != Framing::End::Chunked;
}

/// False when nothing more is to be taken.
bool StrictReply::take(QByteArrayView bytes)
{
    const QPointer<StrictReply> self(this);
    if (m_phase == Phase::Head && !takeHead(bytes))
        return false;
    return self && m_phase == Phase::Body && takeBody(bytes);
}

/// True when the body has begun. Informational answers are passed over.
bool StrictReply::takeHead(QByteArrayView &bytes)
{
    while (true) {
        switch (m_headParser.next(bytes)) {
        case HeadParser::Step::NeedMore:
            return true;
        case HeadParser::Step::Failed:
            fail(ProtocolFailure, m_headParser.fault());
            return false;
        case HeadParser::Step::Head:
            if (isInformational(m_headParser.head().status)) {
                m_isForetold = true;
                break;
            }
            beginBody();
            return m_phase == Phase::Body;
        }
    }
}

void StrictReply::beginBody()
{
    const AnswerHead &head = m_headParser.head();
    const auto framing = framingOf(head.value("Transfer-Encoding"), head.value("Content-Length"));
    m_framing = framing ? *framing : Framing(); // whoever reads the head refuses what is wrong with it
    const bool isChunked = m_framing.end == Framing::End::Chunked;
    m_left = m_framing.length.value_or(std::numeric_limits<qint64>::max());
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, head.status);
    setAttribute(QNetworkRequest::HttpReasonPhraseAttribute, QString::fromLatin1(head.reason));
    for (const auto &[name, value] : head.fields) {
        const bool isList = name.compare("Location", Qt::CaseInsensitive) != 0;
        const char *separator = name.compare("Set-Cookie", Qt::CaseInsensitive) == 0 ? "\n" : ", ";
        if (isChunked && name.compare("Content-Length", Qt::CaseInsensitive) == 0)
            continue;
        setRawHeader(name, isList && hasRawHeader(name) ? rawHeader(name) + separator + value : value);
    }
    m_phase = Phase::Body;
    if (m_framing.end == Framing::End::Closing && m_socket->state() == QAbstractSocket::ConnectedState)
        m_end.watch(m_socket->socketDescriptor());
    const QPointer<StrictReply> self(this);
    Q_EMIT metaDataChanged();
    if (self && m_phase == Phase::Body && (!hasBody(head.status) || m_left == 0))
        finish();
}

bool StrictReply::takeBody(QByteArrayView &bytes)
{
    if (m_framing.end == Framing::End::Chunked)
        return takeChunks(bytes);
    const auto size = static_cast<qsizetype>(std::min<qint64>(m_left, bytes.size()));
    append(bytes.first(size));
    m_left -= size;
    if (m_left == 0)
        finish();
    return m_phase == Phase::Body;
}

bool StrictReply::takeChunks(QByteArrayView &bytes)
{
    while (true) {
        switch (m_chunkParser.next(bytes)) {
        case ChunkParser::Step::NeedMore:
            return true;
        case ChunkParser::Step::Data:
            append(m_chunkParser.data());
            break;
        case ChunkParser::Step::End:
            finish();
            return false;
        case ChunkParser::Step::Failed:
            fail(ProtocolFailure, m_chunkParser.fault());
            return false;
        }
    }
}

void StrictReply::append(QByteArrayView bytes)
{
    if (m_read > m_body.size() / 2) {
        m_body.remove(0, m_read);
        m_read = 0;
    }
    m_body.append(bytes);
}

/// What the socket still has is taken first, when there is room for it.
void StrictReply::onClosed()
{
    if (m_phase == Phase::Done || m_socket->bytesAvailable() > 0)
        return;
    if (m_phase == Phase::Body && m_end.wasReset())
        fail(RemoteHostClosedError, QStringLiteral("the connection was reset"));
    else if (m_phase == Phase::Body && m_framing.end == Framing::End::Closing)
        finish();
    else
        fail(RemoteHostClosedError, m_phase == Phase::Body
                                        ? QStringLiteral("the connection was closed too early")
                                        : QStringLiteral("closed without an answer"));
}

void StrictReply::onSocketError()
{
    if (m_socket->error() == QAbstractSocket::RemoteHostClosedError)
        return; // disconnected() comes, when there has been a connection
    if (m_phase != Phase::Done)
        fail(errorOf(m_socket->error()), m_socket->errorString());
}

void StrictReply::fail(NetworkError error, const QString &text)
{
    setError(error, text);
    finish();
}

void StrictReply::finish()
{
    m_phase = Phase::Done;
    m_race.abort();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
    m_end.release();
    setFinished(true);
    // Whoever is told may be about to read, or to delete this.
    QMetaObject::invokeMethod(this, &QNetworkReply::finished, Qt::QueuedConnection);
}

void StrictReply::abort()
{
    if (m_phase == Phase::Done)
        return;
    m_body.clear();
    m_read = 0;
    fail(OperationCanceledError, QStringLiteral("aborted"));
}

qint64 StrictReply::bytesAvailable() const
{
    const qint64 atSocket = isReadFromSocket() ? std::min(m_left, m_socket->bytesAvailable()) : 0;
    return QNetworkReply::bytesAvailable() + m_body.size() - m_read + atSocket;
}

void StrictReply::setReadBufferSize(qint64 size)
{
    QNetworkReply::setReadBufferSize(size);
    if (m_socket)
        m_socket->setReadBufferSize(size);
}

qint64 StrictReply::readData(char *data, qint64 maxSize)
{
    const auto size = static_cast<qsizetype>(std::min<qint64>(maxSize, m_body.size() - m_read));
    if (size == 0)
        return isReadFromSocket() ? readFromSocket(data, maxSize) : m_phase == Phase::Done ? -1 : 0;
    std::copy_n(m_body.constData() + m_read, size, data);
    m_read += size;
    if (m_read == m_body.size()) {
        m_body.clear();
        m_read = 0;
    }
    if (m_phase == Phase::Body)
        QMetaObject::invokeMethod(this, &StrictReply::pump, Qt::QueuedConnection);
    return size;
}

qint64 StrictReply::readFromSocket(char *data, qint64 maxSize)
{
    const qint64 got = std::max<qint64>(0, m_socket->read(data, std::min(maxSize, m_left)));
    m_left -= got;
    if (m_left == 0)
        finish();
    else if (m_socket->state() == QAbstractSocket::UnconnectedState && m_socket->bytesAvailable() == 0)
        QMetaObject::invokeMethod(this, &StrictReply::onClosed, Qt::QueuedConnection);
    return got;
}

} // namespace http
