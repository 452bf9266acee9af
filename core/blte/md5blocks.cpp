#include "core/blte/md5blocks.h"

#include <bit>
#include <cstring>
#include <utility>

namespace blte {

namespace {

using Word = std::uint32_t;

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
    Word a;
    Word b;
    Word c;
    Word d;
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

Md5State sum(const State &s, const Md5State &before)
{
    return {s.a + before[0], s.b + before[1], s.c + before[2], s.d + before[3]};
}

template <std::size_t... Steps>
void hashBlock(Md5State &state, const std::uint8_t *block, std::index_sequence<Steps...>)
{
    State s{state[0], state[1], state[2], state[3]};
    (step<Steps>(s, block), ...);
    state = sum(s, state);
}

/// Every step of one is followed by the same step of the other.
template <std::size_t... Steps>
void hashBlock(Md5State &first, const std::uint8_t *block, Md5State &second, const std::uint8_t *other,
               std::index_sequence<Steps...>)
{
    State s{first[0], first[1], first[2], first[3]};
    State t{second[0], second[1], second[2], second[3]};
    ((step<Steps>(s, block), step<Steps>(t, other)), ...);
    first = sum(s, first);
    second = sum(t, second);
}

using AllSteps = std::make_index_sequence<64>;

} // namespace

void hashMd5Blocks(Md5State &state, const std::uint8_t *bytes, std::size_t blocks)
{
    for (; blocks > 0; --blocks, bytes += kMd5Block)
        hashBlock(state, bytes, AllSteps());
}

void hashMd5Blocks(Md5State &first, const std::uint8_t *bytes, Md5State &second, const std::uint8_t *others,
                   std::size_t blocks)
{
    for (; blocks > 0; --blocks, bytes += kMd5Block, others += kMd5Block)
        hashBlock(first, bytes, second, others, AllSteps());
}

} // namespace blte
