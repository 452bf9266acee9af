#include "core/blte/md5pair.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace blte {

namespace {

using Word = std::uint32_t;
constexpr std::size_t kBlock = 64;

// RFC 1321, 3.4: the constants are the integer parts of 2^32 · |sin(i)|, i from 1.
constexpr std::array<Word, 64> kSines = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
constexpr std::array<std::array<int, 4>, 4> kRotations = {
    {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};

struct State
{
    Word a = 0x67452301;
    Word b = 0xefcdab89;
    Word c = 0x98badcfe;
    Word d = 0x10325476;
};

Word wordAt(const std::uint8_t *block, std::size_t index)
{
    Word word = 0;
    std::memcpy(&word, block + 4 * index, sizeof word);
    if constexpr (std::endian::native == std::endian::big)
        word = word >> 24 | (word >> 8 & 0xff00u) | (word << 8 & 0xff0000u) | word << 24;
    return word;
}

template <std::size_t Step>
Word mixed(const State &s)
{
    if constexpr (Step < 16)
        return s.d ^ (s.b & (s.c ^ s.d));
    else if constexpr (Step < 32)
        return (s.b & s.d) + (s.c & ~s.d); // no bit is in both: the sum lets the first half wait less
    else if constexpr (Step < 48)
        return s.b ^ s.c ^ s.d;
    else
        return s.c ^ (s.b | ~s.d);
}

constexpr std::size_t wordOf(std::size_t step)
{
    constexpr std::array<std::size_t, 4> factors = {1, 5, 3, 7};
    constexpr std::array<std::size_t, 4> offsets = {0, 1, 5, 0};
    return (factors[step / 16] * step + offsets[step / 16]) % 16;
}

template <std::size_t Step>
void step(State &s, const std::uint8_t *block)
{
    const Word sum = s.a + wordAt(block, wordOf(Step)) + kSines[Step] + mixed<Step>(s);
    s = {s.d, s.b + std::rotl(sum, kRotations[Step / 16][Step % 4]), s.b, s.c};
}

void add(State &s, const State &before)
{
    s = {s.a + before.a, s.b + before.b, s.c + before.c, s.d + before.d};
}

/// Every step of one is followed by the same step of the other.
template <std::size_t... Steps>
void compress(State &s, const std::uint8_t *block, State &t, const std::uint8_t *other,
              std::index_sequence<Steps...>)
{
    const State s0 = s;
    const State t0 = t;
    ((step<Steps>(s, block), step<Steps>(t, other)), ...);
    add(s, s0);
    add(t, t0);
}

template <std::size_t... Steps>
void compress(State &s, const std::uint8_t *block, std::index_sequence<Steps...>)
{
    const State s0 = s;
    (step<Steps>(s, block), ...);
    add(s, s0);
}

using AllSteps = std::make_index_sequence<64>;

void putWord(std::uint8_t *out, Word word)
{
    for (int i = 0; i < 4; ++i)
        out[i] = static_cast<std::uint8_t>(word >> 8 * i);
}

/// What is left of a message behind `done` whole blocks, its padding, and the digest.
Digest finished(State s, Bytes message, std::size_t done)
{
    for (; message.size() - done >= kBlock; done += kBlock)
        compress(s, message.data() + done, AllSteps());
    std::array<std::uint8_t, 2 * kBlock> tail{};
    const std::size_t rest = message.size() - done;
    std::copy_n(message.data() + done, rest, tail.begin());
    tail[rest] = 0x80;
    const std::size_t size = rest + 9 <= kBlock ? kBlock : 2 * kBlock;
    const std::uint64_t bits = std::uint64_t(message.size()) * 8;
    putWord(&tail[size - 8], static_cast<Word>(bits));
    putWord(&tail[size - 4], static_cast<Word>(bits >> 32));
    for (std::size_t at = 0; at < size; at += kBlock)
        compress(s, &tail[at], AllSteps());
    Digest digest;
    putWord(&digest[0], s.a);
    putWord(&digest[4], s.b);
    putWord(&digest[8], s.c);
    putWord(&digest[12], s.d);
    return digest;
}

} // namespace

std::pair<Digest, Digest> md5Pair(Bytes first, Bytes second)
{
    State s;
    State t;
    const std::size_t common = std::min(first.size(), second.size()) / kBlock * kBlock;
    for (std::size_t at = 0; at < common; at += kBlock)
        compress(s, first.data() + at, t, second.data() + at, AllSteps());
    return {finished(s, first, common), finished(t, second, common)};
}

} // namespace blte
