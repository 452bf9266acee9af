#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QStringList>

class QLocalSocket;

namespace app {

/// What a start of the program brings along: texts (links, lists, keys) and local files that are no text.
struct Handover
{
    QStringList texts;
    QStringList files;    ///< absolute paths
    QStringList offers{}; ///< links of the scheme sluice:, which the user is asked about
};

/// One window per user and data folder. The first process holds a lock (which also guards the queue's
/// database) and listens; a later one hands over what it was started with.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    /// `dataFolder` exists.
    explicit SingleInstance(const QString &dataFolder, QObject *parent = nullptr);
    /// Bytes; whatever is larger goes over as the path of a file.
    static constexpr qsizetype kLongestMessage = 64 << 20;

    /// Whether this process is the first. Then received() follows whenever a later one starts.
    bool claim();
    /// Blocks for some seconds at most. False: the first process did not take it, or it is another user's.
    bool handOver(const Handover &handover) const;
    /// The program is about to end: a later start waits for the lock instead.
    void stopListening() { m_server.close(); }

Q_SIGNALS:
    void received(const app::Handover &handover);

private:
    void greet();
    void listen(QLocalSocket &guest, QByteArray &input);

    QLockFile m_lock;
    QString m_serverName;
    QLocalServer m_server;
    int m_guests = 0; ///< connected now
};

} // namespace app
