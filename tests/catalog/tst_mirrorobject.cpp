#include "core/catalog/mirrorobject.h"
#include "core/catalog/selectionlisting.h"

#include "tests/support/testmain.h"

#include <QTest>
#include <random>

using namespace catalog;

/// Which objects the configs of a build name, and which of several machines keeps one.
class tst_MirrorObject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void named();
    void namedByLittle();
    void namedBySelections();
    void selectedObjects_data();
    void selectedObjects();
    void shardByTheName_data();
    void shardByTheName();
    void shardsShareOut();
};

namespace {

blte::Digest digest(std::uint8_t number)
{
    blte::Digest digest{};
    digest.fill(number);
    return digest;
}

QStringList pathsOf(const QList<MirrorObject> &objects)
{
    QStringList paths;
    for (const MirrorObject &object : objects) {
        const tact::CdnPath &path = object.object.path;
        paths << QString::fromStdString(tact::toPath(path)).section(u'/', 0, 1) +
                     (path.isIndex ? QStringLiteral(" index") : QString());
    }
    return paths;
}

} // namespace

void tst_MirrorObject::named()
{
    Build build;
    build.name = digest(1);
    build.cdnName = digest(2);
    build.config.patchConfig = digest(3);
    build.config.patch = digest(4);
    build.row.keyRing = digest(5);
    build.row.productConfig = digest(6);
    build.cdn.data.archives = {{digest(0x10), 1000}, {digest(0x11), {}}};
    build.cdn.data.group = digest(0x12); // is not on the CDN
    build.cdn.data.looseIndex = tact::ArchiveRef{digest(0x13), 28};
    build.cdn.patch.archives = {{digest(0x14), {}}};
    build.cdn.patch.looseIndex = tact::ArchiveRef{digest(0x15), {}};
    const QList<MirrorObject> objects = namedObjects(build);
    QStringList paths = pathsOf(objects);
    paths.sort();
    QCOMPARE(paths, (QStringList{QStringLiteral("config/01"), QStringLiteral("config/02"),
                                 QStringLiteral("config/03"), QStringLiteral("config/05"),
                                 QStringLiteral("config/06"), QStringLiteral("data/10 index"),
                                 QStringLiteral("data/11 index"), QStringLiteral("data/13 index"),
                                 QStringLiteral("patch/04"), QStringLiteral("patch/14 index"),
                                 QStringLiteral("patch/15 index")}));
    for (const MirrorObject &object : objects) {
        QCOMPARE(object.proof, MirrorObject::Proof::Name);
        QCOMPARE(object.promise, MirrorObject::Promise::Listed);
        if (object.object.path.hash == digest(0x10))
            QCOMPARE(object.size, std::optional<qint64>(1000));
    }
}

void tst_MirrorObject::namedByLittle()
{
    Build build;
    build.name = digest(1);
    build.cdnName = digest(2);
    QCOMPARE(pathsOf(namedObjects(build)),
             (QStringList{QStringLiteral("config/01"), QStringLiteral("config/02")}));
}

/// A mirror that has parts of a build has no patches, and keeps the CDN config of the whole.
void tst_MirrorObject::namedBySelections()
{
    Build build;
    build.name = digest(1);
    build.cdnName = digest(2);
    build.config.patchConfig = digest(3);
    build.config.patch = digest(4);
    build.cdn.selectionOf = digest(5);
    build.cdn.data.looseIndex = tact::ArchiveRef{digest(0x13), 28};
    QCOMPARE(pathsOf(namedObjects(build)),
             (QStringList{QStringLiteral("config/01"), QStringLiteral("config/02"),
                          QStringLiteral("config/05"), QStringLiteral("data/13 index")}));
}

