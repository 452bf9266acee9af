#include "core/storage/setfolder.h"
#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

using namespace support;
using core::ErrorKind;
using transfer::State;

namespace {

constexpr qsizetype kSize = 300'000;

/// Answers every request with the same file over TLS, then drops the connection without close_notify. Offers
/// HTTP/2 to whoever asks for it.
class TlsServer : public QTcpServer
{
public:
    TlsServer(QByteArray file, const QSslKey &key, const QSslCertificate &certificate)
        : m_file(std::move(file))
        , m_key(key)
        , m_certificate(certificate)
    {
        listen(QHostAddress::LocalHost);
    }
    int answered = 0;
    int connections = 0;
    QByteArrayList protocols;
    QByteArray location; ///< where it sends everybody; empty: it answers itself

private:
    void incomingConnection(qintptr descriptor) override
    {
        ++connections;
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setPrivateKey(m_key);
        socket->setLocalCertificate(m_certificate);
        QSslConfiguration configuration = socket->sslConfiguration();
        configuration.setAllowedNextProtocols({"h2", "http/1.1"});
        socket->setSslConfiguration(configuration);
        connect(socket, &QSslSocket::readyRead, this, [this, socket] { answer(socket); });
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        socket->startServerEncryption();
    }

    void answer(QSslSocket *socket)
    {
        if (!socket->readAll().contains("\r\n\r\n"))
            return;
        ++answered;
        protocols << socket->sslConfiguration().nextNegotiatedProtocol();
        if (!location.isEmpty()) {
            socket->write("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(m_file.size()) + "\r\n\r\n" +
                      m_file);
        connect(socket, &QSslSocket::encryptedBytesWritten, socket, [socket] {
            if (socket->bytesToWrite() == 0 && socket->encryptedBytesToWrite() == 0)
                QTimer::singleShot(50, socket, [socket] { socket->abort(); });
        });
    }

    const QByteArray m_file;
    const QSslKey m_key;
    const QSslCertificate m_certificate;
};

} // namespace

/// The fault list over TLS: 22 (from https to http), 52 (certificates), 53 (no close_notify), 59 (HTTP/2).
/// Certificates are made by the openssl program at test time.
class tst_FaultsTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aCertificateNobodyTrusts_data();
    void aCertificateNobodyTrusts();
    void aSetFromAHostNobodyTrusts_data() { aCertificateNobodyTrusts_data(); }
    void aSetFromAHostNobodyTrusts();
    void noCloseNotifyAndNoHttp2();
    void fromHttpsToHttp();

private:
    bool makeCertificate(const QString &name, const QString &host, int days);
    QSslKey key(const QString &name) const;
    QSslCertificate certificate(const QString &name) const;
    QTemporaryDir m_state;
};

bool tst_FaultsTls::makeCertificate(const QString &name, const QString &host, int days)
{
    const QString base = m_state.filePath(name);
    const QStringList arguments{QStringLiteral("req"),
                                QStringLiteral("-x509"),
                                QStringLiteral("-newkey"),
                                QStringLiteral("rsa:2048"),
                                QStringLiteral("-nodes"),
                                QStringLiteral("-days"),
                                QString::number(days),
                                QStringLiteral("-keyout"),
                                base + QStringLiteral(".key"),
                                QStringLiteral("-out"),
                                base + QStringLiteral(".pem"),
                                QStringLiteral("-subj"),
                                QStringLiteral("/CN=") + host,
                                QStringLiteral("-addext"),
                                QStringLiteral("subjectAltName=") + host};
    return QProcess::execute(QStringLiteral("openssl"), arguments) == 0;
}

QSslKey tst_FaultsTls::key(const QString &name) const
{
    QFile file(m_state.filePath(name + QStringLiteral(".key")));
    return file.open(QIODevice::ReadOnly) ? QSslKey(&file, QSsl::Rsa) : QSslKey();
}

QSslCertificate tst_FaultsTls::certificate(const QString &name) const
{
    return QSslCertificate::fromPath(m_state.filePath(name + QStringLiteral(".pem"))).value(0);
}

