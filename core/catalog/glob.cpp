#include "core/catalog/glob.h"

#include "core/tact/text.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>

namespace catalog {

namespace {

/// Longer than the paths of any manifest.
constexpr std::size_t kMostTokens = 4096;
constexpr std::size_t kWordBits = 64;
constexpr std::size_t kBytes = 256;
using ByteSet = std::bitset<kBytes>;
using States = std::array<std::uint64_t, kMostTokens / kWordBits + 1>;

constexpr std::size_t byteOf(char c)
{
    return static_cast<std::uint8_t>(c);
}

/// Bytes of a character behind its first one (UTF-8).
bool isContinuation(std::size_t byte)
{
    return (byte & 0xC0) == 0x80;
}

ByteSet firstBytes()
{
    ByteSet set;
    for (std::size_t byte = 0; byte < kBytes; ++byte)
        set.set(byte, byte != byteOf('/') && !isContinuation(byte));
    return set;
}

ByteSet continuations()
{
    ByteSet set;
    for (std::size_t byte = 0; byte < kBytes; ++byte)
        set.set(byte, isContinuation(byte));
    return set;
}

ByteSet inBothCases(ByteSet set, CaseRule rule)
{
    for (char c = 'a'; c <= 'z' && rule == CaseRule::Insensitive; ++c) {
        const std::size_t upper = byteOf(c) - byteOf('a') + byteOf('A');
        if (set.test(byteOf(c)) || set.test(upper))
            set.set(byteOf(c)).set(upper);
    }
    return set;
}

/// The set that `text` begins with, taken off it; nothing where it begins with none.
std::optional<ByteSet> takeSet(std::string_view &text, CaseRule rule)
{
    std::string_view rest = text.substr(1);
    const bool isNegated = rest.starts_with('!') || rest.starts_with('^');
    rest.remove_prefix(isNegated ? 1 : 0);
    const std::size_t end = rest.find(']', 1);
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view members = rest.substr(0, end);
    if (std::any_of(members.begin(), members.end(), [](char c) { return byteOf(c) >= 0x80; }))
        return std::nullopt;
    ByteSet set;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const bool isRange = i + 2 < members.size() && members[i + 1] == '-';
        const std::size_t last = byteOf(members[isRange ? i + 2 : i]);
        for (std::size_t byte = byteOf(members[i]); byte <= last; ++byte)
            set.set(byte);
        i += isRange ? 2 : 0;
    }
    text = rest.substr(end + 1);
    set = inBothCases(set, rule);
    return (isNegated ? ~set : set) & firstBytes();
}

void setBit(std::uint64_t *set, std::size_t i)
{
    set[i / kWordBits] |= std::uint64_t{1} << i % kWordBits;
}

bool hasBit(const States &set, std::size_t i)
{
    return (set[i / kWordBits] >> i % kWordBits & 1) != 0;
}

/// The states of `set` that `out` has, moved up by fewer than 64, added to `to`: whether that changed it.
bool addMoved(const std::uint64_t *set, const std::uint64_t *out, std::size_t words, unsigned by,
              std::uint64_t *to)
{
    std::uint64_t changed = 0;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < words; ++i) {
        const std::uint64_t moving = set[i] & out[i];
        const std::uint64_t moved = moving << by | carry;
        carry = moving >> (kWordBits - by);
        changed |= moved & ~to[i];
        to[i] |= moved;
    }
    return changed != 0;
}

bool startsWith(std::string_view text, std::string_view beginning, CaseRule rule)
{
    if (text.size() < beginning.size())
        return false;
    text = text.substr(0, beginning.size());
    return rule == CaseRule::Insensitive ? tact::isSameName(text, beginning) : text == beginning;
}

bool endsWith(std::string_view text, std::string_view end, CaseRule rule)
{
    return text.size() >= end.size() && startsWith(text.substr(text.size() - end.size()), end, rule);
}

} // namespace

/// A state's ways out.
struct Glob::Token
{
    ByteSet leaves;
    ByteSet stays;
    bool skips = false;
    bool skipsTwo = false;

    std::optional<char> plain; ///< a character that stands for itself
};

