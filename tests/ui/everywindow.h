#pragma once

#include "core/queue/queue.h"
#include "ui/list/tally.h"
#include "ui/preferences.h"

#include <QTemporaryDir>
#include <QWidget>
#include <memory>

namespace ui {
class MainWindow;
class SpeedRecorder;
class Statistics;
} // namespace ui

namespace samples {

class BrowseBed;

/// Every window, dialog and page there is, with rows in every state: for tests that look at all of them.
class EveryWindow
{
public:
    EveryWindow();
    ~EveryWindow();

    struct Entry
    {
        QString name;
        QWidget *widget;
    };
    /// All are made and shown; the main window first. The pages of the settings one by one.
    const QList<Entry> &all() const { return m_all; }
    ui::MainWindow &main() { return *m_main; }
    queue::Queue &queue() { return *m_queue; }
    ui::Preferences &preferences() { return *m_preferences; }

private:
    void addDialogs();
    void addMirrorPages();
    void take(const QString &name, std::unique_ptr<QWidget> widget);

    QTemporaryDir m_folder;
    std::unique_ptr<BrowseBed> m_browse;
    std::unique_ptr<ui::Preferences> m_preferences;
    std::unique_ptr<queue::Queue> m_queue;
    std::unique_ptr<queue::Queue> m_sets; ///< another one, so that the list has the rows of samples alone
    std::unique_ptr<ui::MainWindow> m_main;
    std::unique_ptr<ui::PendingRemovals> m_removals;
    std::unique_ptr<ui::Tally> m_tally;
    std::unique_ptr<ui::SpeedRecorder> m_recorder;
    std::unique_ptr<ui::Statistics> m_statistics;
    std::vector<std::unique_ptr<QWidget>> m_dialogs;
    QList<Entry> m_all;
};

} // namespace samples
