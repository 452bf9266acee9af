// Writes what is installed beside the program and says what --help says, to standard output:
//   sluice-reference man VERSION DATE | bash | zsh | fish
#include "app/reference/completions.h"
#include "app/reference/manpage.h"

#include <cstdio>
#include <string_view>

int main(int argc, char *argv[])
{
    const std::string_view what = argc > 1 ? argv[1] : "";
    std::string text;
    if (what == "man" && argc == 4)
        text = app::manPage(argv[2], argv[3]);
    else if (what == "bash")
        text = app::bashCompletion();
    else if (what == "zsh")
        text = app::zshCompletion();
    else if (what == "fish")
        text = app::fishCompletion();
    if (text.empty()) {
        std::fputs("sluice-reference man VERSION DATE | bash | zsh | fish\n", stderr);
        return 2;
    }
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0 ? 0
                                                                                                       : 1;
}
