#pragma once

#include "core/blte/armadillokey.h"

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace blte {

/// Keys by name. Readers share an immutable store by shared_ptr<const KeyStore>; whoever adds keys makes a
/// new one.
class KeyStore
{
public:
    /// False when the name was there already (the later key wins). `origin` says where the key is from;
    /// empty: nobody knows, unless the same key was known before.
    bool insert(KeyName name, const Key &key, const std::string &origin = {});
    std::string originOf(KeyName name) const; ///< may be empty
    void remove(KeyName name);
    /// Looks for the name and, because sources disagree about byte order (README.md, "Key lists"), for its
    /// reverse.
    std::optional<Key> find(KeyName name) const;
    std::size_t size() const { return m_keys.size(); } ///< without those of whole objects
    std::vector<KeyName> names() const;                ///< ascending

    /// The same for keys of whole objects (Armadillo), whose names are text; case does not count.
    bool insert(const ArmadilloKey &key);
    std::optional<Key> findArmadillo(std::string_view name) const;
    std::vector<ArmadilloKey> armadilloKeys() const; ///< ascending, spelled as they were given last

    bool operator==(const KeyStore &) const = default;

private:
    std::unordered_map<std::uint64_t, Key> m_keys;
    std::unordered_map<std::uint64_t, std::string> m_origins;     ///< of those that tell
    std::map<std::string, ArmadilloKey, std::less<>> m_armadillo; ///< by name in lower case
};

} // namespace blte
