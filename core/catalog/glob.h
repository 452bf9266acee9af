#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace catalog {

/// Whether paths are the same that differ only in the case of A to Z.
enum class CaseRule { Sensitive, Insensitive };

/// A pattern for paths with "/" between folders:
///   `*` any characters within a folder · `**` also across folders, and as a whole part of the path also no
///   folder at all · `?` one character (UTF-8) · `[a-z_]`, `[!a-z]` one character, and of ASCII those that
///   are listed or not. A "[" that begins no set of ASCII characters stands for itself.
/// A value. Any text is a pattern, any bytes are a path, and no pattern takes longer than its length by the
/// path's, by 64 characters of it at once; memory is 64 bytes for a character of the pattern.
class Glob
{
public:
    Glob(std::string_view text, CaseRule rule);

    /// There is nothing in it but characters that stand for themselves; or it is longer than any path.
    bool isPlain() const { return m_words == 0; }
    /// Nothing matches a plain one.
    bool matches(std::string_view path) const;

private:
    struct Token;
    static std::vector<Token> tokensOf(std::string_view text, CaseRule rule);
    void compile(const std::vector<Token> &tokens);
    void addSkipped(std::uint64_t *set) const;
    bool matchesShort(std::string_view rest) const;

    CaseRule m_rule = CaseRule::Sensitive;
    std::string m_prefix; ///< of all that matches
    std::string m_suffix;

    // An automaton behind the prefix. State i is before token i, and a set of states has a bit for each.
    std::size_t m_words = 0;             ///< of a set
    std::size_t m_last = 0;              ///< the state behind all tokens
    std::vector<std::uint64_t> m_leaves; ///< for each byte the states that it leads on to the next one
    std::vector<std::uint64_t> m_stays;  ///< for each byte the states in which it may be passed over
    std::vector<std::uint64_t> m_skips;  ///< states that lead to the next one without a byte
    std::vector<std::uint64_t> m_skipsTwo;
};

} // namespace catalog
