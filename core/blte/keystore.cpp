#include "core/blte/keystore.h"

#include <algorithm>

namespace blte {

namespace {

std::string lowerCase(std::string_view name)
{
    std::string lower(name);
    for (char &c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

} // namespace

bool KeyStore::insert(KeyName name, const Key &key)
{
    return m_keys.insert_or_assign(static_cast<std::uint64_t>(name), key).second;
}

std::optional<Key> KeyStore::find(KeyName name) const
{
    for (const KeyName candidate : {name, reversed(name)}) {
        if (const auto it = m_keys.find(static_cast<std::uint64_t>(candidate)); it != m_keys.end())
            return it->second;
    }
    return std::nullopt;
}

std::vector<KeyName> KeyStore::names() const
{
    std::vector<KeyName> names;
    names.reserve(m_keys.size());
    for (const auto &[name, key] : m_keys)
        names.push_back(KeyName{name});
    std::sort(names.begin(), names.end());
    return names;
}

bool KeyStore::insert(const ArmadilloKey &key)
{
    return m_armadillo.insert_or_assign(lowerCase(key.name), key).second;
}

std::optional<Key> KeyStore::findArmadillo(std::string_view name) const
{
    const auto found = m_armadillo.find(lowerCase(name));
    return found != m_armadillo.end() ? std::optional(found->second.key) : std::nullopt;
}

std::vector<ArmadilloKey> KeyStore::armadilloKeys() const
{
    std::vector<ArmadilloKey> keys;
    for (const auto &[lower, key] : m_armadillo)
        keys.push_back(key);
    return keys;
}

} // namespace blte
