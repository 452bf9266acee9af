#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::hex;
using support::Run;

namespace {

constexpr std::size_t kFiles = 40;

/// Of the second build the files 3, 4 and 9 have another content, 5 is gone, and there are two more.
ngdp::FileSource later()
{
    std::vector<ngdp::FileShape> files;
    const ngdp::FileSource all = ngdp::sampleFiles(kFiles + 2);
    for (std::size_t i = 0; i < all.count; ++i) {
        ngdp::FileShape file = all.at(i);
        if (i == 5)
            continue;
        if (i == 3 || i == 4 || i == 9)
            file.content.push_back(1);
        files.push_back(file);
    }
    return ngdp::listed(files);
}

QString pathOf(std::size_t number)
{
    return QString::fromStdString(ngdp::sampleFiles(kFiles + 2).at(number).path);
}

} // namespace

/// `compare`: two builds of a product, one of which nobody names any more.
class tst_Compare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void differences_data();
    void differences();
    void json();
    void list();
    void nothing();
    void refuses_data();
    void refuses();
    void buildsThatAreNotThere();

private:
    Run run(const QStringList &arguments) const
    {
        return m_bed->run(
            QStringList{u"compare"_s} + arguments +
            QStringList{u"--service"_s, m_server->address(), u"--listfile"_s, m_bed->path(u"names.csv"_s)});
    }
    QString first() const { return u"wow_classic_era@"_s + hex(m_first.config); }

    std::unique_ptr<ngdp::NetworkServer> m_server;
    ngdp::MadeBuild m_first;
    ngdp::MadeBuild m_second;
    ngdp::Store m_store;
    ngdp::Product m_before;
    ngdp::Product m_after;
    QByteArray m_names;
    std::unique_ptr<AppBed> m_bed;
};

void tst_Compare::initTestCase()
{
    ngdp::Cdn cdn({}, m_store.putter());
    m_first = ngdp::addBuild(cdn, support::shapeOf("wow_classic_era", kFiles));
    m_before.builds = {ngdp::versionsRow("us", m_first, cdn.seal())};
    m_before.builds.front().versionName = "1.15.7.10000";
    ngdp::BuildShape shape = support::shapeOf("wow_classic_era", 0);
    shape.files = later();
    m_second = ngdp::addBuild(cdn, shape);
    m_after.sequenceNumber = 2;
    m_after.builds = {ngdp::versionsRow("us", m_second, cdn.seal())};
    m_names = support::listfileOf(m_first);
    for (const std::size_t number : {kFiles, kFiles + 1}) {
        const ngdp::FileShape file = ngdp::sampleFiles(kFiles + 2).at(number);
        m_names += QByteArray::number(file.fileDataId) + ';' + QByteArray::fromStdString(file.path) + '\n';
    }
}

/// The first build is remembered, and replaced.
void tst_Compare::init()
{
    m_bed = std::make_unique<AppBed>();
    m_bed->write(u"names.csv"_s, m_names);
    {
        const ngdp::NetworkServer server(m_store, {m_before});
        const Run seen = m_bed->run({u"builds"_s, u"wow_classic_era"_s, u"--service"_s, server.address()});
        QVERIFY2(seen.code == 0, seen.err);
    }
    m_server = std::make_unique<ngdp::NetworkServer>(m_store, std::vector<ngdp::Product>{m_after});
}

void tst_Compare::differences_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("lines");
    const QString old = u"wow_classic_era@1.15.7.10000"_s;
    const auto line = [](QChar sign, std::size_t number) -> QString {
        return sign + u"          -          -  "_s + pathOf(number);
    };
    QStringList all{line(u'~', 3), line(u'~', 4),      line(u'-', 5),
                    line(u'~', 9), line(u'+', kFiles), line(u'+', kFiles + 1)};
    std::sort(all.begin(), all.end(),
              [](const QString &a, const QString &b) { return a.mid(23) < b.mid(23); });
    const QString figures = u"2 files added, 1 file removed, 3 files changed, 36 files the same"_s;
    QTest::newRow("two builds") << QStringList{old, u"wow_classic_era@1.15.8.12345"_s}
                                << all + QStringList{figures};
    QTest::newRow("with the current one") << QStringList{old} << all + QStringList{figures};
    QTest::newRow("some files") << QStringList{old + u':' + pathOf(3) + u'|' + pathOf(5),
                                               u"wow_classic_era"_s}
                                << QStringList{
                                       line(u'~', 3), line(u'-', 5),
                                       u"0 files added, 1 file removed, 1 file changed, 0 files the same"_s};
}

void tst_Compare::differences()
{
    QFETCH(QStringList, arguments);
    const Run compared = run(arguments);
    QVERIFY2(compared.code == 0, compared.err);
    QTEST(QString::fromUtf8(compared.out).split(u'\n', Qt::SkipEmptyParts), "lines");
    QCOMPARE(compared.err, QByteArray());
    for (const ngdp::MadeFile &file : m_second.files) // none of them was fetched
        QVERIFY(m_server->requests(hex(file.encodingKey).toLatin1()).isEmpty());
}

