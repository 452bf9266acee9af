#pragma once

#include <QString>
#include <string_view>

namespace app {

/// The help of a subcommand (of the program, when empty), made from the table of commands.
QString helpOf(std::string_view command);

} // namespace app
