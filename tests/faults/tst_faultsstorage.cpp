#include "tests/faults/faultrow.h"
#include "tests/storage/systemcalls.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace support;
using namespace faults;
using core::ErrorKind;
using transfer::Event;
using transfer::State;

/// The fault list, section D, 60 to 63: what a disk answers that is full, dying, or too small-minded, by
/// letting the program's own calls fail; and what people do to a part file.
class tst_FaultsStorage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void cleanup() { m_watch.reset(); }
    void survives_data();
    void survives() { runRow(); }
    void peopleAndPartFiles_data();
    void peopleAndPartFiles();
    void peopleAndSets_data();
    void peopleAndSets();

private:
    void rowsOfFailingCalls();
    void rowsOfSets();

    QTemporaryDir m_state;
    std::unique_ptr<systemcalls::Watch> m_watch; ///< of the row that runs
};

namespace {

constexpr int kPatience = 20'000;
constexpr qint64 kAllAgain = (3 << 20) + (64 << 10); ///< the object of a stage, header included

bool concerns(const systemcalls::Call &call, const QByteArray &name, const QByteArray &suffix)
{
    return call.name == name && (suffix.isEmpty() || call.path.endsWith(suffix));
}

} // namespace

void tst_FaultsStorage::rowsOfFailingCalls()
{
    // From the third such call on, until it is healed.
    const auto failing = [this](const QByteArray &call, const QByteArray &suffix, int error, int after = 2) {
        return [=, this](Stage &stage) {
            auto count = std::make_shared<std::atomic<int>>(0);
            m_watch = std::make_unique<systemcalls::Watch>(
                QFile::encodeName(stage.harness.folder()), [=](const systemcalls::Call &now) {
                    return concerns(now, call, suffix) && ++*count > after ? error : 0;
                });
        };
    };
    const auto heal = [this](Stage &) { m_watch.reset(); };
    const auto waits = [&](const char *name, const FaultRow::Arrange &arrange, ErrorKind kind) {
        addRow(name, {What::Blte},
               {.arrange = arrange, .end = State::Waiting, .kind = kind, .twice = kAllAgain, .heal = heal});
    };
    const auto fails = [&](const char *name, const FaultRow::Arrange &arrange, ErrorKind kind) {
        addRow(name, {What::Blte},
               {.arrange = arrange, .end = State::Failed, .kind = kind, .twice = kAllAgain, .heal = heal});
    };
    waits("60: full at a write", failing("pwrite", ".part", ENOSPC), ErrorKind::DiskFull);
    waits("60: full at a note", failing("write", ".resume", ENOSPC), ErrorKind::DiskFull);
    waits("60: full at the rename", failing("renameat2", "/file", ENOSPC, 0), ErrorKind::DiskFull);
    waits("61: quota", failing("pwrite", ".part", EDQUOT), ErrorKind::DiskFull);
    waits("61: input/output error", failing("pwrite", ".part", EIO), ErrorKind::WriteFailed);
    waits("61: the sync fails", failing("fdatasync", ".part", EIO, 0), ErrorKind::SyncFailed);
    fails("61: too large for the file system", failing("pwrite", ".part", EFBIG), ErrorKind::FileTooLarge);
    fails("61: read-only all at once", failing("pwrite", ".part", EROFS), ErrorKind::PermissionDenied);
    addRow("61: no reserving", {What::Blte}, {.arrange = failing("fallocate", {}, EOPNOTSUPP, 0)});
}

