#include "core/hex.h"
#include "core/storage/storedset.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "tests/ui/windowtest.h"
#include "ui/details/detailspanel.h"
#include "ui/details/filearrangement.h"
#include "ui/details/filebar.h"
#include "ui/details/filecommands.h"
#include "ui/details/fileexport.h"
#include "ui/details/filesview.h"
#include "ui/window/actions.h"
#include "ui/window/setcommands.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPersistentModelIndex>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace Qt::StringLiterals;
using core::SetPlan;
using transfer::SetFileStatus;
using transfer::SetView;
using transfer::State;
using ui::FileChoice;
using ui::FileGroup;
using ui::SetFileColumn;

using Files = std::vector<SetPlan::Index>;

/// The files of a set in the details: which are shown, what they are, and what can be done with them.
class tst_FilesTab : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void groups_data();
    void groups();
    void arrangedFiles_data();
    void arrangedFiles();
    void modelIsSound();
    void whatIsSelectedStaysSo();
    void sourceLines_data();
    void sourceLines();
    void lists_data();
    void lists();
    void listIsSavedWhole();

    void oneTabForBoth();
    void showsWhatIsOnTheDisk();
    void fromTheRowToWhatFailed_data();
    void fromTheRowToWhatFailed();
    void filtersByWords();
    void takenOutByKey();
    void copies_data();
    void copies();
    void filterFollowsStates();
    void unknownSet();
    void anotherSet();
    void setThatGrows();

private:
    static SetView viewOf(int files);
    std::optional<queue::ItemId> showSet(const samples::SetFiles &files, const QString &name);
    ui::FilesView *files() const { return window->findChild<ui::FilesView *>(); }
    QComboBox *group() const { return window->findChild<ui::FileBar *>()->findChild<QComboBox *>(); }
    QStringList shown() const;
    bool waitForRows(int rows) const
    {
        return QTest::qWaitFor([this, rows] { return files()->model()->rowCount() == rows; });
    }
};

namespace {

/// 0 done · 1 failed · 2 locked · 3 under way · 4 missing · 5 taken out · 6 absent
SetView sampleView(int files)
{
    SetView view;
    view.plan = std::make_shared<const SetPlan>(samples::setPlan(files));
    for (int i = 0; i < files; ++i) {
        constexpr std::array kStates{SetFileStatus::Done,     SetFileStatus::Failed,  SetFileStatus::Locked,
                                     SetFileStatus::UnderWay, SetFileStatus::Missing, SetFileStatus::Unwanted,
                                     SetFileStatus::Absent};
        const SetFileStatus status = kStates[static_cast<std::size_t>(i) % kStates.size()];
        view.states.push_back(status);
        ++view.counts[static_cast<std::size_t>(status)];
    }
    view.troubles.insert(1,
                         {1, storage::SetTrouble::Kind::Failed, {core::ErrorKind::NotFound, u"a, \"b\""_s}});
    view.troubles.insert(2, {2, storage::SetTrouble::Kind::Locked, {}, {blte::KeyName{0x17}}});
    return view;
}

} // namespace

SetView tst_FilesTab::viewOf(int files)
{
    return sampleView(files);
}

void tst_FilesTab::init()
{
    WindowTest::init();
    window->resize(1100, 800);
    window->show();
}

QStringList tst_FilesTab::shown() const
{
    QStringList names;
    for (int row = 0; row < files()->model()->rowCount(); ++row)
        names << files()->model()->index(row, 0).data().toString();
    return names;
}

/// Its files in the details.
std::optional<queue::ItemId> tst_FilesTab::showSet(const samples::SetFiles &of, const QString &name)
{
    const queue::ItemId id = samples::addSet(*queue, folder->path(), of, name);
    if (id == queue::ItemId{})
        return std::nullopt;
    view()->selectIds({id});
    window->findChild<ui::DetailsPanel *>()->setCurrentIndex(1);
    return waitForRows(of.count) ? std::optional(id) : std::nullopt;
}

void tst_FilesTab::groups_data()
{
    QTest::addColumn<FileGroup>("group");
    QTest::addColumn<Files>("files");
    QTest::newRow("all") << FileGroup::All << Files{0, 1, 2, 3, 4, 5, 6};
    QTest::newRow("missing: whatever is not there") << FileGroup::Missing << Files{1, 3, 4};
    QTest::newRow("under way") << FileGroup::UnderWay << Files{3};
    QTest::newRow("done, locked ones too") << FileGroup::Done << Files{0, 2};
    QTest::newRow("failed") << FileGroup::Failed << Files{1};
    QTest::newRow("locked") << FileGroup::Locked << Files{2};
    QTest::newRow("left out") << FileGroup::LeftOut << Files{5, 6};
}