void tst_Compare::json()
{
    const Run compared = run({first(), u"wow_classic_era"_s, u"--json"_s, u"--sizes"_s});
    QVERIFY2(compared.code == 0, compared.err);
    const QList<QJsonObject> lines = compared.events();
    QCOMPARE(lines.size(), 7);
    const auto find = [&](const QString &path) {
        const auto found = std::find_if(lines.begin(), lines.end(), [&](const QJsonObject &line) {
            return line[u"path"].toString() == path;
        });
        return found == lines.end() ? QJsonObject() : *found;
    };
    const QJsonObject changed = find(pathOf(3));
    const ngdp::MadeFile &before = m_first.files.at(3);
    QCOMPARE(changed[u"change"], u"changed"_s);
    QCOMPARE(changed[u"fdid"].toInteger(), qint64(before.fileDataId));
    QCOMPARE(changed[u"before"][u"ckey"], hex(before.contentKey));
    QCOMPARE(changed[u"before"][u"size"].toInteger(), qint64(before.size));
    QCOMPARE(changed[u"after"][u"size"].toInteger(), qint64(before.size + 1));
    QCOMPARE(find(pathOf(5))[u"change"], u"removed"_s);
    QVERIFY(find(pathOf(5))[u"after"].isNull());
    QCOMPARE(find(pathOf(kFiles))[u"change"], u"added"_s);
    QVERIFY(find(pathOf(kFiles))[u"before"].isNull());
    const QJsonObject summary = lines.last();
    QCOMPARE(summary[u"change"], u"summary"_s);
    QCOMPARE(summary[u"before"][u"buildConfig"], hex(m_first.config));
    QCOMPARE(summary[u"before"][u"version"], u"1.15.7.10000"_s);
    QCOMPARE(summary[u"after"][u"buildConfig"], hex(m_second.config));
    QCOMPARE(summary[u"changed"][u"files"].toInteger(), 3);
    qint64 size = 0;
    for (const std::size_t number : {3u, 4u, 9u})
        size += qint64(m_first.files.at(number).size) + 1;
    QCOMPARE(summary[u"changed"][u"bytes"].toInteger(), size);
    QCOMPARE(summary[u"changed"][u"ofUnknownSize"].toInteger(), 0);
    QCOMPARE(summary[u"same"][u"files"].toInteger(), 36);
}

/// It is fetched by one line, and brings the older build's folder to the later one.
void tst_Compare::list()
{
    const Run tagged =
        run({first(), u"wow_classic_era"_s, u"--list"_s, u"--manifest=root"_s, u"--tags"_s, u"A,!B"_s});
    QVERIFY2(tagged.code == 0, tagged.err);
    const QByteArray kept =
        "wow_classic_era@" + hex(m_second.config).toLatin1() + ";tags=A,!B;manifest=root:";
    QVERIFY2(tagged.out.startsWith(kept), tagged.out);
    const Run listed = run({first(), u"wow_classic_era"_s, u"--list"_s});
    QVERIFY2(listed.code == 0, listed.err);
    QCOMPARE(listed.out.count('\n'), 1);
    const QByteArray beginning = "wow_classic_era@" + hex(m_second.config).toLatin1() + ':';
    QVERIFY2(listed.out.startsWith(beginning), listed.out);
    m_bed->write(u"new.txt"_s, listed.out);
    const Run got = m_bed->run({u"get"_s, u"new.txt"_s, u"-o"_s, u"files"_s, u"--service"_s,
                                m_server->address(), u"--listfile"_s, m_bed->path(u"names.csv"_s)});
    QVERIFY2(got.code == 0, got.err);
    QStringList wanted{pathOf(3), pathOf(4), pathOf(9), pathOf(kFiles), pathOf(kFiles + 1)};
    wanted.sort();
    QStringList files = m_bed->files(u"files"_s);
    files.sort();
    QCOMPARE(files, wanted);
}

void tst_Compare::nothing()
{
    const Run same = run({first(), first()});
    QVERIFY2(same.code == 0, same.err);
    QCOMPARE(same.out, "0 files added, 0 files removed, 0 files changed, 40 files the same\n"_ba);
    QVERIFY2(same.err.contains("both are build"), same.err);
}

void tst_Compare::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("why");
    const QString one = u"wow_classic_era"_s;
    QTest::newRow("no build") << QStringList() << "two builds are needed"_ba;
    QTest::newRow("three") << QStringList{one, one, one} << "two builds are needed"_ba;
    QTest::newRow("no older build") << QStringList{one} << "name an older build"_ba;
    QTest::newRow("keys") << QStringList{one + u"@1:ckey=0123456789abcdef0123456789abcdef"_s, one}
                          << "compared by their names"_ba;
    QTest::newRow("two selections") << QStringList{one + u"@1:a"_s, one + u":b"_s} << "name them once"_ba;
    QTest::newRow("two forms") << QStringList{one + u"@1"_s, u"--list"_s, u"--json"_s}
                               << "exclude each other"_ba;
    QTest::newRow("one build for both") << QStringList{one, one, u"--build"_s, u"1"_s} << "--build"_ba;
    QTest::newRow("no product") << QStringList{u"a b"_s} << "a b"_ba;
}

void tst_Compare::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, why);
    const Run refused = run(arguments);
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains(why), refused.err);
    QVERIFY(refused.out.isEmpty());
}

void tst_Compare::buildsThatAreNotThere()
{
    const Run unknown = run({u"wow_classic_era@9.9.9.9"_s, u"wow_classic_era"_s});
    QCOMPARE(unknown.code, 3);
    QVERIFY2(unknown.err.contains("9.9.9.9"), unknown.err);
    QVERIFY(unknown.out.isEmpty());
}

SLUICE_TEST(tst_Compare)
#include "tst_compare.moc"
