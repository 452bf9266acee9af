#include "core/storage/file.h"
#include "partialfixture.h"

#include "core/storage/filesystem.h"
#include "core/storage/partpaths.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#endif

using core::ErrorKind;
using storage::fs::File;
using namespace fixture;
namespace fs = storage::fs;

class tst_FileSystem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void writesAndReadsAnywhere();
    void reserves();
    void openRefuses_data();
    void openRefuses();
    void privateForItsOwner_data();
    void privateForItsOwner();
    void moves();
    void locks();
    void newRefusesWhatExists();
    void lockNoticesAMovedFile();
    void renameNewReplacesNothing();
    void moveToTarget();
    void removeForgivesAbsence();
    void spaceAndFolders();
    void limitsAreNamed();

private:
    QString path(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_FileSystem::writesAndReadsAnywhere()
{
    const auto file = File::open(path("a"), File::Mode::ReadWriteCreate);
    QVERIFY_OK(file);
    QVERIFY_OK(file->writeAt(10, view("hello")));
    QVERIFY_OK(file->writeAt(0, view("0123456789")));
    QVERIFY_OK(file->writeAt(3, {}));
    QVERIFY_OK(file->syncData());
    QCOMPARE(*file->size(), qint64(15));
    std::array<std::uint8_t, 8> buffer{};
    QCOMPARE(*file->readAt(9, buffer), qint64(6));
    QCOMPARE(buffer[0], std::uint8_t('9'));
    QCOMPARE(*file->readAt(100, buffer), qint64(0));
    QVERIFY_OK(file->resize(4));
    QCOMPARE(contentsOf(path("a")), QByteArray("0123"));
    const auto tail = File::open(path("a"), File::Mode::AppendCreate);
    QVERIFY_OK(tail->append(view("xyz")));
    QCOMPARE(contentsOf(path("a")), QByteArray("0123xyz"));
}

void tst_FileSystem::reserves()
{
    const auto file = File::open(path("a"), File::Mode::ReadWriteCreate);
    QVERIFY_OK(file->reserve(1 << 20));
    QVERIFY_OK(file->reserve(0));
    QVERIFY(*file->size() == 1 << 20 || *file->size() == 0);
    QVERIFY(!file->reserve(std::numeric_limits<qint64>::max() / 2).has_value());
}

void tst_FileSystem::openRefuses_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("folder missing") << QStringLiteral("no/a") << ErrorKind::FolderMissing;
    QTest::newRow("folder is a file") << QStringLiteral("file/a") << ErrorKind::FolderMissing;
    QTest::newRow("is a folder") << QStringLiteral("folder") << ErrorKind::NameRefused;
    QTest::newRow("is a link") << QStringLiteral("link") << ErrorKind::NameRefused;
    QTest::newRow("is a pipe") << QStringLiteral("pipe") << ErrorKind::NameRefused;
    QTest::newRow("name too long") << QString(300, u'a') << ErrorKind::NameRefused;
}

void tst_FileSystem::openRefuses()
{
#ifdef Q_OS_UNIX
    QFETCH(QString, what);
    QFETCH(ErrorKind, kind);
    QVERIFY(putContents(path("file"), "x"));
    QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("folder")));
    QVERIFY(QFile::link(path("file"), path("link")));
    QCOMPARE(::mkfifo(qPrintable(path("pipe")), 0600), 0);
    for (const File::Mode mode : {File::Mode::ReadWriteCreate, File::Mode::AppendCreate})
        QVERIFY_FAILS(File::open(m_dir->filePath(what), mode), kind);
#endif
}

void tst_FileSystem::privateForItsOwner_data()
{
    QTest::addColumn<int>("before"); // permissions of what is there; 0: nothing
    QTest::newRow("new") << 0;
    QTest::newRow("of an earlier version") << 0755;
    QTest::newRow("for the group") << 0750;
    QTest::newRow("private already") << 0700;
}

/// Folders of our own, and files that are appended to, whatever the umask.
void tst_FileSystem::privateForItsOwner()
{
#ifdef Q_OS_UNIX
    QFETCH(int, before);
    const mode_t usual = ::umask(0);
    const auto modeOf = [](const QString &name) {
        struct stat info
        {
        };
        return ::stat(qPrintable(name), &info) == 0 ? int(info.st_mode & 0777) : -1;
    };
    const QString folder = path("a/b");
    if (before != 0) {
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(putContents(folder + QStringLiteral("/log"), "x"));
        QCOMPARE(::chmod(qPrintable(folder), mode_t(before)), 0);
        QCOMPARE(::chmod(qPrintable(folder + QStringLiteral("/log")), mode_t(before & 0666)), 0);
    }
    const auto made = fs::makePrivateFolder(folder);
    const auto log = File::open(folder + QStringLiteral("/log"), File::Mode::AppendCreate);
    ::umask(usual);
    QVERIFY_OK(made);
    QVERIFY_OK(log);
    QCOMPARE(modeOf(folder), 0700);
    QCOMPARE(modeOf(path("a")), before == 0 ? 0700 : 0777); // no one else's folder is touched
    QCOMPARE(modeOf(folder + QStringLiteral("/log")), 0600);
    QVERIFY(putContents(path("file"), "x"));
    QVERIFY(!fs::makePrivateFolder(path("file")));
    QVERIFY(!fs::makePrivateFolder(path("file/below")));
#endif
}

