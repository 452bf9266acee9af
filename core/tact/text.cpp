#include "core/tact/text.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace tact {

namespace {

constexpr std::string_view kBlank = " \t";

/// Whether one of eight bytes is below " " or above "~".
bool mayBeBinary(std::uint64_t bytes)
{
    constexpr std::uint64_t kEach = 0x0101010101010101;
    constexpr std::uint64_t kTopBits = 0x80 * kEach;
    const std::uint64_t below = bytes - ' ' * kEach; // borrows leave a top bit only behind such a byte
    const std::uint64_t above = bytes + kEach;       // 0x7F gets its top bit
    return ((below | above | bytes) & kTopBits) != 0;
}

char lowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string_view takeField(std::string_view &text, char separator)
{
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return field;
}

std::string_view takeLine(std::string_view &text)
{
    std::string_view line = takeField(text, '\n');
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::string_view takeWord(std::string_view &text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    const std::size_t end = std::min(text.find_first_of(kBlank), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

std::string_view trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

std::string_view withoutMark(std::string_view text)
{
    return text.substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
}

std::optional<std::uint64_t> toNumber(std::string_view text)
{
    std::uint64_t number = 0;
    const char *const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || rest != end)
        return std::nullopt;
    return number;
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return lowerCase(c); });
    return lower;
}

bool isSameName(std::string_view a, std::string_view b)
{
    // Most are written the same way, which is seen far faster.
    return a == b || std::equal(a.begin(), a.end(), b.begin(), b.end(),
                                [](char x, char y) { return lowerCase(x) == lowerCase(y); });
}

bool isBinary(std::string_view line)
{
    // Eight at once: of a listfile's millions of lines every byte comes by here.
    constexpr std::size_t kAtOnce = 8;
    const auto mayBeBinaryAt = [line](std::size_t i) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, line.data() + i, kAtOnce); // in any order
        return mayBeBinary(bytes);
    };
    std::size_t i = 0;
    while (i + kAtOnce < line.size() && !mayBeBinaryAt(i))
        i += kAtOnce;
    // The last eight may have some of those before.
    if (line.size() >= kAtOnce && i + kAtOnce >= line.size() && !mayBeBinaryAt(line.size() - kAtOnce))
        return false;
    return std::any_of(line.begin() + static_cast<std::ptrdiff_t>(i), line.end(),
                       [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7F; });
}

} // namespace tact
