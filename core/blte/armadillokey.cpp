#include "core/blte/armadillokey.h"

#include <algorithm>

namespace blte {

namespace {

constexpr std::string_view kSuffix = ".ak";
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kCheckSize = 4;

bool isNameCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
}

bool isSuffix(std::string_view text)
{
    return std::equal(text.begin(), text.end(), kSuffix.begin(), kSuffix.end(),
                      [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b); });
}

} // namespace

bool isArmadilloName(std::string_view name)
{
    return !name.empty() && name.size() <= kLongestName &&
           std::all_of(name.begin(), name.end(), isNameCharacter);
}

std::string_view armadilloNameOf(std::string_view fileName)
{
    if (fileName.size() <= kSuffix.size() || !isSuffix(fileName.substr(fileName.size() - kSuffix.size())))
        return {};
    fileName.remove_suffix(kSuffix.size());
    return isArmadilloName(fileName) ? fileName : std::string_view();
}

tl::expected<Key, std::string> readArmadilloKey(Bytes file)
{
    Key key{};
    if (file.size() != key.size() + kCheckSize) {
        return tl::unexpected("it has " + std::to_string(file.size()) +
                              " bytes; an .ak file has 20: a key, and 4 bytes that prove it");
    }
    std::copy_n(file.begin(), key.size(), key.begin());
    const Digest digest = md5(file.first(key.size()));
    if (!std::equal(file.begin() + key.size(), file.end(), digest.begin()))
        return tl::unexpected(std::string("it is damaged: its last 4 bytes are not those of its key"));
    return key;
}

} // namespace blte