void tst_FaultsTls::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit());
    if (!QSslSocket::supportsSsl() ||
        !makeCertificate(QStringLiteral("right"), QStringLiteral("IP:127.0.0.1"), 1) ||
        !makeCertificate(QStringLiteral("unknown"), QStringLiteral("IP:127.0.0.1"), 1) ||
        !makeCertificate(QStringLiteral("otherhost"), QStringLiteral("DNS:other.example"), 1))
        QSKIP("no TLS, or no openssl program");
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(
        {certificate(QStringLiteral("right")), certificate(QStringLiteral("otherhost"))});
    QSslConfiguration::setDefaultConfiguration(configuration);
}

void tst_FaultsTls::aCertificateNobodyTrusts_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("52: self-signed") << QStringLiteral("unknown");
    QTest::newRow("52: of another host") << QStringLiteral("otherhost");
}

void tst_FaultsTls::aCertificateNobodyTrusts()
{
    QFETCH(QString, name);
    TlsServer server(QByteArray(kSize, 'x'), key(name), certificate(name));
    Harness h;
    core::Source source;
    source.mirrors = {QUrl(QStringLiteral("https://127.0.0.1:%1/file.bin").arg(server.serverPort()))};
    const queue::ItemId id = h.add(source);
    QVERIFY(h.waitFor(id, State::Failed));
    QCOMPARE(h.item(id).error.kind, ErrorKind::TlsFailed);
    QVERIFY(!h.item(id).error.detail.isEmpty());
    QCOMPARE(server.answered, 0); // not a word was said before the certificate was judged
    QCOMPARE(h.content(), QByteArray());
}

/// Not each of its files makes the server's acquaintance anew.
void tst_FaultsTls::aSetFromAHostNobodyTrusts()
{
    QFETCH(QString, name);
    TlsServer server(QByteArray(kSize, 'x'), key(name), certificate(name));
    Harness h;
    core::SetPlan plan;
    core::Source file;
    file.mirrors = {QUrl(QStringLiteral("https://127.0.0.1:%1/archive").arg(server.serverPort()))};
    for (int i = 0; i < 100; ++i) {
        file.slice = core::ByteRange{i * 1000, i * 1000 + 999};
        file.encodingKey = blte::EncodingKey{blte::md5({})};
        file.encodingKey->digest[0] = static_cast<std::uint8_t>(i);
        file.decodedSize = 1000;
        file.name = QStringLiteral("file%1").arg(i);
        plan.add(file);
    }
    plan.arrange();
    QVERIFY(storage::SetFolder::create(h.folder() + QStringLiteral("/set"), plan));
    core::Source set;
    set.set = QStringLiteral("wow:Set/");
    set.name = QStringLiteral("set");
    const queue::ItemId id = h.add(set, set.name);
    QVERIFY(h.waitFor(id, State::Failed));
    QCOMPARE(h.item(id).error.kind, ErrorKind::TlsFailed);
    QCOMPARE(server.answered, 0);
    QVERIFY2(server.connections < 20, qPrintable(QString::number(server.connections)));
}

void tst_FaultsTls::noCloseNotifyAndNoHttp2()
{
    const QByteArray file = toByteArray(payload(noise(5), kSize));
    TlsServer server(file, key(QStringLiteral("right")), certificate(QStringLiteral("right")));
    Harness h;
    core::Source source;
    source.mirrors = {QUrl(QStringLiteral("https://127.0.0.1:%1/file.bin").arg(server.serverPort()))};
    QVERIFY(h.fetch(source));
    QVERIFY(h.content() == file);
    QCOMPARE(h.litter(), QStringList());
    for (const QByteArray &protocol : server.protocols)
        QVERIFY2(protocol != "h2", protocol.constData());
}

/// 22: refused, and nothing is asked in the clear.
void tst_FaultsTls::fromHttpsToHttp()
{
    const QByteArray file = toByteArray(payload(noise(6), kSize));
    TlsServer server({}, key(QStringLiteral("right")), certificate(QStringLiteral("right")));
    Harness h;
    h.server.serve("/file.bin", file);
    server.location = h.server.url("/file.bin").toEncoded();
    core::Source source;
    source.mirrors = {QUrl(QStringLiteral("https://127.0.0.1:%1/file.bin").arg(server.serverPort()))};
    const queue::ItemId id = h.add(source);
    QVERIFY(h.waitFor(id, State::Failed));
    QCOMPARE(h.item(id).error.kind, ErrorKind::RedirectRefused);
    QCOMPARE(h.server.requests().size(), 0);
    QCOMPARE(h.content(), QByteArray());
}

SLUICE_TEST(tst_FaultsTls)
#include "tst_faultstls.moc"
