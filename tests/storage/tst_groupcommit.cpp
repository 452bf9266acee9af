#include "partialfixture.h"

#include "core/storage/groupcommit.h"

#include <QTemporaryDir>

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
    void none();
};

namespace {

/// Whole downloads in two folders.
std::vector<Ending> wholeDownloads(const QString &folder, int count)
{
    std::vector<Ending> endings;
    for (int i = 0; i < count; ++i) {
        const QString name = QStringLiteral("/%1/%2.bin").arg(i % 2).arg(i);
        auto found = PartialDownload::open(folder, folder + name);
        if (!found || !found->partial->begin(recordOf(), PartialDownload::Snapshot::AtCheckpoint))
            return {};
        for (quint32 chunk = 0; chunk < kChunks; ++chunk) {
            if (!finish(*found->partial, chunk))
                return {};
        }
        endings.push_back({found->partial, storage::Existing::Refuse, {}});
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
            QVERIFY_OK(ending.partial->commit(true)); // nothing is lost with it
        } else if (count > 2 && i == 2) {
            QCOMPARE(ending.result.error().kind, ErrorKind::Cancelled);
            continue;
        } else {
            QVERIFY_OK(ending.result);
        }
        QCOMPARE(contentsOf(target), wholeContent());
    }
    for (const char *folder : {"0", "1"}) {
        const QDir left(dir.filePath(QString::fromLatin1(folder)));
        QCOMPARE(left.entryList({QStringLiteral("*.part*")}, QDir::Files), QStringList());
    }
}

void tst_GroupCommit::none()
{
    std::vector<Ending> endings;
    storage::commitAll(endings);
    QVERIFY(endings.empty());
}

QTEST_GUILESS_MAIN(tst_GroupCommit)
#include "tst_groupcommit.moc"
