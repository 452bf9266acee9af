#include "core/http/retryafter.h"

#include <QTimeZone>
#include <algorithm>
#include <array>

namespace http {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongest = std::chrono::hours(1);

bool isNumber(QByteArrayView text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int monthOf(const QByteArray &name)
{
    static constexpr std::array names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto found = std::find_if(names.begin(), names.end(), [&](const char *n) { return name == n; });
    return found == names.end() ? 0 : int(found - names.begin()) + 1;
}

/// RFC 9110 5.6.7: two digits mean the latest such year that is not more than 50 years ahead.
int yearOf(const QByteArray &text, const QDateTime &now)
{
    const int year = text.toInt();
    const int latest = now.toUTC().date().year() + 50;
    return text.size() == 2 ? latest - (latest - year) % 100 : year;
}

/// Cuts at blanks, the comma, and the dashes of RFC 850.
QList<QByteArray> tokens(QByteArrayView value)
{
    QByteArray text = value.trimmed().toByteArray();
    text.replace('-', ' ').replace(',', ' ');
    return text.simplified().split(' ');
}

} // namespace

// Sun, 06 Nov 1994 08:49:37 GMT | Sunday, 06-Nov-94 08:49:37 GMT | Sun Nov  6 08:49:37 1994
QDateTime parseHttpDate(QByteArrayView value, const QDateTime &now)
{
    const QList<QByteArray> t = tokens(value);
    QByteArray day, month, year, time;
    if (t.size() == 6 && t[5] == "GMT") {
        day = t[1], month = t[2], year = t[3], time = t[4];
    } else if (t.size() == 5) {
        month = t[1], day = t[2], time = t[3], year = t[4];
    }
    const QTime clock = QTime::fromString(QString::fromLatin1(time), QStringLiteral("HH:mm:ss"));
    if (!isNumber(day) || !isNumber(year) || year.size() > 4 || !clock.isValid())
        return {};
    return QDateTime(QDate(yearOf(year, now), monthOf(month), day.toInt()), clock, Qt::UTC);
}

std::optional<milliseconds> parseRetryAfter(QByteArrayView value, const QDateTime &now)
{
    const QByteArrayView text = value.trimmed();
    // A negative number is not in the grammar, but its meaning is plain.
    if (text.startsWith('-') && isNumber(text.sliced(1)))
        return milliseconds(0);
    if (isNumber(text)) {
        bool fits = false;
        const qlonglong seconds = text.toByteArray().toLongLong(&fits);
        if (!fits || seconds >= kLongest / std::chrono::seconds(1))
            return kLongest;
        return std::chrono::seconds(seconds);
    }
    const QDateTime date = parseHttpDate(text, now);
    if (!date.isValid())
        return {};
    return std::clamp(milliseconds(now.msecsTo(date)), milliseconds(0), kLongest);
}

} // namespace http
