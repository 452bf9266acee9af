#include "tests/support/ngdp/texts.h"

#include "core/blte/hex.h"

namespace ngdp {

namespace {

std::string sequenceLine(std::uint64_t number)
{
    return "## seqn = " + std::to_string(number) + '\n';
}

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

/// "http://h:80/?maxhosts=4" → "h:80".
std::string hostOf(const std::string &server)
{
    const std::size_t begin = server.find("//") == server.npos ? 0 : server.find("//") + 2;
    return server.substr(begin, server.find_first_of("/?", begin) - begin);
}

std::string inQuotes(std::string_view text)
{
    return '"' + std::string(text) + '"';
}

std::string textList(const std::vector<std::string> &texts)
{
    std::string list;
    for (const std::string &text : texts)
        list += (list.empty() ? "" : ",") + inQuotes(text);
    return '[' + list + ']';
}

} // namespace

std::string versionsText(const std::vector<VersionsRow> &rows, std::uint64_t sequenceNumber)
{
    std::string text = "Region!STRING:0|BuildConfig!HEX:16|CDNConfig!HEX:16|KeyRing!HEX:16|BuildId!DEC:4|"
                       "VersionsName!String:0|ProductConfig!HEX:16\n" +
                       sequenceLine(sequenceNumber);
    for (const VersionsRow &row : rows)
        text += row.region + '|' + row.buildConfig + '|' + row.cdnConfig + '|' + row.keyRing + '|' +
                std::to_string(row.buildId) + '|' + row.versionName + '|' + row.productConfig + '\n';
    return text;
}

std::string cdnsText(const std::vector<CdnsRow> &rows, std::uint64_t sequenceNumber)
{
    std::string text = "Name!STRING:0|Path!STRING:0|Hosts!STRING:0|Servers!STRING:0|ConfigPath!STRING:0\n" +
                       sequenceLine(sequenceNumber);
    for (const CdnsRow &row : rows) {
        std::vector<std::string> hosts;
        for (const std::string &server : row.servers)
            hosts.push_back(hostOf(server));
        text += row.region + '|' + row.path + '|' + joined(hosts) + '|' + joined(row.servers) + '|' +
                row.configPath + '\n';
    }
    return text;
}

std::string summaryText(const std::vector<SummaryProduct> &products, std::uint64_t sequenceNumber)
{
    std::string text = "Product!STRING:0|Seqn!DEC:4|Flags!STRING:0\n" + sequenceLine(sequenceNumber);
    for (const SummaryProduct &product : products) {
        const std::string number = std::to_string(product.sequenceNumber);
        text += product.code + '|' + number + "|\n" + product.code + '|' + number + "|cdn\n";
    }
    return text;
}

ConfigText::ConfigText(std::string_view title)
    : m_text("# " + std::string(title) + "\n\n")
{
}

ConfigText &ConfigText::add(std::string_view key, std::string_view value)
{
    m_text += std::string(key) + " = " + std::string(value) + '\n';
    return *this;
}

ConfigText &ConfigText::add(std::string_view key, const std::vector<std::string> &values)
{
    return values.empty() ? *this : add(key, joined(values));
}

std::string keyRingText(const std::vector<RingKey> &keys)
{
    std::string text;
    for (const RingKey &key : keys) {
        std::array<std::uint8_t, 8> name{};
        for (std::size_t i = 0; i < name.size(); ++i)
            name[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(key.name) >> 8 * i);
        text += "key-" + blte::hexEncoded(name, blte::HexCase::Lower) + " = " +
                blte::hexEncoded(key.key, blte::HexCase::Lower) + '\n';
    }
    return text;
}

std::string productConfigText(const ProductConfigShape &shape)
{
    std::string all = "\"product\":" + inQuotes(shape.product) + ",\"update_method\":\"ngdp\"";
    if (!shape.decryptionKeyName.empty())
        all = "\"decryption_key_name\":" + inQuotes(shape.decryptionKeyName) + ',' + all;
    std::string text = "{\"all\":{\"config\":{" + all + "}}";
    if (!shape.title.empty()) {
        text += ",\"enus\":{\"config\":{\"install\":[{\"desktop_shortcut\":{}},{\"add_remove_programs_key\":"
                "{\"display_name\":" +
                inQuotes(shape.title) + "}}]}}";
    }
    for (const auto &[region, tags] : shape.extraTags)
        text += ',' + inQuotes(region) + ":{\"config\":{\"extra_tags\":" + textList(tags) + "}}";
    if (!shape.windowsTags.empty()) {
        text += ",\"platform\":{\"win\":{\"config\":{\"tags\":" + textList(shape.windowsTags) +
                ",\"tags_64bit\":" + textList(shape.windows64Tags) + "}}}";
    }
    return text + '}';
}

} // namespace ngdp
