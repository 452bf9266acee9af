#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace tact {

enum class FaultKind : std::uint8_t {
    TooShort,        ///< the bytes end inside something that was begun
    NotThisFormat,   ///< the first bytes are those of something else
    NotUnderstood,   ///< of a version or a layout that is not known here
    CountImpossible, ///< a count or a size that the bytes at hand cannot hold
    DigestWrong,     ///< a digest in it, or of it, is another
    OrderWrong,      ///< sorted by its definition, and it is not
    Contradiction,   ///< two statements in it exclude each other
    TooDeep,         ///< nested beyond the limit
};

/// Why some bytes are not what they were read as. A value; safe to copy between threads.
struct [[nodiscard]] Fault
{
    FaultKind kind{};
    std::uint64_t where = 0; ///< offset in bytes; of texts the line, from 1
    std::string text;        ///< the rest of a sentence about "it": "its block 3 is damaged"
};

template <typename T>
using Expected = tl::expected<T, Fault>;

inline tl::unexpected<Fault> failure(FaultKind kind, std::uint64_t where, std::string text)
{
    return tl::unexpected(Fault{kind, where, std::move(text)});
}

/// A row that was left out, and why. Never has text of the input that could be long or secret.
struct Warning
{
    std::uint64_t row = 0; ///< entries from 0; lines of a text from 1
    std::string text;
};

/// What was left out of something that is good otherwise. Keeps the first of them, and counts the rest: a
/// hostile manifest has millions.
class Warnings
{
public:
    static constexpr std::size_t kKept = 100;

    void add(std::uint64_t row, std::string text)
    {
        if (m_first.size() < kKept)
            m_first.push_back({row, std::move(text)});
        ++m_count;
    }
    const std::vector<Warning> &first() const { return m_first; }
    std::size_t count() const { return m_count; }

private:
    std::vector<Warning> m_first;
    std::size_t m_count = 0;
};

} // namespace tact
