#pragma once

#include <string>

namespace app {

// What shells offer while a command line is typed, made from the table of commands.
std::string bashCompletion();
std::string zshCompletion();
std::string fishCompletion();

} // namespace app
