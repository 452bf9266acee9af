#include "core/cache/objectcache.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <thread>

using cache::EntryKey;
using cache::ObjectCache;
using Outcome = cache::ObjectCache::Outcome;

namespace {

constexpr qint64 kLimit = 1 << 20;

blte::Digest digestOf(const QByteArray &bytes)
{
    return blte::md5(
        {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
}

QByteArray bytesOf(int number, qsizetype size = 1000)
{
    return QByteArray(size, static_cast<char>(number)) + QByteArray::number(number);
}

/// Named by its MD5, like a config.
EntryKey keyFor(const QByteArray &bytes)
{
    EntryKey key;
    key.space = QStringLiteral("tpr/test");
    key.name = digestOf(bytes);
    return key;
}

ObjectCache::Proof proofFor(const EntryKey &key)
{
    return [key](const cache::EntryBytes &entry) { return digestOf(entry.bytes) == key.name; };
}

ObjectCache::Lookup lookUp(ObjectCache &objects, const QByteArray &bytes)
{
    return objects.read(keyFor(bytes), proofFor(keyFor(bytes)));
}

QStringList filesIn(const QString &folder)
{
    QStringList files;
    QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext())
        files << all.next();
    return files;
}

void setAge(const QString &path, std::chrono::seconds age)
{
    const std::filesystem::path file = QFileInfo(path).filesystemAbsoluteFilePath();
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - age);
}

/// What the process that is to be killed does: keeps entries without end.
int keepForever(const QString &folder)
{
    ObjectCache objects(folder, kLimit * 64);
    for (int i = 0;; i = (i + 1) % 64) {
        const QByteArray bytes = bytesOf(i, 300'000);
        std::ignore = objects.write(keyFor(bytes), bytes);
    }
}

} // namespace

class tst_ObjectCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasKept();
    void anotherRunFindsIt();
    void damagedEntriesAreRemoved_data();
    void damagedEntriesAreRemoved();
    void whatIsNotProvenIsRemoved();
    void staysWithinItsLimit();
    void usedEntriesStay();
    void tooLargeIsNotKept();
    void figuresOutliveTheProcess();
    void clearsOnlyItsOwn();
    void removesDamagedOnes();
    void readingBackTellsHowFarItIs();
    void readingBackCanBeEnded();
    void aSmallerLimitIsKeptTo();
    void worksWithoutAPlaceToWrite();
    void staleHalvesGo();
    void twoAtOnce();
    void survivesKills();
};

void tst_ObjectCache::givesBackWhatWasKept()
{
    QTemporaryDir folder;
    ObjectCache objects(folder.path(), kLimit);
    const QByteArray bytes = bytesOf(1);
    QCOMPARE(lookUp(objects, bytes).outcome, Outcome::Miss);
    QVERIFY(objects.write(keyFor(bytes), bytes));
    const auto found = lookUp(objects, bytes);
    QCOMPARE(found.outcome, Outcome::Hit);
    QCOMPARE(found.bytes, bytes);
    objects.remove(keyFor(bytes));
    QCOMPARE(lookUp(objects, bytes).outcome, Outcome::Miss);
    const auto info = objects.info();
    QCOMPARE(info.entries, 0);
    QCOMPARE(info.hits, 1);
    QCOMPARE(info.misses, 2);
    QCOMPARE(info.limit, kLimit);
}

void tst_ObjectCache::anotherRunFindsIt()
{
    QTemporaryDir folder;
    const QByteArray bytes = bytesOf(1);
    QVERIFY(ObjectCache(folder.path() + u'/', kLimit).write(keyFor(bytes), bytes));
    ObjectCache objects(folder.path(), kLimit);
    QCOMPARE(lookUp(objects, bytes).bytes, bytes);
    QCOMPARE(objects.info().entries, 1);
    QCOMPARE(objects.info().size, bytes.size() + cache::kFooterSize);
}

