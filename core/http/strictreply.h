#pragma once

#include "core/http/addressrace.h"
#include "core/http/chunkparser.h"
#include "core/http/connectionend.h"
#include "core/http/framing.h"
#include "core/http/headparser.h"

#include <QNetworkReply>
#include <memory>

class QTcpSocket;

namespace http {

/// The answer to one GET, over a connection of its own that is closed behind it, read by parsers of our own.
/// Qt 6.4's takes a chunk size that it cannot read for the last chunk, an answer cut between two chunks for
/// whole, a Content-Length of 0 for the end of a body in chunks, and any informational answer but 100 for the
/// final one, without a word. So what Qt cannot tell is asked for once more in this way (ResponseOpener), and
/// ends well only when its own framing says so.
///
/// For its user it is a QNetworkReply like those of QNetworkAccessManager, with the same signals; the proxy
/// is that of the process. Of the attributes it sets HttpStatusCodeAttribute. Lives on the thread that made
/// it; unread bytes are bounded by the read buffer size.
class StrictReply : public QNetworkReply
{
    Q_OBJECT
public:
    /// `target`: path and query as they go into the request line (core::requestTarget()).
    StrictReply(const QNetworkRequest &request, QByteArray target, QObject *parent = nullptr);
    ~StrictReply() override;

    /// An informational answer came before this one.
    bool isForetold() const { return m_isForetold; }

    void abort() override;
    qint64 bytesAvailable() const override;
    void setReadBufferSize(qint64 size) override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    enum class Phase { Connecting, Head, Body, Done };

    void connectToServer();
    QByteArray requestText() const;
    void sendRequest();
    void pump();
    bool take(QByteArrayView bytes);
    bool takeHead(QByteArrayView &bytes);
    bool takeBody(QByteArrayView &bytes);
    bool takeChunks(QByteArrayView &bytes);
    void beginBody();
    void append(QByteArrayView bytes);
    bool isFull() const;
    bool isReadFromSocket() const;
    qint64 readFromSocket(char *data, qint64 maxSize);
    void onClosed();
    void onConnected();
    void onSocketError();
    void fail(NetworkError error, const QString &text);
    void finish();

    const QByteArray m_target;
    AddressRace m_race;
    std::unique_ptr<QTcpSocket> m_socket; ///< null until the race is won
    bool m_isAbsolute = false;            ///< the request goes to a proxy that reads it
    QByteArray m_proxyCredentials;
    Phase m_phase = Phase::Connecting;
    HeadParser m_headParser;
    ChunkParser m_chunkParser;
    Framing m_framing;
    ConnectionEnd m_end; ///< of a body that ends with it
    bool m_isForetold = false;
    qint64 m_left = 0; ///< of a body with a length: not taken from the socket yet
    QByteArray m_body; ///< taken from the socket and not read yet, from m_read on
    qsizetype m_read = 0;
};

} // namespace http