void tst_MirrorObject::selectedObjects_data()
{
    // Where each of a file's objects is, A, L or U, and which are kept: those in brackets where they are.
    QTest::addColumn<QString>("places");
    QTest::addColumn<QString>("kept");
    QTest::newRow("in an archive") << QStringLiteral("A") << QStringLiteral("0");
    QTest::newRow("by itself") << QStringLiteral("L") << QStringLiteral("0");
    QTest::newRow("in no index") << QStringLiteral("U") << QStringLiteral("0");
    QTest::newRow("two that indices list") << QStringLiteral("AL") << QStringLiteral("01");
    QTest::newRow("one that an index lists, and more") << QStringLiteral("AUU") << QStringLiteral("0");
    QTest::newRow("none that an index lists") << QStringLiteral("UUU") << QStringLiteral("0(1)(2)");
}

void tst_MirrorObject::selectedObjects()
{
    QFETCH(QString, places);
    QFETCH(QString, kept);
    FoundFile file;
    for (qsizetype i = 0; i < places.size(); ++i) {
        const blte::EncodingKey key{digest(static_cast<std::uint8_t>(i))};
        FoundFile::Object object{looseObject(key, blte::ContentKey{digest(9)}, QStringLiteral("file")),
                                 FoundFile::Where::Loose, 100};
        if (places[i] == u'A')
            object = {archivedObject(digest(0x77), {50, 149}, key, {}, QStringLiteral("file")),
                      FoundFile::Where::Archive, 100};
        if (places[i] == u'U')
            object.where = FoundFile::Where::Unlisted;
        file.objects << object;
    }
    QString listed;
    for (const MirrorObject &object : catalog::selectedObjects(file)) {
        const QString number = QString::number(object.object.path.hash[0]);
        const bool isSure = object.promise == MirrorObject::Promise::Listed;
        listed += isSure ? number : u'(' + number + u')';
        QCOMPARE(object.proof, MirrorObject::Proof::Name);
        QCOMPARE(object.size, std::optional<qint64>(100));
        QVERIFY(!object.object.slice && !object.object.contentKey);
        QVERIFY(object.object.encodingKey->digest == object.object.path.hash);
        const CdnObject served = servedObject(object);
        QCOMPARE(served.slice.has_value(), object.slice.has_value());
        QVERIFY(served.path.hash == (served.slice ? digest(0x77) : object.object.path.hash));
        QVERIFY(served.encodingKey == object.object.encodingKey);
    }
    QCOMPARE(listed, kept);
}

void tst_MirrorObject::shardByTheName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<quint64>("count");
    QTest::addColumn<quint64>("number");
    const auto row = [](const char *name, quint64 count, quint64 number) {
        QTest::addRow("%s of %llu", name, static_cast<unsigned long long>(count))
            << QByteArray(name) << count << number;
    };
    row("000000000000000000000000000000ff", 4, 1);
    row("0000000000000001ffffffffffffffff", 4, 2);
    row("00000000000000070000000000000000", 4, 4);
    row("ffffffffffffffff0000000000000000", 4, 4);  // 2^64 - 1
    row("80000000000000000000000000000000", 10, 9); // 9223372036854775808
    row("12345678901234567890123456789012", 1, 1);
}

void tst_MirrorObject::shardByTheName()
{
    QFETCH(QByteArray, name);
    QFETCH(quint64, count);
    QFETCH(quint64, number);
    const auto hash = blte::digestFromHex(name.toStdString());
    for (quint64 k = 1; k <= count; ++k)
        QCOMPARE((Shard{k, count}.has(*hash)), k == number);
}

/// Each name to exactly one, and to each about as many.
void tst_MirrorObject::shardsShareOut()
{
    std::mt19937_64 random(1);
    std::array<int, 7> kept{};
    for (int i = 0; i < 7000; ++i) {
        blte::Digest name{};
        for (std::uint8_t &byte : name)
            byte = static_cast<std::uint8_t>(random());
        int owners = 0;
        for (quint64 k = 1; k <= kept.size(); ++k) {
            if (Shard{k, kept.size()}.has(name)) {
                ++owners;
                ++kept[k - 1];
            }
        }
        QCOMPARE(owners, 1);
    }
    for (const int part : kept)
        QVERIFY(part > 850 && part < 1150);
}

SLUICE_TEST(tst_MirrorObject)
#include "tst_mirrorobject.moc"
