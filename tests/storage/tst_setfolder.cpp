#include "core/storage/setfolder.h"

#include "core/bytes.h"
#include "core/storage/filesystem.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

using core::ErrorKind;
using core::SetPlan;
using storage::SetFolder;
using storage::SetMark;
using storage::SetPlacing;
using namespace Qt::StringLiterals;

/// What an unfinished set has on disk: files get their places and are known there; nothing else is believed.
class tst_SetFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void filesGetTheirPlaces();
    void manyFilesGetTheirPlaces();
    void oneFailsAndTheOthersGoOn();
    void whatIsThereStays_data();
    void whatIsThereStays();
    void beside();
    void copyGetsAPlace();
    void partsAreJoined();
    void marksAreRemembered();
    void touchedFilesDoNotCount_data();
    void touchedFilesDoNotCount();
    void journalCutAnywhere();
    void journalFlippedAnywhere();
    void journalGoesOnBehindDamage();
    void leftovers();
    void anotherPlan();
    void samePlanAgain();
    void planOfTheSameOrigin();
    void doubt();
    void foreignPlan();
    void lock();
    void foreignFolder_data();
    void foreignFolder();
    void linkInItsPlace();
    void anotherUsersFolder();
    void folderIsGone();
    void removed();
    void removedBesideOthers();

private:
    QString target() const { return m_dir->path() + u"/set"_s; }
    QString work() const { return target() + u".part"_s; }
    /// That of the plan; there is one.
    QString journal() const
    {
        return work() + u'/' + QDir(work()).entryList({u"journal-*"_s}, QDir::Files).value(0);
    }
    std::shared_ptr<SetFolder> opened() const;
    SetPlacing placing(const SetFolder &folder, SetPlan::Index file, const QByteArray &contents) const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

SetPlan planOf(const QStringList &names)
{
    SetPlan plan;
    for (const QString &name : names) {
        core::Source source;
        source.mirrors = {QUrl(u"http://cdn.example/data/"_s + name)};
        source.contentKey = blte::ContentKey{blte::md5(core::bytesOf(name.toUtf8()))};
        source.name = name;
        plan.add(source);
    }
    plan.arrange();
    return plan;
}

QStringList names(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names << u"folder%1/file%2"_s.arg(i % 11).arg(i, 3, 10, QLatin1Char('0'));
    return names;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
}

bool put(const QString &path, const QByteArray &contents)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size();
}

