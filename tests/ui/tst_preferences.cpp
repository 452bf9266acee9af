#include "tests/support/testmain.h"
#include "ui/preferences.h"

#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

class tst_Preferences : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { folder = std::make_unique<QTemporaryDir>(); }

    void startsWithTheQueuesOwnDefaults()
    {
        const ui::Preferences preferences(file());
        const queue::Settings defaults;
        QCOMPARE(preferences.queueSettings().jobs, defaults.jobs);
        QCOMPARE(preferences.queueSettings().connectionsPerFile, defaults.connectionsPerFile);
        QCOMPARE(preferences.queueSettings().bytesPerSecond, 0);
        QCOMPARE(preferences.downloadFolder(),
                 QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
        QCOMPARE(preferences.options().missingKeys, queue::MissingKeys::Keep);
    }

    void keepsEverything()
    {
        {
            ui::Preferences preferences(file());
            queue::Settings settings;
            settings.jobs = 7;
            settings.connectionsPerFile = 9;
            settings.connectionsPerHost = 11;
            settings.bytesPerSecond = 5'000'000'000;
            settings.network = http::NetworkProfile::Unreliable;
            settings.memory = queue::MemoryProfile::Low;
            settings.maxWait = std::chrono::minutes(5);
            settings.alwaysHash = true;
            preferences.setQueueSettings(settings);
            preferences.setAppearance(ui::Appearance::Dark);
            preferences.setDensity(ui::Density::Compact);
            preferences.setOptions({queue::Form::Raw, queue::WhenExists::Rename, queue::MissingKeys::Fail});
            preferences.setState(QStringLiteral("x"), "state");
        }
        const ui::Preferences preferences(file());
        const queue::Settings settings = preferences.queueSettings();
        QCOMPARE(settings.jobs, 7);
        QCOMPARE(settings.connectionsPerFile, 9);
        QCOMPARE(settings.connectionsPerHost, 11);
        QCOMPARE(settings.bytesPerSecond, 5'000'000'000);
        QCOMPARE(settings.network, http::NetworkProfile::Unreliable);
        QCOMPARE(settings.memory, queue::MemoryProfile::Low);
        QCOMPARE(settings.maxWait, std::chrono::seconds(300));
        QVERIFY(settings.alwaysHash);
        QCOMPARE(preferences.appearance(), ui::Appearance::Dark);
        QCOMPARE(preferences.density(), ui::Density::Compact);
        QCOMPARE(preferences.options(),
                 (queue::Options{queue::Form::Raw, queue::WhenExists::Rename, queue::MissingKeys::Fail}));
        QCOMPARE(preferences.state(QStringLiteral("x")), "state");
    }

    void nonsenseInTheFileIsClamped()
    {
        {
            QSettings raw(file(), QSettings::IniFormat);
            raw.setValue(QStringLiteral("connections/jobs"), 100'000);
            raw.setValue(QStringLiteral("connections/perFile"), QStringLiteral("many"));
            raw.setValue(QStringLiteral("appearance/theme"), -4);
            raw.setValue(QStringLiteral("limits/bytesPerSecond"), -1);
        }
        const ui::Preferences preferences(file());
        QCOMPARE(preferences.queueSettings().jobs, 64);
        QCOMPARE(preferences.queueSettings().connectionsPerFile, 4);
        QCOMPARE(preferences.queueSettings().bytesPerSecond, 0);
        QCOMPARE(preferences.appearance(), ui::Appearance::System);
    }

    void limitsOnServersAreKept()
    {
        {
            ui::Preferences preferences(file());
            queue::Settings settings = preferences.queueSettings();
            QCOMPARE(settings.answerTimeout.count(), 120'000);
            settings.connectTimeout = std::chrono::seconds(5);
            settings.answerTimeout = std::chrono::seconds(600);
            settings.stallTimeout = std::chrono::seconds(70);
            preferences.setQueueSettings(settings);
        }
        const queue::Settings settings = ui::Preferences(file()).queueSettings();
        QCOMPARE(settings.connectTimeout.count(), 5'000);
        QCOMPARE(settings.answerTimeout.count(), 600'000);
        QCOMPARE(settings.stallTimeout.count(), 70'000);
    }

    void theCachesLimit_data()
    {
        QTest::addColumn<QVariant>("stored");
        QTest::addColumn<qint64>("limit");
        QTest::newRow("none") << QVariant() << qint64{2'147'483'648};
        QTest::newRow("chosen") << QVariant(qint64{5'000'000'000}) << qint64{5'000'000'000};
        QTest::newRow("no number") << QVariant(QStringLiteral("much")) << qint64{2'147'483'648};
        QTest::newRow("too little") << QVariant(5) << qint64{100'000'000};
        QTest::newRow("negative") << QVariant(-5) << qint64{100'000'000};
        QTest::newRow("too much") << QVariant(qint64{1} << 60) << qint64{100'000'000'000'000};
    }
    void theCachesLimit()
    {
        QFETCH(QVariant, stored);
        if (stored.isValid())
            QSettings(file(), QSettings::IniFormat).setValue(QStringLiteral("cache/bytes"), stored);
        QTEST(ui::cacheLimitIn(file()), "limit");
        QTEST(ui::Preferences(file()).cacheLimit(), "limit");
        ui::Preferences(file()).setCacheLimit(7'000'000'000);
        QCOMPARE(ui::cacheLimitIn(file()), 7'000'000'000);
        QCOMPARE(ui::Preferences(file(), QStringLiteral("/a/cache")).cacheFolder(),
                 QStringLiteral("/a/cache"));
    }

    void tellsOnlyRealChanges()
    {
        ui::Preferences preferences(file());
        QSignalSpy changed(&preferences, &ui::Preferences::changed);
        preferences.setDensity(ui::Density::Compact);
        QCOMPARE(changed.count(), 1);
        preferences.setDensity(ui::Density::Compact);
        preferences.setState(QStringLiteral("geometry"), "x");
        QCOMPARE(changed.count(), 1);
    }

private:
    QString file() const { return folder->filePath(QStringLiteral("s.ini")); }
    std::unique_ptr<QTemporaryDir> folder;
};

SLUICE_TEST(tst_Preferences)
#include "tst_preferences.moc"
