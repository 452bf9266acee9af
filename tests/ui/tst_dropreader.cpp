#include "tests/support/encrypted.h"
#include "tests/support/testmain.h"
#include "ui/intake/dropreader.h"
#include "ui/intake/intake.h"

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

    /// Recipe: of which product it is, nobody can tell; what to write is told.
    void aKeyAlone()
    {
        const QString key = QStringLiteral("0123456789abcdef0123456789ABCDEF");
        const ui::Dropped dropped = ui::readDropped({QStringLiteral(" %1\n").arg(key), {}});
        QVERIFY(dropped.isEmpty() && dropped.problems.isEmpty());
        QCOMPARE(dropped.remarks.size(), 1);
        QVERIFY(dropped.remarks.first().contains(QStringLiteral("ckey=") + key));
        QVERIFY(dropped.remarks.first().contains(QStringLiteral("ekey=") + key));
        QVERIFY(ui::readDropped({key + QLatin1Char('0'), {}}).remarks.isEmpty());
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

SLUICE_TEST(tst_DropReader)
#include "tst_dropreader.moc"
