#include "app/cli/commandtable.h"

#include <algorithm>

namespace app {

namespace {

constexpr OptionSpec kKeys{'k', "keys", "FILE", true, "key list for this run, besides the key store"};
constexpr OptionSpec kVersionService{
    0, "service", "BASE", true,
    "a version service, or the folder of a mirror, tried in order (default: the official ones)"};
constexpr OptionSpec kOffline{0, "offline", nullptr, false, "nothing but the cache and folders"};
constexpr OptionSpec kCacheFolder{0, "cache", "DIR", false,
                                  "where the cache is (default: the user's cache folder)"};
constexpr OptionSpec kCacheSize{0, "cache-size", "SIZE", false,
                                "how large it may grow, like 500M or 2G (default: of the user's cache "
                                "folder what the window's settings say, else 2G)"};

constexpr const char *kOfProducts =
    "For files of products, PRODUCT[@BUILD]:SELECTION (sluice ls --help says what SELECTION is), also:";

// What every command knows that reads builds.
constexpr std::array kHosts{
    OptionSpec{'m', "mirror", "BASE", true,
               "another host for the same content, scheme://host[:port][/prefix]; asked like a source's own"},
    OptionSpec{0, "community-mirror", "BASE", true,
               "the same, asked only while no other host can be; what came from one says so"},
    OptionSpec{0, "only-mirrors", nullptr, false, "ask none of a product's own hosts, only those of -m"},
};
constexpr std::array kBuildOptions{
    OptionSpec{
        0, "build", "BUILD", true,
        "as behind @: a build config's hash, a version, a build number or a region; several of a mirror"},
    OptionSpec{0, "cdn-config", "HEX", false, "when no version service names the build any more"},
    OptionSpec{0, "region", "REGION", false, "whose row of the version service (default: us)"},
    kVersionService,
    OptionSpec{0, "locale", "LOCALE", false, "like deDE (default: enUS)"},
    OptionSpec{0, "tags", "TAGS", false,
               "like A,B,!C: of install and download manifests (default: those of the product's config, else "
               "Windows,x86_64, and the locale)"},
    OptionSpec{0, "manifest", "KIND", false,
               "where names come from: root, tvfs, install or download (default: the best there is)",
               "root tvfs install download"},
    OptionSpec{0, "listfile", "FILE", false, "lines \"id;path\" for roots without names"},
    OptionSpec{0, "remember", nullptr, false, "the listfile counts for later runs, too"},
    kOffline,
    kCacheFolder,
    kCacheSize,
};

/// Without those that say which build it is.
constexpr std::span kHowBuildsOpen = std::span(kBuildOptions).subspan<2>();

constexpr std::array kGet{
    OptionSpec{'o', "output", "DIR", false, "folder for the files (default: the current one)"},
    OptionSpec{'O', "name", "NAME", false, "file name (one source only)"},
    kKeys,
    OptionSpec{'c', "connections", "N", false, "connections per file (default: 4)"},
    OptionSpec{'j', "jobs", "N", false, "files at once (default: 3)"},
    OptionSpec{'l', "limit", "RATE", false, "rate limit in bytes per second, like 512K or 2M"},
    OptionSpec{0, "network", "PRESET", false, "retries: standard, unreliable or stable (default: standard)",
               "standard unreliable stable"},
    OptionSpec{0, "memory", "PRESET", false, "low, balanced or high (default: balanced)",
               "low balanced high"},
    OptionSpec{0, "raw", nullptr, false, "keep the bytes as served, do not decode"},
    OptionSpec{
        0, "missing-keys", "WHAT", false,
        "chunks without key: fail, zero (fill them with zeros), or keep (likewise, and keep their bytes "
        "to unlock them later; the default)",
        "fail zero keep"},
    OptionSpec{0, "overwrite", nullptr, false, "replace a target that exists"},
    OptionSpec{0, "auto-rename", nullptr, false, "choose another name when the target exists"},
    OptionSpec{0, "dry-run", nullptr, false,
               "only tell how many files and bytes it would be, and what is locked for want of keys"},
    OptionSpec{0, "link", nullptr, false,
               "files of one content of a product become one file with several names (hard links)"},
    OptionSpec{0, "order", "KIND", false,
               "of several files of a product: archive (the fastest, the default), or priority (what the "
               "game's client needs first, as the download manifest says)",
               "archive priority"},
    OptionSpec{0, "max-wait", "SECONDS", false,
               "give up when nothing could move for so long (default: never)"},
    OptionSpec{0, "connect-timeout", "SECONDS", false,
               "how long a connection to a server may take (default: 30)"},
    OptionSpec{0, "answer-timeout", "SECONDS", false,
               "how long a server may take to begin its answer (default: 120)"},
    OptionSpec{0, "stall-timeout", "SECONDS", false,
               "how long it may pause in the middle of one (default: 30)"},
    OptionSpec{0, "json", nullptr, false, "one JSON object per line on standard output"},
    OptionSpec{'q', "quiet", nullptr, false, "errors only"},
    OptionSpec{'v', "verbose", nullptr, false, "more"},
};

constexpr std::array kInspect{
    OptionSpec{0, "modes", nullptr, false, "also fetch the first byte of every chunk: its encoding mode"},
    kKeys,
    OptionSpec{0, "json", nullptr, false, "one JSON object on standard output"},
};

constexpr std::array kDecode{
    OptionSpec{'o', "output", "FILE", false,
               "where to (default: standard output); appears only when all of it is right"},
    OptionSpec{0, "overwrite", nullptr, false, "replace FILE when it exists"},
    kKeys,
    OptionSpec{0, "missing-keys", "WHAT", false, "chunks without key: fail or zero (default: fail)",
               "fail zero"},
};

constexpr std::array kVerify{
    OptionSpec{'o', "output", "DIR", false,
               "folder that files of products are in (default: the current one)"},
    OptionSpec{'i', "list", "FILE", true, "also what is listed there: a path a line, or as md5sum writes it"},
    OptionSpec{'k', "keys", "FILE", true,
               "key list for this run, besides the key store; NAME.ak proves objects that are encrypted as a "
               "whole"},
    OptionSpec{0, "json", nullptr, false, "one JSON object a file on standard output"},
    OptionSpec{'q', "quiet", nullptr, false, "bad chunks only"},
};

constexpr std::array kProducts{
    OptionSpec{0, "region", "REGION", false, "whose services are asked (default: us)"},
    kVersionService,
    kOffline,
    kCacheFolder,
    kCacheSize,
    OptionSpec{0, "json", nullptr, false, "one JSON object a product on standard output"},
};

constexpr std::array kBuilds{
    OptionSpec{0, "region", "REGION", false,
               "only the builds of this region; its services are asked (default: all, by us)"},
    kVersionService,
    kOffline,
    kCacheFolder,
    kCacheSize,
    OptionSpec{0, "json", nullptr, false, "one JSON object a build on standard output"},
};

constexpr std::array kLs{
    OptionSpec{'R', "recursive", nullptr, false,
               "everything below; sizes are left out where no manifest tells them"},
    OptionSpec{0, "sizes", nullptr, false, "look them up all the same"},
    OptionSpec{0, "folders", nullptr, false, "folders in JSON, too"},
    kKeys,
    OptionSpec{0, "json", nullptr, false, "one JSON object a file on standard output"},
};

constexpr std::array kCompare{
    OptionSpec{0, "list", nullptr, false,
               "instead of the differences, what is new or changed as a source that get takes, one line a "
               "download"},
    OptionSpec{0, "sizes", nullptr, false, "look up sizes where no manifest tells them"},
    kKeys,
    OptionSpec{0, "json", nullptr, false, "one JSON object a file on standard output, and a summary"},
};

constexpr std::array kMirror{
    OptionSpec{'o', "output", "DIR", false, "the mirror's folder"},
    OptionSpec{0, "verify", nullptr, false,
               "read everything back and tell what is missing or wrong; asks nobody"},
    OptionSpec{0, "dry-run", nullptr, false, "only tell how many objects and bytes it would be"},
    OptionSpec{0, "shard", "K/N", false, "only the K-th of N parts: N machines fill one mirror together"},
    OptionSpec{'c', "connections", "N", false, "connections per object (default: 4)"},
    OptionSpec{'j', "jobs", "N", false, "objects at once (default: 3)"},
    OptionSpec{'l', "limit", "RATE", false, "rate limit in bytes per second, like 512K or 2M"},
    OptionSpec{'k', "keys", "FILE", true,
               "key list for this run, besides the key store; NAME.ak for products that are encrypted as a "
               "whole: their objects are kept so, and proven with it, by --verify, too"},
    OptionSpec{0, "json", nullptr, false, "one JSON object per line on standard output"},
    OptionSpec{'q', "quiet", nullptr, false, "problems only"},
    OptionSpec{'v', "verbose", nullptr, false, "also objects that no index lists and no host has"},
};

constexpr std::array kCache{
    kCacheFolder,
    kCacheSize,
    OptionSpec{0, "json", nullptr, false, "JSON on standard output"},
};

constexpr std::array kCommands{
    CommandSpec{
        "get",
        {"[options] SOURCE..."},
        "download, decode, verify; resumes by itself when run again",
        "Downloads, decodes and verifies. Ctrl-C pauses; the same command again goes on.",
        nullptr,
        ArgumentKind::Files,
        {OptionGroup{nullptr, kGet}, OptionGroup{nullptr, kHosts}, OptionGroup{kOfProducts, kBuildOptions}}},
    CommandSpec{"inspect",
                {"[options] SOURCE|FILE"},
                "show the chunk table from the first few KiB; downloads nothing else",
                "Shows the chunk table of a BLTE object from its first few KiB; fetches nothing else of it. "
                "SOURCE is an address, or PRODUCT[@BUILD]:SELECTION for one file of a product.",
                nullptr,
                ArgumentKind::Files,
                {OptionGroup{nullptr, kInspect}, OptionGroup{nullptr, kHosts},
                 OptionGroup{kOfProducts, kBuildOptions}}},
    CommandSpec{
        "decode",
        {"[options] FILE"},
        "decode a local BLTE file (or - for standard input, or PRODUCT:FILE)",
        "Decodes a local BLTE file (- for standard input) and checks every chunk. Or fetches, decodes "
        "and verifies one file of a product: PRODUCT[@BUILD]:SELECTION for FILE.",
        nullptr,
        ArgumentKind::Files,
        {OptionGroup{nullptr, kDecode}, OptionGroup{nullptr, kHosts},
         OptionGroup{kOfProducts, kBuildOptions}}},
    CommandSpec{
        "verify",
        {"[options] FILE|FOLDER..."},
        "check local files by chunks, names, or a build; writes nothing",
        "Checks local files; writes nothing. BLTE objects chunk by chunk, a file name of 32 hex digits "
        "taken as encoding key; archives object by object, by the .index beside them; indices, configs "
        "and patches by their names. PRODUCT[@BUILD]:SELECTION checks what get made of these files by "
        "the content keys of the build. Exit code 3 when one is bad, missing, cannot be read, or has "
        "nothing to prove it by; 4 when all are intact but some chunks cannot be decoded without their "
        "(right) key.",
        nullptr,
        ArgumentKind::Files,
        {OptionGroup{nullptr, kVerify}, OptionGroup{nullptr, kHosts},
         OptionGroup{kOfProducts, kBuildOptions}}},
    CommandSpec{
        "keys",
        {"import FILE...", "list"},
        "manage the key store (names only are ever printed)",
        "Adds key lists (WoW.txt, keyring, CSV, JSON, rows of source code; - for standard input) to the "
        "key store, or prints the names of its keys. NAME.ak, or NAME=FILE, is the key of products that "
        "are encrypted as a whole (Armadillo); every command that takes -k takes it, too.",
        "import list",
        ArgumentKind::Files,
        {}},
    CommandSpec{
        "products",
        {"[options]"},
        "the products of the version service",
        "Lists what the version service has: code, newest build, regions, name where it is known. A "
        "product that this computer has met before is marked where everything of it is encrypted with "
        "a key (Armadillo).",
        nullptr,
        ArgumentKind::Others,
        {OptionGroup{nullptr, kProducts}}},
    CommandSpec{
        "builds",
        {"[options] PRODUCT"},
        "the builds of a product: current ones, and those that were seen before",
        "Lists the builds of a product: those that the version service names now, and those that it "
        "named when you asked before. Exit code 3 when no service answers and the cache does not hold "
        "its last answer; what was seen before is listed all the same.",
        nullptr,
        ArgumentKind::Others,
        {OptionGroup{nullptr, kBuilds}}},
    CommandSpec{
        "ls",
        {"[options] PRODUCT[@BUILD][:SELECTION]"},
        "files and folders of a build: sizes, where they lie, paths",
        "Lists files and folders of a build: decoded and encoded size, where the file lies, E when it "
        "is encrypted, its path. SELECTION is a path, a folder (its one level is listed), a glob (* "
        "within a folder, ** across them, ?, [...]), several of these with | between them (a | in a name "
        "is written ||), fdid=1,2,7-9, ckey=HEX or ekey=HEX. What options say of all sources, a source can "
        "say of itself behind its build: PRODUCT[@BUILD];locale=deDE;tags=A,!B;manifest=install;cdn=HEX.",
        nullptr,
        ArgumentKind::Others,
        {OptionGroup{nullptr, kLs}, OptionGroup{nullptr, kHosts},
         OptionGroup{"Which build, and what of it:", kBuildOptions}}},
    CommandSpec{
        "compare",
        {"[options] PRODUCT@OLD[:SELECTION] PRODUCT@NEW", "[options] PRODUCT@OLD[:SELECTION]"},
        "which files two builds do not have in common; fetches none of them",
        "Compares the files of two builds by what their manifests say, paths by content keys: + is only in "
        "the second, - only in the first, ~ in both with another content; each with its sizes before and "
        "after. Without a second build the current one is taken. Builds that the version service does not "
        "name any more are opened as \"sluice builds\" remembers them, by version, build number or build "
        "config. With a SELECTION (sluice ls --help) only these files are compared. --list prints what "
        "would be fetched to come from one to the other, for \"sluice get -\". Exit code 0 when they could "
        "be compared, whether they differ or not; 3 when a build cannot be opened.",
        nullptr,
        ArgumentKind::Others,
        {OptionGroup{nullptr, kCompare}, OptionGroup{nullptr, kHosts},
         OptionGroup{"How the builds are opened:", kHowBuildsOpen}}},
    CommandSpec{
        "mirror",
        {"[options] PRODUCT[@BUILD][:SELECTION]... -o DIR", "--verify -o DIR [PRODUCT...]"},
        "a build, or files of it, as served, for any static server to serve",
        "Keeps every object of a build as its CDN serves it: configs, indices, archives, loose files, "
        "patches. DIR is laid out like the CDN and has the tables of a version service, so that any "
        "static server can serve it, and --service DIR reads it. The same command again fetches what "
        "is missing or damaged, and nothing else. Exit code 3 when something could not be had, or is "
        "wrong. With a SELECTION (sluice ls --help), --tags, --manifest or --locale: only the objects "
        "of these files, each by itself, and the configs and manifests that name them.",
        nullptr,
        ArgumentKind::Others,
        {OptionGroup{nullptr, kMirror}, OptionGroup{nullptr, kHosts},
         OptionGroup{"Which build, and what of it:", kBuildOptions}}},
    CommandSpec{"cache",
                {"[options] info|clear|verify"},
                "what is kept on disk of the version service and the CDNs",
                "Tells what is in the cache and how often it served; empties it; or reads all of it back and "
                "removes what is damaged, which is fetched again when it is wanted.",
                "info clear verify",
                ArgumentKind::Others,
                {OptionGroup{nullptr, kCache}}},
};

constexpr std::array kWindow{
    OptionSpec{0, "minimized", nullptr, false, "start in the tray, without the window"},
};

constexpr std::array kExitCodes{
    ExitCodeText{0, "all done"},
    ExitCodeText{1, "internal error"},
    ExitCodeText{2, "bad usage or unreadable list"},
    ExitCodeText{3, "at least one failed"},
    ExitCodeText{4, "all fetched but some chunks are locked"},
    ExitCodeText{130, "interrupted"},
};

} // namespace

const char *const kProgramSummary = "a download manager for BLTE content and plain HTTP files";
const char *const kSourceText =
    "SOURCE is an http(s) address, PRODUCT[@BUILD]:SELECTION for files of a product, a list file (one source "
    "a "
    "line, mirrors separated by tabs; or a Metalink), or - for a list on standard input. For get, also a key "
    "alone (32 hex digits): it is looked for in the builds that were seen before.";

std::vector<OptionSpec> CommandSpec::options() const
{
    std::vector<OptionSpec> all;
    for (const OptionGroup &group : groups)
        all.insert(all.end(), group.options.begin(), group.options.end());
    return all;
}

std::span<const CommandSpec> commandTable()
{
    return kCommands;
}

const CommandSpec *findCommand(std::string_view name)
{
    const auto found = std::find_if(kCommands.begin(), kCommands.end(),
                                    [name](const CommandSpec &command) { return name == command.name; });
    return found != kCommands.end() ? &*found : nullptr;
}

std::span<const OptionSpec> windowOptions()
{
    return kWindow;
}

std::span<const ExitCodeText> exitCodeTexts()
{
    return kExitCodes;
}

} // namespace app
