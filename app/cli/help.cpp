#include "app/cli/help.h"

#include "app/console.h"

#include <QHash>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kProgram = R"(Sluice, a download manager for BLTE content and plain HTTP files.

  sluice [SOURCE...]                      open the window (or raise the running one) and queue the sources
  sluice get [options] SOURCE...          download, decode, verify; resumes by itself when run again
  sluice inspect [options] SOURCE|FILE    show the chunk table from the first few KiB; downloads nothing else
  sluice decode [options] FILE            decode a local BLTE file (or - for standard input, or PRODUCT:FILE)
  sluice verify [options] FILE|FOLDER...  check local files by chunks, names, or a build; writes nothing
  sluice keys import FILE... | list       manage the key store (names only are ever printed)
  sluice products                         the products of the version service
  sluice builds PRODUCT                   the builds of a product: current ones, and those that were seen before
  sluice ls PRODUCT[:SELECTION]           files and folders of a build: sizes, where they lie, paths
  sluice mirror PRODUCT... -o DIR         a build, or files of it, as served, for any static server to serve
  sluice cache info | clear | verify      what is kept on disk of the version service and the CDNs

  sluice COMMAND --help                   the options of a command
  sluice --version

SOURCE is an http(s) address, PRODUCT[@BUILD]:SELECTION for files of a product, a list file (one source a line,
mirrors separated by tabs; or a Metalink), or - for a list on standard input. For get, also a key alone (32 hex
digits): it is looked for in the builds that were seen before. Exit codes: 0 all done, 1 internal error, 2 bad
usage or unreadable list, 3 at least one failed, 4 all fetched but some chunks are locked, 130 interrupted.
)";

constexpr auto kGet = R"(sluice get [options] SOURCE...

Downloads, decodes and verifies. Ctrl-C pauses; the same command again goes on.

  -o, --output DIR        folder for the files (default: the current one)
  -O, --name NAME         file name (one source only)
  -m, --mirror BASE       another host for the same content, scheme://host[:port][/prefix]; repeatable
      --community-mirror BASE
                          the same, asked only while no other host can be; what came from one says so
  -k, --keys FILE         key list for this run, besides the key store; repeatable
  -c, --connections N     connections per file (default: 4)
  -j, --jobs N            files at once (default: 3)
  -l, --limit RATE        rate limit in bytes per second, like 512K or 2M
      --network PRESET    retries: standard, unreliable or stable (default: standard)
      --memory PRESET     low, balanced or high (default: balanced)
      --raw               keep the bytes as served, do not decode
      --missing-keys WHAT chunks without key: fail, zero (fill them with zeros), or keep (likewise, and
                          keep their bytes to unlock them later; the default)
      --overwrite         replace a target that exists
      --auto-rename       choose another name when the target exists
      --dry-run           only tell how many files and bytes it would be, and what is locked for want of keys
      --max-wait SECONDS  give up when nothing could move for so long (default: never)
      --connect-timeout SECONDS
                          how long a connection to a server may take (default: 30)
      --answer-timeout SECONDS
                          how long a server may take to begin its answer (default: 120)
      --stall-timeout SECONDS
                          how long it may pause in the middle of one (default: 30)
      --json              one JSON object per line on standard output
  -q, --quiet             errors only
  -v, --verbose           more

For files of products, PRODUCT[@BUILD]:SELECTION (sluice ls --help says what SELECTION is), also:

      --region REGION     whose row of the version service (default: us)
      --build BUILD       as behind @: a build config's hash, a version, a build number or a region
      --cdn-config HEX    when no version service names the build any more
      --service BASE      a version service, or the folder of a mirror; repeatable (default: the official ones)
      --only-mirrors      ask none of the product's own hosts, only those of -m
      --locale LOCALE     like deDE (default: enUS)
      --tags A,B,!C       of install and download manifests (default: Windows,x86_64 and the locale)
      --manifest KIND     where names come from: root, tvfs, install or download (default: the best there is)
      --listfile FILE     lines "id;path" for roots without names; with --remember for later runs, too
      --offline           nothing but the cache and folders
      --link              files of one content become one file with several names (hard links)
      --order KIND        of several files: archive (the fastest, the default), or priority (what the game's
                          client needs first, as the download manifest says)
      --cache DIR, --cache-size SIZE
                          where the cache is (default: the user's cache folder), how large it may grow (2G)
)";

