#include "core/blte/keylist.h"

#include "core/blte/endian.h"
#include "core/blte/hex.h"

#include <algorithm>

namespace blte {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kKeyringPrefix = "key-";
constexpr std::size_t kNameDigits = 16;
constexpr std::size_t kKeyDigits = 32;
constexpr std::size_t kMostProblems = 1000;  // a file with more is no key list; nobody reads them all
constexpr std::size_t kLookedAt = 64u << 10; // what looksLikeKeyList() reads of a dropped text
constexpr std::size_t kJudgedBy = 4096;      // by so much of its beginning a text is told from other things
constexpr std::size_t kMostFillers = 8;      // words between a name and its key, as "new byte[]"

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/// Cuts the next word off the front of `line`: letters and digits, without 0x and the suffixes of C's
/// numbers.
std::string_view takeWord(std::string_view &line)
{
    const auto start = std::find_if(line.begin(), line.end(), isWordCharacter);
    const auto end = std::find_if_not(start, line.end(), isWordCharacter);
    std::string_view word(start, end);
    line = std::string_view(end, line.end());
    const bool isNumber = word.starts_with("0x") || word.starts_with("0X");
    if (isNumber)
        word.remove_prefix(2);
    while (isNumber && !word.empty() && std::string_view("uUlL").find(word.back()) != std::string_view::npos)
        word.remove_suffix(1);
    return word;
}

bool isHex(std::string_view word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

bool isName(std::string_view word)
{
    if (word.starts_with(kKeyringPrefix))
        word.remove_prefix(kKeyringPrefix.size());
    return word.size() == kNameDigits && isHex(word);
}

std::optional<KeyName> readName(std::string_view field)
{
    std::array<std::uint8_t, 8> bytes{};
    if (field.starts_with(kKeyringPrefix)) { // bytes in the order of a chunk's E header
        if (!hexDecode(field.substr(kKeyringPrefix.size()), bytes))
            return std::nullopt;
        return KeyName{readLittleEndian<8>(bytes.data())};
    }
    if (!hexDecode(field, bytes))
        return std::nullopt;
    return KeyName{readBigEndian<8>(bytes.data())};
}

bool isComment(std::string_view line)
{
    return line.starts_with('#') || line.starts_with("//");
}

/// What stands alone on a line in JSON and C.
bool isPunctuation(std::string_view line)
{
    return line.find_first_not_of("{}[](),; \t") == std::string_view::npos;
}

/// The first line of a CSV that names its columns: words only.
bool isColumnTitles(std::string_view line)
{
    const auto isTitle = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("_\" \t,;=").find(c) != std::string_view::npos;
    };
    return line.find_first_of(",;\t") != std::string_view::npos &&
           std::all_of(line.begin(), line.end(), isTitle);
}

/// Reads the key from the words behind a name: 32 digits, or 16 bytes of two each.
std::optional<Key> takeKey(std::string_view &line)
{
    std::string digits;
    for (std::size_t fillers = 0; !line.empty() && digits.size() < kKeyDigits && fillers < kMostFillers;) {
        std::string_view after = line;
        const std::string_view word = takeWord(after);
        const bool isWhole = digits.empty() && word.size() == kKeyDigits;
        const bool isPart = isHex(word) && (isWhole || word.size() == 2);
        if (!isPart && (!digits.empty() || (isHex(word) && word.size() > 2)))
            break; // half a key, or a number that is none
        line = after;
        if (isPart)
            digits += word;
        else
            ++fillers;
    }
    Key key{};
    return hexDecode(digits, key) ? std::optional(key) : std::nullopt;
}

/// The name of a whole object's key at the front of the line, with its ".ak"; empty when there is none.
std::string_view armadilloWord(std::string_view line)
{
    line = line.substr(0, line.find_first_of(" \t=:,;"));
    return armadilloNameOf(line).empty() ? std::string_view() : line;
}

class Reader
{
public:
    void readLine(std::string_view line);
    void problem(const char *reason);
    KeyList takeList() { return std::move(m_list); }

private:
    void readArmadilloLine(std::string_view word, std::string_view rest);

