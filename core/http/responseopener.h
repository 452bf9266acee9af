#pragma once

#include "core/http/headwatch.h"
#include "core/http/redirectguard.h"
#include "core/http/refusal.h"
#include "core/http/responsehead.h"
#include "core/http/sitelogin.h"
#include "core/http/stalltimer.h"

#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>

class QNetworkAccessManager;
class QNetworkCookieJar;
class QNetworkReply;

namespace http {

/// Brings a request to an accepted head: sends it, follows redirects (with the cookies that they set, as
/// browsers do; they are forgotten with the request), judges what came. An answer that Qt may have misread is
/// asked for once more by a StrictReply, which is the first to ask for all of a file (isOpenRange) where
/// nothing is known of how the host answers. Each open() ends in one signal, never before it returned, unless
/// abort() comes first. openAhead() does the same without a clock and without a word, until takeTurn().
class ResponseOpener : public QObject
{
    Q_OBJECT
public:
    /// Alone: nobody else uses the manager, and requests may be sent over a connection that is still busy
    /// with one before.
    enum class Company { Alone, Others };

    /// How long each step of an open() may take, of every hop anew.
    struct Limits
    {
        std::chrono::milliseconds connect{30'000}; ///< until there is a connection, TLS included
        std::chrono::milliseconds answer{120'000}; ///< from the request to the head
    };

    ResponseOpener(QNetworkAccessManager *manager, Company company, Limits limits, OwnHeaders headers = {},
                   QObject *parent = nullptr);
    ~ResponseOpener() override;

    void open(const RangeRequest &request, qint64 readBuffer);
    void openAhead(const RangeRequest &request, qint64 readBuffer);
    /// What was opened ahead is waited for from now on. If it got no answer meanwhile it is asked for anew.
    void takeTurn();
    void abort();

    /// It is for a request ahead, whose turn has not come.
    bool isAhead() const { return m_isAhead; }
    const RangeRequest &request() const { return m_request; }
    /// A connection was made for the last request.
    bool hasConnected() const { return m_hasConnected; }

Q_SIGNALS:
    /// The reply is the receiver's now. It may have ended already.
    void opened(QNetworkReply *reply, const http::ResponseHead &head);
    void failed(const core::Error &error, const http::Refusal &refusal);

private:
    using Answer = std::function<void()>;

    void begin(const RangeRequest &request, qint64 readBuffer);
    void send(const QUrl &url);
    void startClock(std::chrono::milliseconds limit);
    void askStrictly();
    bool mustAskStrictly(const QUrl &url) const;
    void learnFraming(const RawResponse &response);
    bool isMisread(const RawResponse &response);
    void onHead();
    void onFinished();
    void onExhausted();
    void follow();
    void followTo(const QUrl &target);
    void keepCookies();
    void refuse(core::Error error);
    void release();
    void answer(Answer answer);
    void deliver();

    const QPointer<QNetworkAccessManager> m_manager;
    const Company m_company;
    const Limits m_limits;
    const OwnHeaders m_headers;
    RangeRequest m_request;
    QUrl m_url; ///< of the last hop
    qint64 m_readBuffer = 0;
    int m_redirects = 0;
    bool m_isAhead = false;
    bool m_hasConnected = false;
    bool m_isConnecting = false; ///< and that is not over yet
    QPointer<QNetworkReply> m_reply;
    QPointer<QNetworkReply> m_opened;             ///< ahead of its turn
    Answer m_answer;                              ///< for when its turn comes
    std::unique_ptr<QNetworkCookieJar> m_cookies; ///< that the redirects of this request set
    QUrl m_misreadUrl;     ///< whose last answer Qt may have misread: a StrictReply is made for it
    HeadWatch m_watch;     ///< where Qt reads the head
    RedirectGuard m_guard; ///< busy between two hops
    QString m_tlsDetail;
    StallTimer m_patience{this};
};

} // namespace http
