#include "tests/support/ngdp/channel.h"

namespace ngdp {

namespace {

std::string jsonText(const std::string &text)
{
    return '"' + text + '"';
}

/// "[a,b]"
std::string jsonList(const std::vector<std::string> &values)
{
    std::string list;
    for (const std::string &value : values)
        list += (list.empty() ? "" : ",") + value;
    return '[' + list + ']';
}

/// Puts an object into the store, and returns its name.
std::string putObject(const Put &put, const std::string &path, const std::string &json)
{
    const ByteVector bytes(json.begin(), json.end());
    const std::string name = blte::toHex(blte::md5(bytes));
    put(path + '/' + name.substr(0, 2) + '/' + name.substr(2, 2) + '/' + name, bytes);
    return name;
}

std::string definitionText(const Product &product, const VersionsRow &row)
{
    return "{\"armadilloKey\":\"\",\"buildKey\":" + jsonText(row.buildConfig) +
           ",\"cdnKey\":" + jsonText(row.cdnConfig) + ",\"keyRing\":" + jsonText(row.keyRing) +
           ",\"path\":" + jsonText(product.path) +
           ",\"productConfig\":{\"cdnPath\":\"\",\"hash\":" + jsonText(row.productConfig) +
           "},\"versionNumber\":" + std::to_string(row.buildId) +
           ",\"versionString\":" + jsonText(row.versionName) + '}';
}

std::string productText(const Put &put, const std::string &path, const Product &product,
                        const std::string &hosts)
{
    std::vector<std::string> builds;
    std::vector<std::string> regions;
    for (const VersionsRow &row : product.builds) {
        const std::string name = putObject(put, path, definitionText(product, row));
        builds.push_back("{\"branches\":[" + jsonText(row.region) + "],\"definition\":" + jsonText(name) +
                         '}');
        regions.push_back("{\"branches\":[" + jsonText(row.region) + "],\"cdns\":" + jsonText(hosts) + '}');
    }
    return "{\"builds\":" + jsonList(builds) +
           ",\"infrastructure\":false,\"product\":" + jsonText(product.code) +
           ",\"regions\":" + jsonList(regions) + ",\"variant\":" + jsonText(product.code) + '}';
}

} // namespace

void putChannel(const Put &put, const std::vector<Product> &products, const std::vector<std::string> &servers,
                const std::string &path)
{
    std::vector<std::string> hosts;
    for (const std::string &server : servers)
        hosts.push_back("{\"host\":" + jsonText(server) + '}');
    const std::string hostsName = putObject(put, path, "{\"hosts\":" + jsonList(hosts) + '}');
    std::vector<std::string> entries;
    for (const Product &product : products)
        entries.push_back(productText(put, path, product, hostsName));
    const std::string catalogue = putObject(
        put, path, "{\"name\":\"public\",\"products\":" + jsonList(entries) + ",\"json_version\":2}");
    const std::string summary =
        "{\"path\":" + jsonText(path + '/') + ",\"public\":{\"channel\":" + jsonText(catalogue) + "}}";
    put("summary", ByteVector(summary.begin(), summary.end()));
}

} // namespace ngdp
