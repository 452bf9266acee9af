#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QUrl>
#include <functional>

namespace http {

/// Looks up where a redirect leads before anything is sent there: the name of a public host may be that of a
/// private network. Qt keeps the answer for a minute, and the connection that follows finds the same one.
/// Lives on the thread of its user, which needs an event loop.
class RedirectGuard : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    ~RedirectGuard() override { cancel(); }

    /// Calls `then` later, once, with whether `from` may lead to `target` (mayLeadTo()); cancel() prevents
    /// it.
    void judge(const QUrl &from, const QUrl &target, std::function<void(bool)> then);
    void cancel();
    bool isBusy() const { return m_lookUp >= 0; }

private:
    void onTarget(const QString &from, const QList<QHostAddress> &addresses);
    void answer(bool mayFollow);

    int m_lookUp = -1; ///< QHostInfo's number of the one under way
    std::function<void(bool)> m_then;
};

} // namespace http
