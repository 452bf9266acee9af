#pragma once

#include "core/blte/keys.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace blte {

/// Keys by name. Readers share an immutable store by shared_ptr<const KeyStore>; whoever adds keys makes a
/// new one.
class KeyStore
{
public:
    /// False when the name was there already (the later key wins).
    bool insert(KeyName name, const Key &key);
    /// Looks for the name and, because sources disagree about byte order (README.md, "Key lists"), for its
    /// reverse.
    std::optional<Key> find(KeyName name) const;
    std::size_t size() const { return m_keys.size(); }
    std::vector<KeyName> names() const; ///< ascending

private:
    std::unordered_map<std::uint64_t, Key> m_keys;
};

} // namespace blte