/// Its small files lie in its folder until they get their places, many at a time.
void tst_FaultsStorage::rowsOfSets()
{
    const auto failing = [this](const QByteArray &call, const QByteArray &part, int error, int after = 2) {
        return [=, this](Stage &stage) {
            auto count = std::make_shared<std::atomic<int>>(0);
            m_watch = std::make_unique<systemcalls::Watch>(
                QFile::encodeName(stage.harness.folder()), [=](const systemcalls::Call &now) {
                    const bool isIt = now.name == call && now.path.contains(part);
                    return isIt && ++*count > after ? error : 0;
                });
        };
    };
    const auto row = [&](const char *name, const FaultRow::Arrange &arrange, State end, ErrorKind kind) {
        addRow(name, {What::Set},
               {.arrange = arrange, .end = end, .kind = kind, .twice = kAllAgain, .heal = [this](Stage &) {
                    m_watch.reset();
                }});
    };
    row("60: full at a small file", failing("pwrite", "set.part/", ENOSPC), State::Waiting,
        ErrorKind::DiskFull);
    row("60: full at the large file", failing("pwrite", "large.part", ENOSPC), State::Waiting,
        ErrorKind::DiskFull);
    row("60: full at a mark", failing("write", "journal-", ENOSPC, 0), State::Waiting, ErrorKind::DiskFull);
    row("60: full at a rename", failing("renameat2", "/slice", ENOSPC), State::Waiting, ErrorKind::DiskFull);
    row("61: quota", failing("pwrite", "set.part/", EDQUOT), State::Waiting, ErrorKind::DiskFull);
    row("61: input/output error", failing("pwrite", "set.part/", EIO), State::Waiting,
        ErrorKind::WriteFailed);
    row("61: a sync fails", failing("fdatasync", "set.part/", EIO), State::Waiting, ErrorKind::SyncFailed);
    row("61: the sync of the journal fails", failing("fdatasync", "journal-", EIO, 0), State::Waiting,
        ErrorKind::SyncFailed);
    row("61: too large for the file system", failing("pwrite", "large.part", EFBIG), State::Failed,
        ErrorKind::FileTooLarge);
    row("61: read-only all at once", failing("pwrite", {}, EROFS), State::Failed,
        ErrorKind::PermissionDenied);
}

void tst_FaultsStorage::survives_data()
{
    addColumns();
    rowsOfFailingCalls();
    rowsOfSets();
}

namespace {

using Deed = std::function<void(Stage &, const QString &part)>;

void writeInto(const QString &path, qint64 at)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at) && file.write("not yours", 9) == 9);
    QVERIFY(file.flush());
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(60), QFileDevice::FileModificationTime));
}

void replace(const QString &path, qint64 size)
{
    QVERIFY(QFile::remove(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(Stage::otherBytes(size)) == size);
    QVERIFY(file.flush());
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-1), QFileDevice::FileModificationTime));
}

} // namespace

