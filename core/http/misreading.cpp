#include "core/http/misreading.h"

#include "core/http/responsehead.h"

#include <QMutex>
#include <QStringList>

namespace http {

namespace {

constexpr qsizetype kMostHosts = 256;

/// The last kMostHosts of them; the last one came last. Thread-safe.
class Hosts
{
public:
    bool contains(const QString &key)
    {
        const QMutexLocker lock(&m_mutex);
        return m_keys.contains(key);
    }

    void remember(const QString &key, bool isOne)
    {
        const QMutexLocker lock(&m_mutex);
        if (isOne && !m_keys.isEmpty() && m_keys.last() == key)
            return;
        m_keys.removeAll(key);
        if (isOne)
            m_keys.append(key);
        if (m_keys.size() > kMostHosts)
            m_keys.removeFirst();
    }

private:
    QMutex m_mutex;
    QStringList m_keys;
};

Hosts &confusing()
{
    static Hosts hosts;
    return hosts;
}

Hosts &plain()
{
    static Hosts hosts;
    return hosts;
}

QString keyOf(const QUrl &url)
{
    return url.scheme() + u"://" + url.authority(QUrl::FullyEncoded).section(u'@', -1);
}

} // namespace

Misreading misreadingOf(const RawResponse &response, bool hasFields)
{
    if (response.status >= 100 && response.status < 200 && response.status != 101)
        return Misreading::Connection;
    if (!isAnswer(response.status))
        return Misreading::None;
    if (!hasFields) // one bad line, and Qt drops them all
        return Misreading::Body;
    const QByteArray coding = response.transferEncoding.trimmed().toLower();
    const bool isChunked = !coding.isEmpty() && coding != "identity";
    const bool isRanged = !response.contentRange.isEmpty();
    const bool isMeasured = isChunked ? isRanged && response.contentLength.isEmpty() // see framing.h
                                      : isRanged || !response.contentLength.isEmpty();
    return isMeasured ? Misreading::None : Misreading::Body;
}

bool isPlainlyFramed(const RawResponse &response, bool hasFields)
{
    return isAnswer(response.status) && !response.contentLength.isEmpty() &&
           response.transferEncoding.isEmpty() && misreadingOf(response, hasFields) == Misreading::None;
}

bool framesPlainly(const QUrl &url)
{
    return plain().contains(keyOf(url));
}

void rememberFraming(const QUrl &url, bool isPlain)
{
    plain().remember(keyOf(url), isPlain);
}

bool confusesQt(const QUrl &url)
{
    return confusing().contains(keyOf(url));
}

void rememberConfusing(const QUrl &url)
{
    confusing().remember(keyOf(url), true);
}

} // namespace http
