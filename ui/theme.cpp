#include "ui/theme.h"

#include <QApplication>
#include <QPainter>
#include <QProxyStyle>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleOption>

namespace ui {

namespace {

struct Shades
{
    QRgb onLight;
    QRgb onDark;
};

Shades shadesOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return {0xff1a7f37, 0xff4cc265};
    case Tone::Warning:
        return {0xff9a6700, 0xffd9a53a};
    case Tone::Bad:
        return {0xffc62828, 0xfff4685f};
    case Tone::Locked:
        return {0xff7a3fc4, 0xffb48af2};
    case Tone::Neutral:
    case Tone::Muted:
    case Tone::Accent:
        break;
    }
    return {0xff1a63d6, 0xff5aa2ff};
}

struct Surface
{
    QColor window, base, alternate, button, text, highlight, link;
};

QPalette paletteFrom(const Surface &surface)
{
    QPalette palette(surface.button, surface.window);
    palette.setColor(QPalette::WindowText, surface.text);
    palette.setColor(QPalette::Text, surface.text);
    palette.setColor(QPalette::ButtonText, surface.text);
    palette.setColor(QPalette::Base, surface.base);
    palette.setColor(QPalette::AlternateBase, surface.alternate);
    palette.setColor(QPalette::ToolTipBase, surface.base);
    palette.setColor(QPalette::ToolTipText, surface.text);
    palette.setColor(QPalette::Highlight, surface.highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, surface.link);
    palette.setColor(QPalette::PlaceholderText, blend(surface.text, surface.base, 0.55));
    const QColor faint = blend(surface.text, surface.window, 0.42);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Base, surface.window);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, blend(surface.text, surface.window, 0.2));
    return palette;
}

/// Fusion outlines its boxes darker than the window, which nobody sees on a dark one.
class ReadableFusion : public QProxyStyle
{
public:
    ReadableFusion()
        : QProxyStyle(QStringLiteral("fusion"))
    {
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        const bool isRound = element == PE_IndicatorRadioButton;
        if ((element != PE_IndicatorCheckBox && !isRound) || !isDark(option->palette))
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const auto &palette = option->palette;
        painter->setPen(blend(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.45));
        const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
        const double round = isRound ? box.width() / 2 : 2;
        painter->drawRoundedRect(box, round, round);
        painter->restore();
    }
};

/// The style the platform chose, before anything of ours changed it.
const QString &platformStyle()
{
    static const QString name = QApplication::style()->name();
    return name;
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Base).lightness() <
           palette.color(QPalette::Active, QPalette::Text).lightness();
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    const QColor text = palette.color(QPalette::Text);
    if (tone == Tone::Neutral)
        return text;
    if (tone == Tone::Muted)
        return blend(text, palette.color(QPalette::Base), 0.64);
    const Shades shades = shadesOf(tone);
    return QColor::fromRgb(isDark(palette) ? shades.onDark : shades.onLight);
}

QColor blend(const QColor &top, const QColor &bottom, double share)
{
    const auto mix = [share](float a, float b) {
        return static_cast<float>(share) * a + static_cast<float>(1.0 - share) * b;
    };
    return QColor::fromRgbF(mix(top.redF(), bottom.redF()), mix(top.greenF(), bottom.greenF()),
                            mix(top.blueF(), bottom.blueF()));
}

QColor trackColor(const QPalette &palette)
{
    return blend(palette.color(QPalette::Text), palette.color(QPalette::Base), isDark(palette) ? 0.2 : 0.13);
}

void applyAppearance(Appearance appearance)
{
    static Appearance current = Appearance::System;
    if (std::exchange(current, appearance) == appearance)
        return;
    const QString &platform = platformStyle();
    const bool isReadable = dynamic_cast<ReadableFusion *>(QApplication::style()) != nullptr;
    if (appearance == Appearance::System)
        QApplication::setStyle(QStyleFactory::create(platform));
    else if (!isReadable)
        QApplication::setStyle(new ReadableFusion);
    switch (appearance) {
    case Appearance::System:
        QApplication::setPalette(QPalette());
        break;
    case Appearance::Light:
        QApplication::setPalette(lightPalette());
        break;
    case Appearance::Dark:
        QApplication::setPalette(darkPalette());
        break;
    }
}

QPalette lightPalette()
{
    return paletteFrom({.window = QColor(0xf3f4f6),
                        .base = QColor(0xffffff),
                        .alternate = QColor(0xf7f8fa),
                        .button = QColor(0xf3f4f6),
                        .text = QColor(0x1d2127),
                        .highlight = QColor(0x2f6fd6),
                        .link = QColor(0x1f6feb)});
}

QPalette darkPalette()
{
    return paletteFrom({.window = QColor(0x23262b),
                        .base = QColor(0x1b1d21),
                        .alternate = QColor(0x202328),
                        .button = QColor(0x2f333a),
                        .text = QColor(0xe4e6ea),
                        .highlight = QColor(0x2d5fb3),
                        .link = QColor(0x6cb0ff)});
}

} // namespace ui
