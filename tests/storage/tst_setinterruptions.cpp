#include "systemcalls.h"

#include "core/bytes.h"
#include "core/storage/setfolder.h"
#include "core/storage/storedset.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>
#include <cerrno>
#include <map>
#include <set>
#include <sys/stat.h>

using core::SetPlan;
using storage::SetFolder;
using storage::SetPlacing;
using systemcalls::Call;
using namespace Qt::StringLiterals;

/// A power cut or a failing disk at every call while files of a set get their places: a name only behind its
/// bytes, a mark only behind its name, and a success only behind the mark.
class tst_SetInterruptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void powerCutAtEveryCall_data();
    void powerCutAtEveryCall();
    void everyCallFailsOnce_data();
    void everyCallFailsOnce();
    void killedWhileItGrows_data();
    void killedWhileItGrows();
};

namespace {

constexpr qsizetype kMark = 53; ///< bytes of a mark in the journal, its file's number first

QString scratch()
{
    const QString memory = u"/dev/shm"_s;
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + u"/tst_setinterruptions-XXXXXX"_s;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray contentOf(SetPlan::Index file)
{
    return QByteArray(100, static_cast<char>('a' + file % 26)) + QByteArray::number(file);
}

/// So many files in two folders and beside these.
SetPlan planOf(int files)
{
    SetPlan plan;
    for (int i = 0; i < files; ++i) {
        core::Source source;
        source.mirrors = {QUrl(u"http://cdn.example/tpr/data/aa/bb/%1"_s.arg(i))};
        source.name = (i % 3 == 0 ? QString() : u"folder%1/"_s.arg(i % 3)) + u"file%1"_s.arg(i);
        plan.add(source);
    }
    plan.arrange();
    return plan;
}

QString journalOf(const QString &target)
{
    const QDir work(target + u".part"_s);
    return work.filePath(work.entryList({u"journal-*"_s}, QDir::Files).value(0));
}

/// Places all that are missing, in two goes; those that went well are in `placed`.
bool placeAll(const QString &target, std::set<SetPlan::Index> &placed)
{
    using storage::fs::File;
    const auto opened = SetFolder::open(target);
    if (!opened)
        return false;
    SetFolder &folder = **opened;
    std::set<SetPlan::Index> missing;
    for (SetPlan::Index file = 0; file < folder.plan().size(); ++file)
        missing.insert(file);
    for (const storage::SetMark &mark : folder.marks()) {
        missing.erase(mark.file);
        placed.insert(mark.file);
    }
    const auto half = static_cast<std::size_t>(missing.size() / 2);
    bool isAll = true;
    while (!missing.empty()) {
        std::vector<SetPlacing> files;
        while (!missing.empty() && files.size() <= half) {
            SetPlacing file;
            file.mark.file = *missing.begin();
            missing.erase(missing.begin());
            if (QFileInfo::exists(folder.targetOf(
                    file.mark.file))) // it has its name, but not its mark: it is proven by its content
                file.whenExists = core::WhenExists::Overwrite;
            auto out = File::open(folder.temporaryPath(file.mark.file), File::Mode::ReadWriteNew);
            const bool isWritten = out && out->writeAt(0, core::bytesOf(contentOf(file.mark.file)));
            if (!isWritten) {
                isAll = false;
                continue;
            }
            file.contents = std::make_shared<File>(std::move(*out));
            files.push_back(std::move(file));
        }
        folder.place(files);
        for (const SetPlacing &file : files) {
            if (file.result)
                placed.insert(file.mark.file);
            else
                isAll = false;
        }
    }
    return isAll;
}

/// Files that the journal speaks of.
std::set<SetPlan::Index> marked(const QByteArray &journal)
{
    std::set<SetPlan::Index> files;
    for (qsizetype at = 0; at + kMark <= journal.size(); at += kMark)
        files.insert(qFromLittleEndian<quint32>(journal.constData() + at));
    return files;
}

/// A disk that keeps only what was synced: bytes with their file, names with their folder, all with the
/// volume.
class Platter
{
public:
    explicit Platter(QString folder)
        : m_folder(std::move(folder))
    {
    }

    void synced(const Call &call)
    {
        const QString path = QFile::decodeName(call.path);
        if (call.name == "fdatasync") {
            m_bytes[inodeOf(path)] = contentsOf(path);
        } else if (call.name == "fsync") {
            syncNames(path);
        } else if (call.name == "syncfs") {
            for (QDirIterator it(m_folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
                const QString file = it.next();
                m_bytes[inodeOf(file)] = contentsOf(file);
            }
            for (QDirIterator it(m_folder, QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
                 it.hasNext();)
                syncNames(it.next());
            syncNames(m_folder);
        }
    }

    /// What would be found there behind a power cut; empty: nothing.
    QByteArray kept(const QString &path) const
    {
        for (QString folder = QFileInfo(path).path(); folder.size() > m_folder.size();
             folder = QFileInfo(folder).path()) {
            if (!m_names.contains(folder)) // the name of a folder is one in that above it
                return {};
        }
        const auto name = m_names.find(path);
        const auto bytes = name == m_names.end() ? m_bytes.end() : m_bytes.find(name->second);
        return bytes == m_bytes.end() ? QByteArray() : bytes->second;
    }

private:
    static ino_t inodeOf(const QString &path)
    {
        struct stat info
        {
        };
        return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_ino : 0;
    }

    void syncNames(const QString &folder)
    {
        for (const QString &name : QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
            m_names[folder + u'/' + name] = inodeOf(folder + u'/' + name);
    }

    const QString m_folder;
    std::map<ino_t, QByteArray> m_bytes;
    std::map<QString, ino_t> m_names;
};

} // namespace

void tst_SetInterruptions::powerCutAtEveryCall_data()
{
    QTest::addColumn<int>("files");
    QTest::addColumn<bool>("canSyncVolumes");
    QTest::newRow("a few, each synced by itself") << 6 << true;
    QTest::newRow("many, synced with their volume") << 60 << true;
    QTest::newRow("many, where volumes cannot be synced") << 60 << false;
}

void tst_SetInterruptions::powerCutAtEveryCall()
{
    QFETCH(int, files);
    QFETCH(bool, canSyncVolumes);
    QTemporaryDir dir(scratch());
    const QString target = dir.filePath(u"set"_s);
    const SetPlan plan = planOf(files);
    QVERIFY(SetFolder::create(target, plan));
    Platter platter(dir.path());
    platter.synced({"syncfs", {}}); // create() did so
    QByteArray problem;
    int calls = 0;
    const auto check = [&](const std::set<SetPlan::Index> &claimed, const QByteArray &when) {
        for (const SetPlan::Index file : claimed) {
            if (problem.isEmpty() && platter.kept(dir.path() + u'/' + plan.name(file)) != contentOf(file))
                problem = when + ": a power cut would lose file " + QByteArray::number(file);
        }
    };
    std::set<SetPlan::Index> placed;
    {
        const systemcalls::Watch watch(
            QFile::encodeName(dir.path()),
            [&](const Call &call) {
                ++calls;
                // The worst order: what is appended to the journal reaches the disk at once.
                check(marked(contentsOf(journalOf(target))), "marked before " + call.name);
                check(placed, "told before " + call.name);
                return call.name == "syncfs" && !canSyncVolumes ? ENOSYS : 0;
            },
            [&](const Call &call) { platter.synced(call); });
        QVERIFY(placeAll(target, placed));
    }
    check(placed, "told");
    QVERIFY2(problem.isEmpty(), problem);
    QVERIFY(calls > files * 2);
    QCOMPARE(placed.size(), static_cast<std::size_t>(files));
    QCOMPARE(marked(platter.kept(journalOf(target))).size(), static_cast<std::size_t>(files));
}

void tst_SetInterruptions::everyCallFailsOnce_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("ENOSPC") << ENOSPC;
    QTest::newRow("EIO") << EIO;
    QTest::newRow("EROFS") << EROFS;
}

/// What is told to be in its place is, and right; and the next attempt gets there.
void tst_SetInterruptions::everyCallFailsOnce()
{
    QFETCH(int, error);
    constexpr int kFiles = 12;
    const SetPlan plan = planOf(kFiles);
    for (int failing = 0;; ++failing) {
        QTemporaryDir dir(scratch());
        const QString target = dir.filePath(u"set"_s);
        QVERIFY(SetFolder::create(target, plan));
        std::set<SetPlan::Index> placed;
        int calls = 0;
        QByteArray failed;
        {
            const systemcalls::Watch watch(QFile::encodeName(dir.path()), [&](const Call &call) {
                if (calls++ != failing)
                    return 0;
                failed = call.name;
                return error;
            });
            std::ignore = placeAll(target, placed);
        }
        const auto when = [&] { return QByteArray("call " + QByteArray::number(failing) + ", " + failed); };
        for (const SetPlan::Index file : placed)
            QVERIFY2(contentsOf(dir.path() + u'/' + plan.name(file)) == contentOf(file), when());
        for (const SetPlan::Index file : marked(contentsOf(journalOf(target))))
            QVERIFY2(contentsOf(dir.path() + u'/' + plan.name(file)) == contentOf(file), when());
        QVERIFY2(placeAll(target, placed), when());
        QCOMPARE(placed.size(), static_cast<std::size_t>(kFiles));
        for (SetPlan::Index file = 0; file < kFiles; ++file)
            QVERIFY2(contentsOf(dir.path() + u'/' + plan.name(file)) == contentOf(file), when());
        if (failed.isEmpty()) {
            QVERIFY(calls > 20);
            return;
        }
    }
}

void tst_SetInterruptions::killedWhileItGrows_data()
{
    QTest::addColumn<bool>("isFetched");
    QTest::newRow("nobody fetches it") << false;
    QTest::newRow("while it is fetched") << true;
}

/// At every call: it has the one plan or the other, whole, and knows what is in its place; asked again, it
/// has the larger one.
void tst_SetInterruptions::killedWhileItGrows()
{
    QFETCH(bool, isFetched);
    constexpr int kFiles = 6;
    constexpr SetPlan::Index kMore = 10;
    const SetPlan larger = planOf(kMore);
    bool wasOld = false;
    bool wasNew = false;
    for (int last = 0;; ++last) {
        QTemporaryDir dir(scratch());
        const QString target = dir.filePath(u"set"_s);
        QVERIFY(SetFolder::create(target, planOf(kFiles)));
        std::set<SetPlan::Index> placed;
        QVERIFY(placeAll(target, placed));
        QVERIFY(storage::wish(target, {1}, storage::SetWish::Skip));
        auto running = isFetched ? *SetFolder::open(target) : nullptr;
        const std::vector<SetPlan::Index> added{kMore - 1};
        int calls = 0;
        {
            const systemcalls::Watch watch(QFile::encodeName(dir.path()),
                                           [&](const Call &) { return calls++ < last ? 0 : EIO; });
            std::ignore = storage::growSet(target, larger, added);
            running.reset(); // its attempt ends, and another one begins
            std::ignore = SetFolder::open(target);
        }
        const bool wasKilled = calls > last;
        const auto check = [&](const QByteArray &when) {
            const auto set = storage::storedSet(target);
            QVERIFY2(set, when);
            const SetPlan::Index files = set->plan().size();
            QVERIFY2(files == kFiles || files == kMore, when);
            QVERIFY2(set->marks.size() == std::size_t(kFiles), when);
            for (const storage::SetMark &mark : set->marks)
                QVERIFY2(QFileInfo::exists(dir.filePath(set->plan().name(mark.file))), when);
            QVERIFY2(set->unwanted.size() == 1, when);
            QVERIFY2(set->plan().name(set->unwanted.front()) == larger.name(1), when);
            (files == kMore ? wasNew : wasOld) = true;
        };
        check("killed at call " + QByteArray::number(last));
        QVERIFY(storage::growSet(target, larger, added));
        check("asked again");
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(storage::storedSet(target)->plan().size(), kMore);
        if (!wasKilled) {
            QVERIFY(last > 3);
            break;
        }
    }
    QVERIFY(wasOld && wasNew);
}

QTEST_GUILESS_MAIN(tst_SetInterruptions)
#include "tst_setinterruptions.moc"