    KeyList m_list;
    std::size_t m_line = 0;
    bool m_sawContent = false;
};

/// One pair as a rule; JSON may have all of them in one line.
void Reader::readLine(std::string_view line)
{
    ++m_line;
    line = trimmed(line);
    if (line.empty() || isComment(line) || isPunctuation(line) ||
        line == "0") // old exports end with a lone 0
        return;
    const bool isFirst = !m_sawContent;
    m_sawContent = true;
    if (isFirst && isColumnTitles(line))
        return;
    if (const std::string_view word = armadilloWord(line); !word.empty())
        return readArmadilloLine(word, line.substr(word.size()));
    bool hasName = false;
    bool hasPair = false;
    while (!line.empty()) {
        const std::string_view word = takeWord(line);
        if (!isName(word))
            continue;
        hasName = true;
        const auto key = takeKey(line);
        if (!key)
            continue;
        hasPair = true;
        std::string_view after = line;
        if (takeWord(after) != "0") // a .keyring's flag: disabled
            m_list.entries.push_back({*readName(word), *key, {}});
    }
    if (!hasPair)
        problem(hasName ? "the key is not 32 hexadecimal digits"
                        : "the key name is not 16 hexadecimal digits");
}

void Reader::readArmadilloLine(std::string_view word, std::string_view rest)
{
    if (const auto key = takeKey(rest))
        m_list.armadillo.push_back({std::string(armadilloNameOf(word)), *key});
    else
        problem("the key is not 32 hexadecimal digits");
}

void Reader::problem(const char *reason)
{
    if (m_list.problems.size() < kMostProblems)
        m_list.problems.push_back({m_line, reason});
}

bool isPage(std::string_view text)
{
    text = trimmed(text.substr(0, kJudgedBy));
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text.starts_with('<');
}

/// UTF-16, as some editors save; its mark, or a zero in every second byte of what is nearly all ASCII.
/// 0: neither; otherwise 1 when the low byte comes first, 2 when it comes second.
int wideOrder(std::string_view text)
{
    if (text.starts_with("\xFF\xFE"))
        return 1;
    if (text.starts_with("\xFE\xFF"))
        return 2;
    text = text.substr(0, std::min(kJudgedBy, text.size() & ~std::size_t{1}));
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < text.size(); ++i)
        zeros[i % 2] += text[i] == '\0' ? 1u : 0u;
    const std::size_t most = text.size() / 2;
    if (most == 0 || zeros[0] + zeros[1] < most - most / 8 || (zeros[0] > 0 && zeros[1] > 0))
        return 0;
    return zeros[1] > 0 ? 1 : 2;
}

std::string narrowed(std::string_view text, int order)
{
    std::string narrow;
    narrow.reserve(text.size() / 2);
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const char low = text[order == 1 ? i : i + 1];
        const char high = text[order == 1 ? i + 1 : i];
        const bool isAscii = high == '\0' && static_cast<unsigned char>(low) < 0x80;
        narrow += isAscii ? low : ' '; // the mark, too
    }
    return narrow;
}

bool isBinary(std::string_view text)
{
    text = text.substr(0, kJudgedBy);
    const auto isControl = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\r' && c != '\n' && c != '\f';
    };
    const auto count = std::count_if(text.begin(), text.end(), isControl);
    return count > 0 && static_cast<std::size_t>(count) >= text.size() / 64;
}

KeyList refused(const char *reason)
{
    Reader reader;
    reader.problem(reason);
    return reader.takeList();
}

} // namespace

KeyList parseKeyList(std::string_view text)
{
    if (const int order = wideOrder(text); order != 0)
        return parseKeyList(narrowed(text, order));
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    if (isPage(text))
        return refused("it is a web page or XML, no key list");
    if (isBinary(text))
        return refused("it is no text; of the files without names only those called NAME.ak can be used");
    Reader reader;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        reader.readLine(text.substr(0, end));
        text.remove_prefix(end);
        if (text.starts_with("\r\n"))
            text.remove_prefix(1);
        if (!text.empty())
            text.remove_prefix(1);
    }
    return reader.takeList();
}

bool looksLikeKeyList(std::string_view text)
{
    if (text.size() > kLookedAt) {
        text = text.substr(0, kLookedAt);
        text = text.substr(0, std::min(text.find_last_of("\r\n"), text.size())); // no half line
    }
    const KeyList list = parseKeyList(text);
    return list.size() > list.problems.size();
}

void setOrigin(KeyList &list, const std::string &origin)
{
    for (KeyListEntry &entry : list.entries) {
        if (entry.origin.empty())
            entry.origin = origin;
    }
}

KeyList keyListOfArmadillo(std::string_view name, Bytes file)
{
    KeyList list;
    const auto key = readArmadilloKey(file);
    if (!isArmadilloName(name))
        list.problems.push_back({0, "its name is none that a key can have"});
    else if (!key)
        list.problems.push_back({0, key.error()});
    else
        list.armadillo.push_back({std::string(name), *key});
    return list;
}

} // namespace blte
