#pragma once

#include <QWidget>

class QFormLayout;
class QLabel;

namespace ui {

class Preferences;

/// One page of the settings. Every change applies at once.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    SettingsPage(Preferences &preferences, QString title, QString icon, QWidget *parent);

    const QString &title() const { return m_title; }
    const QString &icon() const { return m_icon; }

protected:
    Preferences &preferences() { return m_preferences; }
    QFormLayout *form() { return m_form; }
    /// A muted explanation below the last row.
    QLabel *addHint(const QString &text);

private:
    Preferences &m_preferences;
    QString m_title;
    QString m_icon;
    QFormLayout *m_form;
};

} // namespace ui
