#pragma once

#include <QFile>
#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace support {

/// Serves files from a folder over HTTP/1.1 on 127.0.0.1: GET and HEAD, one range, keep-alive, and at most so
/// many bytes per second on each connection. Memory does not depend on the files.
class DemoServer : public QTcpServer
{
    Q_OBJECT
public:
    explicit DemoServer(qint64 bytesPerSecond, QObject *parent = nullptr);

    void serve(const QByteArray &urlPath, const QString &file) { m_files.insert(urlPath, file); }
    QString fileFor(const QByteArray &urlPath) const { return m_files.value(urlPath); }
    qint64 bytesPerSecond() const { return m_bytesPerSecond; }

private:
    void greet();

    QHash<QByteArray, QString> m_files;
    qint64 m_bytesPerSecond;
};

/// One client. Deletes itself when it goes.
class DemoConnection : public QObject
{
    Q_OBJECT
public:
    DemoConnection(QTcpSocket *socket, const DemoServer &server);

private:
    void readHead();
    void answer(const QByteArray &head);
    void sendHead(int status, const QByteArray &reason, const QByteArray &headers, qint64 length);
    void sendSome();

    QTcpSocket *m_socket;
    const DemoServer &m_server;
    QTimer m_pace;
    QByteArray m_input;
    QFile m_file;
    qint64 m_left = 0; ///< body bytes of the current answer that were not sent yet
};

} // namespace support
