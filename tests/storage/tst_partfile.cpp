#include "partialfixture.h"

#include "core/storage/filesystem.h"
#include "core/storage/partfile.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using core::ErrorKind;
using storage::PartFile;
using storage::PartState;
using namespace fixture;

class tst_PartFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void everyPair_data();
    void everyPair();
    void names();
    void aFreshOneGoesWithItsLock();
    void theKnownNameIsTaken();
    void readsWhatItWrote();
    void whatIsRefused();
    void aFailedOne();
    void ofARemovedFile();
    void probeLeavesItAsItWas();

private:
    QString target() const { return m_dir->filePath(QStringLiteral("file.bin")); }
    std::unique_ptr<PartFile> open() const
    {
        auto claim = storage::claimPart(target());
        const auto volume = storage::fs::volumeOf(m_dir->path());
        return claim && volume ? std::make_unique<PartFile>(std::move(*claim), *volume, nullptr) : nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_PartFile::everyPair_data()
{
    QTest::addColumn<PartState>("from");
    QTest::addColumn<QList<PartState>>("successors");
    using S = PartState;
    QTest::newRow("fresh") << S::Fresh << QList{S::Named, S::Placed, S::Failed, S::Closed};
    QTest::newRow("named") << S::Named << QList{S::Fresh, S::Placed, S::Failed, S::Closed};
    QTest::newRow("placed") << S::Placed << QList{S::Closed};
    QTest::newRow("failed") << S::Failed << QList{S::Closed};
    QTest::newRow("closed") << S::Closed << QList<S>();
}

void tst_PartFile::everyPair()
{
    QFETCH(PartState, from);
    QFETCH(QList<PartState>, successors);
    for (int i = 0; i < storage::kPartStateCount; ++i) {
        const auto to = static_cast<PartState>(i);
        QCOMPARE(storage::canMove(from, to), successors.contains(to));
    }
}

void tst_PartFile::names()
{
    const auto part = open();
    QVERIFY(part);
    QCOMPARE(part->state(), PartState::Fresh);
    QVERIFY(QFile::exists(storage::freshPartPath(target())));
    QVERIFY_OK(part->takeKnownName());
    QVERIFY_OK(part->takeKnownName());
    QCOMPARE(part->state(), PartState::Named);
    QVERIFY(part->hasKnownName());
    QCOMPARE(filesIn(m_dir->path()), QStringList{QStringLiteral("file.bin.part")});
    QVERIFY_OK(part->takeFreshName());
    QCOMPARE(part->state(), PartState::Fresh);
    QVERIFY_OK(part->takeKnownName());
    QVERIFY(putContents(target(), "there first"));
    QVERIFY_FAILS(part->moveToTarget(core::WhenExists::Refuse), ErrorKind::TargetExists);
    QCOMPARE(part->state(), PartState::Named);
    QVERIFY_OK(part->moveToTarget(core::WhenExists::Overwrite));
    QVERIFY_OK(part->moveToTarget(core::WhenExists::Refuse)); // it is there already
    QCOMPARE(part->state(), PartState::Placed);
    QVERIFY_OK(part->remove()); // which is no part file any more
    part->close();
    QCOMPARE(filesIn(m_dir->path()), QStringList{QStringLiteral("file.bin")});
}

void tst_PartFile::aFreshOneGoesWithItsLock()
{
    auto part = open();
    QVERIFY(part);
    QVERIFY_FAILS(storage::claimPart(target()), ErrorKind::PartFileLocked);
    part.reset();
    QCOMPARE(filesIn(m_dir->path()), QStringList());
    part = open();
    QVERIFY_OK(part->takeKnownName());
    part.reset();
    QCOMPARE(filesIn(m_dir->path()), QStringList{QStringLiteral("file.bin.part")});
    QVERIFY_OK(storage::claimPart(target()));
}

void tst_PartFile::theKnownNameIsTaken()
{
    const auto part = open();
    QVERIFY(putContents(storage::partPath(target()), "somebody else's"));
    QVERIFY_FAILS(part->takeKnownName(), ErrorKind::NameRefused);
    QCOMPARE(part->state(), PartState::Fresh);
    QCOMPARE(contentsOf(storage::partPath(target())), QByteArray("somebody else's"));
}

void tst_PartFile::readsWhatItWrote()
{
    const auto part = open();
    QVERIFY_OK(part->write(5, view("hello")));
    QVERIFY_OK(part->zero(7, 1));
    std::array<std::uint8_t, 16> buffer{};
    QCOMPARE(part->read(5, buffer).value_or(-1), 5);
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(buffer.data()), 5), QByteArray("he\0lo", 5));
    QCOMPARE(part->size().value_or(-1), 10);
    QVERIFY_OK(part->reserve(4096));
    QVERIFY_OK(part->resize(7));
    QCOMPARE(part->size().value_or(-1), 7);
    QVERIFY_OK(part->stamp());
    QVERIFY_OK(part->sync());
    QVERIFY_OK(part->sync(PartFile::Behind::VolumeSync));
}

void tst_PartFile::whatIsRefused()
{
    const auto part = open();
    QVERIFY_FAILS(part->write(kUnknown - 2, view("abc")), ErrorKind::FileTooLarge);
    QVERIFY_FAILS(part->zero(1, kUnknown), ErrorKind::FileTooLarge);
    QVERIFY_OK(part->zero(kUnknown, 0));
    QVERIFY_FAILS(part->resize(kUnknown), ErrorKind::FileTooLarge);
    QVERIFY_FAILS(part->claim(kUnknown), ErrorKind::FileTooLarge);
    std::array<std::uint8_t, 4> buffer{};
    QCOMPARE(part->read(kUnknown, buffer).value_or(-1), 0);
    part->close();
    part->close();
    QCOMPARE(part->state(), PartState::Closed);
    QVERIFY_FAILS(part->write(0, view("x")), ErrorKind::Cancelled);
    QVERIFY_FAILS(part->sync(), ErrorKind::Cancelled);
    QVERIFY_FAILS(part->moveToTarget(core::WhenExists::Refuse), ErrorKind::Cancelled);
}

void tst_PartFile::aFailedOne()
{
    const auto part = open();
    QVERIFY_OK(part->takeKnownName());
    part->fail({ErrorKind::SyncFailed, QStringLiteral("for a reason")});
    QCOMPARE(part->state(), PartState::Failed);
    QVERIFY_FAILS(part->write(0, view("x")), ErrorKind::SyncFailed);
    QVERIFY_FAILS(part->usable(), ErrorKind::SyncFailed);
    QVERIFY_OK(part->checkPlace());
    part->close();
    QCOMPARE(filesIn(m_dir->path()), QStringList{QStringLiteral("file.bin.part")});
}

void tst_PartFile::ofARemovedFile()
{
    const auto part = open();
    QVERIFY_OK(part->takeKnownName());
    QVERIFY_OK(part->checkPlace());
    QVERIFY(QFile::remove(storage::partPath(target())));
    QVERIFY_FAILS(part->checkPlace(), ErrorKind::PartFileChanged);
    QVERIFY(putContents(storage::partPath(target()), "another"));
    QVERIFY_FAILS(part->checkPlace(), ErrorKind::PartFileChanged);
}

void tst_PartFile::probeLeavesItAsItWas()
{
    const auto part = open();
    QVERIFY_OK(part->write(0, view("abc")));
    QVERIFY_OK(part->probe());
    QCOMPARE(part->size().value_or(-1), 3);
    QCOMPARE(contentsOf(storage::freshPartPath(target())), QByteArray("abc"));
}

SLUICE_TEST(tst_PartFile)
#include "tst_partfile.moc"
