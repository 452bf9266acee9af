#include "tests/support/encrypted.h"
#include "tests/support/testmain.h"
#include "ui/intake/buildoffer.h"
#include "ui/intake/dropreader.h"
#include "ui/intake/intake.h"
#include "ui/language.h"

#include <QDir>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

namespace {

/// As another program hands it over; QMimeData's own setters would make QUrls of it.
class FromOutside : public QMimeData
{
public:
    explicit FromOutside(QByteArray uriList)
        : m_uriList(std::move(uriList))
    {
    }
    QStringList formats() const override { return {QStringLiteral("text/uri-list")}; }

protected:
    QVariant retrieveData(const QString &format, QMetaType) const override
    {
        return format == formats().first() ? QVariant(m_uriList) : QVariant();
    }

private:
    const QByteArray m_uriList;
};

} // namespace

class tst_DropReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void text_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("sources");
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("problems");
        QTest::newRow("nothing") << QString() << 0 << 0 << 0;
        QTest::newRow("blank") << QStringLiteral(" \n\n") << 0 << 0 << 0;
        QTest::newRow("link") << QStringLiteral("http://a.example/x.bin") << 1 << 0 << 0;
        QTest::newRow("links") << QStringLiteral("http://a.example/x\nhttps://b.example/y\n") << 2 << 0 << 0;
        QTest::newRow("mirrors") << QStringLiteral("http://a.example/x\thttp://b.example/x") << 1 << 0 << 0;
        QTest::newRow("prose") << QStringLiteral("see http://a.example/x, and\nalso http://b.example/y.") << 2
                               << 0 << 0;
        QTest::newRow("keys") << QStringLiteral("FA505078126ACB3E BDC51862ABED79B2DE48C8E7E66C6200\n"
                                                "FF813F7D062AC0BC AA0B5C77F088CCC2D39049BD267F066D\n")
                              << 0 << 2 << 0;
        QTest::newRow("neither") << QStringLiteral("hello") << 0 << 0 << 1;
    }
    void text()
    {
        QFETCH(QString, text);
        const ui::Dropped dropped = ui::readDropped({text, {}});
        QTEST(static_cast<int>(dropped.sources.size()), "sources");
        QTEST(static_cast<int>(dropped.keys.size()), "keys");
        QTEST(static_cast<int>(dropped.problems.size()), "problems");
    }

    void files()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString &name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                        : QString();
        };
        const QStringList paths{
            write(QStringLiteral("list.txt"), "http://a.example/x\nhttp://a.example/y\n"),
            write(QStringLiteral("bom.txt"), "\xEF\xBB\xBFhttp://a.example/z\n"),
            write(QStringLiteral("keys"), "FA505078126ACB3E BDC51862ABED79B2DE48C8E7E66C6200\n"),
            write(QStringLiteral("object"), QByteArray("BLTE\0\0\0\0N...", 12)),
            write(QStringLiteral("noise.bin"), QByteArray(4096, '\xC3')),
            folder.path(),
            folder.filePath(QStringLiteral("missing")),
            write(QStringLiteral("madeDev.ak"), support::armadilloFile()),
            write(QStringLiteral("cut.ak"), support::armadilloFile().first(16))};
        const ui::Dropped dropped = ui::readDropped({{}, paths});
        QCOMPARE(dropped.sources.size(), 3);
        QCOMPARE(dropped.keys.entries.size(), std::size_t(1));
        QCOMPARE(dropped.keys.armadillo, std::vector{support::armadilloKey()});
        QCOMPARE(dropped.localBlte, QStringList{paths.at(3)});
        QStringList refused;
        for (const ui::DropProblem &problem : dropped.problems)
            refused << problem.origin;
        QCOMPARE(refused, (QStringList{paths.at(4), paths.at(5), paths.at(6), paths.at(8)}));
    }

    void filesOfProducts()
    {
        const ui::Dropped dropped = ui::readDropped(
            {QStringLiteral("wow:World/a.adt\nhttp://a.example/x\nwow@eu:fdid=5\n  dir=x\n"), {}});
        QCOMPARE(dropped.sources.size(), 1);
        QCOMPARE(dropped.products.size(), 2);
        QCOMPARE(links::toText(dropped.products.last().source), QStringLiteral("wow@eu:fdid=5"));
        QCOMPARE(dropped.products.last().folder, QStringLiteral("x"));
        QVERIFY(dropped.problems.isEmpty() && !dropped.isEmpty());
    }

    void keysOfFiles_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("sources");
        QTest::addColumn<QList<int>>("lines"); ///< that cannot be used
        const QString key = QStringLiteral("0123456789abcdef0123456789ABCDEF");
        const QString cut = QStringLiteral("0123456789abcdef0100000000000000");
        QTest::newRow("one") << QStringLiteral(" %1\n").arg(key) << 1 << 0 << QList<int>();
        QTest::newRow("lines") << key + u'\n' + key + u'\n' << 2 << 0 << QList<int>();
        QTest::newRow("in a row") << key + QStringLiteral(", ") + key << 2 << 0 << QList<int>();
        QTest::newRow("comment") << QStringLiteral("# root\n") + key << 1 << 0 << QList<int>();
        QTest::newRow("one digit more") << key + u'0' << 0 << 0 << QList{0};
        QTest::newRow("cut") << cut << 0 << 0 << QList{1};
        QTest::newRow("one of three is cut") << key + u'\n' + cut + u'\n' + key << 2 << 0 << QList{2};
        QTest::newRow("between links")
            << QStringLiteral("http://a.example/x\n") + key + QStringLiteral("\nhttp://a.example/y\noops\n")
            << 1 << 2 << QList{4};
        QTest::newRow("prose") << QStringLiteral("it is ") + key << 0 << 0 << QList{0};
    }
    void keysOfFiles()
    {
        QFETCH(QString, text);
        const ui::Dropped dropped = ui::readDropped({text, {}});
        QTEST(static_cast<int>(dropped.fileKeys.size()), "keys");
        QTEST(static_cast<int>(dropped.sources.size()), "sources");
        QList<int> lines;
        for (const ui::DropProblem &problem : dropped.problems)
            lines << problem.line;
        QTEST(lines, "lines");
    }

    void gamesThatAreInstalled()
    {
        const QByteArray info =
            "Branch!STRING:0|Active!DEC:1|Build Key!HEX:16|CDN Key!HEX:16|Version!STRING:0|Product!STRING:0\n"
            "eu|1|0123456789abcdef0123456789abcdef|fedcba9876543210fedcba9876543210|1.15.8.64272|wow\n"
            "eu|1|||1.0|wow\n";
        QTemporaryDir game;
        QFile file(game.filePath(QStringLiteral(".build.info")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(info) == info.size());
        file.close();
        const QList<ui::DropInput> inputs{
            {QString::fromUtf8(info), {}}, {{}, {file.fileName()}}, {{}, {game.path()}}};
        for (const ui::DropInput &input : inputs) {
            const ui::Dropped dropped = ui::readDropped(input);
            QCOMPARE(dropped.installed.size(), std::size_t(1));
            QCOMPARE(dropped.installed.front().version, std::string("1.15.8.64272"));
            QCOMPARE(dropped.problems.size(), 1);
            QCOMPARE(dropped.problems.first().line, 3);
            QVERIFY(!dropped.isEmpty());
        }
    }

    void listfiles()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("names.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 100; ++i)
            file.write(QByteArray::number(i) + ";World/a" + QByteArray::number(i) + "\n");
        file.write("oops\n4;World/b");
        file.close();
        const ui::Dropped dropped = ui::readDropped({{}, {file.fileName()}});
        QCOMPARE(dropped.listfiles.size(), 1);
        QCOMPARE(dropped.listfiles.first().path, file.fileName());
        QCOMPARE(dropped.listfiles.first().names, 101);
        QCOMPARE(dropped.problems.size(), 1);
        QCOMPARE(dropped.problems.first().line, 101);
        QVERIFY(!dropped.isEmpty());
        // Nobody could find its names again without a file.
        const ui::Dropped text = ui::readDropped({QStringLiteral("1;World/a\n2;World/b\n"), {}});
        QVERIFY(text.isEmpty() && text.problems.isEmpty());
        QCOMPARE(text.remarks.size(), 1);
    }

    void installedInWords_data()
    {
        QTest::addColumn<std::vector<tact::InstalledBuild>>("builds");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QStringList>("sources");
        QTest::addColumn<QStringList>("remarks"); ///< how they begin
        const auto build = [](const char *product, const char *version, bool isActive, std::uint8_t key) {
            tact::InstalledBuild made;
            made.product = product;
            made.version = version;
            made.branch = "eu";
            made.isActive = isActive;
            made.buildConfig[0] = key;
            return made;
        };
        const QString zeros(30, u'0');
        const QString one = QStringLiteral("wow@01%1:").arg(zeros);
        const QString two = QStringLiteral("wowt@02%1:").arg(zeros);
        using Builds = std::vector<tact::InstalledBuild>;
        QTest::newRow("none") << Builds{} << QString() << QStringList() << QStringList();
        QTest::newRow("one") << Builds{build("wow", "1.2", true, 1)}
                             << QStringLiteral("An installed game: wow 1.2 (eu)") << QStringList{one}
                             << QStringList();
        QTest::newRow("two active") << Builds{build("wow", "1.2", true, 1), build("wowt", "1.3", true, 2)}
                                    << QStringLiteral("An installed game: wow 1.2 (eu), wowt 1.3 (eu)")
                                    << QStringList{one, two} << QStringList();
        QTest::newRow("one of two active")
            << Builds{build("wow", "1.2", true, 1), build("wowt", "1.3", false, 2)}
            << QStringLiteral("An installed game: wow 1.2 (eu)") << QStringList{one}
            << QStringList{QStringLiteral("1 installed build")};
        QTest::newRow("none active") << Builds{build("wow", "1.2", false, 1)}
                                     << QStringLiteral("An installed game: wow 1.2 (eu)") << QStringList{one}
                                     << QStringList();
        QTest::newRow("no product") << Builds{build("", "1.2", true, 1)} << QString() << QStringList()
                                    << QStringList{QStringLiteral("The installed build 1.2 (eu) names no")};
        QTest::newRow("bad product") << Builds{build("../x", "1.2", true, 1)} << QString() << QStringList()
                                     << QStringList{QStringLiteral("The installed build 1.2 (eu) names no")};
        tact::InstalledBuild encrypted = build("wow", "1.2", true, 1);
        encrypted.armadillo = "sc1Dev";
        QTest::newRow("key is missing")
            << Builds{encrypted} << QStringLiteral("An installed game: wow 1.2 (eu)") << QStringList{one}
            << QStringList{QStringLiteral("wow 1.2 (eu) is encrypted")};
    }
    void installedInWords()
    {
        ui::installLanguage(QStringLiteral("en"));
        QFETCH(std::vector<tact::InstalledBuild>, builds);
        const ui::InstalledReport report = ui::reportInstalled(builds, nullptr);
        QTEST(report.offer ? report.offer->sentence : QString(), "sentence");
        QTEST(report.offer ? report.offer->sources : QStringList(), "sources");
        QFETCH(QStringList, remarks);
        QCOMPARE(report.remarks.size(), remarks.size());
        for (qsizetype i = 0; i < remarks.size(); ++i)
            QVERIFY2(report.remarks[i].startsWith(remarks[i]), qPrintable(report.remarks[i]));
        for (const QString &source : report.offer ? report.offer->sources : QStringList())
            QVERIFY(links::productSourceFromText(source));
    }

    void problemsOfKeyListsNeverShowTheLine()
    {
        const QString text = QStringLiteral("FA505078126ACB3E BDC51862ABED79B2DE48C8E7E66C6200\n"
                                            "FF813F7D062AC0BC AA0B5C77F088CCC2D39049BD267F066D\n"
                                            "FF813F7D062AC0BC AA0B5C77F088SECRET\n");
        const ui::Dropped dropped = ui::readDropped({text, {}});
        QCOMPARE(dropped.keys.entries.size(), std::size_t(2));
        QCOMPARE(dropped.problems.size(), 1);
        QCOMPARE(dropped.problems.first().line, 3);
        QVERIFY(!dropped.problems.first().text.contains(QStringLiteral("SECRET")));
        QVERIFY(!dropped.problems.first().error.detail.contains(QStringLiteral("SECRET")));
    }

    void mimeData()
    {
        QMimeData links;
        links.setUrls(
            {QUrl(QStringLiteral("http://a.example/x")), QUrl::fromLocalFile(QStringLiteral("/tmp/list"))});
        links.setText(QStringLiteral("http://a.example/x"));
        const ui::DropInput input = ui::dropInputFrom(links);
        QCOMPARE(input.text, QStringLiteral("http://a.example/x"));
        QCOMPARE(input.files, QStringList{QStringLiteral("/tmp/list")});
        QVERIFY(ui::mayHoldSources(links));
        QMimeData other;
        other.setData(QStringLiteral("image/png"), "x");
        QVERIFY(!ui::mayHoldSources(other));
    }

    void addressesKeepTheirBytes()
    {
        const FromOutside mime(
            "# from a browser\r\nhttp://a.example/%7Ex//y?q=%2f\r\nhttp://b.example/z\r\n");
        const ui::DropInput input = ui::dropInputFrom(mime);
        QCOMPARE(input.text, QStringLiteral("http://a.example/%7Ex//y?q=%2f\nhttp://b.example/z"));
    }
};

SLUICE_GUI_TEST(tst_DropReader)
#include "tst_dropreader.moc"