QList<SetPlan::Index> marked(const SetFolder &folder)
{
    QList<SetPlan::Index> files;
    for (const SetMark &mark : folder.marks())
        files << mark.file;
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

void tst_SetFolder::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

std::shared_ptr<SetFolder> tst_SetFolder::opened() const
{
    const auto folder = SetFolder::open(target());
    return folder ? *folder : nullptr;
}

SetPlacing tst_SetFolder::placing(const SetFolder &folder, SetPlan::Index file,
                                  const QByteArray &contents) const
{
    using storage::fs::File;
    SetPlacing placing;
    placing.mark.file = file;
    placing.mark.verdict = 1;
    auto out = std::make_shared<File>(*File::open(folder.temporaryPath(file), File::Mode::ReadWriteNew));
    std::ignore = out->writeAt(0, core::bytesOf(contents));
    placing.contents = out;
    return placing;
}

void tst_SetFolder::filesGetTheirPlaces()
{
    QVERIFY(SetFolder::create(target(), planOf({u"a"_s, u"b/c"_s, u"d"_s})));
    const auto folder = opened();
    QVERIFY(folder);
    QVERIFY(folder->marks().empty());
    std::vector files{placing(*folder, 0, "one"), placing(*folder, 1, "two")};
    QVERIFY(!QFileInfo::exists(folder->targetOf(0)));
    folder->place(files);
    for (const SetPlacing &file : files) {
        QVERIFY(file.result.has_value());
        QCOMPARE(file.mark.size, 3);
        QVERIFY(!QFileInfo::exists(folder->temporaryPath(file.mark.file)));
    }
    QCOMPARE(contentsOf(folder->targetOf(0)), "one");
    QCOMPARE(contentsOf(folder->targetOf(1)), "two");
    QVERIFY(!QFileInfo::exists(folder->targetOf(2)));
}

/// Synced with their volume, in eleven folders.
void tst_SetFolder::manyFilesGetTheirPlaces()
{
    constexpr int kFiles = 200;
    QVERIFY(SetFolder::create(target(), planOf(names(kFiles))));
    {
        const auto folder = opened();
        std::vector<SetPlacing> files;
        for (SetPlan::Index file = 0; file < kFiles; ++file)
            files.push_back(placing(*folder, file, folder->plan().name(file).toUtf8()));
        folder->place(files);
        for (const SetPlacing &file : files)
            QVERIFY(file.result.has_value());
    }
    const auto folder = opened();
    QCOMPARE(folder->marks().size(), std::size_t(kFiles));
    for (SetPlan::Index file = 0; file < kFiles; ++file)
        QCOMPARE(contentsOf(folder->targetOf(file)), folder->plan().name(file).toUtf8());
}

void tst_SetFolder::oneFailsAndTheOthersGoOn()
{
    QVERIFY(SetFolder::create(target(), planOf({u"a"_s, u"b/c"_s, u"d"_s})));
    {
        const auto folder = opened();
        QVERIFY(put(m_dir->path() + u"/b"_s, "a file where a folder belongs"));
        std::vector files{placing(*folder, 0, "one"), placing(*folder, 1, "two"),
                          placing(*folder, 2, "three")};
        folder->place(files);
        for (const SetPlacing &file : files) {
            QCOMPARE(file.result.has_value(), folder->plan().name(file.mark.file) != u"b/c");
            QVERIFY(!QFileInfo::exists(
                folder->temporaryPath(file.mark.file))); // it is fetched again, or not at all
        }
    }
    QCOMPARE(marked(*opened()).size(), 2);
}

void tst_SetFolder::whatIsThereStays_data()
{
    QTest::addColumn<core::WhenExists>("whenExists");
    QTest::addColumn<QByteArray>("there");
    QTest::newRow("refused") << core::WhenExists::Refuse << QByteArray("somebody's");
    QTest::newRow("of the same size") << core::WhenExists::Refuse << QByteArray("eno");
    QTest::newRow("the same") << core::WhenExists::Refuse << QByteArray("one");
    QTest::newRow("replaced") << core::WhenExists::Overwrite << QByteArray("somebody's");
    QTest::newRow("the same, or else beside it") << core::WhenExists::Rename << QByteArray("one");
}

void tst_SetFolder::whatIsThereStays()
{
    QFETCH(core::WhenExists, whenExists);
    QFETCH(QByteArray, there);
    QVERIFY(SetFolder::create(target(), planOf({u"a"_s})));
    const auto folder = opened();
    QVERIFY(put(folder->targetOf(0), there));
    std::vector files{placing(*folder, 0, "one")};
    files[0].whenExists = whenExists;
    folder->place(files);
    QVERIFY(!QFileInfo::exists(folder->temporaryPath(0)));
    if (whenExists == core::WhenExists::Overwrite || there == "one") {
        QVERIFY(files[0].result.has_value());
        QCOMPARE(contentsOf(folder->targetOf(0)), "one");
        return;
    }
    QCOMPARE(files[0].result.error().kind, ErrorKind::TargetExists);
    QCOMPARE(contentsOf(folder->targetOf(0)), there);
}

/// The next attempt finds it there.
void tst_SetFolder::beside()
{
    QVERIFY(SetFolder::create(target(), planOf({u"a.x"_s})));
    QVERIFY(put(m_dir->filePath(u"a.x"_s), "somebody's"));
    QVERIFY(put(m_dir->filePath(u"a (1).x"_s), "somebody else's"));
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto folder = opened();
        QVERIFY(folder->marks().empty());
        std::vector files{placing(*folder, 0, "one")};
        files[0].whenExists = core::WhenExists::Rename;
        folder->place(files);
        QVERIFY(files[0].result.has_value());
        QVERIFY(!files[0].isInPlace);
        QCOMPARE(files[0].mark.size, 3);
        QCOMPARE(contentsOf(m_dir->filePath(u"a (2).x"_s)), "one");
    }
    QCOMPARE(contentsOf(m_dir->filePath(u"a.x"_s)), "somebody's");
    QCOMPARE(contentsOf(m_dir->filePath(u"a (1).x"_s)), "somebody else's");
    QCOMPARE(contentsOf(m_dir->filePath(u"a (3).x"_s)), "absent");
}

