#include "core/catalog/planbuilder.h"

#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using catalog::FoundFile;
using catalog::LocatedFile;
using catalog::LocatedFiles;
using catalog::PlanBuilder;
using core::ErrorKind;
using core::SetPlan;
using namespace Qt::StringLiterals;

/// From where the files of a build are to the plan of a set.
class tst_PlanBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slices();
    void severalObjects();
    void joined();
    void emptyFiles();
    void names_data();
    void names();
    void nobodyToAsk();
    void foldersOfTheDisk();
    void lookedUpInParts();
};

namespace {

blte::Digest digest(std::uint8_t number)
{
    blte::Digest digest{};
    digest.fill(number);
    return digest;
}

catalog::CdnHosts hosts()
{
    catalog::CdnHosts hosts;
    hosts.folder = u"tpr/wow"_s;
    hosts.hosts = {{QUrl(u"http://a.example"_s), catalog::CdnHost::Rank::Primary, {}},
                   {QUrl(u"http://b.example"_s), catalog::CdnHost::Rank::Fallback, {}}};
    return hosts;
}

FoundFile::Object slice(std::uint8_t archive, std::uint8_t key, qint64 first, qint64 size)
{
    FoundFile::Object found;
    found.object =
        catalog::archivedObject(digest(archive), {first, first + size - 1}, blte::EncodingKey{digest(key)},
                                blte::ContentKey{digest(key)}, u"file"_s);
    found.object.decodedSize = size * 2;
    return found;
}

FoundFile::Object loose(std::uint8_t key)
{
    FoundFile::Object found;
    found.object =
        catalog::looseObject(blte::EncodingKey{digest(key)}, blte::ContentKey{digest(key)}, u"file"_s);
    found.object.encodedSize = 77;
    return found;
}

LocatedFile file(const QString &name, const QList<FoundFile::Object> &objects)
{
    return {name, {FoundFile{objects}}, false, {}};
}

QStringList addresses(const core::Source &source)
{
    QStringList texts;
    for (const QUrl &url : source.mirrors)
        texts << url.toString(QUrl::FullyEncoded);
    return texts;
}

} // namespace

void tst_PlanBuilder::slices()
{
    PlanBuilder builder(hosts(), {});
    builder.add({{file(u"a/2"_s, {slice(0xAB, 2, 500, 20)}), file(u"a/1"_s, {slice(0xAB, 1, 100, 10)}),
                  file(u"b"_s, {slice(0xCD, 3, 0, 30)})},
                 {},
                 0});
    const SetPlan plan = builder.take();
    QCOMPARE(plan.size(), 3u);
    QCOMPARE(plan.name(0), u"a/1"_s); // by archive and offset
    QCOMPARE(plan.name(1), u"a/2"_s);
    QVERIFY(plan.areInOneArchive(0, 1));
    const core::Source source = plan.source(1);
    const QString path = u"/tpr/wow/data/ab/ab/"_s + QString(32, u'x').replace(u"xx"_s, u"ab"_s);
    QCOMPARE(addresses(source), QStringList({u"http://a.example"_s + path, u"http://b.example"_s + path}));
    QCOMPARE(source.primaries, 1);
    QCOMPARE(source.slice, std::optional(core::ByteRange{500, 519}));
    QCOMPARE(source.encodingKey, std::optional(blte::EncodingKey{digest(2)}));
    QCOMPARE(source.contentKey, std::optional(blte::ContentKey{digest(2)}));
    QCOMPARE(source.decodedSize, std::optional<qint64>(40));
    QVERIFY(builder.lost().isEmpty());
}

void tst_PlanBuilder::severalObjects()
{
    PlanBuilder builder(hosts(), {});
    builder.add({{file(u"x"_s, {loose(1), slice(0xAB, 2, 5, 5)})}, {}, 0});
    const SetPlan plan = builder.take();
    QCOMPARE(plan.source(0).encodingKey, std::optional(blte::EncodingKey{digest(1)}));
    QCOMPARE(plan.encodedSize(0), 77);
    QCOMPARE(plan.others(0).size(), 1);
    QCOMPARE(plan.others(0).first().slice, std::optional(core::ByteRange{5, 9}));
    QCOMPARE(plan.others(0).first().name, u"x"_s);
}

void tst_PlanBuilder::joined()
{
    PlanBuilder builder(hosts(), {});
    const LocatedFile whole{u"x"_s,
                            {FoundFile{{loose(1)}}, FoundFile{{slice(0xAB, 2, 5, 5), loose(3)}}},
                            true,
                            blte::ContentKey{digest(9)}};
    builder.add({{whole}, {}, 0});
    const SetPlan plan = builder.take();
    QVERIFY(plan.isJoined(0));
    QCOMPARE(plan.parts(0).size(), 2);
    QCOMPARE(plan.parts(0)[1].slice, std::optional(core::ByteRange{5, 9}));
    QCOMPARE(plan.contentKey(0), std::optional(blte::ContentKey{digest(9)}));
}

