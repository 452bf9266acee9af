#include "ui/mirror/mirrorforecast.h"

#include "ui/format.h"

#include <QCoreApplication>

namespace ui {

namespace {

struct MirrorText
{
    Q_DECLARE_TR_FUNCTIONS(ui::MirrorText)
};

QString objectsText(qint64 objects, qint64 bytes)
{
    return MirrorText::tr("%Ln object(s), %1", nullptr, static_cast<int>(objects)).arg(formatSize(bytes));
}

QString presentText(const MirrorForecast &forecast)
{
    if (forecast.present.objects == 0)
        return MirrorText::tr("None of it is in the folder yet.");
    if (forecast.present.objects >= forecast.objects + forecast.unlisted)
        return MirrorText::tr("All of it is in the folder. It is read and proven again; what is damaged is "
                              "fetched.");
    return MirrorText::tr("In the folder already: %1. It is proven, and the rest is fetched.")
        .arg(objectsText(forecast.present.objects, forecast.present.bytes));
}

} // namespace

QString forecastText(const MirrorForecast &forecast)
{
    if (forecast.builds.isEmpty())
        return MirrorText::tr("Nothing can be mirrored.");
    QStringList lines{forecast.builds.join(QStringLiteral(", ")) + QStringLiteral(": ") +
                      objectsText(forecast.objects, forecast.bytes) + u'.'};
    if (forecast.ofUnknownSize > 0)
        lines << MirrorText::tr("The size of %Ln archive(s) is not known before it is fetched.", nullptr,
                                static_cast<int>(forecast.ofUnknownSize));
    if (forecast.unlisted > 0)
        lines << MirrorText::tr("Besides: up to %1 that no index lists and no host may have.")
                     .arg(objectsText(forecast.unlisted, forecast.unlistedBytes));
    lines << presentText(forecast);
    const qint64 wanted = forecast.bytes - forecast.present.bytes;
    if (forecast.free >= 0 && wanted > forecast.free)
        lines << MirrorText::tr("That is more than is free there: %1.").arg(formatSize(forecast.free));
    else if (forecast.free >= 0)
        lines << MirrorText::tr("%1 free there.").arg(formatSize(forecast.free));
    return lines.join(QLatin1Char('\n'));
}

QString progressText(const MirrorCheckTotals &totals)
{
    const QString read = MirrorText::tr("%1 of %Ln object(s) read", nullptr, static_cast<int>(totals.objects))
                             .arg(formatCount(totals.read()));
    return totals.wrong == 0 ? read
                             : read + QStringLiteral(" · ") +
                                   MirrorText::tr("%Ln wrong", nullptr, static_cast<int>(totals.wrong));
}

QString checkedText(const MirrorCheckTotals &totals)
{
    QString text;
    if (totals.unopened > 0)
        text = MirrorText::tr("%Ln build(s) cannot be opened. Mirror again what is to be kept of them.",
                              nullptr, static_cast<int>(totals.unopened)) +
               u' ';
    if (totals.objects == 0)
        text += MirrorText::tr("Nothing could be read.");
    else if (totals.wrong == 0)
        text += MirrorText::tr("%Ln object(s) read, and all of them are whole.", nullptr,
                               static_cast<int>(totals.read() - totals.absent));
    else
        text +=
            MirrorText::tr("%Ln object(s) of %1 missing or damaged.", nullptr, static_cast<int>(totals.wrong))
                .arg(formatCount(totals.read()));
    if (totals.absent > 0)
        text += u' ' + MirrorText::tr("%Ln more known to the encoding manifest only, and not here: a CDN may "
                                      "lack them, too.",
                                      nullptr, static_cast<int>(totals.absent));
    return text;
}

} // namespace ui
