#pragma once

#include "core/catalog/glob.h"

#include <QHashSeed>
#include <cstdint>
#include <string_view>

namespace catalog {

/// A hash of paths that counts characters one by one, so that those of all folders of a path come on the way
/// to its own: FNV-1a. Begun anew in every run, so nobody makes names with the same one. Not Qt's: with some
/// seeds that of 6.4 is the same for a hundred of a million names.
class PathHash
{
public:
    explicit PathHash(CaseRule rule)
        : m_rule(rule)
    {
    }

    std::uint64_t ofNothing() const { return m_seed; }
    std::uint64_t extended(std::uint64_t hash, char c) const
    {
        const bool isUpper = m_rule == CaseRule::Insensitive && c >= 'A' && c <= 'Z';
        return (hash ^ static_cast<unsigned char>(isUpper ? c + ('a' - 'A') : c)) * 0x100000001B3;
    }
    std::uint64_t of(std::string_view path) const
    {
        std::uint64_t hash = m_seed;
        for (const char c : path)
            hash = extended(hash, c);
        return hash;
    }

private:
    CaseRule m_rule;
    std::uint64_t m_seed = 0xCBF29CE484222325 ^ QHashSeed::globalSeed();
};

} // namespace catalog
