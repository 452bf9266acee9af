#include "core/tact/namehash.h"

#include <algorithm>
#include <bit>
#include <string>

namespace tact {

namespace {

std::string normalised(std::string_view path)
{
    std::string text(path);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        if (c >= 'a' && c <= 'z')
            return static_cast<char>(c - 'a' + 'A');
        return c == '/' ? '\\' : c;
    });
    return text;
}

struct State
{
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t c = 0;

    /// Adds up to 12 bytes as three words, little-endian.
    void add(std::string_view bytes)
    {
        std::uint32_t *const words[] = {&a, &b, &c};
        for (std::size_t i = 0; i < bytes.size(); ++i)
            *words[i / 4] += std::uint32_t{static_cast<std::uint8_t>(bytes[i])} << 8 * (i % 4);
    }

    void mix()
    {
        mixStep(a, c, b, 4);
        mixStep(b, a, c, 6);
        mixStep(c, b, a, 8);
        mixStep(a, c, b, 16);
        mixStep(b, a, c, 19);
        mixStep(c, b, a, 4);
    }

    void finish()
    {
        finishStep(c, b, 14);
        finishStep(a, c, 11);
        finishStep(b, a, 25);
        finishStep(c, b, 16);
        finishStep(a, c, 4);
        finishStep(b, a, 14);
        finishStep(c, b, 24);
    }

private:
    static void mixStep(std::uint32_t &x, std::uint32_t &y, std::uint32_t z, int turn)
    {
        x -= y;
        x ^= std::rotl(y, turn);
        y += z;
    }
    static void finishStep(std::uint32_t &x, std::uint32_t y, int turn)
    {
        x ^= y;
        x -= std::rotl(y, turn);
    }
};

} // namespace

std::uint64_t nameHash(std::string_view path)
{
    constexpr std::size_t kBlock = 12;
    const std::string text = normalised(path);
    std::string_view rest = text;
    State state;
    state.a = state.b = state.c = 0xDEADBEEF + static_cast<std::uint32_t>(text.size());
    for (; rest.size() > kBlock; rest.remove_prefix(kBlock)) {
        state.add(rest.substr(0, kBlock));
        state.mix();
    }
    if (!rest.empty()) {
        state.add(rest);
        state.finish();
    }
    return std::uint64_t{state.c} << 32 | state.b;
}

} // namespace tact
