#include "ui/mainwindow.h"

#include "core/links/offer.h"
#include "ui/desktop/overall.h"
#include "ui/details/detailspanel.h"
#include "ui/details/speedrecorder.h"
#include "ui/errortext.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/intake/clipboardlinks.h"
#include "ui/list/columnsmenu.h"
#include "ui/list/filtersidebar.h"
#include "ui/list/labellist.h"
#include "ui/list/listarea.h"
#include "ui/preferences.h"
#include "ui/window/actions.h"
#include "ui/window/commands.h"
#include "ui/window/copiedbar.h"
#include "ui/window/dialogs.h"
#include "ui/window/dropoverlay.h"
#include "ui/window/focusring.h"
#include "ui/window/linkcommands.h"
#include "ui/window/lookupbar.h"
#include "ui/window/mainarea.h"
#include "ui/window/offerbar.h"
#include "ui/window/pulse.h"
#include "ui/window/remedycommands.h"
#include "ui/window/setcommands.h"
#include "ui/window/statistics.h"
#include "ui/window/statusstrip.h"
#include "ui/window/summarybar.h"
#include "ui/window/toolbar.h"
#include "ui/window/undobar.h"
#include "ui/window/whendonebar.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>

namespace ui {

MainWindow::MainWindow(queue::Queue &queue, Preferences &preferences, QWidget *parent)
    : QMainWindow(parent)
    , m_queue(queue)
    , m_preferences(preferences)
    , m_removals(queue)
    , m_tally(queue, m_removals)
    , m_intake(queue, m_removals, preferences)
    , m_actions(new Actions(this))
    , m_pulse(new Pulse(queue, m_tally, this))
    , m_list(new ListArea(queue, m_removals, m_tally))
    , m_commands(new Commands(queue, m_list->view(), m_removals, *m_actions, this))
    , m_links(new LinkCommands(queue, m_list->view(), preferences, *m_actions, this))
    , m_remedies(new RemedyCommands(queue, m_list->view(), preferences, *m_actions, this))
    , m_recorder(new SpeedRecorder(queue, this))
    , m_statistics(new Statistics(queue, preferences, this))
    , m_sidebar(new FilterSidebar(m_tally))
    , m_labels(new LabelList(m_tally, preferences))
    , m_details(new DetailsPanel(queue, *m_recorder))
    , m_sets(new SetCommands(queue, *m_details, this))
    , m_toolBar(new ToolBar(*m_actions, preferences))
    , m_strip(new StatusStrip(queue, preferences))
    , m_summary(new SummaryBar(m_tally))
    , m_lookups(new LookupBar)
    , m_notice(new NoticeBar)
    , m_copied(new CopiedBar)
    , m_offers(new OfferBar)
    , m_undo(new UndoBar(m_removals))
    , m_whenDone(new WhenDone(queue, this))
    , m_whenDoneBar(new WhenDoneBar(*m_whenDone))
    , m_overlay(new DropOverlay(this))
    , m_dialogs(new Dialogs(queue, m_removals, preferences, m_tally, this))
    , m_workspace(new MainArea({sidebarOf(m_sidebar, m_labels),
                                m_list,
                                m_details,
                                {m_summary, m_lookups, m_notice, m_offers, m_copied, m_undo, m_whenDoneBar}}))
{
    build();
    connectIntake();
    connectList();
    connectBars();
    connectActions();
    connectQueue();
    applyPreferences();
    restoreWindow();
    m_list->view().setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    setWindowTitle(QStringLiteral("Sluice"));
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    new FocusRing(this);
    m_actions->bindToList(&m_list->view());
    m_actions->fillMenuBar(menuBar(), m_whenDone->menu()->menuAction(),
                           {(new ColumnsMenu(m_list->view(), this))->menuAction()});
    addToolBar(m_toolBar);
    setStatusBar(m_strip);
    setCentralWidget(m_workspace);
    menuBar()->setAccessibleName(tr("Menus"));
    setFocusOrder();
}

/// As the window is read: the filters, what they show, and what is chosen of it.
void MainWindow::setFocusOrder()
{
    setTabOrder(m_sidebar, m_labels);
    setTabOrder(m_labels, &m_list->view());
    setTabOrder(&m_list->view(), m_details);
}

/// About nothing there is nothing to be told: then the rows have the room.
void MainWindow::showDetails()
{
    const bool wanted = m_actions->showDetails->isChecked() && m_list->view().currentId().has_value();
    if (wanted == !m_details->isHidden())
        return;
    m_details->setVisible(wanted);
    m_details->refresh();
    if (wanted) // and not what was chosen under them
        QMetaObject::invokeMethod(
            this, [this] { m_list->view().scrollTo(m_list->view().currentIndex()); }, Qt::QueuedConnection);
}

/// Of the set that is current.
void MainWindow::showFailedFiles()
{
    m_actions->showDetails->setChecked(true);
    showDetails();
    m_details->showFailedFiles();
}

void MainWindow::connectIntake()
{
    connect(&m_intake, &Intake::keysDropped, this, &MainWindow::keysDropped);
    connect(&m_intake, &Intake::localBlteDropped, this, &MainWindow::localBlteDropped);
    connect(&m_intake, &Intake::productsWanted, this, &MainWindow::productsWanted);
    connect(&m_intake, &Intake::installedDropped, this, &MainWindow::installedDropped);
    connect(&m_intake, &Intake::offered, m_offers, &OfferBar::add);
    connect(m_offers, &OfferBar::sourcesAccepted, m_dialogs, &Dialogs::addText);
    connect(m_offers, &OfferBar::listfileAccepted, this, &MainWindow::listfileChosen);
    connect(m_lookups, &LookupBar::cancelled, this, &MainWindow::lookupsCancelled);
    connect(&m_intake, &Intake::reported, this, [this](const IntakeReport &report) {
        m_notice->report(report);
        m_list->view().selectIds(report.ids.mid(0, 1));
    });
    connect(m_notice, &NoticeBar::problemsWanted, m_dialogs, &Dialogs::showProblems);
    connect(m_dialogs, &Dialogs::requested, &m_intake, &Intake::addRequests);
    connect(m_dialogs, &Dialogs::productsRequested, &m_intake, &Intake::addProducts);
    connect(m_dialogs, &Dialogs::filesChosen, &m_intake, &Intake::addFiles);
    connect(m_dialogs, &Dialogs::keysEntered, this, &MainWindow::keysDropped);
    connect(m_dialogs, &Dialogs::complained, this, &MainWindow::say);
    connect(m_dialogs, &Dialogs::keysRemoved, this, &MainWindow::keysRemoved);
    connect(new ClipboardWatch(m_preferences, this), &ClipboardWatch::linksCopied, this,
            [this](const QStringList &links) {
                m_copied->offer(links);
                QApplication::alert(this);
            });
    connect(m_copied, &CopiedBar::wanted, m_dialogs, &Dialogs::addLinks);
}

void MainWindow::connectList()
{
    connect(m_sidebar, &FilterSidebar::filterChosen, m_list, &ListArea::setFilter);
    connect(m_labels, &LabelList::labelChosen, m_list, &ListArea::setLabel);
    connect(m_toolBar, &ToolBar::filterTyped, m_list, &ListArea::setText);
    connect(m_toolBar, &ToolBar::filterLeft, &m_list->view(), qOverload<>(&QWidget::setFocus));
    connect(m_list, &ListArea::addWanted, m_dialogs, &Dialogs::add);
    connect(m_list, &ListArea::browseWanted, this, &MainWindow::openBrowser);
    connect(m_list, &ListArea::showAllWanted, this, [this] {
        m_toolBar->clearFilter();
        m_labels->choose({});
        m_sidebar->setFilter(Filter::All);
    });
    connect(&m_list->view(), &QueueView::selectionMoved, this, [this] {
        m_details->setItem(m_list->view().currentId());
        showDetails();
    });
    connect(&m_list->view(), &QueueView::menuRequested, this, [this](const QPoint &pos) {
        QMenu menu(this);
        m_actions->fillContextMenu(&menu);
        menu.exec(pos);
    });
    connect(m_commands, &Commands::detailsWanted, this, [this] { m_actions->showDetails->setChecked(true); });
    connect(m_commands, &Commands::failedFilesWanted, this, &MainWindow::showFailedFiles);
    m_commands->offerLabels(m_preferences, m_tally);
    connect(m_commands, &Commands::categoriesWanted, this,
            [this] { openSettings(SettingsDialog::Page::Categories); });
    connect(m_commands, &Commands::keysWanted, m_dialogs, &Dialogs::askForKeys);
    connect(m_commands, &Commands::complained, this, &MainWindow::say);
    connect(m_links, &LinkCommands::saved, this, &MainWindow::say);
    connect(m_details, &DetailsPanel::mirrorEntered, m_links, &LinkCommands::addMirror);
    connect(m_details, &DetailsPanel::remedyChosen, m_remedies, &RemedyCommands::apply);
    connect(m_sets, &SetCommands::said, this, &MainWindow::say);
    connect(m_remedies, &RemedyCommands::failedFilesWanted, this, &MainWindow::showFailedFiles);
    connect(m_remedies, &RemedyCommands::keysWanted, m_dialogs, &Dialogs::askForKeys);
    connect(m_remedies, &RemedyCommands::linkWanted, m_links,
            qOverload<queue::ItemId>(&LinkCommands::replace));
}

void MainWindow::connectBars()
{
    connect(m_summary, &SummaryBar::filterWanted, m_sidebar, &FilterSidebar::setFilter);
    connect(m_summary, &SummaryBar::retryWanted, m_commands, &Commands::retryFailed);
    connect(m_summary, &SummaryBar::keysWanted, m_dialogs, &Dialogs::askForKeys);
    m_whenDone->waitWhile([this] { return !m_lookups->isHidden(); });
    connect(m_whenDone, &WhenDone::quitWanted, this, &MainWindow::quitWanted);
    connect(m_whenDone, &WhenDone::complained, this, &MainWindow::say);
    connect(m_pulse, &Pulse::beat, m_details, &DetailsPanel::refresh);
    connect(m_pulse, &Pulse::beat, m_strip, &StatusStrip::refresh);
    connect(m_pulse, &Pulse::secondBeat, this, [this] {
        m_list->model().refreshWaiting();
        m_pulse->keepBeating(m_strip->tick());
        m_recorder->sample();
        m_statistics->tick();
        m_dialogs->refreshStatistics();
        showInTitle();
        Q_EMIT secondPassed();
    });
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction *action, auto &&slot) {
        connect(action, &QAction::triggered, this, slot);
    };
    on(m_actions->add, [this] { m_dialogs->add(); });
    on(m_actions->browse, [this] { openBrowser(); });
    on(m_actions->openList, [this] { m_dialogs->openFiles(); });
    on(m_actions->addKeys, [this] { m_dialogs->askForKeys(); });
    on(m_actions->paste, [this] { take(*QGuiApplication::clipboard()->mimeData()); });
    on(m_actions->mirror, [this] {
        if (!m_dialogs->raiseMirror())
            Q_EMIT mirrorWanted();
    });
    on(m_actions->settings, [this] { openSettings(SettingsDialog::Page::Folders); });
    on(m_actions->quit, [this] { Q_EMIT quitWanted(); });
    on(m_actions->find, [this] { m_toolBar->focusFilter(); });
    on(m_actions->about, [this] { m_dialogs->about(); });
    on(m_actions->shortcuts, [this] { m_dialogs->showShortcuts(menuBar()->actions()); });
    on(m_actions->licences, [this] { m_dialogs->showLicences(); });
    on(m_actions->statistics, [this] { m_dialogs->showStatistics(*m_recorder, *m_statistics); });
    connect(m_actions->showDetails, &QAction::toggled, this, &MainWindow::showDetails);
}

