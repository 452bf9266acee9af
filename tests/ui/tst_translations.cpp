#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"
#include "ui/language.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QTranslator>

class tst_Translations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLeftUntranslated_data()
    {
        QTest::addColumn<QString>("language");
        for (const QString &language : ui::shippedLanguages())
            QTest::newRow(qPrintable(language)) << language;
    }
    void nothingIsLeftUntranslated()
    {
        QFETCH(QString, language);
        QFile file(support::sourceFolder() +
                   QStringLiteral("/resources/translations/sluice_%1.ts").arg(language));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("type=\"unfinished\""));
    }

    void theWindowBringsThemAlong_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("verified");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("three");
        QTest::newRow("en") << QStringLiteral("en") << QString() << QStringLiteral("1 download added")
                            << QStringLiteral("3 downloads added");
        QTest::newRow("de") << QStringLiteral("de") << QStringLiteral("Geprüft")
                            << QStringLiteral("1 Download hinzugefügt")
                            << QStringLiteral("3 Downloads hinzugefügt");
        QTest::newRow("zh") << QStringLiteral("zh_CN") << QStringLiteral("已验证")
                            << QStringLiteral("已添加 1 个下载") << QStringLiteral("已添加 3 个下载");
    }
    void theWindowBringsThemAlong()
    {
        QFETCH(QString, language);
        QTranslator translator;
        QVERIFY(translator.load(QStringLiteral(":/i18n/sluice_") + language));
        const auto added = [&](int n) {
            return translator.translate("ui::NoticeBar", "%Ln download(s) added", nullptr, n)
                .replace(QStringLiteral("%Ln"), QString::number(n));
        };
        QTEST(translator.translate("ui::Status", "Verified"), "verified");
        QTEST(added(1), "one");
        QTEST(added(3), "three");
    }
};

SLUICE_TEST(tst_Translations)
#include "tst_translations.moc"