void tst_FilesTab::groups()
{
    QFETCH(FileGroup, group);
    QFETCH(Files, files);
    const SetView view = viewOf(7);
    QCOMPARE(ui::arranged(view, {.group = group}), files);
    QCOMPARE(countOf(view, group), static_cast<qint64>(files.size()));
}

void tst_FilesTab::arrangedFiles_data()
{
    QTest::addColumn<FileChoice>("choice");
    QTest::addColumn<Files>("files");
    const Files byPath{0, 10, 1, 11, 2, 3, 4, 5, 6, 7, 8, 9};
    QTest::newRow("by path") << FileChoice{} << byPath;
    QTest::newRow("the other way round")
        << FileChoice{.order = Qt::DescendingOrder} << Files(byPath.rbegin(), byPath.rend());
    QTest::newRow("a word") << FileChoice{.words = u"FOLDER"_s} << byPath;
    QTest::newRow("words in any order") << FileChoice{.words = u"0001 er"_s} << Files{10, 1, 11};
    QTest::newRow("a word that is nowhere") << FileChoice{.words = u"folder x"_s} << Files{};
    QTest::newRow("words and a state")
        << FileChoice{.group = FileGroup::Failed, .words = u"file"_s} << Files{1, 8};
    QTest::newRow("what needs a person first")
        << FileChoice{.sortedBy = SetFileColumn::State} << Files{1, 8, 2, 9, 10, 3, 11, 4, 0, 7, 5, 6};
    QTest::newRow("by size, the largest first")
        << FileChoice{.sortedBy = SetFileColumn::Size, .order = Qt::DescendingOrder}
        << Files{11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
    QTest::newRow("loose ones first")
        << FileChoice{.words = u"folder 6"_s, .sortedBy = SetFileColumn::Where} << Files{6};
}

void tst_FilesTab::arrangedFiles()
{
    QFETCH(FileChoice, choice);
    QTEST(ui::arranged(viewOf(12), choice), "files");
}

void tst_FilesTab::modelIsSound()
{
    ui::FileSnapshot snapshot;
    ui::FileModel model(snapshot);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    snapshot.view = std::make_shared<const SetView>(viewOf(30));
    model.arrange(ui::arranged(*snapshot.view, {}));
    QCOMPARE(model.rowCount(), 30);
    model.refresh();
    model.arrange(ui::arranged(*snapshot.view, {.group = FileGroup::Failed}));
    QCOMPARE(model.rowCount(), 5);
    const auto at = [&](SetFileColumn column) {
        return model.index(0, static_cast<int>(column)).data().toString();
    };
    QVERIFY(at(SetFileColumn::State).startsWith(u"failed: "_s));
    QCOMPARE(at(SetFileColumn::Path), u"folder 1/file 00001.blp"_s);
    QCOMPARE(at(SetFileColumn::Where), u"archive"_s);
    QCOMPARE(at(SetFileColumn::ContentKey).size(), 32);
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"a, \"b\""_s));
    model.arrange(ui::arranged(*snapshot.view, {.group = FileGroup::Locked}));
    QCOMPARE(at(SetFileColumn::State), u"locked: 0000000000000017"_s);
    snapshot.view = nullptr; // of another set, whose files are not known yet
    QVERIFY(!model.index(0, 0).data().isValid());
    model.reset();
    QCOMPARE(model.rowCount(), 0);
}

void tst_FilesTab::whatIsSelectedStaysSo()
{
    ui::FileSnapshot snapshot;
    snapshot.view = std::make_shared<const SetView>(viewOf(30));
    ui::FileModel model(snapshot);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.arrange(ui::arranged(*snapshot.view, {}));
    const QPersistentModelIndex failed = model.index(model.rowOf(8), 0);
    const QPersistentModelIndex done = model.index(model.rowOf(7), 1);
    model.arrange(ui::arranged(*snapshot.view, {.order = Qt::DescendingOrder}));
    QCOMPARE(model.file(failed.row()), 8u);
    QCOMPARE(model.file(done.row()), 7u);
    QCOMPARE(done.column(), 1);
    model.arrange(ui::arranged(*snapshot.view, {.group = FileGroup::Failed}));
    QCOMPARE(model.file(failed.row()), 8u);
    QVERIFY(!done.isValid());
    QCOMPARE(model.rowOf(7), -1);
}

