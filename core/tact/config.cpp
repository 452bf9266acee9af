#include "core/tact/config.h"

#include "core/tact/text.h"

#include <algorithm>
#include <numeric>

namespace tact {

namespace {

/// Bytes of a key that shorter lists keep of it.
constexpr std::size_t kShortKey = 9;

Config::Kind kindOf(std::string_view comment)
{
    if (comment == "# Build Configuration")
        return Config::Kind::Build;
    if (comment == "# Static Build Configuration")
        return Config::Kind::StaticBuild;
    if (comment == "# CDN Configuration")
        return Config::Kind::Cdn;
    return comment == "# Patch Configuration" ? Config::Kind::Patch : Config::Kind::Other;
}

bool isKey(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    });
}

} // namespace

Expected<Config> Config::parse(std::string_view text)
{
    Config config;
    config.m_text = withoutMark(text);
    std::string_view rest = config.m_text;
    if (!rest.starts_with('#') && !rest.starts_with("key-") &&
        !isKey(trimmed(rest.substr(0, rest.find('=')))))
        return failure(FaultKind::NotThisFormat, 1, "it does not begin like a config");
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::string_view line = trimmed(takeLine(rest));
        if (line.starts_with('#')) {
            if (config.m_kind == Kind::Other)
                config.m_kind = kindOf(line);
        } else if (!line.empty() && !config.readLine(line, number)) {
            config.m_warnings.add(number, "is no key with a value");
        }
    }
    if (config.m_kind == Kind::Other && !config.m_lines.empty() && config.line(0).key.starts_with("key-"))
        config.m_kind = Kind::KeyRing;
    config.sortByKey();
    return config;
}

bool Config::readLine(std::string_view line, std::size_t number)
{
    std::string_view value = line;
    const std::string_view key = trimmed(takeField(value, '='));
    if (!isKey(key) || isBinary(value))
        return false;
    value = trimmed(value);
    const auto place = [this](std::string_view part) {
        return static_cast<std::size_t>(part.data() - m_text.data());
    };
    if (!value.empty())
        m_lines.push_back({place(key), key.size(), place(value), value.size(), number});
    return true;
}

Config::Line Config::line(std::size_t index) const
{
    const Place &place = m_lines[index];
    const std::string_view text = m_text;
    return {text.substr(place.key, place.keySize), text.substr(place.value, place.valueSize), place.number};
}

std::optional<Config::Line> Config::find(std::string_view key) const
{
    const auto after = std::upper_bound(
        m_byKey.begin(), m_byKey.end(), key,
        [this](std::string_view wanted, std::uint32_t index) { return wanted < line(index).key; });
    if (after == m_byKey.begin() || line(after[-1]).key != key)
        return std::nullopt;
    return line(after[-1]);
}

void Config::sortByKey()
{
    m_byKey.resize(m_lines.size());
    std::iota(m_byKey.begin(), m_byKey.end(), 0u);
    std::stable_sort(m_byKey.begin(), m_byKey.end(),
                     [this](std::uint32_t a, std::uint32_t b) { return line(a).key < line(b).key; });
}

std::string_view Config::value(std::string_view key) const
{
    const auto found = find(key);
    return found ? found->value : std::string_view();
}

std::optional<blte::Digest> hashInConfig(std::string_view word)
{
    const auto digest = blte::digestFromHex(word);
    return digest && !isShortenedKey(*digest) ? digest : std::nullopt;
}

bool isShortenedKey(const blte::Digest &key)
{
    return std::all_of(key.begin() + kShortKey, key.end(), [](std::uint8_t byte) { return byte == 0; });
}

} // namespace tact
