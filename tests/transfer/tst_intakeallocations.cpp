#include "core/storage/partialopening.h"
#include "core/transfer/fetch/chunkwriter.h"
#include "core/transfer/fetch/partfilesink.h"
#include "core/transfer/routing/objectrecord.h"
#include "tests/support/bltebuilder.h"

#include <QTemporaryDir>
#include <QTest>
#include <cstdlib>

// Every allocation counts, Qt's own as well, and so malloc itself is what counts them. Where it cannot be
// replaced (another C library, a sanitizer's own) there is nothing to count with.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define COUNTS_ALLOCATIONS 1
#else
#define COUNTS_ALLOCATIONS 0
#endif

namespace {

thread_local int allocations = 0;

} // namespace

#if COUNTS_ALLOCATIONS
extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_calloc(std::size_t count, std::size_t size);
void *__libc_realloc(void *memory, std::size_t size);

void *malloc(std::size_t size)
{
    ++allocations;
    return __libc_malloc(size);
}

void *calloc(std::size_t count, std::size_t size)
{
    ++allocations;
    return __libc_calloc(count, size);
}

void *realloc(void *memory, std::size_t size)
{
    ++allocations;
    return __libc_realloc(memory, size);
}
}
#endif

/// From the reply's buffer to the disk no chunk costs an allocation: decode, MD5, write, note in the log.
/// What lies around it allocates with each read of the network instead, in Qt: the bytes themselves, and the
/// queued signal that tells which chunks are done.
class tst_IntakeAllocations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noneForAChunk_data();
    void noneForAChunk();
};

void tst_IntakeAllocations::noneForAChunk_data()
{
    QTest::addColumn<support::ChunkStyle>("style");
    QTest::newRow("N") << support::ChunkStyle{support::Encoding::Raw, 0, {}};
    QTest::newRow("Z") << support::ChunkStyle{support::Encoding::Zlib, 6, {}};
}

void tst_IntakeAllocations::noneForAChunk()
{
    if (!COUNTS_ALLOCATIONS)
        QSKIP("malloc cannot be replaced here");
    QFETCH(support::ChunkStyle, style);
    constexpr std::size_t kChunk = 5000;
    constexpr std::size_t kChunks = 200;
    constexpr std::size_t kPiece = 3000;
    const auto object =
        support::buildObject(support::payload(support::repetitive(40), kChunks * kChunk), kChunk, style);
    const auto table = std::make_shared<const blte::ChunkTable>(object.table);
    const QTemporaryDir folder;
    auto found = storage::openPartial(folder.path(), folder.filePath(QStringLiteral("file")));
    QVERIFY(found);
    QVERIFY(found->partial->begin(transfer::recordFor(*table, {}, {}, false)));
    blte::Workspace workspace;
    transfer::ChunkWriter intake({workspace,
                                  nullptr,
                                  {},
                                  std::make_shared<transfer::PartFileSink>(found->partial),
                                  std::make_shared<transfer::Counters>(),
                                  core::MissingKeys::ZeroFill});
    QVERIFY(intake.begin(table, {0, table->size()}));
    auto rest = std::span(object.bytes).subspan(table->headerSize());
    bool isSteady = false; // by then every buffer has its size
    while (!rest.empty()) {
        if (!isSteady && intake.finished().take().end >= kChunks / 10) {
            isSteady = true;
            allocations = 0;
        }
        const auto piece = rest.first(std::min(rest.size(), kPiece));
        QVERIFY(intake.push(piece));
        rest = rest.subspan(piece.size());
    }
    QVERIFY(isSteady && intake.isComplete());
    // The list of encoding modes grows until it is taken, by half each time.
    QVERIFY2(allocations < 10, qPrintable(QString::number(allocations)));
}

QTEST_APPLESS_MAIN(tst_IntakeAllocations)
#include "tst_intakeallocations.moc"
