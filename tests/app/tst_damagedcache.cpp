#include "core/cache/entry.h"
#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::hex;
using support::Run;
using support::shapeOf;

namespace {

/// Where a damaged file is cut, or has a bit that is wrong.
struct Damage
{
    enum class At { Start, FooterSize, Middle, Toc, Footer, End } at = At::Start;
    bool isCut = false;
    qsizetype plus = 0;
    bool isSealed = false; ///< the cache's own footer fits what is there then, as whoever writes there can do
};

/// Of an index with one block: its blocks, what proves them, its footer.
constexpr qsizetype kToc = 4096;
constexpr qsizetype kFooter = 4120;
constexpr qsizetype kFooterSize = 28;

/// The footer (core/cache/entry.cpp) ends with the MD5 of what it stands behind.
QByteArray sealed(const QByteArray &bytes, QByteArray footer)
{
    const QByteArray md5 = QCryptographicHash::hash(bytes, QCryptographicHash::Md5);
    return bytes + footer.chopped(md5.size()) + md5;
}

QByteArray damaged(QByteArray bytes, Damage damage)
{
    const qsizetype last = bytes.size() - 1;
    const auto in = [last](qsizetype wanted) { return wanted < last ? wanted : last / 2; };
    qsizetype at = 0;
    switch (damage.at) {
    case Damage::At::Start:
        break;
    case Damage::At::FooterSize:
        at = in(kFooterSize);
        break;
    case Damage::At::Middle:
        at = last / 2;
        break;
    case Damage::At::Toc:
        at = in(kToc);
        break;
    case Damage::At::Footer:
        at = in(kFooter);
        break;
    case Damage::At::End:
        at = last;
        break;
    }
    at += damage.plus;
    if (damage.isCut)
        return bytes.first(at);
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    return damage.isSealed ? sealed(bytes.chopped(cache::kFooterSize), bytes.last(cache::kFooterSize))
                           : bytes;
}

/// All files below `folder`, of which there must be one at least.
qsizetype damageAll(const QString &folder, Damage damage)
{
    qsizetype count = 0;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadWrite))
            return 0;
        const QByteArray bytes = damaged(file.readAll(), damage);
        count += file.resize(0) && file.seek(0) && file.write(bytes) == bytes.size() ? 1 : 0;
    }
    return count;
}

} // namespace

/// Whatever happens to a file of the cache, it is noticed before it is used, and fetched again by itself.
class tst_DamagedCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void damagedTablesInTheCache_data();
    void damagedTablesInTheCache();
    void damagedCache_data();
    void damagedCache();

private:
    Run run(ngdp::NetworkServer &server, const QStringList &arguments, const QStringList &more = {}) const
    {
        return m_bed->run(arguments + QStringList{u"--service"_s, server.address()} + more);
    }

    std::unique_ptr<AppBed> m_bed;
};

void tst_DamagedCache::damagedTablesInTheCache_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("flipped");
    QTest::newRow("recipe 7: nothing left") << 0 << -1;
    QTest::newRow("recipe 7: cut after 27 bytes") << 27 << -1;
    QTest::newRow("recipe 7: without its last byte") << -2 << -1;
    QTest::newRow("recipe 7: a bit at its beginning") << -1 << 0;
    QTest::newRow("recipe 7: a bit in a row") << -1 << 200;
}

/// Fetched again by itself; without a network the tables are not there, and only what is remembered is shown.
void tst_DamagedCache::damagedTablesInTheCache()
{
    QFETCH(int, size);
    QFETCH(int, flipped);
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", 10));
    ngdp::NetworkServer server(network);
    const QStringList command{u"builds"_s, u"wow_classic_era"_s, u"--region=eu"_s, u"--json"_s};
    const QString cache = m_bed->path(u"cache"_s);
    const QStringList inCache{u"--cache"_s, cache};
    const auto damage = [&] {
        int damaged = 0;
        QDirIterator files(cache, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadWrite))
                return 0;
            QByteArray bytes = file.readAll();
            if (!bytes.contains("BuildConfig!HEX"))
                continue;
            if (flipped >= 0)
                bytes[flipped] = char(bytes[flipped] ^ 1);
            else
                bytes = size >= 0 ? bytes.left(size) : bytes.chopped(1);
            damaged += file.resize(0) && file.seek(0) && file.write(bytes) == bytes.size() ? 1 : 0;
        }
        return damaged;
    };
    const auto buildsOf = [](const Run &run) {
        QStringList builds;
        for (const QJsonObject &line : run.events())
            builds += line.value(u"buildConfig"_s).toString();
        return builds;
    };
    const QStringList right{hex(network.build.config)};
    QCOMPARE(buildsOf(run(server, command, inCache)), right);
    QCOMPARE(damage(), 1);
    const Run offline = run(server, command, inCache + QStringList{u"--offline"_s});
    QCOMPARE(offline.code, 3);
    QVERIFY2(offline.err.contains("wow_classic_era"), offline.err);
    QCOMPARE(buildsOf(offline), right); // those that are remembered
    server.service().clearLog();
    const Run again = run(server, command, inCache);
    QCOMPARE(again.code, 0);
    QCOMPARE(buildsOf(again), right);
    QVERIFY(!server.service().requests().isEmpty());
}

