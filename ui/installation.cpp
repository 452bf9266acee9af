#include "ui/installation.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace ui {

Installation installation()
{
    const QLatin1StringView how(SLUICE_INSTALLED_AS);
    if (how == QLatin1StringView("deb"))
        return Installation::Deb;
    if (how == QLatin1StringView("archive"))
        return Installation::Archive;
    if (how == QLatin1StringView("flatpak"))
        return Installation::Flatpak;
    return Installation::Source;
}

QString installationText(Installation how)
{
    switch (how) {
    case Installation::Deb:
        return QCoreApplication::translate("ui::Installation",
                                           "Installed as a Debian package. To update, install a newer one: "
                                           "apt install ./sluice_VERSION_ARCHITECTURE.deb");
    case Installation::Archive:
        return QCoreApplication::translate(
                   "ui::Installation",
                   "Runs from an archive that was unpacked in %1. To update, unpack a newer one and start "
                   "that; "
                   "queue and settings are kept elsewhere.")
            .arg(QDir::toNativeSeparators(
                QDir::cleanPath(QCoreApplication::applicationDirPath() + QStringLiteral("/.."))));
    case Installation::Flatpak:
        return QCoreApplication::translate(
            "ui::Installation", "Installed as a Flatpak. To update: flatpak update org.sluice.sluice");
    case Installation::Source:
        break;
    }
    return QCoreApplication::translate("ui::Installation",
                                       "Built from its sources. To update, get newer ones and build them.");
}

QString newsText()
{
    QFile file(QStringLiteral(":/CHANGELOG.md"));
    const QString text = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    const qsizetype first = text.indexOf(QLatin1StringView("\n## "));
    return text.mid(first + 1);
}

} // namespace ui
