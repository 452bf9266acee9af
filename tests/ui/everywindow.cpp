#include "tests/ui/everywindow.h"

#include "tests/support/ownqueue.h"
#include "tests/ui/browsebed.h"
#include "tests/ui/samples.h"
#include "ui/browse/browsedialog.h"
#include "ui/details/detailspanel.h"
#include "ui/details/speedrecorder.h"
#include "ui/intake/accessdialog.h"
#include "ui/intake/adddialog.h"
#include "ui/intake/keysdialog.h"
#include "ui/intake/problemsdialog.h"
#include "ui/intake/relocatedialog.h"
#include "ui/intake/replacedialog.h"
#include "ui/intake/signindialog.h"
#include "ui/list/queueview.h"
#include "ui/mainwindow.h"
#include "ui/mirror/mirrordialog.h"
#include "ui/settings/scheduledialog.h"
#include "ui/settings/settingsdialog.h"
#include "ui/window/aboutdialog.h"
#include "ui/window/licencesdialog.h"
#include "ui/window/shortcutsdialog.h"
#include "ui/window/statistics.h"
#include "ui/window/statisticsdialog.h"

#include <QMenuBar>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

namespace samples {

EveryWindow::EveryWindow()
    : m_preferences(std::make_unique<ui::Preferences>(m_folder.filePath(QStringLiteral("s.ini"))))
{
    m_browse = std::make_unique<BrowseBed>();
    m_preferences->setDownloadFolder(m_folder.path());
    m_queue = std::make_unique<support::OwnQueue>(m_preferences->queueSettings());
    m_main = std::make_unique<ui::MainWindow>(*m_queue, *m_preferences);
    m_removals = std::make_unique<ui::PendingRemovals>(*m_queue);
    m_tally = std::make_unique<ui::Tally>(*m_queue, *m_removals);
    m_recorder = std::make_unique<ui::SpeedRecorder>(*m_queue);
    m_statistics = std::make_unique<ui::Statistics>(*m_queue, *m_preferences);
    m_preferences->setCategories({{QStringLiteral("19"), {}, {QStringLiteral("*.20")}}});
    const auto ids = addEveryState(*m_queue);
    m_queue->setLabels(ids.mid(0, 2), {QStringLiteral("17"), {QStringLiteral("18")}, {}});
    m_tally->recount();
    m_main->say(QStringLiteral("17"));
    m_main->addFound({{}, {}, {}, {ui::Offer{QStringLiteral("19"), {QStringLiteral("wow:")}, {}}}});
    m_main->showLookups({QStringLiteral("17"), QStringLiteral("18")});
    m_main->show();
    m_main->findChild<ui::QueueView *>()->selectIds({ids.first()});
    m_all.append({QStringLiteral("main window"), m_main.get()});
    addDialogs();
    QTest::qWait(300); // what is counted and checked a moment later
}

EveryWindow::~EveryWindow() = default;

void EveryWindow::take(const QString &name, std::unique_ptr<QWidget> widget)
{
    widget->setAttribute(Qt::WA_DeleteOnClose, false);
    widget->show();
    m_all.append({name, widget.get()});
    m_dialogs.push_back(std::move(widget));
}

void EveryWindow::addMirrorPages()
{
    for (int page = 0; page < 3; ++page) {
        auto mirror = std::make_unique<ui::MirrorDialog>(m_browse->access(), m_folder.path());
        mirror->findChild<QTabWidget *>()->setCurrentIndex(page);
        take(QStringLiteral("mirror %1").arg(page), std::move(mirror));
    }
}

void EveryWindow::addDialogs()
{
    auto browse = std::make_unique<ui::BrowseDialog>(m_browse->access(), *m_preferences, *m_queue,
                                                     m_removals->hidden());
    browse->openProduct(QStringLiteral("wow_classic_era"));
    if (!QTest::qWaitFor([&browse] { return browse->findChild<QTreeView *>() != nullptr; }))
        qFatal("the build does not open");
    take(QStringLiteral("browse"), std::move(browse));
    auto add = std::make_unique<ui::AddDialog>(ui::knownSources(*m_queue), *m_preferences);
    add->setText(core::toLine(m_queue->at(0).source) + QStringLiteral("\nhttp://cdn.example/new.bin\n?"));
    take(QStringLiteral("add"), std::move(add));
    auto offered = std::make_unique<ui::AddDialog>(ui::knownSources(*m_queue), *m_preferences);
    offered->offer({QStringLiteral("http://cdn.example/offered.bin")});
    take(QStringLiteral("offered"), std::move(offered));
    take(QStringLiteral("about"), std::make_unique<ui::AboutDialog>());
    const ui::DropProblem problem{{}, 3, QStringLiteral("?"), {core::ErrorKind::ListNotUnderstood, {}}};
    take(QStringLiteral("problems"), std::make_unique<ui::ProblemsDialog>(QList{problem}));
    take(QStringLiteral("keys"), std::make_unique<ui::KeysDialog>(*m_queue));
    take(QStringLiteral("replace"), std::make_unique<ui::ReplaceDialog>(*m_queue, m_queue->at(0)));
    take(QStringLiteral("relocate"),
         std::make_unique<ui::RelocateDialog>(*m_queue, QList{m_queue->at(0).id}));
    take(QStringLiteral("sign in"),
         std::make_unique<ui::SignInDialog>(*m_queue, *m_preferences, m_queue->at(0)));
    take(QStringLiteral("access"),
         std::make_unique<ui::AccessDialog>(QStringLiteral("17"), ui::AccessDialog::Access{}));
    take(QStringLiteral("shortcuts"), std::make_unique<ui::ShortcutsDialog>(m_main->menuBar()->actions()));
    take(QStringLiteral("licences"), std::make_unique<ui::LicencesDialog>());
    take(QStringLiteral("statistics"), std::make_unique<ui::StatisticsDialog>(*m_recorder, *m_statistics));
    queue::Settings scheduled = m_preferences->queueSettings();
    scheduled.schedule.rules = {{0x1f, QTime(8, 0), QTime(18, 0), 500'000}};
    m_preferences->setQueueSettings(scheduled);
    m_sets = std::make_unique<support::OwnQueue>(m_preferences->queueSettings());
    auto details = std::make_unique<ui::DetailsPanel>(*m_sets, *m_recorder);
    details->setCurrentIndex(1);
    details->resize(900, 300);
    details->setItem(addSet(*m_sets, m_folder.path(),
                            {.count = 30, .done = {0, 1, 2}, .failed = {3}, .locked = {4}, .unwanted = {5}},
                            QStringLiteral("set")));
    ui::DetailsPanel *shown = details.get();
    take(QStringLiteral("files of a set"), std::move(details));
    shown->refresh();
    take(QStringLiteral("schedule"), std::make_unique<ui::ScheduleDialog>(*m_preferences));
    for (int page = 0; page <= static_cast<int>(ui::SettingsDialog::Page::Appearance); ++page) {
        auto settings = std::make_unique<ui::SettingsDialog>(*m_preferences, *m_queue, *m_tally);
        settings->open(static_cast<ui::SettingsDialog::Page>(page));
        take(QStringLiteral("settings %1").arg(page), std::move(settings));
    }
    addMirrorPages();
}

} // namespace samples
