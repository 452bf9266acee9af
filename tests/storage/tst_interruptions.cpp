#include "interruptedscript.h"
#include "systemcalls.h"

#include "core/storage/partpaths.h"

#include <cerrno>

using core::ErrorKind;
using storage::PartialDownload;
using systemcalls::Call;
using namespace fixture;

namespace {

/// Empty when the download that starts from these files believes only what is true, keeps what it must, and
/// ends well.
QByteArray problemWith(const Moment &moment)
{
    QTemporaryDir dir(scratch());
    for (const auto &[name, bytes] : moment.files)
        putContents(dir.filePath(name), bytes);
    const QString target = dir.filePath(QStringLiteral("file.bin"));
    if (contentsOf(target) == wholeContent())
        return {};
    if (QFileInfo::exists(target))
        return "a wrong target appeared";
    {
        const auto found = storage::openPartial(dir.path(), target);
        if (!found)
            return problemOf(found);
        const QBitArray bits = found->record ? found->record->finished : QBitArray(kChunks);
        if (!claimsOnlyTruth(bits, storage::partPath(target)))
            return "claims what is not there: " + bitsOf(bits).toLatin1();
        if ((bits & moment.promised) != moment.promised)
            return "lost what was promised: " + bitsOf(bits).toLatin1();
        const auto trusted = [&](quint32 chunk) {
            const auto spool = found->spools.find(chunk);
            return spool == found->spools.end() ? qsizetype(0) : qsizetype(spool->second);
        };
        if (quint64(trusted(kSpooled)) < moment.spooled && !bits.testBit(kSpooled))
            return "lost spooled bytes";
        if (!contentsOf(storage::spoolPath(target, kSpooled)).startsWith(QByteArray(trusted(kSpooled), 'e')))
            return "trusts wrong spooled bytes";
        if (quint64(trusted(kStored)) < moment.stored && !bits.testBit(kStored))
            return "lost stored bytes";
        const QByteArray stored = contentOf(kStored).left(trusted(kStored) - 1);
        if (trusted(kStored) > 0 &&
            contentsOf(storage::partPath(target)).mid(kStored * kChunkSize, stored.size()) != stored)
            return "trusts wrong stored bytes";
    }
    const auto again = Script(dir.path()).run();
    if (!again)
        return problemOf(again);
    if (contentsOf(target) != wholeContent() || filesIn(dir.path()).size() != 1)
        return "did not end well: " + filesIn(dir.path()).join(u' ').toLatin1();
    return {};
}

} // namespace

class tst_Interruptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtEveryCall();
    void powerCutAtEveryCall();
    void everyCallFailsOnce_data();
    void everyCallFailsOnce();
    void failedSyncDropsWhatWasNotSynced();
    void fullDiskIsTriedAgain();
};

void tst_Interruptions::killedAtEveryCall()
{
    QTemporaryDir dir(scratch());
    Script script(dir.path());
    std::vector<Moment> moments;
    {
        const systemcalls::Watch watch(QFile::encodeName(dir.path()), [&](const Call &call) {
            remember(moments, {call.name, copyOf(dir.path()), script.noted, script.spooled, script.stored});
            return 0;
        });
        QVERIFY_OK(script.run());
    }
    QVERIFY(moments.size() > 40);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const QByteArray problem = problemWith(moments[i]);
        QVERIFY2(problem.isEmpty(),
                 qPrintable(QStringLiteral("before call %1, %2: %3")
                                .arg(i)
                                .arg(QString::fromLatin1(moments[i].call), QString::fromUtf8(problem))));
    }
}

void tst_Interruptions::powerCutAtEveryCall()
{
    QTemporaryDir dir(scratch());
    Script script(dir.path());
    Platter platter(dir.path());
    std::vector<Moment> kept, named, noted;
    const auto cut = [&](const Call &call) {
        auto files = platter.kept();
        remember(kept, {call.name, files, script.checkpointed});
        remember(named, {call.name + " (sizes and names)", platter.keptWithSizes(), script.checkpointed});
        // The worst order: notes reach the disk before the bytes they speak of.
        const QString record = QStringLiteral("file.bin.part.resume");
        if (files.contains(record))
            files[record] = contentsOf(dir.filePath(record));
        remember(noted, {call.name + " (notes)", files, {}});
        if (call.name == "unlink" || call.name == "rename")
            platter.forget(call.path);
        return 0;
    };
    const auto sync = [&](const Call &call) {
        if (call.name == "fdatasync")
            platter.syncFile(call.path);
        else if (call.name == "fsync")
            platter.syncFolder();
    };
    {
        const systemcalls::Watch watch(QFile::encodeName(dir.path()), cut, sync);
        QVERIFY_OK(script.run());
    }
    for (const auto &moments : {kept, named, noted}) {
        for (const Moment &moment : moments) {
            const QByteArray problem = problemWith(moment);
            QVERIFY2(problem.isEmpty(), QByteArray(moment.call + ": " + problem).constData());
        }
    }
}