void tst_FilesTab::sourceLines_data()
{
    QTest::addColumn<QString>("set");
    QTest::addColumn<QString>("line");
    const QString build = u"be2bb98dc28aee05bbee519393696cdb"_s;
    QTest::newRow("a folder") << u"wow:folder 1/"_s << u"wow@%1:folder 1/file 00001.blp"_s.arg(build);
    QTest::newRow("of a build by its version, which another may have tomorrow")
        << u"wow@11.2.0:"_s << u"wow@%1:folder 1/file 00001.blp"_s.arg(build);
    QTest::newRow("a mirror has no files") << u"mirror wow:"_s << QString();
    QTest::newRow("not understood") << u"?"_s << QString();
}

void tst_FilesTab::sourceLines()
{
    QFETCH(QString, set);
    const SetView view = viewOf(3);
    QTEST(ui::sourceLine(set, *view.plan, 1), "line");
    QCOMPARE(ui::whyNoExport(set, view, ui::ExportForm::Sources).isEmpty(),
             !ui::sourceLine(set, *view.plan, 1).isEmpty());
    QVERIFY(ui::whyNoExport(set, view, ui::ExportForm::Csv).isEmpty());
}

void tst_FilesTab::lists_data()
{
    QTest::addColumn<ui::ExportForm>("form");
    QTest::addColumn<QByteArray>("list");
    QTest::newRow("lines") << ui::ExportForm::Sources
                           << QByteArray("wow@be2bb98dc28aee05bbee519393696cdb:folder 1/file 00001.blp\n"
                                         "wow@be2bb98dc28aee05bbee519393696cdb:folder 6/file 00006.blp\n");
    QTest::newRow("CSV") << ui::ExportForm::Csv
                         << QByteArray("path,size,encodedSize,ckey,ekey,state,reason\r\n"
                                       "folder 1/file 00001.blp,1031,700,CKEY1,EKEY1,failed,\"NotFound a, "
                                       "\"\"b\"\"\"\r\n"
                                       "folder 6/file 00006.blp,1186,706,CKEY6,EKEY6,absent,\r\n");
}

void tst_FilesTab::lists()
{
    QFETCH(ui::ExportForm, form);
    QFETCH(QByteArray, list);
    const SetView view = viewOf(7);
    for (const SetPlan::Index file : {1u, 6u}) {
        const QByteArray number = QByteArray::number(file);
        list.replace(QByteArray("CKEY" + number), view.plan->contentKey(file)
                                                      ? core::hexBytes(view.plan->contentKey(file)->digest)
                                                      : QByteArray());
        list.replace(QByteArray("EKEY" + number), core::hexBytes(view.plan->encodingKey(file)->digest));
    }
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(ui::writeList(buffer, u"wow:"_s, view, {1, 6}, form));
    QCOMPARE(buffer.data(), list);
}

