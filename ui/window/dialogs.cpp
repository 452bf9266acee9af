#include "ui/window/dialogs.h"

#include "ui/browse/browsedialog.h"
#include "ui/intake/adddialog.h"
#include "ui/intake/clipboardlinks.h"
#include "ui/intake/keysdialog.h"
#include "ui/intake/problemsdialog.h"
#include "ui/list/pendingremovals.h"
#include "ui/list/tally.h"
#include "ui/mirror/mirrordialog.h"
#include "ui/preferences.h"
#include "ui/window/aboutdialog.h"
#include "ui/window/licencesdialog.h"
#include "ui/window/shortcutsdialog.h"
#include "ui/window/statisticsdialog.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>

namespace ui {

Dialogs::Dialogs(queue::Queue &queue, const PendingRemovals &removals, Preferences &preferences,
                 const Tally &tally, QWidget *window)
    : QObject(window)
    , m_queue(queue)
    , m_removals(removals)
    , m_preferences(preferences)
    , m_tally(tally)
    , m_window(window)
{
}

void Dialogs::add()
{
    AddDialog *dialog = newAddDialog();
    const QString text = QGuiApplication::clipboard()->text();
    if (const QStringList links = linksIn(text); !links.isEmpty() && text != m_offered) {
        m_offered = text;
        dialog->suggest(links);
    }
    dialog->open();
}

void Dialogs::addLinks(const QStringList &links)
{
    AddDialog *dialog = newAddDialog();
    dialog->setText(links.join(QLatin1Char('\n')));
    dialog->open();
}

void Dialogs::addText(const QString &text)
{
    AddDialog *dialog = newAddDialog();
    dialog->setText(text);
    dialog->open();
}

void Dialogs::offer(const QStringList &sources)
{
    if (!m_offer) {
        m_offer = newAddDialog();
        m_offer->show(); // not as open(): the window may be behind another dialog
    }
    m_offer->offer(sources);
    m_offer->raise();
    m_offer->activateWindow();
}

AddDialog *Dialogs::newAddDialog()
{
    auto *dialog = new AddDialog(knownSources(m_queue, m_removals.hidden()), m_preferences, m_window);
    connect(dialog, &AddDialog::requested, this, &Dialogs::requested);
    connect(dialog, &AddDialog::productsRequested, this, &Dialogs::productsRequested);
    connect(dialog, &AddDialog::keysEntered, this, &Dialogs::keysEntered);
    return dialog;
}

void Dialogs::browse(const CatalogAccess &access)
{
    if (raiseBrowser())
        return;
    m_browser = new BrowseDialog(access, m_preferences, m_queue, m_removals.hidden(), m_window);
    connect(m_browser, &BrowseDialog::productsRequested, this, &Dialogs::productsRequested);
    m_browser->show();
}

bool Dialogs::raiseBrowser()
{
    if (!m_browser)
        return false;
    m_browser->show();
    m_browser->raise();
    m_browser->activateWindow();
    return true;
}

void Dialogs::mirror(const CatalogAccess &access)
{
    if (raiseMirror())
        return;
    m_mirror = new MirrorDialog(access, {}, m_window);
    connect(m_mirror, &MirrorDialog::productsRequested, this, &Dialogs::productsRequested);
    raiseMirror();
}

bool Dialogs::raiseMirror()
{
    if (!m_mirror)
        return false;
    m_mirror->show();
    m_mirror->raise();
    m_mirror->activateWindow();
    return true;
}

void Dialogs::openFiles()
{
    auto *dialog =
        new QFileDialog(m_window, tr("Open list, key or BLTE files"), m_preferences.downloadFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &Dialogs::filesChosen);
    dialog->open();
}

void Dialogs::askForKeys()
{
    if (m_tally.missingKeys().isEmpty())
        return openFiles();
    auto *dialog = new KeysDialog(m_queue, m_window);
    connect(dialog, &KeysDialog::keysEntered, this, &Dialogs::keysEntered);
    connect(dialog, &KeysDialog::fileWanted, this, &Dialogs::openFiles);
    dialog->open();
}

void Dialogs::showProblems(const IntakeReport &report)
{
    (new ProblemsDialog(report.problems, report.lost + report.remarks, m_window))->show();
}

void Dialogs::openSettings(SettingsDialog::Page page)
{
    auto *dialog = m_window->findChild<SettingsDialog *>();
    if (!dialog) {
        dialog = new SettingsDialog(m_preferences, m_queue, m_tally, m_window);
        connect(dialog, &SettingsDialog::keyImportWanted, this, &Dialogs::openFiles);
        connect(dialog, &SettingsDialog::imported, this, [this, dialog](const QString &sentence) {
            dialog->close(); // its pages show what was before
            Q_EMIT complained(sentence);
        });
        connect(dialog, &SettingsDialog::keysEntered, this, &Dialogs::keysEntered);
        connect(dialog, &SettingsDialog::keysRemoved, this, &Dialogs::keysRemoved);
    }
    dialog->open(page);
}

void Dialogs::about()
{
    (new AboutDialog(m_window))->open();
}

void Dialogs::showShortcuts(const QList<QAction *> &menus)
{
    (new ShortcutsDialog(menus, m_window))->open();
}

void Dialogs::showLicences()
{
    (new LicencesDialog(m_window))->open();
}

void Dialogs::showStatistics(const SpeedRecorder &recorder, Statistics &statistics)
{
    if (!m_statistics)
        m_statistics = new StatisticsDialog(recorder, statistics, m_window);
    m_statistics->show(); // beside the window
    m_statistics->raise();
    m_statistics->activateWindow();
}

void Dialogs::refreshStatistics()
{
    if (m_statistics)
        m_statistics->refresh();
}

} // namespace ui