constexpr auto kInspect = R"(sluice inspect [options] SOURCE|FILE

Shows the chunk table of a BLTE object from its first few KiB; fetches nothing else of it. SOURCE is an address,
or PRODUCT[@BUILD]:SELECTION for one file of a product (sluice ls --help has the options for it).

      --modes             also fetch the first byte of every chunk: its encoding mode
  -k, --keys FILE         key list for this run, besides the key store; repeatable
      --json              one JSON object on standard output
)";

constexpr auto kDecode = R"(sluice decode [options] FILE

Decodes a local BLTE file (- for standard input) and checks every chunk. Or fetches, decodes and verifies one
file of a product: PRODUCT[@BUILD]:SELECTION for FILE (sluice ls --help has the options for it).

  -o, --output FILE       where to (default: standard output); appears only when all of it is right
      --overwrite         replace FILE when it exists
  -k, --keys FILE         key list for this run, besides the key store; repeatable
      --missing-keys WHAT chunks without key: fail or zero (default: fail)
)";

constexpr auto kVerify = R"(sluice verify [options] FILE|FOLDER...

Checks local files; writes nothing. BLTE objects chunk by chunk, a file name of 32 hex digits taken as encoding
key; archives object by object, by the .index beside them; indices, configs and patches by their names.
PRODUCT[@BUILD]:SELECTION checks what get made of these files by the content keys of the build (sluice ls --help
has the options for it). Exit code 3 when one is bad, missing, cannot be read, or has nothing to prove it by; 4
when all are intact but some chunks cannot be decoded without their (right) key.

  -o, --output DIR        folder that files of products are in (default: the current one)
  -i, --list FILE         also what is listed there: a path a line, or as md5sum writes it; repeatable
  -k, --keys FILE         key list for this run, besides the key store; repeatable. NAME.ak proves objects that
                          are encrypted as a whole
      --json              one JSON object a file on standard output
  -q, --quiet             bad chunks only
)";

constexpr auto kKeys = R"(sluice keys import FILE...
sluice keys list

Adds key lists (WoW.txt, keyring, CSV, JSON, rows of source code; - for standard input) to the key store, or
prints the names of its keys. NAME.ak, or NAME=FILE, is the key of products that are encrypted as a whole
(Armadillo); every command that takes -k takes it, too.
)";

constexpr auto kProducts = R"(sluice products [options]

Lists what the version service has: code, newest build, regions, name where it is known. A product that this
computer has met before is marked where everything of it is encrypted with a key (Armadillo).

      --region REGION     whose services are asked (default: us)
      --service BASE      a version service, or the folder of a mirror; repeatable, tried in order (default: the
                          official ones)
      --offline           nothing but the cache and folders
      --cache DIR         where the cache is (default: the user's cache folder)
      --cache-size SIZE   how large it may grow, like 500M or 2G (default: 2G)
      --json              one JSON object a product on standard output
)";

constexpr auto kBuilds = R"(sluice builds [options] PRODUCT

Lists the builds of a product: those that the version service names now, and those that it named when you asked
before. Exit code 3 when no service answers and the cache does not hold its last answer; what was seen before is
listed all the same.

      --region REGION     only the builds of this region; its services are asked (default: all, by us)
      --service BASE      a version service, or the folder of a mirror; repeatable, tried in order (default: the
                          official ones)
      --offline           nothing but the cache and folders
      --cache DIR         where the cache is (default: the user's cache folder)
      --cache-size SIZE   how large it may grow, like 500M or 2G (default: 2G)
      --json              one JSON object a build on standard output
)";

constexpr auto kLs = R"(sluice ls [options] PRODUCT[@BUILD][:SELECTION]

