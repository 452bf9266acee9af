#include "core/catalog/mirrorset.h"

#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace catalog;
using namespace Qt::StringLiterals;
using core::SetPlan;

/// The plan of a mirror: under which path each object goes, where it is to be had, and what proves it.
class tst_MirrorSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsOfTheSet_data();
    void whatIsOfTheSet();
    void proofs();
    void encrypted();
    void slicesShareTheirArchive();
    void foldersAreAskedFirst();
};

namespace {

blte::Digest digest(std::uint8_t number)
{
    blte::Digest digest{};
    digest.fill(number);
    return digest;
}

MirrorObject loose(std::uint8_t number, qint64 size)
{
    return {looseObject({digest(number)}, {}, u"object"_s), size};
}

MirrorObject slice(std::uint8_t number, qint64 first, qint64 size)
{
    MirrorObject object = loose(number, size);
    object.slice = MirrorObject::Slice{digest(99), {first, first + size - 1}};
    return object;
}

MirrorRoute route(const QString &armadillo = {})
{
    MirrorRoute route;
    route.hosts.folder = u"tpr/wow"_s;
    route.hosts.armadillo = armadillo;
    CdnHost host;
    host.base = QUrl(u"http://cdn.example"_s);
    route.hosts.hosts = {host};
    return route;
}

QString pathOf(const MirrorObject &object)
{
    return filePathOf(route().hosts, {}, object.object).mid(1);
}

} // namespace

void tst_MirrorSet::whatIsOfTheSet_data()
{
    QTest::addColumn<MirrorObject>("object");
    QTest::addColumn<bool>("isEncrypted");
    QTest::addColumn<bool>("isOfSet");
    QTest::newRow("a config") << MirrorObject{configObject(digest(1), u"build config"_s)} << false << false;
    QTest::newRow("an index") << MirrorObject{indexObject(digest(1))} << false << false;
    QTest::newRow("a patch manifest") << MirrorObject{patchManifestObject(digest(1))} << false << false;
    QTest::newRow("an archive") << archiveObject(digest(1), tact::CdnPath::Kind::Data, 5) << false << true;
    QTest::newRow("a loose one") << loose(1, 5) << false << true;
    QTest::newRow("a slice") << slice(1, 0, 5) << false << true;
    QTest::newRow("an encrypted loose one") << loose(1, 5) << true << true;
    QTest::newRow("a slice that is encrypted anew") << slice(1, 0, 5) << true << false;
}

void tst_MirrorSet::whatIsOfTheSet()
{
    QFETCH(MirrorObject, object);
    QFETCH(bool, isEncrypted);
    QFETCH(bool, isOfSet);
    const auto cipher = isEncrypted ? transfer::WholeCipher(blte::ObjectKey()) : transfer::WholeCipher();
    QCOMPARE(catalog::isOfSet(object, cipher), isOfSet);
}

void tst_MirrorSet::proofs()
{
    MirrorObject patch = loose(2, 20);
    patch.object.path.kind = tact::CdnPath::Kind::Patch;
    patch.object.encodingKey.reset(); // it is no BLTE
    MirrorObject unlisted = loose(3, 30);
    unlisted.promise = MirrorObject::Promise::Unlisted;
    MirrorSet set({});
    for (const MirrorObject &object :
         {archiveObject(digest(9), tact::CdnPath::Kind::Data, {}), loose(1, 10), patch, unlisted})
        set.add(pathOf(object), object, route());
    const SetPlan plan = set.take({});
    QVERIFY(plan.isRaw());
    QCOMPARE(plan.size(), 4u);
    QCOMPARE(plan.name(0), u"tpr/wow/data/09/09/09090909090909090909090909090909"_s);
    QCOMPARE(plan.source(0).mirrors.value(0).toString(), u"http://cdn.example/"_s + plan.name(0));
    QCOMPARE(plan.proof(0), SetPlan::Proof::ByItsIndex);
    QCOMPARE(plan.encodedSize(0), -1); // its index told nothing
    QCOMPARE(plan.proof(1), SetPlan::Proof::OnItsWay);
    QCOMPARE(plan.source(1).encodingKey, std::optional(blte::EncodingKey{digest(1)}));
    QCOMPARE(plan.proof(2), SetPlan::Proof::ReadBack);
    QVERIFY(plan.name(2).startsWith(u"tpr/wow/patch/"_s));
    QVERIFY(!plan.isOptional(2) && plan.isOptional(3));
}

/// It comes as it is, and is proven by what it decrypts to.
void tst_MirrorSet::encrypted()
{
    MirrorSet set({});
    set.add(pathOf(loose(1, 10)), loose(1, 10), route(u"somekey"_s));
    const SetPlan plan = set.take({});
    QCOMPARE(plan.proof(0), SetPlan::Proof::ReadBack);
    QVERIFY(plan.source(0).armadillo.isEmpty() && !plan.source(0).encodingKey);
    QCOMPARE(plan.armadillo(0), u"somekey"_s);
    QCOMPARE(plan.encodingKey(0), std::optional(blte::EncodingKey{digest(1)}));
}

void tst_MirrorSet::slicesShareTheirArchive()
{
    MirrorSet set({});
    for (const MirrorObject &object : {slice(2, 100, 50), slice(1, 0, 100)})
        set.add(pathOf(object), object, route());
    const SetPlan plan = set.take({});
    QVERIFY(plan.areInOneArchive(0, 1));
    QCOMPARE(plan.slice(0), std::optional(core::ByteRange{0, 99})); // as they lie in it
    QCOMPARE(plan.slice(1), std::optional(core::ByteRange{100, 149}));
    QVERIFY(plan.source(0).mirrors.value(0).path().endsWith(u"/63636363636363636363636363636363"_s));
    QCOMPARE(plan.name(1), pathOf(slice(2, 100, 50))); // each by itself
}

/// But not the mirror's own for what it lacks.
void tst_MirrorSet::foldersAreAskedFirst()
{
    const QTemporaryDir other;
    const QTemporaryDir own;
    const QString path = pathOf(loose(1, 10));
    for (const QString &folder : {other.path(), own.path()}) {
        QVERIFY(QDir(folder).mkpath(path.section(u'/', 0, -2)));
        QFile file(folder + u'/' + path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
    }
    MirrorRoute there = route();
    there.hosts.diskFolders = {own.path(), other.path()};
    MirrorSet set(own.path());
    set.add(path, loose(1, 10), there);
    const core::Source source = set.take({}).source(0);
    QCOMPARE(source.mirrors.size(), 2);
    QCOMPARE(source.mirrors[0], QUrl::fromLocalFile(other.path() + u'/' + path));
}

SLUICE_TEST(tst_MirrorSet)
#include "tst_mirrorset.moc"
