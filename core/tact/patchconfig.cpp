#include "core/tact/patchconfig.h"

#include "core/tact/configvalues.h"
#include "core/tact/text.h"

namespace tact {

namespace {

/// Reads words one by one; one that is wrong makes all of the line wrong.
class Words
{
public:
    explicit Words(std::string_view text)
        : m_text(text)
    {
    }

    std::string_view word() { return takeWord(m_text); }
    blte::Digest hash() { return valueOr(hashInConfig(word()), blte::Digest{}); }
    std::uint64_t number() { return valueOr(toNumber(word()), std::uint64_t{0}); }
    bool isAtEnd() const { return trimmed(m_text).empty(); }
    bool isRight() const { return m_isRight; }

private:
    template <typename Value>
    Value valueOr(const std::optional<Value> &value, Value other)
    {
        m_isRight = m_isRight && value;
        return value.value_or(other);
    }

    std::string_view m_text;
    bool m_isRight = true;
};

std::optional<PatchEntry> readEntry(std::string_view value)
{
    Words words(value);
    PatchEntry entry;
    entry.type = words.word();
    entry.contentKey.digest = words.hash();
    entry.decodedSize = words.number();
    entry.encodingKey.digest = words.hash();
    entry.encodedSize = words.number();
    entry.espec = words.word();
    while (words.isRight() && !words.isAtEnd()) {
        PatchEntry::Old old;
        old.encodingKey.digest = words.hash();
        old.encodedSize = words.number();
        old.patch = words.hash();
        old.patchSize = words.number();
        entry.olds.push_back(old);
    }
    if (!words.isRight() || entry.espec.empty())
        return std::nullopt;
    return entry;
}

} // namespace

Expected<PatchConfig> parsePatchConfig(std::string_view text)
{
    const auto config = Config::parse(text);
    if (!config)
        return tl::unexpected(config.error());
    if (config->kind() != Config::Kind::Patch && config->kind() != Config::Kind::Other)
        return failure(FaultKind::Contradiction, 1, "it is a config of another kind");
    PatchConfig patch;
    patch.warnings = config->warnings();
    ConfigValues values(*config, patch.warnings);
    patch.patch = values.hash("patch");
    patch.patchSize = values.number("patch-size");
    for (std::size_t i = 0; i < config->lines(); ++i) {
        const Config::Line line = config->line(i);
        if (line.key != "patch-entry")
            continue;
        if (auto entry = readEntry(line.value))
            patch.entries.push_back(std::move(*entry));
        else
            patch.warnings.add(line.number, "is no patch entry");
    }
    return patch;
}

} // namespace tact