void tst_FaultsStorage::peopleAndPartFiles_data()
{
    QTest::addColumn<Deed>("deed");
    QTest::addColumn<bool>("isPaused");
    const auto row = [](const char *name, const Deed &deed) {
        QTest::addRow("63: %s", name) << deed << false;
        QTest::addRow("63: %s (paused)", name) << deed << true;
    };
    row("deleted", [](Stage &, const QString &part) { QVERIFY(QFile::remove(part)); });
    row("replaced", [](Stage &stage, const QString &part) { replace(part, stage.size()); });
    row("the whole folder deleted", [](Stage &stage, const QString &) {
        QVERIFY(QDir(stage.harness.folder()).removeRecursively());
        QVERIFY(QDir().mkpath(stage.harness.folder()));
    });
    const auto whilePaused = [](const char *name, const Deed &deed) {
        QTest::addRow("63: %s (paused)", name) << deed << true;
    };
    whilePaused("truncated", [](Stage &, const QString &part) { QVERIFY(QFile::resize(part, 100'000)); });
    whilePaused("modified", [](Stage &, const QString &part) { writeInto(part, 70'000); });
    whilePaused("its record garbage",
                [](Stage &, const QString &part) { writeInto(part + QStringLiteral(".resume"), 20); });
    whilePaused("both deleted", [](Stage &, const QString &part) {
        QVERIFY(QFile::remove(part) && QFile::remove(part + QStringLiteral(".resume")));
    });
}

/// In the middle, or while it rests. A part file that is written to while we do is beyond what can be seen.
void tst_FaultsStorage::peopleAndPartFiles()
{
    QFETCH(Deed, deed);
    QFETCH(bool, isPaused);
    for (const What what : {What::Blte, What::Plain}) {
        Stage stage(what);
        stage.setSettings([](queue::Settings &s) { s.bytesPerSecond = 5'000'000; });
        stage.start();
        QTRY_VERIFY_WITH_TIMEOUT(stage.item().progress.networkBytes > (1 << 20), kPatience);
        if (isPaused) {
            stage.harness.queue().hold({stage.id()});
            QTRY_COMPARE_WITH_TIMEOUT(stage.item().state, State::Paused, kPatience);
        }
        deed(stage, stage.harness.folder() + QStringLiteral("/file.part"));
        if (isPaused) {
            stage.setSettings([](queue::Settings &s) { s.bytesPerSecond = 0; });
            stage.harness.queue().run({stage.id()});
        }
        QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
        QVERIFY2(stage.harness.content() == stage.expected, "wrong bytes");
        QVERIFY2(stage.complaint().isEmpty(), qPrintable(stage.complaint()));
        const QStringList allowed{QStringLiteral("file"), QStringLiteral("file.part.resume.bad")};
        QCOMPARE(stage.harness.litter(allowed), QStringList());
    }
}

namespace {

QString inSet(const Stage &stage, const char *name)
{
    return stage.harness.folder() + u'/' + QString::fromLatin1(name);
}

} // namespace

/// What people do to a set between two runs, and how it ends then.
void tst_FaultsStorage::peopleAndSets_data()
{
    using Deeds = std::function<void(Stage &)>;
    QTest::addColumn<Deeds>("deed");
    QTest::addColumn<ErrorKind>("kind"); // None: it gets through
    const auto row = [](const char *name, const Deeds &deed, ErrorKind kind = ErrorKind::None) {
        QTest::addRow("63: %s", name) << deed << kind;
    };
    row("nothing", [](Stage &) {});
    row("the part of the large file deleted",
        [](Stage &stage) { QVERIFY(QFile::remove(inSet(stage, "Set/large.part"))); });
    row("its record, too", [](Stage &stage) {
        QVERIFY(QFile::remove(inSet(stage, "Set/large.part")));
        QVERIFY(QFile::remove(inSet(stage, "Set/large.part.resume")));
    });
    row("the part of the large file written to",
        [](Stage &stage) { writeInto(inSet(stage, "Set/large.part"), 70'000); });
    row("the journal garbage", [](Stage &stage) {
        const QDir work(inSet(stage, "set.part"));
        writeInto(work.filePath(work.entryList({QStringLiteral("journal-*")}).value(0)), 20);
    });
    row("the journal deleted", [](Stage &stage) {
        const QDir work(inSet(stage, "set.part"));
        QVERIFY(QFile::remove(work.filePath(work.entryList({QStringLiteral("journal-*")}).value(0))));
    });
    row("all files in their places deleted", [](Stage &stage) {
        for (const QString &name : stage.names())
            QFile::remove(stage.harness.folder() + u'/' + name);
    });
    row(
        "a file in its place written to",
        [](Stage &stage) { writeInto(inSet(stage, "Set/folder0/slice0"), 3); }, ErrorKind::TargetExists);
    row(
        "the list of its files garbage", [](Stage &stage) { writeInto(inSet(stage, "set.part/plan"), 50); },
        ErrorKind::RecordNotOurs);
    row(
        "the folder of its list deleted",
        [](Stage &stage) { QVERIFY(QDir(inSet(stage, "set.part")).removeRecursively()); },
        ErrorKind::RecordUnreadable);
    row("files of a person's beside ours", [](Stage &stage) {
        writeInto(inSet(stage, "set.part/notes.txt"), 0);
        QVERIFY(QFile::remove(inSet(stage, "set.part/notes.txt")));
    });
}

void tst_FaultsStorage::peopleAndSets()
{
    QFETCH(std::function<void(Stage &)>, deed);
    QFETCH(ErrorKind, kind);
    Stage stage(What::Set);
    stage.setSettings([](queue::Settings &s) { s.bytesPerSecond = 1'500'000; });
    stage.start();
    const auto isInTheMiddle = [&] {
        return QFile::exists(inSet(stage, "Set/large.part.resume")) &&
               QFile::exists(inSet(stage, "Set/folder0/slice0"));
    };
    QTRY_VERIFY_WITH_TIMEOUT(isInTheMiddle(), kPatience);
    stage.harness.queue().hold({stage.id()});
    QTRY_COMPARE_WITH_TIMEOUT(stage.item().state, State::Paused, kPatience);
    deed(stage);
    if (QTest::currentTestFailed())
        return;
    stage.setSettings([](queue::Settings &s) { s.bytesPerSecond = 0; });
    stage.harness.queue().run({stage.id()});
    if (kind != ErrorKind::None) {
        QVERIFY(stage.harness.waitFor(stage.id(), State::Failed));
        QCOMPARE(core::name(stage.item().error.kind), core::name(kind));
        return;
    }
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    QVERIFY(stage.isRight());
    const QStringList left = stage.litter().filter(QStringLiteral(".resume.bad"));
    QCOMPARE(stage.litter(), left);
}

QTEST_GUILESS_MAIN(tst_FaultsStorage)
#include "tst_faultsstorage.moc"
