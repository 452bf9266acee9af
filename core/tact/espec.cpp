#include "core/tact/espec.h"

#include "core/blte/endian.h"
#include "core/blte/hex.h"
#include "core/tact/text.h"

#include <algorithm>
#include <array>

namespace tact {

namespace {

constexpr int kDeepest = 8;
/// 1 TiB: more than sizes of files have bits for (u40).
constexpr std::uint64_t kLargestSize = std::uint64_t{1} << 40;

class Parser
{
public:
    explicit Parser(std::string_view text)
        : m_text(text)
    {
    }

    Expected<Espec> parse()
    {
        Espec espec;
        if (!readSpec(espec, 0) || m_at != m_text.size())
            return failure(m_isTooDeep ? FaultKind::TooDeep : FaultKind::NotThisFormat, m_at,
                           m_isTooDeep ? "it nests too deep" : "it is no ESpec");
        return espec;
    }

private:
    bool takes(std::string_view expected)
    {
        if (!m_text.substr(m_at).starts_with(expected))
            return false;
        m_at += expected.size();
        return true;
    }

    std::string_view takeWhile(bool (*isRight)(char))
    {
        const std::string_view rest = m_text.substr(m_at);
        const auto end = std::find_if_not(rest.begin(), rest.end(), isRight);
        const std::string_view word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
        m_at += word.size();
        return word;
    }
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    static bool isWordCharacter(char c)
    {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'F');
    }

    bool readSpec(Espec &espec, int depth)
    {
        m_isTooDeep = m_isTooDeep || depth > kDeepest;
        if (m_isTooDeep)
            return false;
        if (takes("n"))
            return true;
        if (takes("z"))
            return readZlib(espec);
        if (takes("e:{"))
            return readEncrypted(espec, depth);
        if (takes("b:"))
            return readBlocks(espec, depth);
        return readPacked(espec);
    }

    bool readZlib(Espec &espec)
    {
        espec.mode = Espec::Mode::Zlib;
        if (!takes(":"))
            return true;
        const bool isBraced = takes("{");
        const auto level = toNumber(takeWhile(isDigit));
        if (!level || *level > 9)
            return false;
        espec.level = static_cast<unsigned>(*level);
        if (!isBraced)
            return true;
        if (takes(",")) {
            espec.window = takeWhile(isWordCharacter);
            if (espec.window.empty())
                return false;
        }
        return takes("}");
    }

    bool readEncrypted(Espec &espec, int depth)
    {
        espec.mode = Espec::Mode::Encrypted;
        std::array<std::uint8_t, 8> key{};
        if (!blte::hexDecode(takeWhile(isWordCharacter), key) || !takes(","))
            return false;
        espec.key = blte::KeyName{blte::readLittleEndian<8>(key.data())};
        const std::string_view iv = takeWhile(isWordCharacter);
        espec.ivSize = iv.size() / 2;
        if ((iv.size() != 8 && iv.size() != 16) || !takes(","))
            return false;
        return readSpec(espec.parts.emplace_back().spec, depth + 1) && takes("}");
    }

    bool readBlocks(Espec &espec, int depth)
    {
        espec.mode = Espec::Mode::Blocks;
        const bool isBraced = takes("{");
        bool isLast = false;
        do {
            if (isLast || !readBlock(espec.parts.emplace_back(), depth))
                return false;
            const Espec::Part &part = espec.parts.back();
            isLast = part.size == 0 || part.count == 0;
        } while (isBraced && takes(","));
        return !isBraced || takes("}");
    }

    bool readBlock(Espec::Part &part, int depth)
    {
        if (!takes("*") && !readSize(part))
            return false;
        return takes("=") && readSpec(part.spec, depth + 1);
    }

    bool readSize(Espec::Part &part)
    {
        const auto number = toNumber(takeWhile(isDigit));
        const std::uint64_t unit = takes("K") ? 1024 : takes("M") ? 1024 * 1024 : 1;
        if (!number || *number == 0 || *number > kLargestSize / unit)
            return false;
        part.size = *number * unit;
        if (!takes("*"))
            return true;
        const std::string_view count = takeWhile(isDigit);
        const auto blocks = count.empty() ? 0 : toNumber(count);
        if (!blocks || *blocks > kLargestSize || (!count.empty() && *blocks == 0))
            return false;
        part.count = *blocks;
        return true;
    }

    /// Nothing of them is known but their letters.
    bool readPacked(Espec &espec)
    {
        espec.mode = m_text.substr(m_at).starts_with("c") ? Espec::Mode::BcPack : Espec::Mode::GDeflate;
        if (!takes("c") && !takes("g"))
            return false;
        if (!takes(":"))
            return true;
        if (!takes("{"))
            return !takeWhile(isWordCharacter).empty();
        do {
            if (takeWhile(isWordCharacter).empty())
                return false;
        } while (takes(","));
        return takes("}");
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_isTooDeep = false;
};

void collectKeys(const Espec &espec, std::vector<blte::KeyName> &keys)
{
    if (espec.mode == Espec::Mode::Encrypted)
        keys.push_back(espec.key);
    for (const Espec::Part &part : espec.parts)
        collectKeys(part.spec, keys);
}

} // namespace

Expected<Espec> parseEspec(std::string_view text)
{
    return Parser(text).parse();
}

std::vector<blte::KeyName> keysOf(const Espec &espec)
{
    std::vector<blte::KeyName> keys;
    collectKeys(espec, keys);
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

} // namespace tact
