#pragma once

#include "core/blte/keylist.h"
#include "core/queue/queue.h"
#include "ui/intake/intake.h"
#include "ui/settings/settingsdialog.h"

#include <QObject>
#include <QPointer>

namespace ui {

class AddDialog;
class BrowseDialog;
struct CatalogAccess;
class PendingRemovals;
class Preferences;
class Tally;

/// The dialogs the window opens by itself. All of them belong to it and block nothing.
class Dialogs : public QObject
{
    Q_OBJECT
public:
    /// Everything given outlives it.
    Dialogs(queue::Queue &queue, const PendingRemovals &removals, Preferences &preferences,
            const Tally &tally, QWidget *window);

    void add();
    /// What a link from outside offers, in the dialog of an earlier offer while that is open. The user
    /// decides.
    void offer(const QStringList &sources);
    void openFiles();
    void browse(const CatalogAccess &access);
    /// False: none is open.
    bool raiseBrowser();
    /// Once for all of them; where none is missing, for a list of keys.
    void askForKeys();
    void showProblems(const IntakeReport &report);
    void openSettings(SettingsDialog::Page page);
    void about();

Q_SIGNALS:
    void requested(const QList<queue::Request> &requests);
    void productsRequested(const QList<ui::ProductRequest> &products);
    void keysEntered(const blte::KeyList &keys);
    void filesChosen(const QStringList &files);

private:
    AddDialog *newAddDialog();

    queue::Queue &m_queue;
    const PendingRemovals &m_removals;
    Preferences &m_preferences;
    const Tally &m_tally;
    QWidget *m_window;
    QPointer<AddDialog> m_offer; ///< while it is open
    QPointer<BrowseDialog> m_browser; ///< likewise
};

} // namespace ui
