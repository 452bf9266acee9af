#pragma once

#include <string>

namespace app {

/// The man page sluice(1) in roff, made from the table of commands. `date` is that of the version:
/// "2026-11-30".
std::string manPage(const std::string &version, const std::string &date);

} // namespace app
