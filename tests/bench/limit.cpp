#include "tests/bench/blteobject.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <nettle/md5.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <thread>

/// How fast this machine can be at all: libcurl, MD5, libdeflate and pwrite on every core, and nothing else:
/// no part file, no record, no retry. bench-limit URL OUT [THREADS].
namespace {

constexpr std::uint64_t kSegment = 16u << 20;

/// Where the bytes of one range go.
using Take = std::function<bool(std::span<const std::uint8_t>)>;

std::size_t onBytes(char *bytes, std::size_t one, std::size_t count, void *take)
{
    const std::span data(reinterpret_cast<const std::uint8_t *>(bytes), one * count);
    return (*static_cast<const Take *>(take))(data) ? data.size() : 0;
}

class Connection
{
public:
    explicit Connection(const char *url)
        : m_curl(curl_easy_init(), curl_easy_cleanup)
    {
        curl_easy_setopt(m_curl.get(), CURLOPT_URL, url);
        curl_easy_setopt(m_curl.get(), CURLOPT_WRITEFUNCTION, onBytes);
        curl_easy_setopt(m_curl.get(), CURLOPT_BUFFERSIZE, 256L << 10);
        curl_easy_setopt(m_curl.get(), CURLOPT_FAILONERROR, 1L);
        curl_easy_setopt(m_curl.get(), CURLOPT_SSL_VERIFYPEER, 0L);
    }

    bool fetch(std::uint64_t first, std::uint64_t last, const Take &take)
    {
        const std::string range = std::to_string(first) + '-' + std::to_string(last);
        curl_easy_setopt(m_curl.get(), CURLOPT_RANGE, range.c_str());
        curl_easy_setopt(m_curl.get(), CURLOPT_WRITEDATA, &take);
        return curl_easy_perform(m_curl.get()) == CURLE_OK;
    }

private:
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> m_curl;
};

/// Gathers chunks from a stream of bytes, checks, decodes and writes each.
class Decoder
{
public:
    explicit Decoder(int out)
        : m_out(out)
        , m_inflater(libdeflate_alloc_decompressor(), libdeflate_free_decompressor)
    {
    }

    void begin(std::span<const bench::Chunk> run) { m_run = run; }
    bool isComplete() const { return m_run.empty(); }

    bool take(std::span<const std::uint8_t> bytes)
    {
        while (!bytes.empty() && !m_run.empty()) {
            m_encoded.resize(std::max<std::size_t>(m_encoded.size(), m_run.front().encodedSize));
            const auto part = std::min(bytes.size(), m_run.front().encodedSize - m_size);
            std::memcpy(m_encoded.data() + m_size, bytes.data(), part);
            m_size += part;
            bytes = bytes.subspan(part);
            if (m_size < m_run.front().encodedSize)
                return true;
            if (!keep(m_run.front()))
                return false;
            m_size = 0;
            m_run = m_run.subspan(1);
        }
        return bytes.empty();
    }

private:
    bool keep(const bench::Chunk &chunk)
    {
        md5_ctx md5;
        std::array<std::uint8_t, MD5_DIGEST_SIZE> digest{};
        md5_init(&md5);
        md5_update(&md5, chunk.encodedSize, m_encoded.data());
        md5_digest(&md5, digest.size(), digest.data());
        if (digest != chunk.md5)
            return false;
        if (m_encoded.front() == 'N')
            return write(chunk, m_encoded.data() + 1);
        m_decoded.resize(std::max<std::size_t>(m_decoded.size(), chunk.decodedSize));
        return libdeflate_zlib_decompress(m_inflater.get(), m_encoded.data() + 1, chunk.encodedSize - 1,
                                          m_decoded.data(), chunk.decodedSize,
                                          nullptr) == LIBDEFLATE_SUCCESS &&
               write(chunk, m_decoded.data());
    }

    bool write(const bench::Chunk &chunk, const std::uint8_t *bytes) const
    {
        return pwrite(m_out, bytes, chunk.decodedSize, static_cast<off_t>(chunk.decodedOffset)) ==
               static_cast<ssize_t>(chunk.decodedSize);
    }

    const int m_out;
    std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> m_inflater;
    std::vector<std::uint8_t> m_encoded;
    std::vector<std::uint8_t> m_decoded;
    std::span<const bench::Chunk> m_run;
    std::size_t m_size = 0;
};

std::vector<bench::Chunk> fetchTable(Connection &connection)
{
    std::uint64_t position = 0;
    return bench::readTable([&](std::span<std::uint8_t> bytes) {
        std::size_t got = 0;
        const bool ok = connection.fetch(position, position + bytes.size() - 1, [&](auto part) {
            if (part.size() > bytes.size() - got)
                return false;
            std::memcpy(bytes.data() + got, part.data(), part.size());
            got += part.size();
            return true;
        });
        position += bytes.size();
        return ok && got == bytes.size();
    });
}

/// Hands out one run of chunks after the other.
class Work
{
public:
    explicit Work(const std::vector<bench::Chunk> &chunks)
    {
        auto rest = std::span(chunks);
        while (!rest.empty()) {
            std::size_t count = 0;
            for (std::uint64_t size = 0; count < rest.size() && size < kSegment; ++count)
                size += rest[count].encodedSize;
            m_runs.push_back(rest.first(count));
            rest = rest.subspan(count);
        }
    }

    std::span<const bench::Chunk> next()
    {
        const auto index = m_next++;
        return index < m_runs.size() ? m_runs[index] : std::span<const bench::Chunk>();
    }

private:
    std::vector<std::span<const bench::Chunk>> m_runs;
    std::atomic<std::size_t> m_next{0};
};

bool fetchRuns(const char *url, int out, Work &work)
{
    Connection connection(url);
    Decoder decoder(out);
    for (auto run = work.next(); !run.empty(); run = work.next()) {
        decoder.begin(run);
        const bool ok =
            connection.fetch(run.front().encodedOffset, run.back().encodedOffset + run.back().encodedSize - 1,
                             [&](auto bytes) { return decoder.take(bytes); });
        if (!ok || !decoder.isComplete())
            return false;
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const int out = argc >= 3 ? open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;
    if (out < 0)
        return 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    Connection first(argv[1]);
    const auto chunks = fetchTable(first);
    Work work(chunks);
    std::atomic<bool> ok = !chunks.empty();
    std::vector<std::thread> threads;
    const int count = argc > 3 ? std::atoi(argv[3]) : static_cast<int>(std::thread::hardware_concurrency());
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&] {
            if (!fetchRuns(argv[1], out, work))
                ok = false;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    return ok && close(out) == 0 ? 0 : 3;
}
