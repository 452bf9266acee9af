#include "testmain.h"

#include <cstdio>
#include <map>

namespace {

using Tests = std::map<QByteArray, support::TestRun>;

/// By name in small letters, as files and ctest have it. Made on first use: registrations come from every
/// file.
Tests &tests()
{
    static Tests all;
    return all;
}

} // namespace

support::TestRegistration::TestRegistration(const char *className, TestRun run)
{
    tests().emplace(QByteArray(className).toLower(), run);
}

int main(int argc, char *argv[])
{
    const auto found = tests().find(argc > 1 ? QByteArray(argv[1]) : QByteArray());
    if (found == tests().end()) {
        std::fprintf(stderr, "usage: %s TEST [ARGUMENT...], where TEST is one of\n", argv[0]);
        for (const auto &test : tests())
            std::fprintf(stderr, "  %s\n", test.first.constData());
        return 2;
    }
    // The test's name stands for the program's: it becomes the application's name, and with it that of its
    // files.
    return found->second(argc - 1, argv + 1);
}
