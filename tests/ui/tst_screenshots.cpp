#include "tests/support/testmain.h"
#include "tests/ui/browsebed.h"
#include "tests/ui/everywindow.h"
#include "tests/ui/samples.h"
#include "ui/browse/browsedialog.h"
#include "ui/browse/filespage.h"
#include "ui/details/chunkmapwidget.h"
#include "ui/details/chunksnapshot.h"
#include "ui/language.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

/// Draws every window and page with sample rows into the folder SLUICE_SCREENSHOTS, light and dark, in
/// SLUICE_LANGUAGE (English) and at QT_SCALE_FACTOR.
class tst_Screenshots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        out = qEnvironmentVariable("SLUICE_SCREENSHOTS");
        if (out.isEmpty())
            QSKIP("SLUICE_SCREENSHOTS names no folder");
        QVERIFY(QDir().mkpath(out));
        ui::installLanguage(qEnvironmentVariable("SLUICE_LANGUAGE", QStringLiteral("en")));
    }

    void everyWindow_data()
    {
        QTest::addColumn<ui::Appearance>("appearance");
        QTest::newRow("light") << ui::Appearance::Light;
        QTest::newRow("dark") << ui::Appearance::Dark;
    }
    void everyWindow()
    {
        QFETCH(ui::Appearance, appearance);
        samples::EveryWindow windows;
        windows.preferences().setAppearance(appearance);
        windows.main().resize(1180, 780);
        for (const auto &[name, widget] : windows.all())
            shoot(*widget, name);
        shootTabs(windows.main());
        windows.preferences().setDensity(ui::Density::Compact);
        shoot(windows.main(), QStringLiteral("compact"));
        shootChunks();
        shootBrowser(windows.preferences());
        windows.queue().remove(idsOf(windows.queue()), queue::Removal::KeepFiles);
        QTRY_COMPARE(windows.queue().count(), 0);
        QTest::qWait(150);
        shoot(windows.main(), QStringLiteral("empty"));
    }

private:
    static QList<queue::ItemId> idsOf(const queue::Queue &queue)
    {
        QList<queue::ItemId> ids;
        for (int row = 0; row < queue.count(); ++row)
            ids << queue.at(row).id;
        return ids;
    }

    void shoot(QWidget &widget, const QString &name)
    {
        QTest::qWait(30);
        const QString scale = QString::number(qRound(widget.devicePixelRatio() * 100));
        const QString file = QStringLiteral("%1/%2-%3-%4.png")
                                 .arg(out, name, QString::fromLatin1(QTest::currentDataTag()), scale);
        QVERIFY(widget.grab().save(file));
    }

    void shootTabs(ui::MainWindow &window)
    {
        auto *tabs = window.findChild<QTabWidget *>();
        for (int tab = 1; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            shoot(*tabs, QStringLiteral("tab %1").arg(tab));
        }
        tabs->setCurrentIndex(0);
    }

    /// With a search, a few files checked, and the beginning of one.
    void shootBrowser(ui::Preferences &preferences)
    {
        samples::BrowseBed bed(ngdp::sampleFiles(30'000));
        queue::Queue queue(bed.access().means.services, queue::Settings());
        const QSet<queue::ItemId> hidden;
        ui::BrowseDialog dialog(bed.access(), preferences, queue, hidden);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.resize(1180, 780);
        dialog.show();
        dialog.openProduct(QStringLiteral("wow_classic_era"));
        QTRY_VERIFY(dialog.findChild<ui::FilesPage *>());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("zone01 *5.adt"));
        auto *found = dialog.findChild<QTableView *>();
        QTRY_VERIFY(found->isVisible() && found->model()->rowCount() > 0);
        found->setFocus();
        for (int row = 0; row < 4; ++row) {
            QTest::keyClick(found, Qt::Key_Space);
            QTest::keyClick(found, Qt::Key_Down);
        }
        QTest::qWait(3'000); // for what is looked up of them
        shoot(dialog, QStringLiteral("browse"));
    }

    void shootChunks()
    {
        using transfer::ChunkState;
        for (const std::size_t chunks :
             {std::size_t(1), std::size_t(7), std::size_t(340), std::size_t(100'000)}) {
            transfer::ChunkMap map(
                std::make_shared<blte::ChunkTable>(blte::ChunkTable::plain(chunks * 1000, 1000)));
            map.set({0, chunks * 6 / 10}, ChunkState::Done);
            map.set({chunks * 6 / 10, chunks * 7 / 10}, ChunkState::InFlight);
            if (chunks > 100) {
                map.set({chunks / 4, chunks / 4 + chunks / 50}, ChunkState::Locked);
                map.set(chunks / 2, ChunkState::Bad);
            }
            ui::ChunkSnapshot snapshot;
            snapshot.update(samples::itemNumber(1), &map);
            ui::ChunkMapWidget widget(snapshot, QStringLiteral("map"));
            widget.setAutoFillBackground(true);
            widget.resize(700, 130);
            shoot(widget, QStringLiteral("chunks%1").arg(chunks));
        }
    }

    QString out;
};

SLUICE_GUI_TEST(tst_Screenshots)
#include "tst_screenshots.moc"
