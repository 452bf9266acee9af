#pragma once

#include "core/blte/keylist.h"
#include "core/queue/queue.h"
#include "ui/intake/intake.h"
#include "ui/settings/settingsdialog.h"

#include <QAction>
#include <QObject>
#include <QPointer>

namespace ui {

class AddDialog;
class BrowseDialog;
struct CatalogAccess;
class MirrorDialog;
class PendingRemovals;
class Preferences;
class SpeedRecorder;
class Statistics;
class StatisticsDialog;
class Tally;

/// The dialogs the window opens by itself. All of them belong to it and block nothing.
class Dialogs : public QObject
{
    Q_OBJECT
public:
    /// Everything given outlives it.
    Dialogs(queue::Queue &queue, const PendingRemovals &removals, Preferences &preferences,
            const Tally &tally, QWidget *window);

    /// With the links of the clipboard, if it has nothing else and they were not offered before.
    void add();
    void addLinks(const QStringList &links);
    /// With this in it already.
    void addText(const QString &text);
    /// What a link from outside offers, in the dialog of an earlier offer while that is open. The user
    /// decides.
    void offer(const QStringList &sources);
    void openFiles();
    void browse(const CatalogAccess &access);
    /// False: none is open.
    bool raiseBrowser();
    void mirror(const CatalogAccess &access);
    /// False: none is open.
    bool raiseMirror();
    /// Once for all of them; where none is missing, for a list of keys.
    void askForKeys();
    void showProblems(const IntakeReport &report);
    void openSettings(SettingsDialog::Page page);
    void about();
    void showShortcuts(const QList<QAction *> &menus);
    void showLicences();
    void showStatistics(const SpeedRecorder &recorder, Statistics &statistics);
    /// About once a second.
    void refreshStatistics();

Q_SIGNALS:
    void requested(const QList<queue::Request> &requests);
    void productsRequested(const QList<ui::ProductRequest> &products);
    void keysEntered(const blte::KeyList &keys);
    void filesChosen(const QStringList &files);
    void keysRemoved(const QList<quint64> &names);
    void complained(const QString &sentence);

private:
    AddDialog *newAddDialog();

    queue::Queue &m_queue;
    const PendingRemovals &m_removals;
    Preferences &m_preferences;
    const Tally &m_tally;
    QWidget *m_window;
    QPointer<AddDialog> m_offer;      ///< while it is open
    QPointer<BrowseDialog> m_browser; ///< likewise
    QPointer<MirrorDialog> m_mirror;  ///< likewise
    QPointer<StatisticsDialog> m_statistics;
    QString m_offered; ///< the clipboard's text that was offered last
};

} // namespace ui
