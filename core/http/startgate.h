#pragma once

#include <QPointer>
#include <QSemaphore>
#include <QThread>
#include <memory>

class QNetworkAccessManager;
class QNetworkReply;

namespace http {

/// Holds back the thread on which a manager does its HTTP, for as long as the gate exists: so that a reply
/// gets its read buffer size before its first byte.
///
/// get() starts the request, and setReadBufferSize() behind it is only a message to that thread. Whoever
/// loses the processor in between finds everything that came meanwhile in memory; and Qt 6.4 goes on to allow
/// that much until the reply's end, because it takes what is read off a count in which these bytes never
/// were.
///
/// Does nothing until learnThread() has seen a reply of this manager.
class StartGate
{
public:
    explicit StartGate(QNetworkAccessManager &manager);
    ~StartGate();
    Q_DISABLE_COPY_MOVE(StartGate)

    /// To be called while the reply emits socketStartedConnecting() or requestSent().
    static void learnThread(QNetworkAccessManager &manager, const QNetworkReply &reply);

private:
    const std::shared_ptr<QSemaphore> m_opened = std::make_shared<QSemaphore>();
};

} // namespace http