void tst_ObjectCache::damagedEntriesAreRemoved_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("flipAt");
    for (const int size : {0, 1, 27, 999, 1003, 1048})
        QTest::addRow("cut at %d", size) << size << -1;
    for (const int at : {0, 500, 1001, 1010, 1040})
        QTest::addRow("flipped at %d", at) << 1049 << at;
}

void tst_ObjectCache::damagedEntriesAreRemoved()
{
    QFETCH(int, size);
    QFETCH(int, flipAt);
    QTemporaryDir folder;
    ObjectCache objects(folder.path(), kLimit);
    const QByteArray bytes = bytesOf(1);
    QVERIFY(objects.write(keyFor(bytes), bytes));
    QFile file(folder.filePath(cache::relativePath(keyFor(bytes))));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray content = file.readAll();
    if (flipAt >= 0)
        content[flipAt] = static_cast<char>(content[flipAt] ^ 1);
    file.seek(0);
    file.write(content);
    QVERIFY(file.resize(size));
    file.close();
    QCOMPARE(lookUp(objects, bytes).outcome, Outcome::Damaged);
    QCOMPARE(objects.info().damaged, 1);
    QVERIFY(!file.exists());
    QVERIFY(objects.write(keyFor(bytes), bytes));
    QCOMPARE(lookUp(objects, bytes).outcome, Outcome::Hit);
}

/// Somebody put other bytes there, with a footer that fits.
void tst_ObjectCache::whatIsNotProvenIsRemoved()
{
    QTemporaryDir folder;
    ObjectCache objects(folder.path(), kLimit);
    QVERIFY(objects.write(keyFor(bytesOf(1)), bytesOf(2)));
    QCOMPARE(lookUp(objects, bytesOf(1)).outcome, Outcome::Damaged);
    QCOMPARE(lookUp(objects, bytesOf(1)).outcome, Outcome::Miss);
}

