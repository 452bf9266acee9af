#include "ui/theme.h"

#include "ui/readablefusion.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>
#include <algorithm>
#include <cmath>
#include <optional>

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
    makeReadable(palette);
    return palette;
}

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
    const QColor ground = palette.color(QPalette::AlternateBase); // the darker one of two where it is light
    if (tone == Tone::Muted)
        return readable(blend(text, palette.color(QPalette::Base), 0.64), ground);
    const Shades shades = shadesOf(tone);
    return readable(QColor::fromRgb(isDark(palette) ? shades.onDark : shades.onLight), ground);
}

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrast(const QColor &a, const QColor &b)
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

QColor readable(const QColor &color, const QColor &ground, double least)
{
    constexpr int kSteps = 20;
    const QColor end = contrast(Qt::white, ground) > contrast(Qt::black, ground) ? Qt::white : Qt::black;
    for (int step = 0; step < kSteps; ++step) {
        const QColor candidate = blend(end, color, static_cast<double>(step) / kSteps);
        if (contrast(candidate, ground) >= least)
            return candidate;
    }
    return end;
}

void makeReadable(QPalette &palette)
{
    // A second line in a softer colour stands on the highlight, too.
    constexpr double kForTwoTones = 6.0;
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        const QColor text = palette.color(group, QPalette::HighlightedText);
        const QColor highlight = palette.color(group, QPalette::Highlight);
        palette.setColor(group, QPalette::Highlight, readable(highlight, text, kForTwoTones));
        const QColor window = palette.color(group, QPalette::Window);
        const QColor base = palette.color(group, QPalette::Base);
        const QColor hint = palette.color(group, QPalette::PlaceholderText);
        QColor solid = blend(QColor(hint.rgb()), base, hint.alphaF());
        // The ground that is nearer to the text asks for more.
        const bool isWindow = contrast(window, solid) < contrast(base, solid);
        palette.setColor(group, QPalette::PlaceholderText, readable(solid, isWindow ? window : base));
    }
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
    static std::optional<Appearance> current;
    if (current == appearance)
        return;
    const QString &platform = platformStyle();
    const bool isFusion = appearance != Appearance::System || platform == QStringLiteral("fusion");
    const bool isReadable = dynamic_cast<ReadableFusion *>(QApplication::style()) != nullptr;
    if (isFusion && !isReadable)
        QApplication::setStyle(new ReadableFusion);
    else if (!isFusion && isReadable)
        QApplication::setStyle(QStyleFactory::create(platform));
    if (!std::exchange(current, appearance) && appearance == Appearance::System)
        return; // as it is
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
