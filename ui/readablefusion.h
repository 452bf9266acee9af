#pragma once

#include <QProxyStyle>

namespace ui {

/// Fusion with more air in its tables, and with outlines and pressed buttons that are seen on a dark window,
/// too: its own are always darker than the window.
class ReadableFusion : public QProxyStyle
{
    Q_OBJECT
public:
    ReadableFusion();

    using QProxyStyle::polish;
    void polish(QPalette &palette) override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;

private:
    void drawHeader(const QStyleOptionHeader &header, QPainter *painter, const QWidget *widget) const;
};

} // namespace ui
