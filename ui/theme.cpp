#include "ui/theme.h"

#include "ui/readablefusion.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>
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