void tst_SetFolder::copyGetsAPlace()
{
    const QByteArray contents(3'000'001, 'x');
    SetPlan plan;
    for (const QString &name : {u"a"_s, u"b"_s}) {
        core::Source source;
        source.contentKey = blte::ContentKey{blte::md5(core::bytesOf(contents))};
        source.name = name;
        plan.add(source);
    }
    QVERIFY(SetFolder::create(target(), plan));
    const auto folder = opened();
    std::vector files{placing(*folder, 0, contents)};
    folder->place(files);
    auto copy = folder->copy(0, 1);
    QVERIFY(copy.has_value());
    SetPlacing second;
    second.mark.file = 1;
    second.contents = *copy;
    std::vector more{second};
    folder->place(more);
    QVERIFY(more[0].result.has_value());
    QCOMPARE(contentsOf(folder->targetOf(1)), contents);
    QCOMPARE(contentsOf(folder->targetOf(0)), contents);
    // Somebody changed it meanwhile.
    QVERIFY(put(folder->targetOf(0), "something else"));
    copy = folder->copy(0, 1);
    QVERIFY(!copy);
    QCOMPARE(copy.error().kind, ErrorKind::ContentKeyWrong);
    QVERIFY(!QFileInfo::exists(folder->temporaryPath(1)));
}

void tst_SetFolder::partsAreJoined()
{
    SetPlan plan;
    core::Source part;
    part.name = u"whole"_s;
    plan.addJoined({part, part, part}, blte::ContentKey{blte::md5(core::bytesOf("onetwothree"))});
    QVERIFY(SetFolder::create(target(), plan));
    const auto folder = opened();
    QVERIFY(!folder->join(0, 3)); // one is missing
    QVERIFY(put(folder->partPathOf(0, 0), "one") && put(folder->partPathOf(0, 1), "two") &&
            put(folder->partPathOf(0, 2), "three"));
    const auto joined = folder->join(0, 3);
    QVERIFY(joined.has_value());
    QCOMPARE(contentsOf(folder->temporaryPath(0)), "onetwothree");
    QVERIFY(QFile::remove(folder->temporaryPath(0)));
    QVERIFY(put(folder->partPathOf(0, 1), "owt"));
    const auto wrong = folder->join(0, 3);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, ErrorKind::ContentKeyWrong);
    folder->removeParts(0, 3);
    QVERIFY(!QFileInfo::exists(folder->partPathOf(0, 2)));
}

void tst_SetFolder::marksAreRemembered()
{
    QVERIFY(SetFolder::create(target(), planOf(names(5))));
    for (const SetPlan::Index file : {3u, 1u, 4u}) {
        const auto folder = opened();
        std::vector files{placing(*folder, file, "contents")};
        files[0].mark.verdict = static_cast<std::uint8_t>(file);
        folder->place(files);
    }
    {
        const auto folder = opened();
        QVERIFY(put(folder->targetOf(0), "fetched by another way"));
        const auto mark = folder->markOf(0, 7);
        QVERIFY(mark.has_value());
        QVERIFY(folder->mark({*mark}));
        QVERIFY(!folder->markOf(2, 7)); // it is not there
    }
    const auto folder = opened();
    QCOMPARE(marked(*folder), QList<SetPlan::Index>({0, 1, 3, 4}));
    for (const SetMark &mark : folder->marks())
        QCOMPARE(mark.verdict, mark.file == 0 ? 7 : static_cast<std::uint8_t>(mark.file));
}

void tst_SetFolder::touchedFilesDoNotCount_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("removed") << 0;
    QTest::newRow("changed") << 1;
    QTest::newRow("replaced by one of the same size") << 2;
    QTest::newRow("appended to") << 3;
}

