#include "partialfixture.h"

#include "core/storage/partpaths.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <thread>

using storage::PartialDownload;
using namespace fixture;

namespace {

constexpr quint32 kMany = 240;
constexpr quint32 kLanes = 4;

/// Every kLanes-th chunk, the seventh of them through a spool.
void work(PartialDownload &partial, quint32 lane, std::atomic<int> &failures)
{
    for (quint32 chunk = lane; chunk < kMany; chunk += kLanes) {
        bool ok = true;
        if (chunk % 7 == 0) {
            auto spool = partial.openSpool(chunk);
            ok = spool && (*spool)->append(view(contentOf(chunk))) && partial.spoolGrown(chunk, **spool);
        }
        ok = ok && finish(partial, chunk) && partial.spools().remove(chunk);
        partial.journal().addNetworkBytes(10);
        failures += ok ? 0 : 1;
    }
}

} // namespace

class tst_Lanes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lanesAndCheckpoints();
};

/// Four lanes write while checkpoints are taken; copies of the files made meanwhile never claim what is not
/// there.
void tst_Lanes::lanesAndCheckpoints()
{
    QTemporaryDir dir;
    QTemporaryDir copies;
    const QString target = dir.filePath(QStringLiteral("file.bin"));
    auto found = storage::openPartial(dir.path(), target);
    QVERIFY_OK(found);
    QVERIFY_OK(found->partial->begin(recordOf(kMany)));
    std::atomic<int> failures{0};
    std::atomic<int> running{kLanes};
    std::vector<std::jthread> lanes;
    for (quint32 lane = 0; lane < kLanes; ++lane) {
        lanes.emplace_back([&, lane] {
            work(*found->partial, lane, failures);
            --running;
        });
    }
    for (int round = 0; running > 0; ++round) {
        QVERIFY_OK(found->partial->checkpoint());
        const QString copy = copies.filePath(QString::number(round) + QStringLiteral(".bin"));
        // The record first: what it claims was in the part file before.
        QVERIFY(QFile::copy(storage::recordPath(target), storage::recordPath(copy)));
        QVERIFY(QFile::copy(storage::partPath(target), storage::partPath(copy)));
        const auto reopened = storage::openPartial(copies.path(), copy);
        QVERIFY_OK(reopened);
        QVERIFY(reopened->record);
        QVERIFY(claimsOnlyTruth(reopened->record->finished, storage::partPath(copy)));
    }
    lanes.clear();
    QCOMPARE(failures.load(), 0);
    QCOMPARE(found->partial->record().finished.count(true), qsizetype(kMany));
    QCOMPARE(found->partial->record().networkBytes, quint64(kMany * 10));
    // The last notes lie behind the last snapshot; none of them was lost in a swap of the logs.
    found->partial->close();
    found = storage::openPartial(dir.path(), target);
    QCOMPARE(found->record->finished.count(true), qsizetype(kMany));
    QVERIFY_OK(commit(found->partial));
    QCOMPARE(contentsOf(target), wholeContent(kMany));
}

SLUICE_TEST(tst_Lanes)
#include "tst_lanes.moc"
