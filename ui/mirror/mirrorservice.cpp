#include "ui/mirror/mirrorservice.h"

#include <QStringBuilder>

namespace ui {

core::Result<QString> nginxText(const QString &folder, int port)
{
    // "$" begins a variable, in quotes, too, and nothing takes that away.
    if (folder.contains(u'$') || folder.contains(u'\n'))
        return core::failure(core::ErrorKind::NameRefused, folder);
    QString quoted = folder;
    quoted.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return QStringLiteral("server {\n"
                          "    listen %1;\n"
                          "    root \"%2\";\n"
                          "    default_type application/octet-stream;\n"
                          "}\n")
        .arg(QString::number(port), quoted);
}

QString serviceAddress(const QString &host, int port)
{
    const QString bracketed = host.contains(u':') && !host.startsWith(u'[') ? u'[' % host % u']' : host;
    return QStringLiteral("http://") % bracketed % (port == 80 ? QString() : u':' % QString::number(port));
}

QString commandText(const QString &address, const QString &product)
{
    const QString code = product.isEmpty() ? QStringLiteral("PRODUCT") : product;
    return QStringLiteral("sluice ls %1: --service %2\n"
                          "sluice get %1:PATH --service %2\n")
        .arg(code, address);
}

} // namespace ui