void MainWindow::connectQueue()
{
    connect(&m_queue, &queue::Queue::loaded, this, [this](const QString &notice) {
        if (!notice.isEmpty())
            m_notice->warn(notice);
    });
    connect(&m_queue, &queue::Queue::storeFailed, this,
            [this](const core::Error &error) { m_notice->warn(errorParagraph(error)); });
    connect(&m_queue, &queue::Queue::activeCountChanged, this, [this](int count) {
        if (count == 0)
            showInTitle();
    });
    connect(&m_preferences, &Preferences::changed, this, [this] {
        m_queue.setSettings(m_preferences.queueSettings());
        applyPreferences();
    });
}

/// How far all is, for whoever sees no more of it than its entry among the windows.
void MainWindow::showInTitle()
{
    const Overall overall = overallOf(m_queue);
    const bool isKnown = overall.active > 0 && overall.fraction >= 0;
    setWindowTitle(isKnown ? tr("%1 · Sluice").arg(formatPercent(overall.fraction))
                           : QStringLiteral("Sluice"));
}

void MainWindow::applyPreferences()
{
    applyAppearance(m_preferences.appearance());
    m_list->view().setDensity(m_preferences.density());
}

void MainWindow::addText(const QString &text)
{
    m_intake.addText(text);
}

void MainWindow::addFiles(const QStringList &files)
{
    m_intake.addFiles(files);
}

