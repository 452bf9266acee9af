#include "core/catalog/pathpattern.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

// A pattern, and behind its first line end a path: the automaton agrees with the definition, told as plainly
// as it can be and tried at every place. Neither takes longer than both lengths multiplied.

namespace {

/// What a pattern means, character by character. Of texts in ASCII, case counting.
class Definition
{
public:
    Definition(std::string_view pattern, std::string_view path)
        : m_pattern(pattern)
        , m_path(path)
        , m_known((pattern.size() + 1) * (path.size() + 1), -1)
    {
    }

    bool matches(std::size_t p, std::size_t t)
    {
        signed char &known = m_known[p * (m_path.size() + 1) + t];
        if (known < 0) {
            known = 0;
            known = decide(p, t) ? 1 : 0;
        }
        return known == 1;
    }

private:
    bool decide(std::size_t p, std::size_t t)
    {
        if (p == m_pattern.size())
            return t == m_path.size();
        if (m_pattern[p] == '*')
            return stars(p, t);
        if (t == m_path.size())
            return false;
        if (m_pattern[p] == '?')
            return m_path[t] != '/' && matches(p + 1, t + 1);
        const std::size_t end = m_pattern[p] == '[' ? endOfSet(p) : std::string_view::npos;
        if (end != std::string_view::npos)
            return m_path[t] != '/' && isInSet(p, end, m_path[t]) && matches(end + 1, t + 1);
        return m_pattern[p] == m_path[t] && matches(p + 1, t + 1);
    }

    bool stars(std::size_t p, std::size_t t)
    {
        const std::size_t end = std::min(m_pattern.find_first_not_of('*', p), m_pattern.size());
        const bool isAcross = end - p > 1;
        if (isAcross && (p == 0 || m_pattern[p - 1] == '/') && end < m_pattern.size() &&
            m_pattern[end] == '/') {
            bool isMatch = matches(end + 1, t);
            for (std::size_t i = t; i < m_path.size() && !isMatch; ++i)
                isMatch = m_path[i] == '/' && matches(end + 1, i + 1);
            return isMatch;
        }
        for (std::size_t i = t;; ++i) {
            if (matches(end, i))
                return true;
            if (i == m_path.size() || (!isAcross && m_path[i] == '/'))
                return false;
        }
    }

    bool isNegated(std::size_t p) const
    {
        return p + 1 < m_pattern.size() && (m_pattern[p + 1] == '!' || m_pattern[p + 1] == '^');
    }
    std::size_t endOfSet(std::size_t p) const { return m_pattern.find(']', p + 2 + (isNegated(p) ? 1 : 0)); }

    bool isInSet(std::size_t p, std::size_t end, char c) const
    {
        bool isIn = false;
        for (std::size_t i = p + 1 + (isNegated(p) ? 1 : 0); i < end; ++i) {
            if (i + 2 < end && m_pattern[i + 1] == '-') {
                isIn = isIn || (c >= m_pattern[i] && c <= m_pattern[i + 2]);
                i += 2;
            } else {
                isIn = isIn || c == m_pattern[i];
            }
        }
        return isIn != isNegated(p);
    }

    std::string_view m_pattern;
    std::string_view m_path;
    std::vector<signed char> m_known;
};

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const std::string_view pattern = text.substr(0, text.find('\n'));
    const std::string_view path = text.substr(std::min(pattern.size() + 1, size));
    for (const auto rule : {catalog::CaseRule::Sensitive, catalog::CaseRule::Insensitive}) {
        const catalog::PathPattern whole(pattern, rule);
        if (whole.match(whole.path()) != catalog::PathPattern::Match::Exact && !whole.path().empty() &&
            !pattern.ends_with('/') && !pattern.ends_with('\\'))
            std::abort();
        (void)whole.match(path);
    }
    const catalog::Glob glob(pattern, catalog::CaseRule::Sensitive);
    if (size > 200 || glob.isPlain() || !isAscii(text))
        return 0;
    if (glob.matches(path) != Definition(pattern, path).matches(0, 0))
        std::abort();
    return 0;
}
