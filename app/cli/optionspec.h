#pragma once

#include <span>
#include <string_view>

namespace app {

/// One option that a subcommand knows.
struct OptionSpec
{
    char letter = 0;             ///< 0: only the long name
    const char *name = nullptr;  ///< without the dashes
    const char *value = nullptr; ///< what it takes, for messages ("DIR"); null: it takes nothing
    bool isRepeatable = false;
    const char *text = nullptr;    ///< what it does, for the help
    const char *choices = nullptr; ///< the values it takes, separated by blanks; null: others
};

} // namespace app
