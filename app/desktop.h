#pragma once

#include "app/interrupt.h"
#include "app/keykeeper.h"
#include "app/singleinstance.h"
#include "core/queue/queue.h"
#include "ui/mainwindow.h"
#include "ui/preferences.h"

namespace app {

/// Everything of the window's program, put together. Ends the event loop when the window is closed and every
/// download is checkpointed.
class Desktop : public QObject
{
    Q_OBJECT
public:
    /// `preferences` outlive it.
    Desktop(ui::Preferences &preferences, const QString &dataFolder);

    void show(const Handover &handover);
    /// From a later start of the program.
    void receive(const Handover &handover);

Q_SIGNALS:
    void closing();

private:
    void take(const Handover &handover);
    void decodeFiles(const QStringList &files);
    void close();

    ui::Preferences &m_preferences;
    queue::Queue m_queue;
    KeyKeeper m_keys;
    ui::MainWindow m_window;
    Interrupt m_interrupt;
};

} // namespace app