void tst_Interruptions::everyCallFailsOnce_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("ENOSPC") << ENOSPC;
    QTest::newRow("EIO") << EIO;
    QTest::newRow("EROFS") << EROFS;
}

void tst_Interruptions::everyCallFailsOnce()
{
    QFETCH(int, error);
    bool hit = true;
    for (int failing = 0; hit; ++failing) {
        QTemporaryDir dir(scratch());
        hit = false;
        int count = 0;
        QByteArray call;
        const QString target = dir.filePath(QStringLiteral("file.bin"));
        core::Result<void> done;
        {
            const systemcalls::Watch watch(QFile::encodeName(dir.path()), [&](const Call &now) {
                if (count++ != failing)
                    return 0;
                hit = true;
                call = now.name + ' ' + now.path;
                return error;
            });
            // At most one failure, so the second attempt gets through; after the rename there is nothing to
            // attempt.
            done = Script(dir.path()).run();
            if (!done && !QFileInfo::exists(target))
                done = Script(dir.path()).run();
            else
                done = {};
        }
        QVERIFY2(done.has_value(), QByteArray(call + ": " + problemOf(done)).constData());
        QVERIFY2(contentsOf(target) == wholeContent(), call.constData());
        QVERIFY(failing < 1000);
    }
}

void tst_Interruptions::failedSyncDropsWhatWasNotSynced()
{
    QTemporaryDir dir(scratch());
    const QString target = dir.filePath(QStringLiteral("file.bin"));
    auto found = storage::openPartial(dir.path(), target);
    QVERIFY_OK(found);
    QVERIFY_OK(found->partial->begin(recordOf()));
    QVERIFY_OK(finish(*found->partial, 0));
    QVERIFY_OK(found->partial->checkpoint());
    QVERIFY_OK(finish(*found->partial, 1));
    {
        const systemcalls::Watch watch(QFile::encodeName(dir.path()), [](const Call &call) {
            return call.name == "fdatasync" && call.path.endsWith(".part") ? EIO : 0;
        });
        QVERIFY_FAILS(found->partial->checkpoint(), ErrorKind::SyncFailed);
    }
    QVERIFY_FAILS(found->partial->checkpoint(), ErrorKind::SyncFailed);
    QVERIFY_FAILS(finish(*found->partial, 2), ErrorKind::SyncFailed);
    QCOMPARE(bitsOf(found->partial->record().finished), QStringLiteral("10000000"));
    found->partial.reset();
    QCOMPARE(bitsOf(storage::openPartial(dir.path(), target)->record->finished), QStringLiteral("10000000"));
}

void tst_Interruptions::fullDiskIsTriedAgain()
{
    QTemporaryDir dir(scratch());
    const QString target = dir.filePath(QStringLiteral("file.bin"));
    auto found = storage::openPartial(dir.path(), target);
    QVERIFY_OK(found);
    QVERIFY_OK(found->partial->begin(recordOf()));
    {
        const systemcalls::Watch full(QFile::encodeName(dir.path()), [](const Call &call) {
            return call.name.endsWith("write") ? ENOSPC : 0;
        });
        QVERIFY_FAILS(found->partial->part().write(0, view(contentOf(0))), ErrorKind::DiskFull);
        QVERIFY_FAILS(found->partial->journal().chunkFinished(noteOf(0)), ErrorKind::DiskFull);
        QVERIFY(!found->partial->record().finished.testBit(0));
        QVERIFY_FAILS(found->partial->checkpoint(), ErrorKind::DiskFull);
    }
    for (quint32 chunk = 0; chunk < kChunks; ++chunk)
        QVERIFY_OK(finish(*found->partial, chunk));
    QVERIFY_OK(commit(found->partial));
    QCOMPARE(contentsOf(target), wholeContent());
}

QTEST_GUILESS_MAIN(tst_Interruptions)
#include "tst_interruptions.moc"
