#pragma once

#include "app/desktop/handover.h"
#include "app/desktop/keykeeper.h"
#include "app/desktop/productintake.h"
#include "app/desktop/singleinstance.h"
#include "app/interrupt.h"
#include "core/queue/queue.h"
#include "core/transfer/transferservices.h"
#include "ui/desktop/presence.h"
#include "ui/desktop/systemrequests.h"
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

    void show(const Start &start);
    /// From a later start of the program.
    void receive(const Handover &handover);

public Q_SLOTS:
    void close();

Q_SIGNALS:
    void closing();

private:
    void openWindow(Opening opening);
    void applyLanguage();
    void take(const Handover &handover);
    void decodeFiles(const QStringList &files);
    void useListfile(const QString &path);
    static void rememberBuilds(const std::vector<tact::InstalledBuild> &builds);
    void tellMetered(bool isMetered);
    void holdLookups();
    void showLookups();
    void say(const QString &sentence);

    ui::Preferences &m_preferences;
    transfer::TransferServices m_services;
    queue::Queue m_queue;
    KeyKeeper m_keys;
    ProductIntake m_products;
    QString m_language; ///< the window's
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<ui::Presence> m_presence;
    std::unique_ptr<ui::SystemRequests> m_requests;
    Interrupt m_interrupt;
    bool m_isClosing = false;
};

} // namespace app