void MainWindow::offer(const QString &link)
{
    if (const auto sources = links::offeredSources(link))
        m_dialogs->offer(*sources);
    else
        say(tr("A link that was to add downloads is not understood: %1").arg(sources.error().detail));
}

/// Dropped or pasted.
void MainWindow::take(const QMimeData &mime)
{
    const QString text = dropInputFrom(mime).text;
    if (links::looksLikeOffer(text))
        return offer(text);
    m_intake.add(mime);
}

void MainWindow::addFound(const FoundFiles &found)
{
    m_intake.addFound(found);
}

void MainWindow::showLookups(const QStringList &sources, LookupBar::Doing doing)
{
    m_lookups->present(sources, doing);
}

void MainWindow::raiseAndActivate()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::reveal(const QList<queue::ItemId> &ids)
{
    raiseAndActivate();
    m_toolBar->clearFilter();
    m_labels->choose({});
    m_sidebar->setFilter(Filter::All);
    m_list->view().selectIds(ids);
}

void MainWindow::goAway()
{
    saveWindow();
    for (QDialog *dialog : findChildren<QDialog *>())
        dialog->close();
    hide();
    Q_EMIT wentAway();
}

void MainWindow::say(const QString &text)
{
    m_notice->say(text);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_hidesOnClose && m_hidesOnClose()) {
        event->ignore();
        return goAway();
    }
    saveWindow();
    QMainWindow::closeEvent(event);
    Q_EMIT quitWanted();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_strip->askFreeSpace();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->source() || !mayHoldSources(*event->mimeData()))
        return; // what comes from this very window is here already
    event->acceptProposedAction();
    m_overlay->appear();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent *)
{
    m_overlay->hide();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    m_overlay->hide();
    event->acceptProposedAction();
    take(*event->mimeData());
}

