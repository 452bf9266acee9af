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

bool KeyStore::insert(KeyName name, const Key &key, const std::string &origin)
{
    const auto number = static_cast<std::uint64_t>(name);
    const auto [known, isNew] = m_keys.try_emplace(number, key);
    const bool isSame = !isNew && known->second == key;
    known->second = key;
    if (isSame && m_origins.contains(number))
        return false; // it is from where it was seen first
    if (origin.empty())
        m_origins.erase(number);
    else
        m_origins[number] = origin;
    return isNew;
}

std::string KeyStore::originOf(KeyName name) const
{
    const auto found = m_origins.find(static_cast<std::uint64_t>(name));
    return found == m_origins.end() ? std::string() : found->second;
}

void KeyStore::remove(KeyName name)
{
    m_keys.erase(static_cast<std::uint64_t>(name));
    m_origins.erase(static_cast<std::uint64_t>(name));
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
