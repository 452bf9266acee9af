#include "app/cli/cache.h"

#include "app/advice.h"
#include "app/cli/catalogoptions.h"
#include "app/cli/command.h"
#include "app/console.h"
#include "app/text.h"
#include "core/cache/objectcache.h"

#include <QDir>
#include <QJsonObject>
#include <array>

namespace app {

using namespace Qt::StringLiterals;

namespace {

ExitCode printInfo(const CatalogOptions &options, const cache::CacheInfo &info)
{
    if (options.isJson) {
        printLine(Stream::Out, jsonLine({{u"folder"_s, options.cacheFolder},
                                         {u"entries"_s, info.entries},
                                         {u"size"_s, info.size},
                                         {u"limit"_s, info.limit},
                                         {u"hits"_s, info.hits},
                                         {u"misses"_s, info.misses},
                                         {u"damaged"_s, info.damaged}}));
        return ExitCode::Done;
    }
    const qint64 lookups = info.hits + info.misses + info.damaged;
    const QString rate =
        lookups == 0 ? u"never asked yet"_s
                     : u"%1 of %2 look-ups found what they wanted (%3 %)"_s.arg(info.hits).arg(lookups).arg(
                           100 * info.hits / lookups);
    printLine(Stream::Out,
              u"%1\n%2, %3 of %4\n%5"_s.arg(printable(QDir::toNativeSeparators(options.cacheFolder)),
                                            counted(static_cast<quint64>(info.entries), "object"),
                                            sizeText(info.size), sizeText(info.limit), rate));
    if (info.damaged > 0)
        printLine(Stream::Out, u"%1 damaged, and fetched again"_s.arg(info.damaged));
    return ExitCode::Done;
}

ExitCode clear(const CatalogOptions &options, cache::ObjectCache &objects)
{
    const qint64 size = objects.info().size;
    if (const auto cleared = objects.clear(); !cleared) {
        complain(tell(cleared.error(), u"Check the folder's permissions."_s));
        return ExitCode::Failed;
    }
    if (options.isJson)
        printLine(Stream::Out, jsonLine({{u"cleared"_s, size}}));
    else
        printLine(Stream::Out, sizeText(size) + " removed"_L1);
    return ExitCode::Done;
}

/// What is damaged is fetched again when it is wanted: nothing is lost, so this is no failure.
ExitCode verify(const CatalogOptions &options, cache::ObjectCache &objects)
{
    const cache::CheckResult result = objects.removeDamaged();
    for (const QString &path : result.damaged) {
        if (options.isJson)
            printLine(Stream::Out, jsonLine({{u"damaged"_s, path}}));
        else
            printLine(Stream::Out, printable(path) + ": damaged, removed"_L1);
    }
    if (!options.isJson) {
        printLine(Stream::Out,
                  u"%1 checked, %2 damaged"_s.arg(counted(static_cast<quint64>(result.entries), "object"))
                      .arg(result.damaged.size()));
    }
    return ExitCode::Done;
}

Usage<ExitCode> run(const Options &options)
{
    const auto read = readCatalogOptions(options);
    if (!read)
        return badUsage(read.error());
    const QString what = options.arguments().value(0);
    if (options.arguments().size() == 1) {
        cache::ObjectCache objects(read->cacheFolder, read->cacheSize);
        if (what == u"info")
            return printInfo(*read, objects.info());
        if (what == u"clear")
            return clear(*read, objects);
        if (what == u"verify")
            return verify(*read, objects);
    }
    return badUsage(u"say \"info\", \"clear\" or \"verify\""_s);
}

} // namespace

ExitCode runCache(const QStringList &arguments)
{
    return runCommand("cache", arguments, run);
}

} // namespace app
