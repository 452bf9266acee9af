#pragma once

#include "core/queue/queue.h"
#include "ui/list/queueview.h"
#include "ui/mainwindow.h"
#include "ui/preferences.h"

#include <QObject>
#include <QTemporaryDir>
#include <memory>

namespace samples {

/// A test of the main window: each of its functions gets a new one, not shown yet, over an empty queue that
/// no disk keeps, with settings in a folder of their own.
class WindowTest : public QObject
{
    Q_OBJECT
protected Q_SLOTS:
    void init();
    void cleanup();

protected:
    /// Settings and window once more, with what lies on the disk.
    void reopen();
    ui::QueueView *view() const { return window->findChild<ui::QueueView *>(); }
    /// What has this shortcut, which must be enabled.
    void trigger(const QString &shortcut);

    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<ui::Preferences> preferences;
    std::unique_ptr<queue::Queue> queue;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace samples
