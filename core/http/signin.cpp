#include "core/http/signin.h"

#include <QStringList>

namespace http {

namespace {

/// The schemes of a challenge: the words that stand at its beginning, or behind a comma and before a blank.
QStringList schemesOf(const QByteArray &challenge)
{
    QStringList schemes;
    for (const QString &part : QString::fromLatin1(challenge).split(u',')) {
        const QString word = part.trimmed().section(u' ', 0, 0);
        if (!word.isEmpty() && !word.contains(u'=') && word.size() < 40)
            schemes << word;
    }
    return schemes;
}

} // namespace

QString signInDetail(int status, const QByteArray &challenge, bool hasSentCredentials)
{
    const QString who = status == 407 ? QStringLiteral("the proxy") : QStringLiteral("the server");
    const QString begin = QStringLiteral("status %1: ").arg(status) + who;
    const QStringList schemes = schemesOf(challenge);
    if (!schemes.isEmpty() && !schemes.contains(QStringLiteral("Basic"), Qt::CaseInsensitive))
        return begin + QStringLiteral(" wants a sign-in by %1, and Sluice knows only Basic")
                           .arg(schemes.join(QStringLiteral(" or ")));
    return begin + (hasSentCredentials ? QStringLiteral(" did not accept the user name and password it got")
                                       : QStringLiteral(" wants a user name and a password"));
}

} // namespace http
