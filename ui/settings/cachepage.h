#pragma once

#include "core/cache/objectcache.h"
#include "ui/settings/settingspage.h"

#include <QTimer>

class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace ui {

class CacheCheckPart;

/// What is kept of CDNs and version services: where, how much, and what good it is.
class CachePage : public SettingsPage
{
    Q_OBJECT
public:
    explicit CachePage(Preferences &preferences, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildFolder();
    QWidget *buildUsed();
    QWidget *buildLimit();
    QWidget *buildClear();
    void look();
    void showInfo(const cache::CacheInfo &info);
    void fillLimit();
    void shrink();
    void askToClear();
    void clear();
    void complain(const QString &sentence);

    QProgressBar *m_bar = nullptr;
    QLabel *m_used = nullptr;
    QLabel *m_rate = nullptr;
    QDoubleSpinBox *m_limit = nullptr;
    QPushButton *m_clear = nullptr;
    CacheCheckPart *m_check = nullptr;
    QLabel *m_problem = nullptr;
    cache::CacheInfo m_info;
    QTimer m_soon; ///< until a smaller limit removes what is too much
};

} // namespace ui
