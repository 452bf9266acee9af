#include "core/http/misreading.h"

#include "core/http/responsehead.h"

#include <QMutex>
#include <QStringList>

namespace http {

namespace {

constexpr qsizetype kMostHosts = 256;

QMutex &mutex()
{
    static QMutex one;
    return one;
}

QStringList &confusingHosts()
{
    static QStringList hosts; // the last one came last
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
    if (response.status != 200 && response.status != 206)
        return Misreading::None;
    if (!hasFields) // one bad line, and Qt drops them all
        return Misreading::Body;
    const QByteArray coding = response.transferEncoding.trimmed().toLower();
    const bool isChunked = !coding.isEmpty() && coding != "identity";
    const bool isCounted = !response.contentRange.isEmpty() && response.contentLength.isEmpty();
    return isChunked && !isCounted ? Misreading::Body : Misreading::None;
}

bool confusesQt(const QUrl &url)
{
    const QMutexLocker lock(&mutex());
    return confusingHosts().contains(keyOf(url));
}

void rememberConfusing(const QUrl &url)
{
    const QMutexLocker lock(&mutex());
    const QString key = keyOf(url);
    confusingHosts().removeAll(key);
    confusingHosts().append(key);
    if (confusingHosts().size() > kMostHosts)
        confusingHosts().removeFirst();
}

} // namespace http
