#include "ui/intake/linetrouble.h"

#include "core/links/listtext.h"
#include "ui/errortext.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace ui {

namespace {

struct Line
{
    Q_DECLARE_TR_FUNCTIONS(ui::LineTrouble)
};

/// What people type, or see elsewhere, for http and https.
bool isSlipOfHttp(const QString &scheme)
{
    static const QRegularExpression slip(QStringLiteral("^h?(t{1,3}|xx)p{1,2}s?$|^htps?$|^hhttps?$|^ttps?$"));
    return slip.match(scheme).hasMatch();
}

} // namespace

QString lineTrouble(const DropProblem &problem)
{
    if (links::looksLikeProductSource(problem.text))
        return problem.error.detail;
    static const QRegularExpression form(QStringLiteral(R"(^\s*([A-Za-z][A-Za-z0-9+.\-]*):(/*)(.*)$)"));
    static const QRegularExpression host(QStringLiteral(R"(^\s*(www\.)?[\w\-]+(\.[\w\-]+)+(:\d+)?/\S+$)"));
    const QString text = problem.text.section(QLatin1Char('\n'), 0, 0);
    if (const auto match = form.match(text); match.hasMatch()) {
        const QString scheme = match.captured(1).toLower();
        if (scheme == QStringLiteral("magnet"))
            return Line::tr("a magnet link: Sluice fetches no torrents");
        if (scheme == QStringLiteral("ftp") || scheme == QStringLiteral("ftps") ||
            scheme == QStringLiteral("sftp"))
            return Line::tr("an FTP address: Sluice fetches http and https only");
        if (isSlipOfHttp(scheme) ||
            (scheme.startsWith(QStringLiteral("http")) && match.captured(2).size() < 2))
            return Line::tr("“%1”: did you mean %2?")
                .arg(match.captured(1) + u':' + match.captured(2), QStringLiteral("https://"));
        if (match.captured(2).size() == 2)
            return Line::tr("“%1” addresses are not fetched, only http and https").arg(scheme);
    }
    if (host.match(text).hasMatch())
        return Line::tr("no http:// or https:// at its beginning");
    return errorPhrase(problem.error);
}

} // namespace ui
