#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <liburing.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

/// How decoded bytes reach the file: what PartialDownload::write() does (a reused buffer, pwrite), against
/// what else the kernel offers. SLUICE_BENCH_FOLDER says where the file is made; every round begins with an
/// empty one, as a download does, and ends when a checkpoint would: with everything synced.
namespace {

constexpr std::size_t kPiece = 256u << 10; // a chunk
constexpr std::size_t kFile = 128u << 20;
constexpr std::size_t kAlignment = 4096; // what O_DIRECT wants

std::string filePath()
{
    const char *folder = std::getenv("SLUICE_BENCH_FOLDER");
    return std::string(folder ? folder : ".") + "/bench-writing";
}

class File
{
public:
    explicit File(int flags = 0)
        : m_handle(open(filePath().c_str(), O_RDWR | O_CREAT | O_TRUNC | flags, 0600))
    {
    }
    ~File()
    {
        close(m_handle);
        unlink(filePath().c_str());
    }
    File(const File &) = delete;
    File &operator=(const File &) = delete;
    int handle() const { return m_handle; }

private:
    int m_handle;
};

struct Freed
{
    void operator()(void *memory) const { std::free(memory); }
};
using Piece = std::unique_ptr<std::uint8_t, Freed>;

Piece newPiece()
{
    return Piece(static_cast<std::uint8_t *>(std::aligned_alloc(kAlignment, kPiece)));
}

/// Stands for the decoder: other bytes each time, made from what is warm.
void decode(std::uint8_t *to, std::size_t offset)
{
    static const auto source = std::vector<std::uint8_t>(2 * kPiece, 0x5a);
    std::memcpy(to, source.data() + offset / kPiece % 64, kPiece);
}

void finish(benchmark::State &state, bool isGood)
{
    if (!isGood)
        state.SkipWithError("the kernel does not do this here");
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(kFile));
}

bool writeAt(int file, const std::uint8_t *bytes, std::size_t offset)
{
    return pwrite(file, bytes, kPiece, static_cast<off_t>(offset)) == static_cast<ssize_t>(kPiece);
}

void writeAll(benchmark::State &state, int flags)
{
    bool isGood = true;
    const Piece piece = newPiece();
    for (auto _ : state) {
        const File file(flags);
        for (std::size_t offset = 0; offset < kFile && isGood; offset += kPiece) {
            decode(piece.get(), offset);
            isGood = writeAt(file.handle(), piece.get(), offset);
        }
        isGood = isGood && fdatasync(file.handle()) == 0;
    }
    finish(state, isGood);
}

void pwriteFromABuffer(benchmark::State &state)
{
    writeAll(state, 0);
}
BENCHMARK(pwriteFromABuffer)->UseRealTime();

void pwritePastTheCache(benchmark::State &state)
{
    writeAll(state, O_DIRECT);
}
BENCHMARK(pwritePastTheCache)->UseRealTime();

/// Straight into the file's pages. With MAP_POPULATE the page faults come in one go.
void intoAMap(benchmark::State &state)
{
    const int flags = MAP_SHARED | (state.range(0) != 0 ? MAP_POPULATE : 0);
    bool isGood = true;
    for (auto _ : state) {
        const File file;
        isGood = isGood && ftruncate(file.handle(), kFile) == 0;
        for (std::size_t offset = 0; offset < kFile && isGood; offset += kPiece) {
            void *map = mmap(nullptr, kPiece, PROT_READ | PROT_WRITE, flags, file.handle(),
                             static_cast<off_t>(offset));
            isGood = map != MAP_FAILED;
            if (!isGood)
                break;
            decode(static_cast<std::uint8_t *>(map), offset);
            munmap(map, kPiece);
        }
        isGood = isGood && fdatasync(file.handle()) == 0;
    }
    finish(state, isGood);
}
BENCHMARK(intoAMap)->ArgName("populate")->Arg(0)->Arg(1)->UseRealTime();

