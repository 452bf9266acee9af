#include "ui/format.h"

#include "ui/direction.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace ui {

namespace {

struct Format
{
    Q_DECLARE_TR_FUNCTIONS(ui::Format)
};

constexpr qint64 kMinute = 60;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

/// Digits after the point that make three in all; whole bytes and whole kilobytes have none.
int decimalsFor(qint64 bytes)
{
    double value = static_cast<double>(bytes);
    int power = 0;
    for (; value >= 1000.0; value /= 1000.0)
        ++power;
    const int digits = value < 9.995 ? 2 : (value < 99.95 ? 1 : 0);
    return power < 2 ? std::max(digits - 2 + power, 0) : digits;
}

QString durationText(qint64 seconds)
{
    if (seconds < 0)
        return {};
    if (seconds < kMinute)
        return Format::tr("%1 s").arg(seconds);
    if (seconds < 10 * kMinute)
        return Format::tr("%1 min %2 s").arg(seconds / kMinute).arg(seconds % kMinute);
    if (seconds < kHour)
        return Format::tr("%1 min").arg(seconds / kMinute);
    if (seconds < kDay)
        return Format::tr("%1 h %2 min").arg(seconds / kHour).arg(seconds % kHour / kMinute);
    if (seconds < 30 * kDay)
        return Format::tr("%1 d %2 h").arg(seconds / kDay).arg(seconds % kDay / kHour);
    return QStringLiteral("∞");
}

} // namespace

QString formatSize(qint64 bytes)
{
    if (bytes < 0)
        return QStringLiteral("–");
    return isolated(QLocale().formattedDataSize(bytes, decimalsFor(bytes), QLocale::DataSizeSIFormat));
}

QString formatSpeed(qint64 bytesPerSecond)
{
    if (bytesPerSecond <= 0)
        return {};
    return isolated(Format::tr("%1/s", "a speed; %1 is a size").arg(formatSize(bytesPerSecond)));
}

QString formatDuration(qint64 seconds)
{
    return isolated(durationText(seconds));
}

QString formatCountdown(qint64 seconds)
{
    seconds = std::max<qint64>(seconds, 0);
    const auto twoDigits = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    const QString rest = QStringLiteral(":") + twoDigits(seconds % kMinute);
    if (seconds < kHour)
        return QString::number(seconds / kMinute) + rest;
    return QString::number(seconds / kHour) + QLatin1Char(':') + twoDigits(seconds % kHour / kMinute) + rest;
}

QString formatPercent(double fraction)
{
    const int percent = static_cast<int>(std::floor(std::clamp(fraction, 0.0, 1.0) * 100.0));
    return isolated(Format::tr("%1 %", "percent").arg(QLocale().toString(percent)));
}

QString formatCount(qint64 number)
{
    return QLocale().toString(number);
}

QString formatMoment(const QDateTime &moment)
{
    return moment.isValid() ? isolated(QLocale().toString(moment.toLocalTime(), QLocale::ShortFormat))
                            : QString();
}

} // namespace ui