Lists files and folders of a build: decoded and encoded size, where the file lies, E when it is encrypted, its
path. SELECTION is a path, a folder (its one level is listed), a glob (* within a folder, ** across them, ?,
[...]), fdid=1,2,7-9, ckey=HEX or ekey=HEX.

  -R, --recursive         everything below; sizes are left out where no manifest tells them
      --sizes             look them up all the same
      --folders           folders in JSON, too
  -k, --keys FILE         key list for this run, besides the key store; repeatable
  -m, --mirror BASE       another host, asked like the product's own; repeatable
      --community-mirror BASE
                          a host asked only while no other can be; repeatable
      --only-mirrors      ask none of the product's own hosts, only those of -m
      --region REGION     whose row of the version service (default: us)
      --build BUILD       as behind @: a build config's hash, a version, a build number or a region
      --cdn-config HEX    when no version service names the build any more
      --service BASE      a version service, or the folder of a mirror; repeatable (default: the official ones)
      --locale LOCALE     like deDE (default: enUS)
      --tags A,B,!C       of install and download manifests (default: Windows,x86_64 and the locale)
      --manifest KIND     where names come from: root, tvfs, install or download (default: the best there is)
      --listfile FILE     lines "id;path" for roots without names; with --remember for later runs, too
      --offline           nothing but the cache and folders
      --cache DIR, --cache-size SIZE
                          where the cache is (default: the user's cache folder), how large it may grow (2G)
      --json              one JSON object a file on standard output
)";

constexpr auto kMirror = R"(sluice mirror [options] PRODUCT[@BUILD][:SELECTION]... -o DIR
sluice mirror --verify -o DIR [PRODUCT...]

Keeps every object of a build as its CDN serves it: configs, indices, archives, loose files, patches. DIR is laid
out like the CDN and has the tables of a version service, so that any static server can serve it, and
--service DIR reads it. The same command again fetches what is missing or damaged, and nothing else. Exit code 3
when something could not be had, or is wrong. With a SELECTION (sluice ls --help), --tags, --manifest or --locale:
only the objects of these files, each by itself, and the configs and manifests that name them.

  -o, --output DIR        the mirror's folder
      --verify            read everything back and tell what is missing or wrong; asks nobody
      --dry-run           only tell how many objects and bytes it would be
      --shard K/N         only the K-th of N parts: N machines fill one mirror together
  -c, --connections N     connections per object (default: 4)
  -j, --jobs N            objects at once (default: 3)
  -l, --limit RATE        rate limit in bytes per second, like 512K or 2M
  -m, --mirror BASE       another host, asked like the product's own; repeatable
      --only-mirrors      ask none of the product's own hosts, only those of -m
      --community-mirror BASE
                          the same, asked only while no other host can be
      --region REGION     whose row of the version service (default: us)
      --build BUILD       as behind @: a build config's hash, a version, a build number or a region; repeatable
      --cdn-config HEX    when no version service names the build any more
      --service BASE      a version service, or the folder of a mirror; repeatable (default: the official ones)
      --locale LOCALE     like deDE (default: enUS)
      --tags A,B,!C       of install and download manifests (default: Windows,x86_64 and the locale)
      --manifest KIND     where names come from: root, tvfs, install or download (default: the best there is)
      --listfile FILE     lines "id;path" for roots without names; with --remember for later runs, too
  -k, --keys FILE         key list for this run, besides the key store; repeatable. NAME.ak for products that are
                          encrypted as a whole: their objects are kept so, and proven with it, by --verify, too
      --offline           nothing but the cache and folders
      --cache DIR, --cache-size SIZE
                          where the cache is (default: the user's cache folder), how large it may grow (2G)
      --json              one JSON object per line on standard output
  -q, --quiet             problems only
  -v, --verbose           also objects that no index lists and no host has
)";

constexpr auto kCache = R"(sluice cache [options] info|clear|verify

Tells what is in the cache and how often it served; empties it; or reads all of it back and removes what is
damaged, which is fetched again when it is wanted.

      --cache DIR         where the cache is (default: the user's cache folder)
      --cache-size SIZE   how large it may grow, like 500M or 2G (default: 2G)
      --json              JSON on standard output
)";

} // namespace

ExitCode printHelp(const QString &command)
{
    static const QHash<QString, const char *> texts{
        {u""_s, kProgram},      {u"get"_s, kGet},   {u"inspect"_s, kInspect},   {u"decode"_s, kDecode},
        {u"verify"_s, kVerify}, {u"keys"_s, kKeys}, {u"products"_s, kProducts}, {u"builds"_s, kBuilds},
        {u"cache"_s, kCache},   {u"ls"_s, kLs},     {u"mirror"_s, kMirror},
    };
    print(Stream::Out, QString::fromLatin1(texts.value(command, kProgram)));
    return ExitCode::Done;
}

} // namespace app
