#include "core/blte/keystore.h"

#include <algorithm>

namespace blte {

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

} // namespace blte
