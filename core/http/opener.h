#pragma once

#include "core/http/patience.h"
#include "core/http/responsehead.h"

#include <QObject>
#include <QPointer>

class QNetworkAccessManager;
class QNetworkReply;

namespace http {

/// Brings a request to an accepted head: sends it, follows redirects, judges what came. Each open() ends in
/// one signal, never before it returned, unless abort() comes first.
class Opener : public QObject
{
    Q_OBJECT
public:
    Opener(QNetworkAccessManager *manager, std::chrono::milliseconds timeout, QObject *parent = nullptr);
    ~Opener() override;

    void open(const RangeRequest &request, qint64 readBuffer);
    void abort();

Q_SIGNALS:
    /// The reply is the receiver's now. It may have ended already.
    void opened(QNetworkReply *reply, const http::ResponseHead &head);
    void failed(const core::Error &error, std::optional<std::chrono::milliseconds> retryAfter);

private:
    void send(const QUrl &url);
    void onHead();
    void onFinished();
    void onExhausted();
    void follow();
    void refuse(core::Error error);
    void release();

    const QPointer<QNetworkAccessManager> m_manager;
    const std::chrono::milliseconds m_timeout;
    RangeRequest m_request;
    qint64 m_readBuffer = 0;
    int m_redirects = 0;
    QPointer<QNetworkReply> m_reply;
    QString m_tlsDetail;
    Patience m_patience{this};
};

} // namespace http
