#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/list/queueview.h"
#include "ui/list/rowlayout.h"
#include "ui/readablefusion.h"

#include <QApplication>
#include <QPainter>
#include <QTest>
#include <QToolButton>

using ui::Density;
using Column = ui::QueueModel::Column;

namespace {

using ui::contrast;

} // namespace

class tst_Rows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingOverlaps_data()
    {
        QTest::addColumn<double>("points");
        QTest::addColumn<Density>("density");
        for (const double points : {7.0, 9.0, 10.0, 12.5, 18.0, 25.0}) {
            QTest::newRow(qPrintable(QStringLiteral("%1 comfortable").arg(points)))
                << points << Density::Comfortable;
            QTest::newRow(qPrintable(QStringLiteral("%1 compact").arg(points))) << points << Density::Compact;
        }
    }
    void nothingOverlaps()
    {
        QFETCH(double, points);
        QFETCH(Density, density);
        QFont font = QApplication::font();
        font.setPointSizeF(points);
        const QRect cell(10, 20, 300, ui::rowHeight(font, density));
        const ui::NameLayout name = ui::nameLayout(cell, font, density);
        QVERIFY(cell.contains(name.icon));
        QVERIFY(cell.contains(name.name));
        QVERIFY(!name.icon.intersects(name.name));
        QCOMPARE(name.second.isEmpty(), density == Density::Compact);
        if (!name.second.isEmpty()) {
            QVERIFY(cell.contains(name.second));
            QVERIFY(!name.second.intersects(name.name) && !name.second.intersects(name.icon));
        }
        for (const bool hasIcon : {false, true}) {
            for (const bool hasBar : {false, true}) {
                const ui::ProgressLayout progress = ui::progressLayout(cell, font, hasIcon, hasBar);
                QVERIFY(cell.contains(progress.text));
                QVERIFY(!hasBar || cell.contains(progress.bar));
                QVERIFY(!hasIcon || cell.contains(progress.icon));
                QVERIFY(!progress.bar.intersects(progress.text) && !progress.icon.intersects(progress.text));
            }
        }
        QVERIFY(cell.contains(ui::buttonRect(cell)));
    }

    /// What changes and what comes next is read before the whole of the reason is.
    void theReasonGivesWayFirst()
    {
        const QFont font = QApplication::font();
        const QFontMetrics metrics(font);
        const QString text = QStringLiteral("The connection was lost · retry in 0:12 · mirror 2/4");
        const int whole = metrics.horizontalAdvance(text);
        QCOMPARE(ui::elidedStatus(text, font, whole + 1), text);
        const QString shorter = ui::elidedStatus(text, font, whole * 9 / 10);
        QVERIFY2(shorter.endsWith(QStringLiteral("… · retry in 0:12 · mirror 2/4")), qPrintable(shorter));
        QVERIFY(metrics.horizontalAdvance(shorter) <= whole * 9 / 10);
        for (int width = 0; width <= whole; ++width)
            QVERIFY(metrics.horizontalAdvance(ui::elidedStatus(text, font, width)) <=
                    std::max(width, metrics.horizontalAdvance(u'…')));
        const QString running = QStringLiteral("62 % · 3 of 4 mirrors");
        QVERIFY(ui::elidedStatus(running, font, metrics.horizontalAdvance(running) - 5)
                    .startsWith(QStringLiteral("62 % ·")));
    }

    void narrowCellsDoNotBreak()
    {
        const QFont font = QApplication::font();
        for (int width = 0; width < 40; ++width) {
            const QRect cell(0, 0, width, 40);
            QVERIFY(ui::nameLayout(cell, font, Density::Comfortable).name.width() >= 0);
            QVERIFY(ui::progressLayout(cell, font, true, true).bar.width() >= 0);
        }
    }

    void tonesAreReadable_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << ui::lightPalette();
        QTest::newRow("dark") << ui::darkPalette();
        ui::ReadableFusion style;
        QPalette own = style.standardPalette();
        style.polish(own);
        QTest::newRow("Fusion's own") << own;
    }
    void tonesAreReadable()
    {
        QFETCH(QPalette, palette);
        using ui::Tone;
        for (const Tone tone :
             {Tone::Neutral, Tone::Muted, Tone::Accent, Tone::Good, Tone::Warning, Tone::Bad, Tone::Locked}) {
            for (const auto ground : {QPalette::Base, QPalette::AlternateBase}) {
                const double ratio = contrast(ui::toneColor(tone, palette), palette.color(ground));
                QVERIFY2(ratio >= 4.5, qPrintable(QString::number(static_cast<int>(tone)) +
                                                  QStringLiteral(": ") + QString::number(ratio)));
            }
        }
        // With a softer second line on it.
        const QColor highlight = palette.color(QPalette::Highlight);
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), highlight) >= 5.9);
        for (const auto ground : {QPalette::Base, QPalette::Window}) { // captions and hints
            const double ratio = contrast(palette.color(QPalette::PlaceholderText), palette.color(ground));
            QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
        }
    }

    /// Which days of a schedule are chosen is seen at once, and their names are still read.
    void whatIsSwitchedOnIsSeen_data() { tonesAreReadable_data(); }
    void whatIsSwitchedOnIsSeen()
    {
        QFETCH(QPalette, palette);
        ui::ReadableFusion style;
        QToolButton button;
        button.setStyle(&style);
        button.setPalette(palette);
        button.setCheckable(true);
        button.resize(60, 30);
        const auto ground = [&](bool isOn) {
            button.setChecked(isOn);
            return button.grab().toImage().pixelColor(30, 15);
        };
        QVERIFY(contrast(ground(true), ground(false)) > 1.5);
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), ground(true)) >= 4.5);
    }

    void barsGrowWithTheFraction_data() { tonesAreReadable_data(); }
    void barsGrowWithTheFraction()
    {
        QFETCH(QPalette, palette);
        support::OwnQueue queue({});
        ui::QueueModel model(queue);
        samples::addPlain(queue, 1);
        int last = -1;
        for (const double share : {0.1, 0.4, 0.7, 1.0}) {
            samples::dress(queue, 0, [share](queue::Item &item) {
                item.state = transfer::State::Downloading;
                item.progress.encodedSize = 1000;
                item.progress.encodedDone = static_cast<qint64>(1000 * share);
            });
            const int filled = accentPixels(paintCell(model, Column::Progress, palette), palette);
            QVERIFY(filled > last);
            last = filled;
        }
    }

    /// A row that runs always says something.
    void aRowThatRunsSaysSo()
    {
        support::OwnQueue queue({});
        ui::QueueModel model(queue);
        samples::addPlain(queue, 1);
        samples::dress(queue, 0, [](queue::Item &item) { item.state = transfer::State::Downloading; });
        const QModelIndex cell = model.index(0, static_cast<int>(Column::Progress));
        QCOMPARE(cell.data().toString(), QStringLiteral("Connecting…"));
        samples::dress(queue, 0, [](queue::Item &item) { item.progress.encodedDone = 5'000; });
        QCOMPARE(cell.data().toString(), QStringLiteral("5.0 kB"));
    }

    void everyCellPaintsInEveryState_data() { tonesAreReadable_data(); }
    void everyCellPaintsInEveryState()
    {
        QFETCH(QPalette, palette);
        support::OwnQueue queue({});
        ui::PendingRemovals removals(queue);
        ui::QueueModel model(queue);
        ui::QueueProxy proxy(model, removals);
        ui::QueueView view(proxy);
        view.setPalette(palette);
        samples::addEveryState(queue);
        for (const Density density : {Density::Comfortable, Density::Compact}) {
            view.setDensity(density);
            view.resize(1000, 700);
            const QImage image = view.grab().toImage();
            QVERIFY(image.pixelColor(500, 690) == palette.color(QPalette::Base));
            const QRect name = view.visualRect(proxy.index(0, 0));
            QCOMPARE(name.height(), ui::rowHeight(view.font(), density));
            QCOMPARE(view.visualRect(proxy.index(10, 0)).height(), name.height());
        }
    }

private:
    static QImage paintCell(const QAbstractItemModel &model, Column column, const QPalette &palette)
    {
        ui::ProgressDelegate delegate;
        QStyleOptionViewItem option;
        option.palette = palette;
        option.font = QApplication::font();
        option.fontMetrics = QFontMetrics(option.font);
        option.state = QStyle::State_Enabled | QStyle::State_Active;
        option.rect = QRect(0, 0, 240, ui::rowHeight(option.font, Density::Comfortable));
        QImage image(option.rect.size() * 2, QImage::Format_RGB32);
        image.setDevicePixelRatio(2);
        image.fill(palette.color(QPalette::Base));
        QPainter painter(&image);
        delegate.paint(&painter, option, model.index(0, static_cast<int>(column)));
        return image;
    }

    static int accentPixels(const QImage &image, const QPalette &palette)
    {
        const QRgb accent = ui::toneColor(ui::Tone::Accent, palette).rgb();
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, y) == accent ? 1 : 0;
        }
        return count;
    }
};

SLUICE_GUI_TEST(tst_Rows)
#include "tst_rows.moc"