void tst_SetFolder::touchedFilesDoNotCount()
{
    QFETCH(int, what);
    QVERIFY(SetFolder::create(target(), planOf({u"a"_s, u"b"_s})));
    {
        const auto folder = opened();
        std::vector files{placing(*folder, 0, "one"), placing(*folder, 1, "two")};
        folder->place(files);
    }
    const QString path = m_dir->path() + u"/a"_s;
    QFile file(path);
    switch (what) {
    case 0:
        QVERIFY(QFile::remove(path));
        break;
    case 1:
        QVERIFY(put(path, "eno"));
        break;
    case 2:
        QVERIFY(QFile::remove(path) && put(path, "eno"));
        break;
    default:
        QVERIFY(file.open(QIODevice::Append) && file.write("!") == 1);
        file.close();
    }
    QCOMPARE(marked(*opened()), QList<SetPlan::Index>({1}));
}

void tst_SetFolder::journalCutAnywhere()
{
    QVERIFY(SetFolder::create(target(), planOf(names(4))));
    {
        const auto folder = opened();
        std::vector<SetPlacing> files;
        for (SetPlan::Index file = 0; file < 4; ++file)
            files.push_back(placing(*folder, file, "contents"));
        folder->place(files);
    }
    const QByteArray whole = contentsOf(journal());
    const qsizetype mark = whole.size() / 4;
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        QVERIFY(put(journal(), whole.first(size)));
        const auto folder = opened();
        QVERIFY(folder);
        QCOMPARE(folder->marks().size(), static_cast<std::size_t>(size / mark));
    }
}

void tst_SetFolder::journalFlippedAnywhere()
{
    QVERIFY(SetFolder::create(target(), planOf(names(3))));
    {
        const auto folder = opened();
        std::vector<SetPlacing> files;
        for (SetPlan::Index file = 0; file < 3; ++file)
            files.push_back(placing(*folder, file, "contents"));
        folder->place(files);
    }
    const QByteArray whole = contentsOf(journal());
    const qsizetype mark = whole.size() / 3;
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        QVERIFY(put(journal(), damaged));
        QCOMPARE(opened()->marks().size(), static_cast<std::size_t>(at / mark));
    }
}

/// What is noted behind a torn mark is read again.
void tst_SetFolder::journalGoesOnBehindDamage()
{
    QVERIFY(SetFolder::create(target(), planOf(names(2))));
    {
        const auto folder = opened();
        std::vector files{placing(*folder, 0, "one")};
        folder->place(files);
    }
    QVERIFY(put(journal(), contentsOf(journal()) + "torn"));
    {
        const auto folder = opened();
        std::vector files{placing(*folder, 1, "two")};
        folder->place(files);
    }
    QCOMPARE(marked(*opened()), QList<SetPlan::Index>({0, 1}));
}

void tst_SetFolder::leftovers()
{
    QVERIFY(SetFolder::create(target(), planOf(names(2))));
    const QString path = opened()->temporaryPath(1);
    QVERIFY(put(path, "half"));
    QVERIFY(put(work() + u"/notes of a person"_s, "stay"));
    const auto folder = opened();
    QVERIFY(!QFileInfo::exists(path));
    QVERIFY(QFileInfo::exists(work() + u"/notes of a person"_s));
    std::vector files{placing(*folder, 1, "two")};
    folder->place(files);
    QVERIFY(files[0].result.has_value());
}

/// Another build of the same selection: what has the same name and content need not be fetched again.
void tst_SetFolder::anotherPlan()
{
    QVERIFY(SetFolder::create(target(), planOf({u"same"_s, u"gone"_s, u"missing"_s})));
    {
        const auto folder = opened();
        std::vector<SetPlacing> files;
        for (SetPlan::Index file = 0; file < 3; ++file) {
            if (folder->plan().name(file) != u"missing")
                files.push_back(placing(*folder, file, "contents"));
        }
        folder->place(files);
    }
    QVERIFY(SetFolder::create(target(), planOf({u"new"_s, u"same"_s, u"missing"_s})));
    const auto folder = opened();
    QCOMPARE(folder->marks().size(), 1u);
    QCOMPARE(folder->plan().name(folder->marks().front().file), u"same"_s);
    QCOMPARE(contentsOf(m_dir->path() + u"/gone"_s), "contents"); // nobody deletes it
    QCOMPARE(QDir(work()).entryList({u"journal-*"_s}, QDir::Files).size(), 1);
}

