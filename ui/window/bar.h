#pragma once

#include "ui/theme.h"

#include <QFrame>

class QLabel;
class QHBoxLayout;
class QToolButton;

namespace ui {

/// A strip across the window: icon, a sentence, buttons. Shown only while it has something to say.
class Bar : public QFrame
{
    Q_OBJECT
public:
    Bar(const QString &iconName, Tone tone, QWidget *parent = nullptr);

    void setText(const QString &text);
    QToolButton *addButton(const QString &text);
    /// The cross at the end.
    QToolButton *addCloseButton(const QString &what);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void alert();

    QString m_iconName;
    Tone m_tone;
    QLabel *m_text;
    QHBoxLayout *m_layout;
};

} // namespace ui
