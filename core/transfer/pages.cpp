#include "core/transfer/pages.h"

#include <QFileInfo>
#include <QSet>

namespace transfer {

namespace {

bool mayNamePage(const QUrl &url)
{
    static const QSet<QString> kPages{
        QString(),
        QStringLiteral("html"),
        QStringLiteral("htm"),
        QStringLiteral("xhtml"),
        QStringLiteral("shtml"),
        QStringLiteral("php"),
        QStringLiteral("asp"),
        QStringLiteral("aspx"),
        QStringLiteral("jsp"),
        QStringLiteral("cgi"),
        QStringLiteral("pl"),
        QStringLiteral("do"),
    };
    return kPages.contains(QFileInfo(url.path()).suffix().toLower());
}

} // namespace

bool mayBePage(const core::Source &source)
{
    if (source.encodingKey || source.contentKey || source.slice)
        return false;
    return std::all_of(source.mirrors.begin(), source.mirrors.end(), &mayNamePage);
}

} // namespace transfer
