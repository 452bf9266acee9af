#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/details/chunkgrid.h"
#include "ui/details/chunkmapwidget.h"
#include "ui/details/chunkmodel.h"
#include "ui/theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using transfer::ChunkState;

namespace {

transfer::ChunkMap mapOf(std::size_t chunks)
{
    return transfer::ChunkMap(
        std::make_shared<blte::ChunkTable>(blte::ChunkTable::plain(chunks * std::uint64_t(1000), 1000)));
}

} // namespace

class tst_ChunkMapWidget : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void gridFits_data()
    {
        QTest::addColumn<qulonglong>("chunks");
        QTest::addColumn<QSize>("area");
        for (const qulonglong chunks : {1ULL, 2ULL, 3ULL, 17ULL, 100ULL, 999ULL, 10'000ULL, 100'000ULL}) {
            for (const QSize area : {QSize(60, 30), QSize(400, 90), QSize(1600, 300)}) {
                const QString name =
                    QStringLiteral("%1 in %2x%3").arg(chunks).arg(area.width()).arg(area.height());
                QTest::newRow(qPrintable(name)) << chunks << area;
            }
        }
    }
    void gridFits()
    {
        QFETCH(qulonglong, chunks);
        QFETCH(QSize, area);
        const ui::ChunkGrid grid = ui::ChunkGrid::fit(chunks, area);
        QVERIFY(grid.cells() >= 1);
        QVERIFY(grid.cells() * grid.perCell >= chunks);
        QVERIFY((grid.cells() - 1) * grid.perCell < chunks);
        for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
            const QRectF rect = grid.rect(cell);
            QVERIFY(QRectF(QPointF(), area).adjusted(0, 0, 0.01, 0.01).contains(rect));
            QVERIFY(rect.width() >= 5 && rect.height() >= 5);
            QCOMPARE(grid.cellAt(rect.center()), cell);
        }
    }

    void groupsShowTheMostUrgentState()
    {
        transfer::ChunkMap map = mapOf(10);
        map.set({0, 5}, ChunkState::Done);
        map.set(6, ChunkState::InFlight);
        ui::ChunkSnapshot snapshot;
        QVERIFY(snapshot.update(samples::itemNumber(1), &map));
        QCOMPARE(snapshot.worst(0, 5), ui::PieceState::Done);
        QCOMPARE(snapshot.worst(0, 6), ui::PieceState::Missing);
        QCOMPARE(snapshot.worst(0, 10), ui::PieceState::InFlight);
        QCOMPARE(snapshot.doneShare(0, 10), 0.5);
        map.set(2, ChunkState::Bad);
        QVERIFY(snapshot.update(samples::itemNumber(1), &map));
        QCOMPARE(snapshot.worst(0, 10), ui::PieceState::Bad);
    }

    void snapshotKeepsWhatWasLastSeen()
    {
        transfer::ChunkMap map = mapOf(3);
        ui::ChunkSnapshot snapshot;
        QVERIFY(snapshot.update(samples::itemNumber(1), &map));
        QVERIFY(!snapshot.update(samples::itemNumber(1), &map));
        QVERIFY(!snapshot.update(samples::itemNumber(1), nullptr));
        QCOMPARE(snapshot.size(), std::size_t(3));
        QVERIFY(snapshot.update(samples::itemNumber(2), nullptr));
        QVERIFY(snapshot.isEmpty());
    }

    void modelIsSound()
    {
        ui::ChunkSnapshot snapshot;
        ui::ChunkModel model(snapshot);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        transfer::ChunkMap map = mapOf(50);
        QVERIFY(snapshot.update(samples::itemNumber(1), &map));
        model.refresh(true);
        QCOMPARE(model.rowCount(), 50);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        map.set(3, ChunkState::Done);
        QVERIFY(snapshot.update(samples::itemNumber(1), &map));
        model.refresh(false);
        QCOMPARE(changed.count(), 1);
        snapshot = {};
        model.refresh(true);
        QCOMPARE(model.rowCount(), 0);
    }

    void coloursDiffer()
    {
        for (const QPalette &palette : {ui::lightPalette(), ui::darkPalette()}) {
            QSet<QRgb> colours;
            for (int state = 0; state < ui::kPieceStateCount; ++state)
                colours.insert(ui::pieceColor(static_cast<ui::PieceState>(state), palette).rgb());
            QCOMPARE(colours.size(), ui::kPieceStateCount);
        }
    }

    void paintsAHundredThousandChunksInOneFrame()
    {
        transfer::ChunkMap map = mapOf(100'000);
        map.set({0, 60'000}, ChunkState::Done);
        ui::ChunkSnapshot snapshot;
        QVERIFY(snapshot.update(samples::itemNumber(1), &map));
        ui::ChunkMapWidget widget(snapshot, QStringLiteral("map"));
        widget.resize(1200, 200);
        widget.refresh();
        const QImage image = widget.grab().toImage();
        QCOMPARE(image.pixel(2, 2), ui::pieceColor(ui::PieceState::Done, widget.palette()).rgb());
        QCOMPARE(image.pixel(2, 190), ui::pieceColor(ui::PieceState::Missing, widget.palette()).rgb());
        QVERIFY(widget.accessibleDescription().contains(QLocale().toString(60'000)));
    }
};

SLUICE_GUI_TEST(tst_ChunkMapWidget)
#include "tst_chunkmapwidget.moc"
