#include "core/tact/configvalues.h"

#include "core/tact/text.h"

namespace tact {

namespace {

/// The words of a line, each through `read`.
template <typename Value, typename Read>
std::vector<std::optional<Value>> words(const Config &config, std::string_view key, Warnings &warnings,
                                        const char *kind, Read read)
{
    std::vector<std::optional<Value>> values;
    const auto line = config.find(key);
    std::string_view rest = line ? line->value : std::string_view();
    for (std::string_view word = takeWord(rest); !word.empty(); word = takeWord(rest)) {
        values.push_back(read(word));
        if (!values.back())
            warnings.add(line->number, "has a value that is no " + std::string(kind));
    }
    return values;
}

template <typename Value>
std::optional<Value> first(const std::vector<std::optional<Value>> &values)
{
    return values.empty() ? std::nullopt : values.front();
}

} // namespace

std::vector<std::optional<blte::Digest>> ConfigValues::hashes(std::string_view key)
{
    return words<blte::Digest>(m_config, key, m_warnings, "hash", hashInConfig);
}

std::vector<std::optional<std::uint64_t>> ConfigValues::numbers(std::string_view key)
{
    return words<std::uint64_t>(m_config, key, m_warnings, "number", toNumber);
}

std::optional<blte::Digest> ConfigValues::hash(std::string_view key)
{
    return first(hashes(key));
}

std::optional<std::uint64_t> ConfigValues::number(std::string_view key)
{
    return first(numbers(key));
}

} // namespace tact
