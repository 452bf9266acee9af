#pragma once

#include "core/blte/keylist.h"
#include "ui/intake/intake.h"
#include "ui/list/pendingremovals.h"
#include "ui/list/tally.h"
#include "ui/settings/settingsdialog.h"
#include "ui/window/lookupbar.h"

#include <QMainWindow>
#include <functional>

namespace ui {

class Actions;
struct CatalogAccess;
class Commands;
class CopiedBar;
class DetailsPanel;
class Dialogs;
class DropOverlay;
class FilterSidebar;
class LabelList;
class LinkCommands;
class ListArea;
class LookupBar;
class NoticeBar;
class OfferBar;
class Preferences;
class Pulse;
class RemedyCommands;
class SetCommands;
class SpeedRecorder;
class Statistics;
class StatusStrip;
class SummaryBar;
class ToolBar;
class UndoBar;
class WhenDone;
class WhenDoneBar;
class MainArea;

/// The window. Shows `queue` and passes on what the user wants; both references outlive it. Applies
/// preferences to the queue whenever they change (not at start: construct the queue with
/// Preferences::queueSettings()).
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(queue::Queue &queue, Preferences &preferences, QWidget *parent = nullptr);
    ~MainWindow() override;

    const Actions &actions() const { return *m_actions; }
    /// Closing the window only hides it whenever this says so then.
    void hideOnCloseIf(std::function<bool()> isWanted) { m_hidesOnClose = std::move(isWanted); }
    /// How it stands now, for the next one.
    void saveWindow();

public Q_SLOTS:
    /// Links, a list or keys as text; files likewise (and BLTE files). Read on a pool thread.
    void addText(const QString &text);
    void addFiles(const QStringList &files);
    /// A link `sluice:…` from outside: shown, and added only when the user says so.
    void offer(const QString &link);
    /// What came of productsWanted().
    void addFound(const ui::FoundFiles &found);
    /// Files of products that are being looked up now.
    void showLookups(const QStringList &sources, ui::LookupBar::Doing doing = LookupBar::Doing::LookingUp);
    /// Shows the window, out of the tray or from behind other windows.
    void raiseAndActivate();
    /// Shows the window with these rows.
    void reveal(const QList<queue::ItemId> &ids);
    /// Hides it along with its dialogs; Sluice goes on.
    void goAway();
    /// Something worth knowing, in the notice bar.
    void say(const QString &text);
    void openSettings(ui::SettingsDialog::Page page);
    /// What browseWanted() asked for.
    void browse(const ui::CatalogAccess &access);
    /// What mirrorWanted() asked for.
    void mirror(const ui::CatalogAccess &access);

Q_SIGNALS:
    /// Whoever keeps the keys adds these and gives the queue the new store.
    void keysDropped(const blte::KeyList &keys);
    void keysRemoved(const QList<quint64> &names); ///< blte::KeyName
    /// Local BLTE files: to be decoded or verified.
    void localBlteDropped(const QStringList &files);
    /// Whoever knows products looks these up; addFound() takes what is found.
    void productsWanted(const QList<ui::ProductRequest> &products);
    void lookupsCancelled();
    /// Whoever knows with what products are looked up answers with browse().
    void browseWanted();
    /// Whoever remembers builds may remember these of an installed game.
    void installedDropped(const std::vector<tact::InstalledBuild> &builds);
    /// Whoever knows with what products are looked up answers with mirror().
    void mirrorWanted();
    /// It is to name files from now on.
    void listfileChosen(const QString &path);
    void secondPassed(); ///< while something is active, waits or is drawn
    void wentAway();
    void quitWanted(); ///< by its action, or because the window was closed for good

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void take(const QMimeData &mime);
    void connectIntake();
    void connectList();
    void connectBars();
    void connectActions();
    void connectQueue();
    void applyPreferences();
    void setFocusOrder();
    void showDetails();
    void openBrowser();
    void showFailedFiles();
    void showInTitle();
    void restoreWindow();

    queue::Queue &m_queue;
    Preferences &m_preferences;
    PendingRemovals m_removals;
    Tally m_tally;
    Intake m_intake;
    Actions *m_actions;
    Pulse *m_pulse;
    ListArea *m_list;
    Commands *m_commands;
    LinkCommands *m_links;
    RemedyCommands *m_remedies;
    SpeedRecorder *m_recorder;
    Statistics *m_statistics;
    FilterSidebar *m_sidebar;
    LabelList *m_labels;
    DetailsPanel *m_details;
    SetCommands *m_sets;
    ToolBar *m_toolBar;
    StatusStrip *m_strip;
    SummaryBar *m_summary;
    LookupBar *m_lookups;
    NoticeBar *m_notice;
    CopiedBar *m_copied;
    OfferBar *m_offers;
    UndoBar *m_undo;
    WhenDone *m_whenDone;
    WhenDoneBar *m_whenDoneBar;
    DropOverlay *m_overlay;
    Dialogs *m_dialogs;
    MainArea *m_workspace;
    std::function<bool()> m_hidesOnClose;
};

} // namespace ui