void tst_ObjectCache::staysWithinItsLimit()
{
    QTemporaryDir folder;
    ObjectCache objects(folder.path(), 100'000);
    for (int i = 0; i < 300; ++i) {
        const QByteArray bytes = bytesOf(i % 250, 2000 + i);
        QVERIFY(objects.write(keyFor(bytes), bytes));
        QVERIFY2(objects.info().size <= 100'000, qPrintable(QString::number(objects.info().size)));
    }
    QVERIFY(objects.info().size > 80'000);
    const QByteArray last = bytesOf(299 % 250, 2299);
    QCOMPARE(lookUp(objects, last).outcome, Outcome::Hit);
}

void tst_ObjectCache::usedEntriesStay()
{
    QTemporaryDir folder;
    ObjectCache objects(folder.path(), 10'000);
    for (int i = 0; i < 8; ++i) {
        QVERIFY(objects.write(keyFor(bytesOf(i)), bytesOf(i)));
        setAge(folder.filePath(cache::relativePath(keyFor(bytesOf(i)))), std::chrono::hours(10 - i));
    }
    QCOMPARE(lookUp(objects, bytesOf(0)).outcome, Outcome::Hit);
    QVERIFY(objects.write(keyFor(bytesOf(8)), bytesOf(8)));
    QVERIFY(objects.write(keyFor(bytesOf(9)), bytesOf(9)));
    QCOMPARE(lookUp(objects, bytesOf(0)).outcome, Outcome::Hit);
    QCOMPARE(lookUp(objects, bytesOf(1)).outcome, Outcome::Miss);
    QCOMPARE(lookUp(objects, bytesOf(9)).outcome, Outcome::Hit);
}

void tst_ObjectCache::tooLargeIsNotKept()
{
    QTemporaryDir folder;
    ObjectCache objects(folder.path(), 500);
    QVERIFY(objects.write(keyFor(bytesOf(1)), bytesOf(1)));
    QCOMPARE(lookUp(objects, bytesOf(1)).outcome, Outcome::Miss);
    QVERIFY(filesIn(folder.path()).isEmpty());
}

void tst_ObjectCache::figuresOutliveTheProcess()
{
    QTemporaryDir folder;
    {
        ObjectCache first(folder.path(), kLimit);
        ObjectCache second(folder.path(), kLimit);
        QVERIFY(first.write(keyFor(bytesOf(1)), bytesOf(1)));
        lookUp(first, bytesOf(1));
        lookUp(second, bytesOf(1));
        lookUp(second, bytesOf(2));
    }
    const auto info = ObjectCache(folder.path(), kLimit).info();
    QCOMPARE(info.hits, 2);
    QCOMPARE(info.misses, 1);
    QCOMPARE(info.entries, 1);
}

void tst_ObjectCache::clearsOnlyItsOwn()
{
    QTemporaryDir folder;
    QFile own(folder.filePath(QStringLiteral("notes.txt")));
    QVERIFY(own.open(QIODevice::WriteOnly));
    own.close();
    ObjectCache objects(folder.path(), kLimit);
    QVERIFY(objects.write(keyFor(bytesOf(1)), bytesOf(1)));
    lookUp(objects, bytesOf(1));
    QVERIFY(objects.clear());
    QCOMPARE(objects.info().entries, 0);
    QCOMPARE(objects.info().hits, 0);
    QCOMPARE(filesIn(folder.path()), QStringList{own.fileName()});
    QVERIFY(objects.write(keyFor(bytesOf(1)), bytesOf(1)));
    QCOMPARE(lookUp(objects, bytesOf(1)).outcome, Outcome::Hit);
}

void tst_ObjectCache::removesDamagedOnes()
{
    QTemporaryDir folder;
    ObjectCache objects(folder.path(), kLimit);
    for (int i = 0; i < 5; ++i)
        QVERIFY(objects.write(keyFor(bytesOf(i)), bytesOf(i)));
    const QString path = cache::relativePath(keyFor(bytesOf(3)));
    QVERIFY(QFile::resize(folder.filePath(path), 100));
    const cache::CheckResult result = objects.removeDamaged();
    QCOMPARE(result.damaged, QStringList{path});
    QCOMPARE(result.entries, 5);
    QVERIFY(result.isComplete);
    QCOMPARE(objects.removeDamaged().damaged, QStringList());
    QCOMPARE(objects.info().entries, 4);
}

void tst_ObjectCache::readingBackTellsHowFarItIs()
{
    QTemporaryDir folder;
    ObjectCache objects(folder.path(), kLimit * 8);
    for (int i = 0; i < 3; ++i)
        QVERIFY(objects.write(keyFor(bytesOf(i, 1'500'000)), bytesOf(i, 1'500'000)));
    cache::CheckProgress progress;
    QCOMPARE(objects.removeDamaged(progress).entries, 3);
    QCOMPARE(progress.size.load(), objects.info().size);
    QCOMPARE(progress.done.load(), progress.size.load());
}

void tst_ObjectCache::readingBackCanBeEnded()
{
    QTemporaryDir folder;
    ObjectCache objects(folder.path(), kLimit * 64);
    for (int i = 0; i < 20; ++i)
        QVERIFY(objects.write(keyFor(bytesOf(i, 2'000'000)), bytesOf(i, 2'000'000)));
    const QString path = cache::relativePath(keyFor(bytesOf(3, 2'000'000)));
    QVERIFY(QFile::resize(folder.filePath(path), 100));
    cache::CheckProgress progress;
    progress.isCancelled = true;
    const cache::CheckResult result = objects.removeDamaged(progress);
    QCOMPARE(result.entries, 0);
    QVERIFY(!result.isComplete);
    QVERIFY(QFile::exists(folder.filePath(path))); // what was not read is not judged

    progress.isCancelled = false;
    progress.done = 0;
    std::thread other([&progress] {
        while (progress.done < 3'000'000)
            std::this_thread::yield();
        progress.isCancelled = true;
    });
    const cache::CheckResult half = objects.removeDamaged(progress);
    other.join();
    QVERIFY(half.entries <= 20);
    QCOMPARE(objects.info().entries, 20 - half.damaged.size());
}

void tst_ObjectCache::aSmallerLimitIsKeptTo()
{
    QTemporaryDir folder;
    ObjectCache objects(folder.path(), kLimit);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(objects.write(keyFor(bytesOf(i)), bytesOf(i)));
        setAge(folder.filePath(cache::relativePath(keyFor(bytesOf(i)))), std::chrono::hours(20 - i));
    }
    objects.shrinkToLimit();
    QCOMPARE(objects.info().entries, 10);
    objects.setLimit(5'500);
    QCOMPARE(objects.info().limit, 5'500);
    objects.shrinkToLimit();
    QVERIFY2(objects.info().size <= 5'500, qPrintable(QString::number(objects.info().size)));
    QCOMPARE(lookUp(objects, bytesOf(9)).outcome, Outcome::Hit); // the youngest
    QCOMPARE(lookUp(objects, bytesOf(0)).outcome, Outcome::Miss);
}

void tst_ObjectCache::worksWithoutAPlaceToWrite()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    ObjectCache objects(file.fileName(), kLimit);
    const auto written = objects.write(keyFor(bytesOf(1)), bytesOf(1));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, core::ErrorKind::WriteFailed);
    QCOMPARE(lookUp(objects, bytesOf(1)).outcome, Outcome::Miss);
    QCOMPARE(objects.info().entries, 0);
}

void tst_ObjectCache::staleHalvesGo()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("new")));
    for (const char *name : {"1-1", "1-2"}) {
        QFile half(folder.filePath(QStringLiteral("new/") + QString::fromLatin1(name)));
        QVERIFY(half.open(QIODevice::WriteOnly));
    }
    setAge(folder.filePath(QStringLiteral("new/1-1")), std::chrono::hours(2));
    ObjectCache objects(folder.path(), kLimit);
    QVERIFY(objects.write(keyFor(bytesOf(1)), bytesOf(1)));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("new/1-1"))));
    QVERIFY(QFile::exists(folder.filePath(QStringLiteral("new/1-2"))));
}

