#include "core/blte/keylist.h"

#include "core/blte/endian.h"
#include "core/blte/hex.h"

#include <algorithm>

namespace blte {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSeparators = " \t,;=";
constexpr std::string_view kKeyringPrefix = "key-";
constexpr std::size_t kMostProblems = 1000;      // a file with more is no key list; nobody reads them all
constexpr std::size_t kLookedAt = 64u << 10;     // what looksLikeKeyList() reads of a dropped text
constexpr std::size_t kMostFieldsBeforeName = 1; // a CSV may begin with a running number

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Cuts the next field off the front of `line`, without quotes and 0x.
std::string_view takeField(std::string_view &line)
{
    line.remove_prefix(std::min(line.find_first_not_of(kSeparators), line.size()));
    std::string_view field = line.substr(0, line.find_first_of(kSeparators));
    line.remove_prefix(field.size());
    if (field.size() >= 2 && (field.front() == '"' || field.front() == '\'') && field.back() == field.front())
        field = field.substr(1, field.size() - 2);
    if (field.starts_with("0x") || field.starts_with("0X"))
        field.remove_prefix(2);
    return field;
}

bool isNumber(std::string_view field)
{
    return !field.empty() &&
           std::all_of(field.begin(), field.end(), [](char c) { return c >= '0' && c <= '9'; });
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

/// The first line of a CSV that names its columns: words only.
bool isColumnTitles(std::string_view line)
{
    const auto isTitle = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '"' ||
               kSeparators.find(c) != std::string_view::npos;
    };
    return line.find_first_of(",;\t") != std::string_view::npos &&
           std::all_of(line.begin(), line.end(), isTitle);
}

class Reader
{
public:
    void readLine(std::string_view line);
    KeyList takeList() { return std::move(m_list); }

private:
    void problem(const char *reason);

    KeyList m_list;
    std::size_t m_line = 0;
    bool m_sawContent = false;
};

void Reader::readLine(std::string_view line)
{
    ++m_line;
    line = trimmed(line);
    if (line.empty() || isComment(line) || line == "0") // old exports end with a lone 0
        return;
    const bool isFirst = !m_sawContent;
    m_sawContent = true;
    if (isFirst && isColumnTitles(line))
        return;

    std::string_view field = takeField(line);
    for (std::size_t i = 0; i < kMostFieldsBeforeName && field.size() != 16 && isNumber(field); ++i)
        field = takeField(line);
    const auto name = readName(field);
    if (!name)
        return problem("the key name is not 16 hexadecimal digits");
    KeyListEntry entry{*name, {}};
    if (!hexDecode(takeField(line), entry.key))
        return problem("the key is not 32 hexadecimal digits");
    if (takeField(line) != "0") // a .keyring's flag: disabled
        m_list.entries.push_back(entry);
}

void Reader::problem(const char *reason)
{
    if (m_list.problems.size() < kMostProblems)
        m_list.problems.push_back({m_line, reason});
}

} // namespace

KeyList parseKeyList(std::string_view text)
{
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
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
    return !list.entries.empty() && list.entries.size() > list.problems.size();
}

} // namespace blte