void tst_DamagedCache::damagedCache_data()
{
    using At = Damage::At;
    QTest::addColumn<QStringList>("kinds"); ///< their folders in the cache
    QTest::addColumn<Damage>("damage");
    const std::pair<const char *, Damage> damages[]{
        {"nothing left", {At::Start, true}},       {"cut after 27 bytes", {At::FooterSize, true, -1}},
        {"cut in the middle", {At::Middle, true}}, {"without its last byte", {At::End, true}},
        {"a bit at its beginning", {At::Start}},   {"a bit in the middle", {At::Middle}},
        {"a bit at its end", {At::End}},           {"forged", {At::Middle, false, 0, true}},
    };
    const std::pair<const char *, Damage> damagesOfIndices[]{
        {"cut after 28 bytes", {At::FooterSize, true}},
        {"cut behind its block", {At::Toc, true}},
        {"cut before its footer", {At::Footer, true}},
        {"a bit of what proves its block", {At::Toc, false, 3}},
        {"a bit in its footer", {At::Footer, false, 5}},
    };
    for (const auto &[name, damage] : damagesOfIndices)
        QTest::addRow("recipe 7: index, %s", name) << QStringList{u"index"_s, u"merged"_s} << damage;
    for (const QStringList &kinds :
         {QStringList{u"config"_s}, {u"index"_s, u"merged"_s}, {u"encoded"_s}, {u"decoded"_s}}) {
        for (const auto &[name, damage] : damages) {
            // The end of a merged index proves nothing that its blocks do not, and it is proven by these
            // alone.
            if ((damage.at != At::End && !damage.isSealed) || damage.isCut || !kinds.contains(u"merged"_s))
                QTest::addRow("recipe 7: %s, %s", qPrintable(kinds.first()), name) << kinds << damage;
        }
    }
}

/// Noticed before it is used, told in one line, and fetched again; without a network, named.
void tst_DamagedCache::damagedCache()
{
    QFETCH(QStringList, kinds);
    QFETCH(Damage, damage);
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", 50));
    ngdp::NetworkServer server(network);
    const QString cache = m_bed->path(u"cache"_s);
    const ngdp::MadeFile &wanted = network.file("World/Zone009/tile_00009.adt");
    const QStringList get{
        u"get"_s,     u"--json"_s, u"--overwrite"_s,
        u"--cache"_s, cache,       u"wow_classic_era:fdid="_s + QString::number(wanted.fileDataId)};
    QCOMPARE(run(server, get).code, 0);
    const QByteArray right = m_bed->read(u"unknown/1009"_s);
    QCOMPARE(right.size(), qint64(wanted.size));

    const auto damageKinds = [&] {
        qsizetype count = 0;
        for (const QString &kind : kinds)
            count += damageAll(cache + u'/' + kind, damage);
        return count;
    };
    const qsizetype count = damageKinds();
    QVERIFY(count >= kinds.size());
    server.clearLogs();
    const Run again = run(server, get);
    QVERIFY2(again.code == 0, QByteArray(again.err + again.out));
    QCOMPARE(m_bed->read(u"unknown/1009"_s), right);
    QCOMPARE(again.events(u"warning"_s).size(), count);
    QCOMPARE(server.requests().size(),
             kinds.contains(u"merged"_s) ? count : count + 1); // and the file itself

    if (damage.at == Damage::At::Toc || damage.at == Damage::At::Footer)
        return; // what follows is as at its other places
    QCOMPARE(damageKinds(), count);
    server.host().goDown();
    const Run alone = run(server, get, {u"--max-wait=1"_s});
    QVERIFY2(alone.code == 3, QByteArray(alone.err + alone.out));
    const QJsonObject failed = alone.event(u"failed"_s);
    const QString why = failed.value(u"detail"_s).toString();
    QVERIFY2(why.contains(u"127.0.0.1"_s) && why.contains(u"refused"_s), alone.out);
    QVERIFY2(failed.value(u"kind"_s) != u"NotInBuild"_s, alone.out);
    const QList<QJsonObject> told = alone.events(u"warning"_s);
    const bool isNamed = std::any_of(told.begin(), told.end(), [](const QJsonObject &warning) {
        return warning.value(u"detail"_s).toString().contains(u"damaged in the cache"_s);
    });
    QVERIFY2(isNamed, alone.out);
}

SLUICE_TEST(tst_DamagedCache)
#include "tst_damagedcache.moc"
