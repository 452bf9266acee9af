#pragma once

#include "core/blte/keys.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace blte {

/// The key of a product whose objects are all encrypted as a whole, under the name that its product config
/// has for it (README.md, "Objects that are encrypted as a whole").
struct ArmadilloKey
{
    std::string name; ///< isArmadilloName()
    Key key{};
    bool operator==(const ArmadilloKey &) const = default;
};

/// 1 to 64 letters, digits, '-', '_' and '.'. Names that differ in case alone mean the same key: the vendor's
/// clients look for a file of that name where case does not count.
bool isArmadilloName(std::string_view name);

/// "sc1Dev" of "sc1Dev.ak", the last part of a path; empty when it is no such file's name.
std::string_view armadilloNameOf(std::string_view fileName);

/// Of the 20 bytes of an .ak file: the key, and the first 4 bytes of its MD5. An error says in plain English
/// why they are none, without any of the bytes.
tl::expected<Key, std::string> readArmadilloKey(Bytes file);

} // namespace blte
