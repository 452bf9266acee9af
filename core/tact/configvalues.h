#pragma once

#include "core/tact/config.h"

namespace tact {

/// The values of a config as hashes and numbers. What cannot be read is left out, with one warning a value.
class ConfigValues
{
public:
    ConfigValues(const Config &config, Warnings &warnings)
        : m_config(config)
        , m_warnings(warnings)
    {
    }

    std::optional<blte::Digest> hash(std::string_view key);
    std::optional<std::uint64_t> number(std::string_view key);
    std::string text(std::string_view key) const { return std::string(m_config.value(key)); }

    /// One value for each word, empty where it cannot be read.
    std::vector<std::optional<blte::Digest>> hashes(std::string_view key);
    std::vector<std::optional<std::uint64_t>> numbers(std::string_view key);

private:
    const Config &m_config;
    Warnings &m_warnings;
};

} // namespace tact
