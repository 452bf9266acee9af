#include "partialfixture.h"
#include "systemcalls.h"

#include "core/storage/groupcommit.h"

#include <QFileInfo>
#include <QMap>
#include <QSet>
#include <QTemporaryDir>
#include <cerrno>

using core::ErrorKind;
using storage::Ending;
using storage::PartialDownload;
using namespace fixture;

class tst_GroupCommit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachEndsAsItWouldAlone_data();
    void eachEndsAsItWouldAlone();
    void order_data();
    void order();
    void lostWritesAreTheirOwn_data();
    void lostWritesAreTheirOwn();
    void none();
};

namespace {

/// Whole downloads, in turn in each of the folders.
std::vector<Ending> wholeDownloads(const QString &folder, int count, int folders = 2)
{
    std::vector<Ending> endings;
    for (int i = 0; i < count; ++i) {
        const QString name = QStringLiteral("/%1/%2.bin").arg(i % folders).arg(i);
        auto found = storage::openPartial(folder, folder + name);
        if (!found || !found->partial->begin(recordOf(), PartialDownload::Snapshot::AtCheckpoint))
            return {};
        for (quint32 chunk = 0; chunk < kChunks; ++chunk) {
            if (!finish(*found->partial, chunk))
                return {};
        }
        endings.push_back({found->partial, core::WhenExists::Refuse, {}});
    }
    return endings;
}

} // namespace

void tst_GroupCommit::eachEndsAsItWouldAlone_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("one") << 1;
    QTest::newRow("a few, each synced by itself") << 5;
    QTest::newRow("many, synced together") << 40;
}

void tst_GroupCommit::eachEndsAsItWouldAlone()
{
    QFETCH(int, count);
    const QTemporaryDir dir;
    std::vector<Ending> endings = wholeDownloads(dir.path(), count);
    QCOMPARE(endings.size(), static_cast<std::size_t>(count));
    // One comes too late, one is gone already.
    if (count > 2) {
        QVERIFY(putContents(endings[1].partial->target(), "there first"));
        QVERIFY_OK(endings[2].partial->discard());
    }
    storage::commitAll(endings);
    for (int i = 0; i < count; ++i) {
        const Ending &ending = endings[static_cast<std::size_t>(i)];
        const QString target = ending.partial->target();
        if (count > 2 && i == 1) {
            QCOMPARE(ending.result.error().kind, ErrorKind::TargetExists);
            QCOMPARE(contentsOf(target), QByteArray("there first"));
            QVERIFY_OK(commit(ending.partial, core::WhenExists::Overwrite)); // nothing is lost with it
        } else if (count > 2 && i == 2) {
            QCOMPARE(ending.result.error().kind, ErrorKind::Cancelled);
            continue;
        } else {
            QVERIFY_OK(ending.result);
            const auto file = storage::fs::File::open(target, storage::fs::File::Mode::ReadOnly);
            QVERIFY(file && ending.stamp == file->stamp().value());
        }
        QCOMPARE(contentsOf(target), wholeContent());
    }
    for (const char *folder : {"0", "1"}) {
        const QDir left(dir.filePath(QString::fromLatin1(folder)));
        QCOMPARE(left.entryList({QStringLiteral("*.part*")}, QDir::Files), QStringList());
    }
}

void tst_GroupCommit::lostWritesAreTheirOwn_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("volumeTells");
    QTest::newRow("a few") << 6 << false;
    QTest::newRow("many, and another program was told so") << 40 << false;
    QTest::newRow("many, and the volume's sync says so") << 40 << true;
    QTest::newRow("many, on a volume that failed before") << 40 << false;
}

