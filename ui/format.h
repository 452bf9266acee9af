#pragma once

#include <QDateTime>
#include <QString>

/// Numbers as people read them, in the language of the window.
namespace ui {

/// Three digits and a decimal unit: "63.4 MB". Negative (unknown): an en dash.
QString formatSize(qint64 bytes);
/// "11.2 MB/s"; nothing at 0.
QString formatSpeed(qint64 bytesPerSecond);
/// "8 s", "5 min 20 s", "1 h 20 min", "3 d 4 h"; an infinity sign past a month; nothing when negative.
QString formatDuration(qint64 seconds);
/// "0:12", "1:02:03": a countdown. Never negative.
QString formatCountdown(qint64 seconds);
/// "62 %"; rounded down, so that 100 % means all of it.
QString formatPercent(double fraction);
QString formatCount(qint64 number);
/// Day and time, short; nothing when invalid.
QString formatMoment(const QDateTime &moment);

} // namespace ui