void tst_FileSystem::moves()
{
    auto file = File::open(path("a"), File::Mode::ReadWriteCreate);
    File other = std::move(*file);
    QVERIFY(!file->isOpen());
    QVERIFY(other.isOpen());
    *file = std::move(other);
    QVERIFY_OK(file->writeAt(0, view("x")));
    file->close();
    QVERIFY(!file->writeAt(0, view("x")).has_value());
}

void tst_FileSystem::locks()
{
    auto first = File::open(path("a"), File::Mode::ReadWriteCreate);
    QVERIFY_OK(first->lock());
    const auto second = File::open(path("a"), File::Mode::ReadWriteCreate);
    QVERIFY_FAILS(second->lock(), ErrorKind::PartFileLocked);
    first->close();
    QVERIFY_OK(second->lock());
}

void tst_FileSystem::newRefusesWhatExists()
{
    QVERIFY_OK(File::open(path("a"), File::Mode::ReadWriteNew));
    QVERIFY_FAILS(File::open(path("a"), File::Mode::ReadWriteNew), ErrorKind::TargetExists);
    QVERIFY(QFile::link(path("nowhere"), path("link")));
    QVERIFY_FAILS(File::open(path("link"), File::Mode::ReadWriteNew), ErrorKind::TargetExists);
}

void tst_FileSystem::lockNoticesAMovedFile()
{
    const auto file = File::open(path("a"), File::Mode::ReadWriteCreate);
    QVERIFY_OK(fs::renameOver(path("a"), path("b")));
    QVERIFY_FAILS(file->lock(), ErrorKind::PartFileLocked);
}

void tst_FileSystem::renameNewReplacesNothing()
{
    QVERIFY(putContents(path("a"), "new"));
    QVERIFY(putContents(path("b"), "old"));
    QVERIFY_FAILS(fs::renameNew(path("a"), path("b")), ErrorKind::TargetExists);
    QCOMPARE(contentsOf(path("b")), QByteArray("old"));
    QVERIFY_OK(fs::renameNew(path("a"), path("c")));
    QVERIFY_OK(fs::renameOver(path("c"), path("b")));
    QCOMPARE(contentsOf(path("b")), QByteArray("new"));
    QVERIFY_FAILS(fs::renameNew(path("gone"), path("d")), ErrorKind::FolderMissing);
}

void tst_FileSystem::moveToTarget()
{
    const QString target = path("file");
    const QString fresh = storage::freshPartPath(target);
    QVERIFY(fresh.startsWith(target + QStringLiteral(".part.")));
    QCOMPARE(fresh.size(), target.size() + 11);
    QVERIFY(fresh.section(u'.', -1) !=
            storage::freshPartPath(target + QStringLiteral("x")).section(u'.', -1));
    QCOMPARE(storage::spoolPath(target, 12), fresh + QStringLiteral(".12"));
    QVERIFY(putContents(storage::partPath(target), "new"));
    QVERIFY(putContents(target, "old"));
    const QString part = storage::partPath(target);
    QVERIFY_FAILS(storage::moveToTarget(part, target, core::WhenExists::Refuse), ErrorKind::TargetExists);
    QVERIFY_OK(storage::moveToTarget(part, target, core::WhenExists::Overwrite));
    QCOMPARE(contentsOf(target), QByteArray("new"));
}

void tst_FileSystem::removeForgivesAbsence()
{
    QVERIFY(putContents(path("a"), "x"));
    QVERIFY_OK(fs::remove(path("a")));
    QVERIFY_OK(fs::remove(path("a")));
}

void tst_FileSystem::spaceAndFolders()
{
    QVERIFY(*fs::freeSpace(m_dir->path()) > 0);
    QVERIFY_FAILS(fs::freeSpace(path("no")), ErrorKind::FolderMissing);
    QVERIFY_OK(fs::syncFolder(m_dir->path()));
    QVERIFY_FAILS(fs::syncFolder(path("no")), ErrorKind::FolderMissing);
}

void tst_FileSystem::limitsAreNamed()
{
#ifdef Q_OS_UNIX
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = 4096;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto file = File::open(path("a"), File::Mode::ReadWriteCreate);
    const auto inside = file->writeAt(0, view(QByteArray(4096, 'x')));
    const auto beyond = file->writeAt(4000, view(QByteArray(200, 'x')));
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY_OK(inside);
    QVERIFY_FAILS(beyond, ErrorKind::FileTooLarge);
    QVERIFY_OK(file->writeAt(4000, view(QByteArray(200, 'x'))));
#endif
}

SLUICE_TEST(tst_FileSystem)
#include "tst_filesystem.moc"