/// A failed write is told to whoever syncs the volume first, which need not be us; but always to a file's own
/// sync.
void tst_GroupCommit::lostWritesAreTheirOwn()
{
    QFETCH(int, count);
    QFETCH(bool, volumeTells);
    const QTemporaryDir dir;
    std::vector<Ending> endings = wholeDownloads(dir.path(), count);
    QCOMPARE(endings.size(), static_cast<std::size_t>(count));
    const auto isLost = [](int i) { return i % 7 == 3; };
    QStringList told;
    int namedUnsynced = 0;
    QSet<QByteArray> synced;
    {
        const systemcalls::Watch watch(
            QFile::encodeName(dir.path()),
            [&](const systemcalls::Call &call) {
                const int i = QFileInfo(QString::fromUtf8(call.path)).baseName().toInt();
                if (call.name == "syncfs")
                    return volumeTells ? EIO : 0;
                if (call.name == "renameat2" && !synced.contains(call.path))
                    ++namedUnsynced;
                const bool isSync = call.name == "fdatasync" || call.name == "sync_file_range";
                return isSync && call.path.contains(".part") && isLost(i) ? EIO : 0;
            },
            [&](const systemcalls::Call &call) {
                if (call.name == "fdatasync" || call.name == "sync_file_range")
                    synced.insert(call.path.left(call.path.indexOf(".part")));
            });
        storage::commitAll(endings, [&](const std::vector<const Ending *> &good) {
            for (const Ending *ending : good)
                told << ending->partial->target();
        });
    }
    for (int i = 0; i < count; ++i) {
        const Ending &ending = endings[static_cast<std::size_t>(i)];
        const QString target = ending.partial->target();
        QCOMPARE(QFileInfo::exists(target), !isLost(i));
        QCOMPARE(told.contains(target), !isLost(i));
        if (isLost(i))
            QVERIFY_FAILS(ending.result, ErrorKind::SyncFailed);
        else
            QVERIFY_OK(ending.result);
    }
    QCOMPARE(namedUnsynced, 0);
}

void tst_GroupCommit::order_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("folders");
    QTest::addColumn<bool>("canSyncVolumes");
    QTest::addColumn<QByteArray>("syncs"); // how often each
    const auto row = [](const char *title, int count, int folders, bool canSyncVolumes, const char *syncs) {
        QTest::newRow(title) << count << folders << canSyncVolumes << QByteArray(syncs);
    };
    row("one", 1, 1, true, "fdatasync 1, fsync 1");
    row("a few in two folders", 5, 2, true, "fdatasync 5, fsync 2");
    row("many in one folder", 40, 1, true, "fsync 1, sync_file_range 40, syncfs 1");
    row("many in a few folders", 40, 7, true, "fsync 7, sync_file_range 40, syncfs 1");
    row("many, each in its own folder", 40, 40, true, "sync_file_range 40, syncfs 2");
    row("a system that syncs no volumes", 40, 40, false, "fdatasync 40, fsync 40, syncfs 2");
}

/// What a power cut may leave: a name only behind its bytes, a success only behind the name. And no more
/// waiting for the disk than that takes.
void tst_GroupCommit::order()
{
    QFETCH(int, count);
    QFETCH(int, folders);
    QFETCH(bool, canSyncVolumes);
    const QTemporaryDir dir;
    std::vector<Ending> endings = wholeDownloads(dir.path(), count, folders);
    QCOMPARE(endings.size(), static_cast<std::size_t>(count));
    QMap<QByteArray, int> syncs;
    QSet<QByteArray> lasting; // parts whose bytes would outlive a power cut
    QSet<QByteArray> unsyncedNames;
    bool isVolumeSynced = false;
    QByteArray problem;
    {
        const systemcalls::Watch watch(
            QFile::encodeName(dir.path()),
            [&](const systemcalls::Call &call) {
                if (call.name.contains("sync"))
                    ++syncs[call.name];
                if (call.name == "renameat2" && !lasting.contains(call.path))
                    problem = "named before its bytes last: " + call.path;
                return call.name == "syncfs" && !canSyncVolumes ? ENOSYS : 0;
            },
            [&](const systemcalls::Call &call) {
                // What is written before the volume's sync lasts behind it, if its file says so.
                if (call.name == "fdatasync" || (call.name == "sync_file_range" && isVolumeSynced))
                    lasting.insert(call.path.left(call.path.indexOf(".part")));
                else if (call.name == "renameat2")
                    unsyncedNames.insert(call.path);
                else if (call.name == "syncfs")
                    isVolumeSynced = true, unsyncedNames.clear();
                else if (call.name == "fsync")
                    unsyncedNames.removeIf([&](const QByteArray &name) {
                        return name.left(name.lastIndexOf('/')) == call.path;
                    });
            });
        storage::commitAll(endings);
    }
    QCOMPARE(problem, QByteArray());
    QCOMPARE(unsyncedNames.size(), 0);
    QByteArrayList counts;
    for (auto it = syncs.cbegin(); it != syncs.cend(); ++it)
        counts << it.key() + ' ' + QByteArray::number(it.value());
    QTEST(counts.join(", "), "syncs");
    for (const Ending &ending : endings)
        QVERIFY_OK(ending.result);
}

void tst_GroupCommit::none()
{
    std::vector<Ending> endings;
    storage::commitAll(endings);
    QVERIFY(endings.empty());
}

QTEST_GUILESS_MAIN(tst_GroupCommit)
#include "tst_groupcommit.moc"