void tst_SetFolder::samePlanAgain()
{
    QVERIFY(SetFolder::create(target(), planOf(names(2))));
    {
        const auto folder = opened();
        std::vector files{placing(*folder, 1, "two")};
        folder->place(files);
    }
    QVERIFY(SetFolder::create(target(), planOf(names(2))));
    QCOMPARE(marked(*opened()), QList<SetPlan::Index>({1}));
}

void tst_SetFolder::planOfTheSameOrigin()
{
    QVERIFY(!SetFolder::planMadeOf(target(), "a"));
    SetPlan plan = planOf(names(3));
    QVERIFY(SetFolder::create(target(), plan));
    QVERIFY(!SetFolder::planMadeOf(target(), {})); // nobody knows what it was made of
    plan.setOrigin("a");
    QVERIFY(SetFolder::create(target(), plan));
    const auto known = SetFolder::planMadeOf(target(), "a");
    QVERIFY(known);
    QCOMPARE(known->size(), 3u);
    QVERIFY(!SetFolder::planMadeOf(target(), "b"));
    {
        const auto running = opened(); // also while it is being fetched
        QVERIFY(SetFolder::planMadeOf(target(), "a"));
    }
    QByteArray damaged = contentsOf(work() + u"/plan"_s);
    damaged.back() = static_cast<char>(damaged.back() ^ 1);
    QVERIFY(put(work() + u"/plan"_s, damaged));
    QVERIFY(!SetFolder::planMadeOf(target(), "a"));
}

/// What could not be had where a plan says is looked up anew, by whoever asks next.
void tst_SetFolder::doubt()
{
    SetPlan plan = planOf(names(3));
    plan.setOrigin("a");
    for (const bool isNewPlan : {false, true}) {
        QVERIFY(SetFolder::create(target(), plan));
        QVERIFY(SetFolder::planMadeOf(target(), "a"));
        {
            const auto folder = opened();
            std::vector files{placing(*folder, 1, "one")};
            folder->place(files);
            QVERIFY(folder->doubt());
        }
        QVERIFY(!SetFolder::planMadeOf(target(), "a"));
        QCOMPARE(marked(*opened()), QList<SetPlan::Index>({1})); // the row goes on by it all the same
        if (isNewPlan) {
            plan = planOf(names(4));
            plan.setOrigin("a");
        }
        QVERIFY(SetFolder::create(target(), plan));
        QVERIFY(SetFolder::planMadeOf(target(), "a"));
    }
    QVERIFY(opened()->doubt());
    QVERIFY(opened()->remove());
    QVERIFY(!QFileInfo::exists(work()));
}

void tst_SetFolder::foreignPlan()
{
    QVERIFY(SetFolder::create(target(), planOf(names(2))));
    QByteArray plan = contentsOf(work() + u"/plan"_s);
    for (const qsizetype at : {qsizetype(0), qsizetype(20), plan.size() - 1}) {
        QByteArray damaged = plan;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        QVERIFY(put(work() + u"/plan"_s, damaged));
        const auto folder = SetFolder::open(target());
        QVERIFY(!folder);
        QCOMPARE(folder.error().kind, ErrorKind::RecordNotOurs);
    }
    QVERIFY(SetFolder::create(target(), planOf(names(2)))); // fetched anew
    QVERIFY(opened());
}

void tst_SetFolder::lock()
{
    QVERIFY(SetFolder::create(target(), planOf(names(2))));
    const auto folder = opened();
    QVERIFY(folder);
    const auto second = SetFolder::open(target());
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::PartFileLocked);
    const auto other = SetFolder::create(target(), planOf(names(3)));
    QVERIFY(!other);
    QCOMPARE(other.error().kind, ErrorKind::PartFileLocked);
    QVERIFY(other.error().detail.contains(u"another list of files"_s));
    QVERIFY(SetFolder::create(target(), planOf(names(2)))); // it is fetched as it is wanted
}

void tst_SetFolder::foreignFolder_data()
{
    QTest::addColumn<QString>("name"); // below its folder
    QTest::addColumn<bool>("isRefused");
    QTest::newRow("a file in its place") << u""_s << true;
    QTest::newRow("somebody's folder") << u"/12"_s << true;
    QTest::newRow("one with a hidden file") << u"/.profile"_s << true;
    QTest::newRow("one that was about to get its plan") << u"/plan.Ab12Cd"_s << false;
    QTest::newRow("one with a journal by then") << u"/journal-0123456789abcdef"_s << false;
}