/// Two caches in one folder, as two processes have: with evictions under each other's reads.
void tst_ObjectCache::twoAtOnce()
{
    QTemporaryDir folder;
    std::atomic<int> wrong = 0;
    const auto work = [&] {
        ObjectCache objects(folder.path(), 50'000);
        for (int i = 0; i < 600; ++i) {
            const QByteArray bytes = bytesOf(i % 60);
            const auto found = lookUp(objects, bytes);
            if (found.outcome == Outcome::Hit && found.bytes != bytes)
                ++wrong;
            if (found.outcome == Outcome::Damaged || !objects.write(keyFor(bytes), bytes))
                ++wrong;
        }
    };
    std::thread first(work);
    std::thread second(work);
    first.join();
    second.join();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(ObjectCache(folder.path(), 50'000).removeDamaged().damaged.isEmpty());
}

void tst_ObjectCache::survivesKills()
{
    QTemporaryDir folder;
    for (int round = 0; round < 5; ++round) {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("--keep-forever"), folder.path()});
        QVERIFY(writer.waitForStarted());
        const QString marked = folder.filePath(cache::relativePath(keyFor(bytesOf(round * 9, 300'000))));
        QTRY_VERIFY(QFile::exists(marked));
        writer.kill();
        QVERIFY(writer.waitForFinished());
        ObjectCache objects(folder.path(), kLimit * 64);
        QCOMPARE(objects.removeDamaged().damaged, QStringList());
        const QByteArray bytes = bytesOf(round * 9, 300'000);
        QVERIFY(lookUp(objects, bytes).bytes == bytes);
    }
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--keep-forever")
        return keepForever(QString::fromLocal8Bit(argv[2]));
    tst_ObjectCache test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_objectcache.moc"
