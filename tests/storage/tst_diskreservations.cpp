#include "core/storage/filesystem.h"
#include "partialfixture.h"

#include "core/storage/partpaths.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using core::ErrorKind;
using storage::DiskReservations;
using storage::PartialDownload;
using storage::ResumeRecord;
using namespace fixture;

/// Files that do not fit on their volume together.
class tst_DiskReservations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatOthersStillNeedIsNotFree();
    void whatIsReservedNeedsNothing();
    void partFilesClaim();

private:
    std::shared_ptr<const storage::fs::File> file(const char *name);
    QString path(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    qint64 free() const { return storage::fs::freeSpace(m_dir->path()).value(); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_DiskReservations::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

std::shared_ptr<const storage::fs::File> tst_DiskReservations::file(const char *name)
{
    return std::make_shared<const storage::fs::File>(
        storage::fs::File::open(path(name), storage::fs::File::Mode::ReadWriteCreate).value());
}

void tst_DiskReservations::whatOthersStillNeedIsNotFree()
{
    DiskReservations room;
    auto first = file("first");
    const auto second = file("second");
    const qint64 most = free() / 4 * 3;
    QVERIFY_OK(room.claim(first, 1, m_dir->path(), most));
    QVERIFY_FAILS(room.claim(second, 1, m_dir->path(), most), ErrorKind::DiskFull);
    QVERIFY_OK(room.claim(second, 2, m_dir->path(), most)); // another volume
    QVERIFY_OK(room.claim(first, 1, m_dir->path(), most));  // in place of its first claim
    first.reset();
    QVERIFY_OK(room.claim(second, 1, m_dir->path(), most));
    QVERIFY_FAILS(room.claim(second, 1, m_dir->path(), free() * 2), ErrorKind::DiskFull);
}

void tst_DiskReservations::whatIsReservedNeedsNothing()
{
    DiskReservations room;
    const auto whole = file("whole");
    const qint64 size = 1 << 20;
    QVERIFY_OK(whole->reserve(size));
    if (whole->allocated().value() < size)
        QSKIP("this file system reserves nothing");
    const auto other = file("other");
    QVERIFY_OK(room.claim(whole, 1, m_dir->path(), size));
    QVERIFY_OK(room.claim(other, 1, m_dir->path(), free() / 10 * 9));
}

void tst_DiskReservations::partFilesClaim()
{
    const auto room = std::make_shared<DiskReservations>();
    ResumeRecord record = recordOf();
    record.decodedSize = static_cast<quint64>(free()) * 2;
    {
        const auto found = storage::openPartial(m_dir->path(), path("huge"), room);
        QVERIFY_OK(found);
        QVERIFY_FAILS(found->partial->begin(record), ErrorKind::DiskFull);
        QVERIFY(QFileInfo(storage::partPath(path("huge"))).size() < 1 << 20);
    }
    QVERIFY_FAILS(storage::openPartial(m_dir->path(), path("huge"), room), ErrorKind::DiskFull);
    QVERIFY_OK(storage::openPartial(m_dir->path(), path("huge"))); // only to be discarded
}

SLUICE_TEST(tst_DiskReservations)
#include "tst_diskreservations.moc"