std::vector<Glob::Token> Glob::tokensOf(std::string_view text, CaseRule rule)
{
    std::vector<Token> tokens;
    ByteSet slash;
    slash.set(byteOf('/'));
    const auto addOneOf = [&](const ByteSet &first) {
        tokens.push_back({first, {}, false, false, {}});
        tokens.push_back({{}, continuations(), true, false, {}});
    };
    bool isPartBegin = true;
    while (!text.empty() && tokens.size() <= kMostTokens) {
        const char c = text.front();
        const std::size_t stars = std::min(text.find_first_not_of('*'), text.size());
        if (stars > 1 && isPartBegin && text.substr(stars).starts_with('/')) {
            // Nothing, or anything that ends with "/".
            tokens.push_back({{}, {}, true, true, {}});
            tokens.push_back({slash, ~ByteSet(), false, false, {}});
            text.remove_prefix(stars + 1);
            continue;
        }
        isPartBegin = c == '/';
        if (stars > 0) {
            tokens.push_back({{}, stars > 1 ? ~ByteSet() : ~slash, true, false, {}});
            text.remove_prefix(stars);
        } else if (c == '?') {
            addOneOf(firstBytes());
            text.remove_prefix(1);
        } else if (const auto set = c == '[' ? takeSet(text, rule) : std::nullopt) {
            addOneOf(*set);
        } else {
            tokens.push_back({inBothCases(ByteSet().set(byteOf(c)), rule), {}, false, false, c});
            text.remove_prefix(1);
        }
    }
    return tokens;
}

Glob::Glob(std::string_view text, CaseRule rule)
    : m_rule(rule)
{
    std::vector<Token> tokens = tokensOf(text, rule);
    const auto isPlain = [](const Token &token) { return token.plain.has_value(); };
    const auto first = std::find_if_not(tokens.begin(), tokens.end(), isPlain);
    if (first == tokens.end() || tokens.size() > kMostTokens)
        return;
    const auto last = std::find_if_not(tokens.rbegin(), tokens.rend(), isPlain).base();
    const auto textOf = [](auto begin, auto end) {
        std::string plain;
        std::transform(begin, end, std::back_inserter(plain),
                       [](const Token &token) { return *token.plain; });
        return plain;
    };
    m_prefix = textOf(tokens.begin(), first);
    m_suffix = textOf(last, tokens.end());
    tokens.erase(tokens.begin(), first);
    compile(tokens);
}

void Glob::compile(const std::vector<Token> &tokens)
{
    m_last = tokens.size();
    m_words = m_last / kWordBits + 1;
    m_leaves.resize(kBytes * m_words);
    m_stays.resize(kBytes * m_words);
    m_skips.resize(m_words);
    m_skipsTwo.resize(m_words);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        for (std::size_t byte = 0; byte < kBytes; ++byte) {
            if (tokens[i].leaves.test(byte))
                setBit(&m_leaves[byte * m_words], i);
            if (tokens[i].stays.test(byte))
                setBit(&m_stays[byte * m_words], i);
        }
        if (tokens[i].skips)
            setBit(m_skips.data(), i);
        if (tokens[i].skipsTwo)
            setBit(m_skipsTwo.data(), i);
    }
}

bool Glob::matches(std::string_view path) const
{
    if (isPlain() || !startsWith(path, m_prefix, m_rule) || !endsWith(path, m_suffix, m_rule))
        return false;
    path.remove_prefix(m_prefix.size());
    if (m_words == 1)
        return matchesShort(path);
    States states;
    States next;
    std::fill_n(states.begin(), m_words, 0);
    states[0] = 1;
    addSkipped(states.data());
    for (const char c : path) {
        const std::uint64_t *const stays = &m_stays[byteOf(c) * m_words];
        std::uint64_t stayed = 0;
        for (std::size_t i = 0; i < m_words; ++i)
            stayed |= next[i] = states[i] & stays[i];
        const bool isMoved = addMoved(states.data(), &m_leaves[byteOf(c) * m_words], m_words, 1, next.data());
        if (stayed == 0 && !isMoved)
            return false;
        addSkipped(next.data());
        std::copy_n(next.begin(), m_words, states.begin());
    }
    return hasBit(states, m_last);
}

/// The same with all states in one word, as most patterns have them.
bool Glob::matchesShort(std::string_view rest) const
{
    const std::uint64_t skips = m_skips[0];
    const std::uint64_t skipsTwo = m_skipsTwo[0];
    const auto withSkipped = [&](std::uint64_t set) {
        for (std::uint64_t added = set; (added & (skips | skipsTwo)) != 0;) {
            added = ((set & skips) << 1 | (set & skipsTwo) << 2) & ~set;
            set |= added;
        }
        return set;
    };
    std::uint64_t states = withSkipped(1);
    for (const char c : rest) {
        states = withSkipped((states & m_leaves[byteOf(c)]) << 1 | (states & m_stays[byteOf(c)]));
        if (states == 0)
            return false;
    }
    return (states >> m_last & 1) != 0;
}

void Glob::addSkipped(std::uint64_t *set) const
{
    while (addMoved(set, m_skips.data(), m_words, 1, set) ||
           addMoved(set, m_skipsTwo.data(), m_words, 2, set)) {
    }
}

} // namespace catalog
