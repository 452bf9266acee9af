#include "core/queue/category.h"
#include "tests/support/testmain.h"

#include <QTest>

using queue::Category;

class tst_Category : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rules_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rule"); // empty: none
        const auto row = [](const char *text, const char *rule) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(rule);
        };
        row("cdn.example", "cdn.example");
        row(" CDN.Example ", "cdn.example");
        row("https://cdn.example:8080/a/b", "cdn.example");
        row("*.ISO", "*.iso");
        row(".tar.gz", "*.tar.gz");
        row("*.", "");
        row("*.a/b", "");
        row("*.*", "");
        row("", "");
        row("a b", "");
    }
    void rules()
    {
        QFETCH(QString, text);
        QFETCH(QString, rule);
        QCOMPARE(queue::categoryRuleFrom(text), rule);
    }

    void whichOne_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("category"); // empty: none
        const auto row = [](const char *host, const char *name, const char *category) {
            QTest::addRow("%s of %s", name, host)
                << QString::fromLatin1(host) << QString::fromLatin1(name) << QString::fromLatin1(category);
        };
        row("cdn.example", "a.bin", "game");
        row("eu.cdn.example", "a.bin", "game");
        row("EU.CDN.example", "a.bin", "game");
        row("notcdn.example", "a.bin", "");
        row("other.example", "disk.iso", "disks");
        row("other.example", "sub/DISK.ISO", "disks");
        row("other.example", "iso", "");
        row("other.example", "", "");
        row("cdn.example", "disk.iso", "game"); // the first that fits
    }
    void whichOne()
    {
        QFETCH(QString, host);
        QFETCH(QString, name);
        QFETCH(QString, category);
        const QList<Category> all{{QStringLiteral("none"), {}, {}},
                                  {QStringLiteral("game"), {}, {QStringLiteral("cdn.example")}},
                                  {QStringLiteral("disks"), {}, {QStringLiteral("*.iso")}}};
        const auto found = queue::categoryFor(all, host, name);
        QCOMPARE(found ? found->name : QString(), category);
    }

    void text()
    {
        const QList<Category> all{
            {QStringLiteral("a \"b\""), QStringLiteral("/x/y"), {QStringLiteral("*.iso")}},
            {QStringLiteral("c"), {}, {}}};
        QCOMPARE(queue::categoriesFromText(queue::toText(all)), all);
        QCOMPARE(queue::toText({}), QString());
        QVERIFY(queue::categoriesFromText(QStringLiteral("not JSON")).isEmpty());
        const auto read = queue::categoriesFromText(QStringLiteral(
            R"([{"name":" a "},{"name":"a"},{"name":""},{"name":"b","folder":"relative","rules":["*.","X.Y"]},7])"));
        const QList<Category> usable{{QStringLiteral("a"), {}, {}},
                                     {QStringLiteral("b"), {}, {QStringLiteral("x.y")}}};
        QCOMPARE(read, usable);
    }

    void labels()
    {
        QCOMPARE(queue::labelFrom(QStringLiteral("  two \n words ")), QStringLiteral("two words"));
        QCOMPARE(queue::labelFrom(QStringLiteral("\x01")), QString());
        QCOMPARE(queue::labelFrom(QString(200, u'x')).size(), queue::kLongestLabel);
    }
};

SLUICE_TEST(tst_Category)
#include "tst_category.moc"