void tst_SetFolder::foreignFolder()
{
    QFETCH(QString, name);
    QFETCH(bool, isRefused);
    QVERIFY(put(work() + name, "somebody's"));
    const auto created = SetFolder::create(target(), planOf(names(2)));
    QCOMPARE(!created && created.error().kind == ErrorKind::NameRefused, isRefused);
    if (isRefused || !created) {
        QCOMPARE(contentsOf(work() + name), "somebody's");
        QVERIFY(!SetFolder::exists(target()));
    }
}

/// What it leads to may be on another volume, or anybody's.
void tst_SetFolder::linkInItsPlace()
{
    QVERIFY(SetFolder::create(target(), planOf(names(2))));
    const QString moved = m_dir->filePath(u"elsewhere"_s);
    QVERIFY(QDir().rename(work(), moved));
    QVERIFY(QFile::link(moved, work()));
    const auto opened = SetFolder::open(target());
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::NameRefused);
    const auto created = SetFolder::create(target(), planOf(names(3)));
    QVERIFY(!created);
    QCOMPARE(created.error().kind, ErrorKind::NameRefused);
    QVERIFY(QFile::remove(work()));
    QVERIFY(QFile::link(m_dir->filePath(u"nowhere"_s), work()));
    QCOMPARE(SetFolder::create(target(), planOf(names(3))).error().kind, ErrorKind::NameRefused);
}

/// Who could put something else in the place of a file between its proof and its name.
void tst_SetFolder::anotherUsersFolder()
{
    constexpr uid_t kNobody = 65534;
    QVERIFY(SetFolder::create(target(), planOf(names(2))));
    if (::chown(QFile::encodeName(work()).constData(), kNobody, kNobody) != 0)
        QSKIP("only root can give a folder away");
    const auto opened = SetFolder::open(target());
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::NameRefused);
    QVERIFY(opened.error().detail.contains(u"another user"_s));
}

void tst_SetFolder::folderIsGone()
{
    const auto created = SetFolder::create(m_dir->path() + u"/not/there/set"_s, planOf(names(2)));
    QVERIFY(!created);
    QCOMPARE(created.error().kind, ErrorKind::FolderMissing);
    QVERIFY(!SetFolder::exists(target()));
    const auto absent = SetFolder::open(target());
    QVERIFY(!absent);
    QCOMPARE(absent.error().kind, ErrorKind::RecordUnreadable);
    const auto elsewhere = SetFolder::open(m_dir->path() + u"/not/there/set"_s);
    QVERIFY(!elsewhere);
    QCOMPARE(elsewhere.error().kind, ErrorKind::FolderMissing);
}

void tst_SetFolder::removed()
{
    QVERIFY(SetFolder::create(target(), planOf(names(2))));
    QVERIFY(SetFolder::exists(target()));
    QVERIFY(opened()->remove());
    QVERIFY(!QFileInfo::exists(work()));
    QVERIFY(!SetFolder::exists(target()));
}

/// What is not ours stays, and what is ours goes, whatever became of it.
void tst_SetFolder::removedBesideOthers()
{
    QVERIFY(SetFolder::create(target(), planOf(names(2))));
    const auto folder = opened();
    QVERIFY(put(folder->temporaryPath(1), "half") && put(folder->partPathOf(1, 0), "part") &&
            put(folder->partPathOf(1, 1) + u".part.resume"_s, "record"));
    // Of one who was killed while writing them.
    QVERIFY(put(work() + u"/plan.aBcDeF"_s, "half") &&
            put(work() + u"/journal-0123456789abcdef.QwErTy"_s, "half"));
    QVERIFY(put(work() + u"/notes"_s, "stay") && put(work() + u"/photos/1"_s, "stay"));
    QVERIFY(folder->remove());
    QVERIFY(!SetFolder::exists(target()));
    QCOMPARE(QDir(work()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList({u"notes"_s, u"photos"_s}));
    QCOMPARE(contentsOf(work() + u"/photos/1"_s), "stay");
}

SLUICE_TEST(tst_SetFolder)
#include "tst_setfolder.moc"
