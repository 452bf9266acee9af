#pragma once

#include "core/blte/keys.h"

#include <map>
#include <string>
#include <vector>

/// Writes the tables of the version service and the configs; core/tact/bpsvtable.h and config.h describe
/// them.
namespace ngdp {

/// A row of `versions`. Hashes are in hex; keyRing and productConfig may be empty.
struct VersionsRow
{
    std::string region = "us";
    std::string buildConfig;
    std::string cdnConfig;
    std::string keyRing;
    std::uint64_t buildId = 0;
    std::string versionName;
    std::string productConfig;
};
std::string versionsText(const std::vector<VersionsRow> &rows, std::uint64_t sequenceNumber);

/// A row of `cdns`.
struct CdnsRow
{
    std::string region = "us";
    std::string path = "tpr/wow";
    std::vector<std::string> servers; ///< with scheme and options: "http://h/?maxhosts=4"
    std::string configPath = "tpr/configs/data";
};
/// The hosts of the column `Hosts` are those of the servers.
std::string cdnsText(const std::vector<CdnsRow> &rows, std::uint64_t sequenceNumber);

struct SummaryProduct
{
    std::string code;
    std::uint64_t sequenceNumber = 0;
};
/// Tables of builds and of hosts, of each product.
std::string summaryText(const std::vector<SummaryProduct> &products, std::uint64_t sequenceNumber);

/// A config: its first comment, then lines `key = value`, and an empty line at its end.
class ConfigText
{
public:
    explicit ConfigText(std::string_view title); ///< "Build Configuration"

    ConfigText &add(std::string_view key, std::string_view value);
    ConfigText &add(std::string_view key, const std::vector<std::string> &values); ///< nothing when empty

    std::string done() const { return m_text + "\n"; }

private:
    std::string m_text;
};

struct RingKey
{
    blte::KeyName name{};
    blte::Key key{};
};
/// A config, too, but without a comment and an empty line.
std::string keyRingText(const std::vector<RingKey> &keys);
/// What is empty does not stand in it.
struct ProductConfigShape
{
    std::string product = "WoW";
    std::string decryptionKeyName; ///< of an Armadillo key
    std::string title;             ///< of the English installation
    std::vector<std::string> windowsTags;
    std::vector<std::string> windows64Tags;
    std::map<std::string, std::vector<std::string>> extraTags; ///< by region
};
std::string productConfigText(const ProductConfigShape &shape);

} // namespace ngdp
