#include "ui/list/rowlayout.h"

#include <QFontMetrics>
#include <algorithm>

namespace ui {

namespace {

constexpr int kMargin = 8;
constexpr int kGap = 4;
constexpr int kBarHeight = 4;
constexpr int kButton = 28;

int padding(Density density)
{
    return density == Density::Compact ? 4 : 8;
}

int iconSize(const QFont &font)
{
    return std::max(QFontMetrics(font).ascent() + 3, 14);
}

QRect centred(const QRect &cell, int left, int size)
{
    return {left, cell.top() + (cell.height() - size) / 2, size, size};
}

} // namespace

QFont secondLineFont(const QFont &font)
{
    QFont small = font;
    if (font.pointSizeF() > 0)
        small.setPointSizeF(font.pointSizeF() * 0.9);
    return small;
}

int rowHeight(const QFont &font, Density density)
{
    const int line = QFontMetrics(font).height();
    const int text = density == Density::Compact ? line + kBarHeight + 2
                                                 : line + 1 + QFontMetrics(secondLineFont(font)).height();
    return text + 2 * padding(density) - (density == Density::Compact ? 2 : 0);
}

NameLayout nameLayout(const QRect &cell, const QFont &font, Density density)
{
    NameLayout layout;
    layout.icon = centred(cell, cell.left() + kMargin, iconSize(font));
    const int left = layout.icon.right() + 1 + kMargin;
    const int width = std::max(cell.right() - kGap - left, 0);
    const int line = QFontMetrics(font).height();
    if (density == Density::Compact) {
        layout.name = QRect(left, cell.top() + (cell.height() - line) / 2, width, line);
        return layout;
    }
    const int second = QFontMetrics(secondLineFont(font)).height();
    const int top = cell.top() + (cell.height() - line - 1 - second) / 2;
    layout.name = QRect(left, top, width, line);
    layout.second = QRect(left, top + line + 1, width, second);
    return layout;
}

ProgressLayout progressLayout(const QRect &cell, const QFont &font, bool hasIcon, bool hasBar)
{
    ProgressLayout layout;
    const QRect inner = cell.adjusted(kMargin, 0, -kMargin, 0);
    const int line = QFontMetrics(font).height();
    const int gap = cell.height() >= line + kBarHeight + 2 * kGap ? kGap : 1;
    const int block = line + (hasBar ? gap + kBarHeight : 0);
    const int top = cell.top() + (cell.height() - block) / 2;
    int left = inner.left();
    if (hasIcon) {
        const int size = std::min(iconSize(font), line);
        layout.icon = QRect(left, top + (line - size) / 2, size, size);
        left = layout.icon.right() + 1 + kGap + 2;
    }
    layout.text = QRect(left, top, std::max(inner.right() + 1 - left, 0), line);
    if (hasBar)
        layout.bar = QRect(inner.left(), top + line + gap, std::max(inner.width(), 0), kBarHeight);
    return layout;
}

QString elidedStatus(const QString &text, const QFont &font, int width)
{
    const QFontMetrics metrics(font);
    const qsizetype end = text.indexOf(QStringLiteral(" · "));
    const QString rest = end < 0 ? QString() : text.mid(end);
    const int room = width - metrics.horizontalAdvance(rest);
    if (room < width / 3 || room >= metrics.horizontalAdvance(text.first(std::max<qsizetype>(end, 0))))
        return metrics.elidedText(text, Qt::ElideRight, width);
    return metrics.elidedText(text.first(end), Qt::ElideRight, room) + rest;
}

QRect buttonRect(const QRect &cell)
{
    const int size = std::min({kButton, cell.height() - 4, cell.width()});
    return {cell.left() + (cell.width() - size) / 2, cell.top() + (cell.height() - size) / 2, size, size};
}

} // namespace ui
