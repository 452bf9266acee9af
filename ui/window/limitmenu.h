#pragma once

#include <QMenu>

namespace ui {

class Preferences;

/// Speed limits to choose from; the one in force is ticked. Changes apply at once.
class LimitMenu : public QMenu
{
    Q_OBJECT
public:
    explicit LimitMenu(Preferences &preferences, QWidget *parent = nullptr);

    /// "Limit: off", "Limit: 2 MB/s".
    static QString caption(const Preferences &preferences);

private:
    void offer();
    void setLimit(qint64 bytesPerSecond);
    void askForLimit();

    Preferences &m_preferences;
};

} // namespace ui
