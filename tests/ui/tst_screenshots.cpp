#include "tests/ui/samples.h"
#include "ui/details/chunkmapwidget.h"
#include "ui/intake/adddialog.h"
#include "ui/language.h"
#include "ui/list/queueview.h"
#include "ui/mainwindow.h"
#include "ui/preferences.h"
#include "ui/settings/settingsdialog.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

/// Draws the window with sample rows into the folder SLUICE_SCREENSHOTS, light and dark, at 1 and 2, in
/// SLUICE_LANGUAGE (English).
class TestScreenshots : public QObject
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

    void window_data()
    {
        QTest::addColumn<ui::Appearance>("appearance");
        QTest::addColumn<int>("scale");
        for (const int scale : {1, 2}) {
            QTest::newRow(qPrintable(QStringLiteral("light-%1").arg(scale)))
                << ui::Appearance::Light << scale;
            QTest::newRow(qPrintable(QStringLiteral("dark-%1").arg(scale))) << ui::Appearance::Dark << scale;
        }
    }
    void window()
    {
        QFETCH(ui::Appearance, appearance);
        QFETCH(int, scale);
        QTemporaryDir folder;
        ui::Preferences preferences(folder.filePath(QStringLiteral("s.ini")));
        preferences.setDownloadFolder(QDir::homePath());
        preferences.setAppearance(appearance);
        queue::Queue queue(preferences.queueSettings());
        ui::MainWindow window(queue, preferences);
        window.resize(1180, 780);
        window.show();
        shoot(window, QStringLiteral("empty"), scale);
        const auto ids = samples::addEveryState(queue);
        QTest::qWait(150);
        auto *view = window.findChild<ui::QueueView *>();
        view->selectIds({ids.first()});
        QTest::qWait(20);
        shoot(window, QStringLiteral("window"), scale);
        shootTabs(window, scale);
        preferences.setDensity(ui::Density::Compact);
        shoot(window, QStringLiteral("compact"), scale);
        shootDialogs(queue, preferences, scale);
        shootChunks(scale);
    }

private:
    void shoot(QWidget &widget, const QString &name, int scale)
    {
        QTest::qWait(30);
        QImage image(widget.size() * scale, QImage::Format_ARGB32);
        image.setDevicePixelRatio(scale);
        widget.render(&image);
        const QString file =
            QStringLiteral("%1/%2-%3.png").arg(out, name, QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(image.save(file));
    }

    void shootTabs(ui::MainWindow &window, int scale)
    {
        auto *tabs = window.findChild<QTabWidget *>();
        for (int tab = 1; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            shoot(*tabs, QStringLiteral("tab%1").arg(tab), scale);
        }
        tabs->setCurrentIndex(0);
    }

    void shootDialogs(queue::Queue &queue, ui::Preferences &preferences, int scale)
    {
        auto *add = new ui::AddDialog(queue, preferences);
        add->setText(core::toLine(queue.at(0).source) +
                     QStringLiteral("\nhttp://cdn.example/new.bin#size=40000000\nnot a link"));
        add->show();
        QTest::qWait(400);
        shoot(*add, QStringLiteral("add"), scale);
        delete add;
        ui::PendingRemovals removals(queue);
        ui::Tally tally(queue, removals);
        auto *settings = new ui::SettingsDialog(preferences, queue, tally);
        for (int page = 0; page <= static_cast<int>(ui::SettingsDialog::Page::Appearance); ++page) {
            settings->open(static_cast<ui::SettingsDialog::Page>(page));
            shoot(*settings, QStringLiteral("settings%1").arg(page), scale);
        }
        delete settings;
    }

    void shootChunks(int scale)
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
            ui::ChunkMapWidget widget(snapshot);
            widget.setAutoFillBackground(true);
            widget.resize(700, 130);
            shoot(widget, QStringLiteral("chunks%1").arg(chunks), scale);
        }
    }

    QString out;
};

QTEST_MAIN(TestScreenshots)
#include "tst_screenshots.moc"
