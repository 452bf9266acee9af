#include "core/storage/setplaces.h"

#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using core::SetPlan;
using storage::SetPlace;
using namespace Qt::StringLiterals;

/// What lies where files of a set are to go.
class tst_SetPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void places_data();
    void places();
    void blockers_data();
    void blockers();

private:
    QTemporaryDir m_dir;
};

namespace {

/// Files, folders (with a '/' behind) and one link that leads nowhere.
bool fill(const QDir &dir)
{
    for (const QString &name :
         {u"a"_s, u"b.part.resume"_s, u"c.part.x7hz2"_s, u"c.part.x7hz2.3"_s, u"folder/d"_s,
          u"folder/e.part.resume"_s, u"folder/f.part"_s, u"file"_s, u"folder/file"_s}) {
        QFile file(dir.filePath(name));
        if (!dir.mkpath(QFileInfo(name).path()) || !file.open(QIODevice::WriteOnly))
            return false;
    }
    return dir.mkpath(u"empty"_s) && QFile::link(u"nowhere"_s, dir.filePath(u"link"_s));
}

} // namespace

void tst_SetPlaces::places_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<SetPlace>("place");
    QTest::newRow("there") << u"a"_s << SetPlace::Occupied;
    QTest::newRow("a folder has its name") << u"folder"_s << SetPlace::Occupied;
    QTest::newRow("a record beside it") << u"b"_s << SetPlace::Begun;
    QTest::newRow("what a killed one left") << u"c"_s << SetPlace::Begun;
    QTest::newRow("another file's") << u"c.part.d"_s << SetPlace::Free;
    QTest::newRow("there, in a folder") << u"folder/d"_s << SetPlace::Occupied;
    QTest::newRow("begun, in a folder") << u"folder/e"_s << SetPlace::Begun;
    QTest::newRow("somebody's") << u"folder/f"_s << SetPlace::Free;
    QTest::newRow("nothing") << u"empty/g"_s << SetPlace::Free;
    QTest::newRow("its folder is not there") << u"new/deep/h"_s << SetPlace::Free;
    QTest::newRow("a file for its folder") << u"file/i"_s << SetPlace::Blocked;
    QTest::newRow("a file above its folder") << u"file/deep/deeper/j"_s << SetPlace::Blocked;
    QTest::newRow("a file in a folder for its folder") << u"folder/file/k"_s << SetPlace::Blocked;
    QTest::newRow("a link that leads nowhere") << u"link/l"_s << SetPlace::Blocked;
}

/// One by one, and all of them together.
void tst_SetPlaces::places()
{
    static const bool isFilled = fill(QDir(m_dir.path()));
    QVERIFY(isFilled);
    QFETCH(QString, name);
    QFETCH(SetPlace, place);
    SetPlan plan;
    for (const QString &one : {u"folder/d"_s, name, u"file/x"_s}) {
        core::Source source;
        source.name = one;
        plan.add(source);
    }
    QCOMPARE(storage::placesOf(plan, m_dir.path()),
             (std::vector{SetPlace::Occupied, place, SetPlace::Blocked}));
}

void tst_SetPlaces::blockers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("blocker");
    QTest::newRow("none") << u"folder/d"_s << QString();
    QTest::newRow("no folder") << u"a"_s << QString();
    QTest::newRow("not there") << u"new/deep/h"_s << QString();
    QTest::newRow("the first") << u"file/deep/j"_s << u"file"_s;
    QTest::newRow("the second") << u"folder/file/deep/k"_s << u"folder/file"_s;
}

void tst_SetPlaces::blockers()
{
    QFETCH(QString, name);
    QFETCH(QString, blocker);
    QCOMPARE(storage::blockerOf(m_dir.path(), name), blocker.isEmpty() ? QString() : m_dir.filePath(blocker));
}

SLUICE_TEST(tst_SetPlaces)
#include "tst_setplaces.moc"
