#include "tests/blte/decoding.h"

#include <QTest>
#include <cstdlib>
#include <new>

using namespace blte;
using decoding::Path;
using support::ChunkStyle;
using support::Encoding;

namespace {

/// Allocations through operator new since it was last set to 0.
int allocations = 0;

} // namespace

void *operator new(std::size_t size)
{
    ++allocations;
    if (void *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

/// In steady state a decoder allocates nothing per chunk.
class tst_Allocations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noneInSteadyState_data();
    void noneInSteadyState();
};

void tst_Allocations::noneInSteadyState_data()
{
    QTest::addColumn<ChunkStyle>("style");
    QTest::addColumn<bool>("streaming");
    QTest::addColumn<int>("piece");
    const auto encryption = decoding::encryption(4);
    const std::pair<const char *, ChunkStyle> styles[] = {
        {"N", {Encoding::Raw, 0, {}}},
        {"Z", {Encoding::Zlib, 6, {}}},
        {"E, N", {Encoding::Raw, 0, encryption}},
        {"E, Z", {Encoding::Zlib, 6, encryption}},
    };
    for (const auto &[title, style] : styles) {
        for (const int piece : {1000, 100000}) {
            QTest::addRow("%s, fast, %d", title, piece) << style << false << piece;
            QTest::addRow("%s, streaming, %d", title, piece) << style << true << piece;
        }
    }
}

namespace {

/// A sink without memory.
class NullSink final : public ByteSink
{
public:
    bool write(Bytes) override { return true; }
};

} // namespace

void tst_Allocations::noneInSteadyState()
{
    QFETCH(ChunkStyle, style);
    QFETCH(bool, streaming);
    QFETCH(int, piece);
    const auto payload = support::payload(support::repetitive(40), 100 * 5000);
    const auto object = support::buildObject(payload, 5000, style, support::TableFormat::WithDecodedMd5);
    const auto keys = decoding::keysFor(decoding::encryption(4));
    Workspace workspace;
    NullSink sink;
    ChunkDecoder decoder(workspace, keys, decoding::limitsFor(streaming ? Path::Streaming : Path::Fast));
    Bytes rest = Bytes(object.bytes).subspan(object.table.headerSize());
    for (std::size_t i = 0; i < object.table.size(); ++i) {
        if (i == 2) // by then every buffer has its size
            allocations = 0;
        decoder.begin(object.table, i, sink);
        while (!decoder.isComplete()) {
            const auto taken = decoder.push(rest.first(std::min(rest.size(), std::size_t(piece))));
            QVERIFY(taken);
            rest = rest.subspan(*taken);
        }
    }
    QCOMPARE(allocations, 0);
}

QTEST_APPLESS_MAIN(tst_Allocations)
#include "tst_allocations.moc"