void tst_FilesTab::listIsSavedWhole()
{
    const SetView view = viewOf(20'000);
    const QString path = folder->filePath(u"list.csv"_s);
    QVERIFY(ui::saveList(path, u"wow:"_s, view, ui::arranged(view, {}), ui::ExportForm::Csv));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 20'001);
    const auto refused =
        ui::saveList(folder->filePath(u"not there/list.csv"_s), u"wow:"_s, view, {1}, ui::ExportForm::Csv);
    QCOMPARE(refused.error().kind, core::ErrorKind::WriteFailed);
    QVERIFY(refused.error().detail.contains(u"not there"_s));
}

/// Whoever looks at what a row is made of does so of the next row, too.
void tst_FilesTab::oneTabForBoth()
{
    const queue::ItemId file = samples::addPlain(*queue, 1).first();
    const auto set = showSet({.count = 5}, u"set"_s);
    QVERIFY(set);
    auto *details = window->findChild<ui::DetailsPanel *>();
    QCOMPARE(details->tabText(1), u"Files"_s);
    QVERIFY(files()->isVisible());
    view()->selectIds({file});
    QCOMPARE(details->currentIndex(), 1);
    QCOMPARE(details->tabText(1), u"Chunks"_s);
    QVERIFY(!files()->isVisible());
}

void tst_FilesTab::showsWhatIsOnTheDisk()
{
    QVERIFY(showSet({.count = 40, .done = {0, 1, 2}, .failed = {3, 4}, .locked = {5}, .unwanted = {6}},
                    u"set"_s));
    QCOMPARE(group()->itemText(static_cast<int>(FileGroup::All)), u"All files (40)"_s);
    QCOMPARE(group()->itemText(static_cast<int>(FileGroup::Failed)), u"Failed (2)"_s);
    QCOMPARE(group()->itemText(static_cast<int>(FileGroup::Done)), u"Done (4)"_s);
    QCOMPARE(group()->itemText(static_cast<int>(FileGroup::LeftOut)), u"Left out (1)"_s);
    group()->setCurrentIndex(static_cast<int>(FileGroup::Locked));
    QVERIFY(waitForRows(1));
    QCOMPARE(files()->model()->index(0, 1).data().toString(), u"locked: FA505078126ACB3E"_s);
}

void tst_FilesTab::fromTheRowToWhatFailed_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("Return in the list") << u"return"_s;
    QTest::newRow("double click") << u"click"_s;
    QTest::newRow("button beside the error") << u"button"_s;
}

void tst_FilesTab::fromTheRowToWhatFailed()
{
    QFETCH(QString, way);
    const auto id = showSet({.count = 200, .done = {0, 1}, .failed = {17, 170}}, u"set"_s);
    QVERIFY(id);
    samples::dress(*queue, queue->rowOf(*id), [](queue::Item &item) {
        item.state = State::Failed;
        item.error = {core::ErrorKind::NotFound, u"2 of 200 files, folder 7/file 00017.blp among them"_s};
        item.progress.filesTotal = 200;
        item.progress.filesFailed = 2;
    });
    window->findChild<ui::DetailsPanel *>()->setCurrentIndex(0);
    const QModelIndex row = view()->currentIndex();
    QVERIFY(
        row.siblingAtColumn(1).data(Qt::AccessibleTextRole).toString().contains(u"2 of 200 files failed"_s) ||
        row.siblingAtColumn(1).data().toString().contains(u"2 of 200 files failed"_s));
    if (way == u"return") {
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_Return);
    } else if (way == u"click") {
        const QRect cell = view()->visualRect(row.siblingAtColumn(0));
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, cell.center());
        QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, cell.center());
    } else {
        QPushButton *button = nullptr;
        QTRY_VERIFY([&] {
            for (auto *one : window->findChildren<QPushButton *>()) {
                if (one->isVisible() && one->text() == u"Show the failed files"_s)
                    button = one;
            }
            return button != nullptr;
        }());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(waitForRows(2));
    QVERIFY(files()->isVisible());
    QCOMPARE(shown(), (QStringList{u"folder 0/file 00170.blp"_s, u"folder 7/file 00017.blp"_s}));
    QVERIFY(files()->model()->index(0, 1).data().toString().startsWith(u"failed: "_s));
}

void tst_FilesTab::filtersByWords()
{
    QVERIFY(showSet({.count = 40}, u"set"_s));
    files()->setFocus();
    QTest::keyClicks(files(), u"3"_s); // typed into the list, it goes on in the field
    auto *words = window->findChild<ui::FileBar *>()->findChild<QLineEdit *>();
    QVERIFY(words->hasFocus());
    QCOMPARE(words->text(), u"3"_s);
    words->setText(u"FOLDER 3/ file"_s);
    QVERIFY(waitForRows(4));
    words->setText(u"nothing is called so"_s);
    QVERIFY(waitForRows(0));
    QTest::keyClick(words, Qt::Key_Escape);
    QVERIFY(waitForRows(40));
    QVERIFY(files()->hasFocus());
}