/// The one that is open, or a new one.
void MainWindow::openBrowser()
{
    if (!m_dialogs->raiseBrowser())
        Q_EMIT browseWanted();
}

void MainWindow::browse(const CatalogAccess &access)
{
    m_dialogs->browse(access);
}

void MainWindow::mirror(const CatalogAccess &access)
{
    m_dialogs->mirror(access);
}

void MainWindow::openSettings(SettingsDialog::Page page)
{
    m_dialogs->openSettings(page);
}

void MainWindow::restoreWindow()
{
    const QSize wanted(fontMetrics().averageCharWidth() * 170, fontMetrics().lineSpacing() * 42);
    resize(wanted.boundedTo(screen()->availableSize() * 9 / 10));
    restoreGeometry(m_preferences.state(QStringLiteral("geometry")));
    m_workspace->restore(m_preferences);
    m_list->restoreLayouts(m_preferences);
    m_details->setCurrentIndex(m_preferences.state(QStringLiteral("detailsTab")).toInt());
    m_actions->showDetails->setChecked(m_preferences.state(QStringLiteral("details")) != "hidden");
    m_details->setVisible(m_actions->showDetails->isChecked()); // so that its height is known
    showDetails();
    const int filter = m_preferences.state(QStringLiteral("filter")).toInt();
    m_sidebar->setFilter(static_cast<Filter>(std::clamp(filter, 0, kFilterCount - 1)));
}

void MainWindow::saveWindow()
{
    m_removals.finish();
    m_statistics->save();
    m_preferences.setState(QStringLiteral("geometry"), saveGeometry());
    m_workspace->save(m_preferences);
    m_preferences.setState(QStringLiteral("details"),
                           m_actions->showDetails->isChecked() ? "shown" : "hidden");
    m_preferences.setState(QStringLiteral("detailsTab"), QByteArray::number(m_details->currentIndex()));
    m_preferences.setState(QStringLiteral("filter"),
                           QByteArray::number(static_cast<int>(m_sidebar->filter())));
    m_list->saveLayouts(m_preferences);
}

} // namespace ui
