#include "core/catalog/strayfiles.h"

#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using core::FileSelection;
using namespace Qt::StringLiterals;

/// Files of an earlier build, where those of another one go.
class tst_StrayFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofSelections_data();
    void ofSelections();
};

namespace {

FileSelection byPath(const QString &path)
{
    FileSelection selection;
    selection.by = path.isEmpty() ? FileSelection::By::Everything : FileSelection::By::Path;
    selection.path = path;
    return selection;
}

FileSelection byPaths(const QStringList &paths)
{
    return FileSelection::ofPaths(paths);
}

FileSelection byId()
{
    FileSelection selection;
    selection.by = FileSelection::By::FileDataId;
    selection.ids = {{1, 2}};
    return selection;
}

} // namespace

void tst_StrayFiles::ofSelections_data()
{
    QTest::addColumn<FileSelection>("selection");
    QTest::addColumn<QStringList>("strays");
    const QStringList ofWorld{u"World/a/old.adt"_s, u"World/a/old.wmo"_s, u"World/gone/x.adt"_s};
    QTest::newRow("a folder") << byPath(u"World/"_s) << ofWorld;
    QTest::newRow("a folder, otherwise written") << byPath(u"world"_s) << QStringList();
    QTest::newRow("a folder in it") << byPath(u"World/a/"_s) << ofWorld.first(2);
    QTest::newRow("a glob") << byPath(u"World/**/*.adt"_s)
                            << QStringList{u"World/a/old.adt"_s, u"World/gone/x.adt"_s};
    QTest::newRow("everything") << byPath({})
                                << ofWorld; // and nothing of folders that the build does not have
    QTest::newRow("several folders") << byPaths({u"World/gone"_s, u"World/a/"_s, u"Sound/"_s}) << ofWorld;
    QTest::newRow("a folder twice") << byPaths({u"World"_s, u"World/a"_s, u"World/a/new.adt"_s}) << ofWorld;
    QTest::newRow("files") << byPaths({u"World/a/new.adt"_s, u"World/b/other.adt"_s}) << QStringList();
    QTest::newRow("a file and a glob")
        << byPaths({u"World/a/new.adt"_s, u"**/*.wmo"_s}) << QStringList{u"World/a/old.wmo"_s};
    QTest::newRow("files by number") << byId() << QStringList();
    QTest::newRow("a folder that is not there") << byPath(u"Sound/"_s) << QStringList();
}

void tst_StrayFiles::ofSelections()
{
    QFETCH(FileSelection, selection);
    QFETCH(QStringList, strays);
    QTemporaryDir folder;
    for (const QString &name :
         {u"World/a/new.adt"_s, u"World/a/old.adt"_s, u"World/a/old.wmo"_s, u"World/gone/x.adt"_s,
          u"World/a/half.adt.part"_s, u"World/a/half.adt.part.resume"_s, u"World/set.part/plan"_s,
          u"Photos/me.jpg"_s, u"notes.txt"_s}) {
        const QString path = folder.filePath(name);
        QFile file(path);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly));
    }
    QFile::link(folder.filePath(u"notes.txt"_s), folder.filePath(u"World/link.adt"_s));
    core::SetPlan plan;
    for (const QString &name : {u"World/a/new.adt"_s, u"World/b/other.adt"_s}) {
        core::Source source;
        source.name = name;
        plan.add(source);
    }
    QCOMPARE(catalog::strayFiles(plan, selection, folder.path()), strays);
}

SLUICE_TEST(tst_StrayFiles)
#include "tst_strayfiles.moc"