/// Space unchecks what is selected, and checks it again; what is there already stays.
void tst_FilesTab::takenOutByKey()
{
    const auto id = showSet({.count = 10, .done = {0}}, u"set"_s);
    QVERIFY(id);
    files()->setFocus();
    files()->selectAll();
    files()->selectionModel()->setCurrentIndex(files()->model()->index(3, 0), QItemSelectionModel::NoUpdate);
    QTest::keyClick(files(), Qt::Key_Space);
    const QString skipped = u"Left out (9)"_s;
    QTRY_COMPARE(group()->itemText(static_cast<int>(FileGroup::LeftOut)), skipped);
    QCOMPARE(storage::storedSet(folder->filePath(u"set"_s))->unwanted.size(), 9u);
    QCOMPARE(files()->model()->index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
    QCOMPARE(files()->model()->index(3, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
    files()->selectRow(3);
    QTest::keyClick(files(), Qt::Key_Space);
    QTRY_COMPARE(group()->itemText(static_cast<int>(FileGroup::LeftOut)), u"Left out (8)"_s);
    QCOMPARE(queue->find(*id)->state, State::Paused);
}

void tst_FilesTab::copies_data()
{
    QTest::addColumn<QKeyCombination>("keys");
    QTest::addColumn<QString>("copied"); // of the second file
    QTest::newRow("source line") << QKeyCombination(Qt::CTRL, Qt::Key_C)
                                 << u"wow@be2bb98dc28aee05bbee519393696cdb:folder 1/file 00001.blp"_s;
    QTest::newRow("path") << QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_C)
                          << u"FOLDER/folder 1/file 00001.blp"_s;
}

void tst_FilesTab::copies()
{
    QFETCH(QKeyCombination, keys);
    QFETCH(QString, copied);
    QVERIFY(showSet({.count = 5}, u"set"_s));
    files()->setFocus();
    files()->selectRow(1);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(files(), keys.key(), keys.keyboardModifiers());
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), copied.replace(u"FOLDER"_s, folder->path()));
}

/// What is no longer as the filter wants it goes from the list, and the rest stays where it was.
void tst_FilesTab::filterFollowsStates()
{
    QVERIFY(showSet({.count = 20, .done = {0}}, u"set"_s));
    group()->setCurrentIndex(static_cast<int>(FileGroup::Missing));
    QVERIFY(waitForRows(19));
    files()->setFocus();
    files()->selectionModel()->clear();
    const int kept = 5;
    const QString name = shown().at(kept);
    const QPersistentModelIndex row = files()->model()->index(kept, 0);
    files()->selectRow(2);
    QTest::keyClick(files(), Qt::Key_Space);
    QVERIFY(waitForRows(18));
    QCOMPARE(row.data().toString(), name);
    QCOMPARE(row.row(), kept - 1);
    QVERIFY(row.data(Qt::AccessibleDescriptionRole).toString().contains(u"missing"_s));
}

void tst_FilesTab::unknownSet()
{
    queue::Request row;
    row.source.set = u"wow:gone/"_s;
    row.source.name = row.name = u"gone"_s;
    row.folder = folder->path();
    row.intent = transfer::Intent::Hold;
    const queue::ItemId id = queue->add({row}).first();
    view()->selectIds({id});
    window->findChild<ui::DetailsPanel *>()->setCurrentIndex(1);
    const QList<QLabel *> labels = window->findChildren<QLabel *>();
    QTRY_VERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains(u"not kept any more"_s);
    }));
    QVERIFY(!files()->isVisible());
}

/// A paused one shows what it has from now on.
void tst_FilesTab::setThatGrows()
{
    samples::SetFiles of;
    of.count = 10;
    const auto id = showSet(of, u"growing"_s);
    QVERIFY(id);
    files()->setCurrentIndex(files()->model()->index(3, 0));
    bool isDone = false;
    const auto plan = std::make_shared<const SetPlan>(samples::setPlan(25));
    queue->sets().grow(*id, {u"product@1:all/|more/"_s, plan, {}, transfer::Intent::Hold}, this,
                       [&isDone](const core::Result<void> &grown) { isDone = grown.has_value(); });
    QTRY_VERIFY(isDone);
    QVERIFY(waitForRows(25));
    QCOMPARE(shown().filter(u"00024"_s).size(), 1);
    QCOMPARE(queue->find(*id)->state, State::Paused);
}

void tst_FilesTab::anotherSet()
{
    const auto first = showSet({.count = 5}, u"first"_s);
    QVERIFY(first);
    files()->selectRow(2);
    QVERIFY(showSet({.count = 8}, u"second"_s));
    QVERIFY(!files()->currentFile());
    view()->selectIds({*first});
    QVERIFY(waitForRows(5));
}

SLUICE_GUI_TEST(tst_FilesTab)
#include "tst_filestab.moc"
