#include "tests/support/testmain.h"
#include "ui/direction.h"
#include "ui/format.h"

#include <QGuiApplication>
#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QTest>
#include <functional>

namespace {

/// In a paragraph of that direction.
QImage pictureOf(const QString &text, Qt::LayoutDirection direction)
{
    QImage picture(400, 40, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.setLayoutDirection(direction);
    painter.drawText(
        picture.rect(),
        static_cast<int>(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter) | Qt::TextSingleLine, text);
    return picture;
}

} // namespace

class tst_Format : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void size_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << QStringLiteral("–");
        QTest::newRow("nothing") << qint64(0) << QStringLiteral("0 bytes");
        QTest::newRow("bytes") << qint64(999) << QStringLiteral("999 bytes");
        QTest::newRow("kilobyte") << qint64(1'234) << QStringLiteral("1.2 kB");
        QTest::newRow("kilobytes") << qint64(45'600) << QStringLiteral("46 kB");
        QTest::newRow("megabyte") << qint64(1'240'000) << QStringLiteral("1.24 MB");
        QTest::newRow("megabytes") << qint64(63'400'000) << QStringLiteral("63.4 MB");
        QTest::newRow("many megabytes") << qint64(182'809'123) << QStringLiteral("183 MB");
        QTest::newRow("just below") << qint64(999'700'000) << QStringLiteral("1,000 MB");
        QTest::newRow("gigabytes") << qint64(82'000'000'000) << QStringLiteral("82.0 GB");
    }
    void size()
    {
        QFETCH(qint64, bytes);
        QTEST(ui::formatSize(bytes), "text");
    }

    void speed()
    {
        QCOMPARE(ui::formatSpeed(0), QString());
        QCOMPARE(ui::formatSpeed(-5), QString());
        QCOMPARE(ui::formatSpeed(11'200'000), QStringLiteral("11.2 MB/s"));
    }

    void duration_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << QString();
        QTest::newRow("now") << qint64(0) << QStringLiteral("0 s");
        QTest::newRow("seconds") << qint64(59) << QStringLiteral("59 s");
        QTest::newRow("minutes") << qint64(65) << QStringLiteral("1 min 5 s");
        QTest::newRow("many minutes") << qint64(20 * 60 + 5) << QStringLiteral("20 min");
        QTest::newRow("hours") << qint64(3600 + 20 * 60) << QStringLiteral("1 h 20 min");
        QTest::newRow("days") << qint64(3 * 86400 + 4 * 3600) << QStringLiteral("3 d 4 h");
        QTest::newRow("never") << qint64(400LL * 86400) << QStringLiteral("∞");
    }
    void duration()
    {
        QFETCH(qint64, seconds);
        QTEST(ui::formatDuration(seconds), "text");
    }

    void countdown()
    {
        QCOMPARE(ui::formatCountdown(12), QStringLiteral("0:12"));
        QCOMPARE(ui::formatCountdown(-3), QStringLiteral("0:00"));
        QCOMPARE(ui::formatCountdown(3723), QStringLiteral("1:02:03"));
    }

    void percentReachesHundredOnlyWhenAllIsThere()
    {
        QCOMPARE(ui::formatPercent(0.9999), QStringLiteral("99 %"));
        QCOMPARE(ui::formatPercent(1.0), QStringLiteral("100 %"));
        QCOMPARE(ui::formatPercent(7.0), QStringLiteral("100 %"));
    }

    /// In a window that is laid out from right to left they look as in one from left to right.
    void numbersStandBeforeTheirUnits_data()
    {
        QTest::addColumn<std::function<QString()>>("text");
        const auto row = [](const char *name, std::function<QString()> text) {
            QTest::newRow(name) << std::move(text);
        };
        row("size", [] { return ui::formatSize(63'400'000); });
        row("speed", [] { return ui::formatSpeed(1'200'000); });
        row("duration", [] { return ui::formatDuration(65); });
        row("percent", [] { return ui::formatPercent(0.62); });
        row("moment", [] { return ui::formatMoment(QDateTime(QDate(2026, 11, 30), QTime(9, 5))); });
        row("path", [] { return ui::isolatedPath(QStringLiteral("/srv/12 x/3")); });
        row("sentence", [] {
            return ui::isolated(QStringLiteral("3 of 10 files · ") + ui::formatSize(5'000'000) +
                                QStringLiteral(", done."));
        });
    }
    void numbersStandBeforeTheirUnits()
    {
        QFETCH(std::function<QString()>, text);
        const QString plain = text();
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const QString shown = text();
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        QVERIFY(pictureOf(shown, Qt::RightToLeft) == pictureOf(plain, Qt::LeftToRight));
        QVERIFY(pictureOf(plain, Qt::RightToLeft) != pictureOf(plain, Qt::LeftToRight));
    }

    /// A name in letters that are written from right to left keeps its order, too.
    void directions()
    {
        const QString hebrew = QStringLiteral("\u05d0\u05d1 1");
        QCOMPARE(ui::isolated(hebrew), hebrew); // what is as it should be stays as it is
        QCOMPARE(ui::isolatedPath(QStringLiteral("/a")), QStringLiteral("/a"));
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        QCOMPARE(ui::isolated({}), QString());
        QCOMPARE(ui::isolated(hebrew), QStringLiteral("\u2068\u05d0\u05d1 1\u2069"));
        QCOMPARE(ui::isolatedPath(QStringLiteral("/a")), QStringLiteral("\u2066/a\u2069"));
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }
};

SLUICE_GUI_TEST(tst_Format)
#include "tst_format.moc"
