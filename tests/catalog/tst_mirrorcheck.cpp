#include "core/catalog/mirrorcheck.h"
#include "core/catalog/objectfinder.h"
#include "core/catalog/objectloader.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using catalog::CdnObject;
using catalog::MirrorEntry;
using catalog::MirrorHealing;

namespace {

const QByteArray kVersions = "Region!STRING:0|BuildConfig!HEX:16|CDNConfig!HEX:16|BuildId!DEC:4|"
                             "VersionsName!String:0\n## seqn = 7\n"
                             "us|0123456789abcdef0123456789abcdef|fedcba9876543210fedcba9876543210|5|1.2.3\n"
                             "eu|1123456789abcdef0123456789abcdef|fedcba9876543210fedcba9876543210|6|1.2.4\n";

std::shared_ptr<catalog::OpenBuild> buildNamed(std::uint8_t name, bool isSelection)
{
    auto build = std::make_shared<catalog::Build>();
    build->product = u"wow"_s;
    build->name[0] = name;
    if (isSelection)
        build->cdn.selectionOf = blte::Digest{9};
    return std::make_shared<catalog::OpenBuild>(build, nullptr, nullptr);
}

MirrorEntry entryOf(const std::shared_ptr<catalog::OpenBuild> &build, CdnObject::Kind kind, std::uint8_t key)
{
    MirrorEntry entry;
    entry.build = build;
    entry.object.object.kind = kind;
    entry.object.object.path.hash[0] = key;
    return entry;
}

} // namespace

class tst_MirrorCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void buildsOfAMirror()
    {
        QTemporaryDir folder;
        QVERIFY(!catalog::buildsOfMirror(folder.path()));
        const QString wow = folder.filePath(u"v2/products/wow"_s);
        QVERIFY(QDir().mkpath(wow));
        const auto without = catalog::buildsOfMirror(folder.path());
        QVERIFY(!without);
        QVERIFY2(without.error().detail.contains(u"wow/versions"_s), qPrintable(without.error().detail));
        QFile file(wow + u"/versions"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(kVersions) == kVersions.size());
        file.close();
        const auto builds = catalog::buildsOfMirror(folder.path());
        QVERIFY(builds);
        QCOMPARE(builds->size(), 2);
        QCOMPARE(builds->first().build.product, u"wow"_s);
        QCOMPARE(builds->first().build.build, u"0123456789abcdef0123456789abcdef"_s);
        QVERIFY(builds->first().build.isComplete());
        QVERIFY(catalog::buildsOfMirror(folder.path(), {u"wow"_s}));
        QCOMPARE(catalog::buildsOfMirror(folder.path(), {u"d4"_s}).error().kind, core::ErrorKind::NotFound);
    }

    /// By name and size: nothing is read.
    void whatIsThere()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString &name, qsizetype size) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(size, 'x')) == size);
        };
        write(u"whole"_s, 10);
        write(u"cut"_s, 5);
        write(u"any"_s, 7);
        const auto present = catalog::presentIn(
            folder.path(),
            {{u"whole"_s, 10}, {u"cut"_s, 10}, {u"any"_s, {}}, {u"missing"_s, 3}, {u"."_s, {}}});
        QCOMPARE(present.objects, 2);
        QCOMPARE(present.bytes, 17);
    }

    void wholeBuildsAreFetchedWhole()
    {
        const auto build = buildNamed(1, false);
        MirrorHealing healing;
        QVERIFY(healing.isEmpty());
        healing.add(entryOf(build, CdnObject::Kind::File, 5));
        healing.add(entryOf(build, CdnObject::Kind::Index, 6));
        healing.add(entryOf(buildNamed(2, false), CdnObject::Kind::File, 5));
        const auto wishes = healing.wishes({});
        QCOMPARE(wishes.size(), 2);
        QCOMPARE(wishes[0].build.product, u"wow"_s);
        QCOMPARE(wishes[0].build.build, u"01"_s + QString(30, u'0'));
        QVERIFY(!wishes[0].selection);
        QCOMPARE(wishes[1].build.build, u"02"_s + QString(30, u'0'));
    }

    /// Else all of the build would come.
    void ofPartsOnlyWhatIsWrong()
    {
        const auto build = buildNamed(1, true);
        MirrorHealing healing;
        healing.add(entryOf(build, CdnObject::Kind::File, 5));
        healing.add(entryOf(build, CdnObject::Kind::File, 5));
        healing.add(entryOf(build, CdnObject::Kind::File, 6));
        healing.add(entryOf(build, CdnObject::Kind::Config, 7));
        const auto wishes = healing.wishes({});
        QCOMPARE(wishes.size(), 1);
        QVERIFY(wishes[0].selection);
        QCOMPARE(wishes[0].selection->by, core::FileSelection::By::EncodingKey);
        QCOMPARE(wishes[0].selection->keys, (QList{blte::Digest{5}, blte::Digest{6}}));
    }

    void aConfigComesWithAnyObject()
    {
        const auto build = buildNamed(1, true);
        MirrorHealing healing;
        healing.add(entryOf(build, CdnObject::Kind::Config, 7));
        catalog::MirrorPlan plan;
        plan.entries = {entryOf(build, CdnObject::Kind::Config, 7),
                        entryOf(buildNamed(2, true), CdnObject::Kind::File, 4),
                        entryOf(build, CdnObject::Kind::File, 8)};
        const auto wishes = healing.wishes(plan);
        QCOMPARE(wishes.size(), 1);
        QCOMPARE(wishes[0].selection->keys, QList{blte::Digest{8}});
    }

    void manyKeysAreSeveralSelections()
    {
        const auto build = buildNamed(1, true);
        MirrorHealing healing;
        for (int i = 0; i < 2'500; ++i) {
            MirrorEntry entry = entryOf(build, CdnObject::Kind::File, static_cast<std::uint8_t>(i % 256));
            entry.object.object.path.hash[1] = static_cast<std::uint8_t>(i / 256);
            healing.add(entry);
        }
        const auto wishes = healing.wishes({});
        QCOMPARE(wishes.size(), 3);
        QCOMPARE(wishes[2].selection->keys.size(), 500);
    }
};

SLUICE_TEST(tst_MirrorCheck)
#include "tst_mirrorcheck.moc"