/// Some writes under way while the next pieces are decoded.
void throughARing(benchmark::State &state)
{
    constexpr std::size_t kUnderWay = 4;
    io_uring ring;
    bool isGood = io_uring_queue_init(kUnderWay, &ring, 0) == 0;
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < kUnderWay; ++i)
        pieces.push_back(newPiece());
    const auto reap = [&] {
        io_uring_cqe *done = nullptr;
        isGood = isGood && io_uring_wait_cqe(&ring, &done) == 0 && done->res == static_cast<int>(kPiece);
        if (done)
            io_uring_cqe_seen(&ring, done);
    };
    for (auto _ : state) {
        const File file;
        for (std::size_t i = 0; i < kFile / kPiece && isGood; ++i) {
            if (i >= kUnderWay)
                reap();
            std::uint8_t *piece = pieces[i % kUnderWay].get();
            decode(piece, i * kPiece);
            io_uring_sqe *entry = io_uring_get_sqe(&ring);
            io_uring_prep_write(entry, file.handle(), piece, kPiece, i * kPiece);
            isGood = io_uring_submit(&ring) == 1;
        }
        for (std::size_t i = 0; i < kUnderWay && isGood; ++i)
            reap();
        isGood = isGood && fdatasync(file.handle()) == 0;
    }
    io_uring_queue_exit(&ring);
    finish(state, isGood);
}
BENCHMARK(throughARing)->UseRealTime();

/// The two ends of a connection on this machine.
bool connectBoth(int &from, int &to)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *where = reinterpret_cast<sockaddr *>(&address);
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    from = socket(AF_INET, SOCK_STREAM, 0);
    const bool isGood = bind(listener, where, size) == 0 && listen(listener, 1) == 0 &&
                        getsockname(listener, where, &size) == 0 && connect(from, where, size) == 0;
    to = isGood ? accept(listener, nullptr, nullptr) : -1;
    close(listener);
    return to >= 0;
}

void serve(int to)
{
    const Piece piece = newPiece();
    for (std::size_t sent = 0; sent < kFile; sent += kPiece) {
        decode(piece.get(), sent);
        for (std::size_t part = 0; part < kPiece;) {
            const auto got = write(to, piece.get() + part, kPiece - part);
            if (got <= 0)
                return;
            part += static_cast<std::size_t>(got);
        }
    }
}

/// A plain file's way from the network: another thread sends it, as a server would.
template <typename Receive>
void fromASocket(benchmark::State &state, Receive receive)
{
    bool isGood = true;
    for (auto _ : state) {
        int from = -1;
        int to = -1;
        if (!connectBoth(from, to)) {
            isGood = false;
            break;
        }
        std::thread server([to] {
            serve(to);
            close(to);
        });
        {
            const File file;
            isGood = isGood && receive(from, file.handle()) && fdatasync(file.handle()) == 0;
            close(from);
        }
        server.join();
    }
    finish(state, isGood);
}

void readAndWrite(benchmark::State &state)
{
    const Piece piece = newPiece();
    fromASocket(state, [&](int from, int to) {
        std::size_t done = 0;
        while (const auto got = read(from, piece.get(), kPiece)) {
            if (got < 0 ||
                pwrite(to, piece.get(), static_cast<std::size_t>(got), static_cast<off_t>(done)) != got)
                return false;
            done += static_cast<std::size_t>(got);
        }
        return done == kFile;
    });
}
BENCHMARK(readAndWrite)->UseRealTime();

void spliced(benchmark::State &state)
{
    int pipe[2];
    const bool isPiped = pipe2(pipe, 0) == 0 && fcntl(pipe[1], F_SETPIPE_SZ, kPiece) > 0;
    fromASocket(state, [&](int from, int to) {
        std::size_t done = 0;
        while (isPiped) {
            auto got = splice(from, nullptr, pipe[1], nullptr, kPiece, SPLICE_F_MOVE);
            if (got <= 0)
                break;
            while (got > 0) {
                const auto moved =
                    splice(pipe[0], nullptr, to, nullptr, static_cast<std::size_t>(got), SPLICE_F_MOVE);
                if (moved <= 0)
                    return false;
                got -= moved;
                done += static_cast<std::size_t>(moved);
            }
        }
        return done == kFile;
    });
    close(pipe[0]);
    close(pipe[1]);
}
BENCHMARK(spliced)->UseRealTime();

} // namespace

BENCHMARK_MAIN();
