#include "ui/direction.h"

#include <QGuiApplication>

namespace ui {

namespace {

// Of the Unicode bidirectional algorithm (UAX 9).
constexpr QChar kLeftToRightIsolate(0x2066);
constexpr QChar kFirstStrongIsolate(0x2068);
constexpr QChar kPopIsolate(0x2069);

QString between(QChar opening, const QString &text)
{
    if (text.isEmpty() || QGuiApplication::layoutDirection() != Qt::RightToLeft)
        return text;
    return opening + text + kPopIsolate;
}

} // namespace

QString isolated(const QString &text)
{
    return between(kFirstStrongIsolate, text);
}

QString isolatedPath(const QString &path)
{
    return between(kLeftToRightIsolate, path);
}

} // namespace ui