/// Nobody needs to have it.
void tst_PlanBuilder::emptyFiles()
{
    for (const catalog::CdnHosts &where : {hosts(), catalog::CdnHosts()}) {
        PlanBuilder builder(where, {});
        builder.add({{LocatedFile{u"empty"_s, {}, false, {}}}, {}, 0});
        const SetPlan plan = builder.take();
        QCOMPARE(plan.size(), 1u);
        QCOMPARE(plan.decodedSize(0), 0);
        QVERIFY(!plan.source(0).encodingKey);
    }
}

void tst_PlanBuilder::names_data()
{
    QTest::addColumn<QStringList>("wanted");
    QTest::addColumn<QStringList>("lost");
    QTest::newRow("a path that leaves the folder")
        << QStringList{u"../x"_s, u"y"_s} << QStringList{u"../x"_s};
    QTest::newRow("absolute") << QStringList{u"/etc/passwd"_s} << QStringList{u"/etc/passwd"_s};
    QTest::newRow("twice") << QStringList{u"x"_s, u"y"_s, u"x"_s} << QStringList{u"x"_s};
    QTest::newRow("twice once they are safe")
        << QStringList{u"dir/a:b"_s, u"dir/a_b"_s} << QStringList{u"dir/a_b"_s};
    QTest::newRow("by another separator") << QStringList{u"dir/x"_s, u"dir\\x"_s} << QStringList{u"dir\\x"_s};
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    QTest::newRow("case") << QStringList{u"X"_s, u"x"_s} << QStringList{u"x"_s};
#else
    QTest::newRow("case") << QStringList{u"X"_s, u"x"_s} << QStringList();
#endif
}

void tst_PlanBuilder::names()
{
    QFETCH(QStringList, wanted);
    QFETCH(QStringList, lost);
    PlanBuilder builder(hosts(), {});
    LocatedFiles files;
    std::uint8_t key = 1;
    for (const QString &name : wanted)
        files.files << file(name, {loose(key++)});
    builder.add(files);
    QStringList names;
    for (const catalog::LostFile &one : builder.lost()) {
        QCOMPARE(one.error.kind, ErrorKind::NameRefused);
        names << one.name;
    }
    QCOMPARE(names, lost);
    QCOMPARE(builder.take().size(), static_cast<SetPlan::Index>(wanted.size() - lost.size()));
}

void tst_PlanBuilder::nobodyToAsk()
{
    PlanBuilder builder({}, {});
    builder.add({{file(u"x"_s, {slice(0xAB, 1, 0, 5)}), file(u"y"_s, {slice(0xAB, 2, 5, 5)})},
                 {catalog::LostFile{u"z"_s, {ErrorKind::NotInBuild, {}}}},
                 0});
    QCOMPARE(builder.lost().size(), 3);
    QCOMPARE(builder.lost().last().error.kind, ErrorKind::NotFound);
    QVERIFY(builder.lost().last().error.detail.contains(u"020202"_s));
    QCOMPARE(builder.take().size(), 0u);
}

/// Mirrors on the disk come first, where they have the archive or the object.
void tst_PlanBuilder::foldersOfTheDisk()
{
    QTemporaryDir folder;
    catalog::CdnHosts where = hosts();
    where.diskFolders << folder.path();
    const auto put = [&](const catalog::CdnObject &object) {
        const QString path = catalog::filePathOf(where, folder.path(), object);
        QFile file(path);
        return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly);
    };
    QVERIFY(put(slice(0xAB, 1, 0, 5).object));
    QVERIFY(put(loose(7).object));
    PlanBuilder builder(where, {});
    builder.add({{file(u"1"_s, {slice(0xAB, 1, 0, 5)}), file(u"2"_s, {slice(0xAB, 2, 5, 5)}),
                  file(u"3"_s, {slice(0xCD, 3, 0, 5)}), file(u"4"_s, {loose(7)}), file(u"5"_s, {loose(8)})},
                 {},
                 0});
    const SetPlan plan = builder.take();
    QStringList onDisk;
    for (SetPlan::Index i = 0; i < plan.size(); ++i) {
        if (plan.source(i).mirrors.first().isLocalFile())
            onDisk << plan.name(i);
        QCOMPARE(plan.source(i).mirrors.size(), plan.source(i).mirrors.first().isLocalFile() ? 3 : 2);
    }
    onDisk.sort();
    QCOMPARE(onDisk, QStringList({u"1"_s, u"2"_s, u"4"_s}));
}

/// Files of one content, of one archive and of one name are known again.
void tst_PlanBuilder::lookedUpInParts()
{
    PlanBuilder builder(hosts(), {});
    builder.add({{file(u"x"_s, {slice(0xAB, 1, 0, 5)})}, {}, 2});
    builder.add({{file(u"y"_s, {slice(0xAB, 2, 5, 5)})}, {}, 1});
    builder.add({{file(u"copy"_s, {slice(0xAB, 1, 0, 5)}), file(u"x"_s, {loose(3)})}, {}, 0});
    QCOMPARE(builder.lost().size(), 1);
    const SetPlan plan = builder.take();
    QCOMPARE(plan.size(), 3u);
    QVERIFY(plan.areInOneArchive(0, 1));
    QCOMPARE(plan.original(2), std::optional<SetPlan::Index>(0));
}

SLUICE_TEST(tst_PlanBuilder)
#include "tst_planbuilder.moc"
