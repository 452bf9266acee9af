#include "core/storage/setjournal.h"

#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using storage::Seal;
using storage::SetJournal;
using storage::SetMark;
using namespace Qt::StringLiterals;

/// The marks of a set. What a damaged journal is good for: tst_setfolder.
class tst_SetJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksComeBack();
    void addedAreBehindThoseThatWereThere();
    void underAnotherSeal();
    void filesThatThePlanLacks();
    void nothing();
    void cannotBeOpened();
};

namespace {

const Seal kSeal("one");

SetMark markOf(core::SetPlan::Index file)
{
    return {file, 3, 1000 + file, {1, 2, 3}};
}

QList<core::SetPlan::Index> filesIn(const QString &path, const Seal &seal = kSeal)
{
    QList<core::SetPlan::Index> files;
    for (const SetMark &mark : SetJournal::read(path, seal, 100))
        files << mark.file;
    return files;
}

} // namespace

void tst_SetJournal::marksComeBack()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"journal"_s);
    std::vector<SetMark> marks;
    auto journal = SetJournal::open(path, kSeal, 100, marks);
    QVERIFY(journal && marks.empty());
    QVERIFY(journal->add({markOf(7), markOf(99)}));
    QVERIFY(journal->add({}));
    QVERIFY(journal->add({markOf(0)}));
    marks = SetJournal::read(path, kSeal, 100);
    QCOMPARE(marks.size(), 3u);
    QCOMPARE(marks[1].file, 99u);
    QCOMPARE(marks[1].verdict, 3);
    QCOMPARE(marks[1].size, 1099);
    QVERIFY(marks[1].stamp == markOf(99).stamp);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), SetJournal::toBytes(marks, kSeal));
}

void tst_SetJournal::addedAreBehindThoseThatWereThere()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"journal"_s);
    for (const core::SetPlan::Index file : {1u, 2u, 3u}) {
        std::vector<SetMark> marks;
        auto journal = SetJournal::open(path, kSeal, 100, marks);
        QCOMPARE(marks.size(), file - 1);
        QVERIFY(journal->add({markOf(file)}));
        journal->close();
        QFile torn(path);
        QVERIFY(torn.open(QIODevice::Append) && torn.write("torn") == 4);
    }
    QCOMPARE(filesIn(path), QList<core::SetPlan::Index>({1, 2, 3}));
}

void tst_SetJournal::underAnotherSeal()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"journal"_s);
    std::vector<SetMark> marks;
    QVERIFY(SetJournal::open(path, kSeal, 100, marks)->add({markOf(1)}));
    QCOMPARE(filesIn(path, Seal("another")), QList<core::SetPlan::Index>());
    QCOMPARE(filesIn(path, kSeal.derived("another plan")), QList<core::SetPlan::Index>());
    QCOMPARE(filesIn(path).size(), 1);
}

void tst_SetJournal::filesThatThePlanLacks()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"journal"_s);
    std::vector<SetMark> marks;
    QVERIFY(SetJournal::open(path, kSeal, 100, marks)->add({markOf(1), markOf(100), markOf(2)}));
    QCOMPARE(filesIn(path), QList<core::SetPlan::Index>{1});
}

void tst_SetJournal::nothing()
{
    const QTemporaryDir dir;
    QVERIFY(filesIn(dir.filePath(u"absent"_s)).isEmpty());
    QVERIFY(SetJournal::toBytes({}, kSeal).isEmpty());
}

void tst_SetJournal::cannotBeOpened()
{
    std::vector<SetMark> marks;
    const auto journal = SetJournal::open(u"/nowhere/at/all"_s, kSeal, 100, marks);
    QVERIFY(!journal);
    QCOMPARE(journal.error().kind, core::ErrorKind::FolderMissing);
}

SLUICE_TEST(tst_SetJournal)
#include "tst_setjournal.moc"
