#pragma once

#include "core/cache/objectcache.h"

#include <QTimer>
#include <QWidget>
#include <memory>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace ui {

/// Reads the cache back, on a pool thread: how far that is, and what was damaged.
class CacheCheckPart : public QWidget
{
    Q_OBJECT
public:
    explicit CacheCheckPart(QString folder, QWidget *parent = nullptr);
    ~CacheCheckPart() override;

    bool isRunning() const { return m_progress != nullptr; }

Q_SIGNALS:
    void started();
    void ended();

private:
    void startOrStop();
    void showProgress();
    void end(const cache::CheckResult &result);

    const QString m_folder;
    QPushButton *m_button;
    QProgressBar *m_bar;
    QLabel *m_result;
    QListWidget *m_damaged;
    QTimer m_poll;
    std::shared_ptr<cache::CheckProgress> m_progress; ///< null: nothing is read
};

} // namespace ui
