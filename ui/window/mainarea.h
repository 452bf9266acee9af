#pragma once

#include <QWidget>

class QSplitter;

namespace ui {

class Preferences;

/// What fills the window: the filters beside the list over the details, and below all of it the bars. A bar
/// that comes or goes takes its height from the details, so that no row moves under the pointer.
class MainArea : public QWidget
{
    Q_OBJECT
public:
    struct Parts
    {
        QWidget *filters;
        QWidget *list;
        QWidget *details;
        QList<QWidget *> bars; ///< from top to bottom
    };
    explicit MainArea(const Parts &parts, QWidget *parent = nullptr);

    void save(Preferences &preferences) const;
    void restore(const Preferences &preferences);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Parts m_parts;
    QSplitter *m_columns;
    QSplitter *m_rows;
    int m_height = 0; ///< when the rows were last laid out
};

} // namespace ui
