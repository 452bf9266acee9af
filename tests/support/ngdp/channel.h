#pragma once

#include "tests/support/ngdp/network.h"

namespace ngdp {

/// The objects of a channel service that has these products: `summary`, the catalogue, a definition of each
/// build and one list of hosts, in a store below `path`. `servers` as for putTables(). Product configs lie
/// where putProductConfig() puts them.
void putChannel(const Put &put, const std::vector<Product> &products, const std::vector<std::string> &servers,
                const std::string &path = "green");

} // namespace ngdp
