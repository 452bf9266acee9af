#include "app/cli/mirror.h"

#include "app/advice.h"
#include "app/cli/command.h"
#include "app/cli/mirrorcheck.h"
#include "app/keyfile.h"
#include "app/text.h"
#include "core/descriptors.h"

#include <QCoreApplication>
#include <QDir>

namespace app {

using namespace Qt::StringLiterals;

namespace {

Usage<catalog::Shard> readShard(const QString &text)
{
    catalog::Shard shard;
    const QStringList parts = text.split(u'/');
    bool isNumber = false;
    bool isCount = false;
    if (parts.size() == 2) {
        shard.number = parts[0].toULongLong(&isNumber);
        shard.count = parts[1].toULongLong(&isCount);
    }
    if (!isNumber || !isCount || shard.number < 1 || shard.number > shard.count)
        return badUsage(
            u"--shard wants K/N with K from 1 to N, like 2/4, not \"%1\""_s.arg(printable(text.left(40))));
    return shard;
}

Usage<void> readSettings(const Options &options, queue::Settings &settings)
{
    if (options.isSet("connections")) {
        const auto number = readNumber(u"connections"_s, options.value("connections"), 1, 64);
        if (!number)
            return badUsage(number.error());
        settings.connectionsPerFile = static_cast<int>(*number);
    }
    if (options.isSet("jobs")) {
        const auto number = readNumber(u"jobs"_s, options.value("jobs"), 1, 256);
        if (!number)
            return badUsage(number.error());
        settings.jobs = static_cast<int>(*number);
    }
    if (options.isSet("limit")) {
        const auto rate = readRate(u"limit"_s, options.value("limit"));
        if (!rate)
            return badUsage(rate.error());
        settings.bytesPerSecond = *rate;
    }
    settings.proxy.kind = http::ProxyKind::System;
    return {};
}

/// What is wanted of the build: all of it, or files.
Usage<std::optional<core::FileSelection>> readSelection(const Options &options,
                                                        const links::ProductSource &source)
{
    const bool isNamed = source.selection.by != core::FileSelection::By::Everything;
    if (isNamed || links::isNamingWished(source.options) || options.isSet("tags") ||
        options.isSet("manifest") || options.isSet("locale"))
        return std::optional(source.selection);
    if (options.isSet("listfile")) {
        return badUsage(
            u"--listfile is about the names of files, and all of %1 is mirrored; name files of it "
            "like %1:World/"_s.arg(source.product));
    }
    return std::optional<core::FileSelection>();
}

/// Every product with every build that is named.
Usage<QList<catalog::MirrorWish>> readWishes(const Options &options, const BuildOptions &build)
{
    QList<catalog::MirrorWish> wishes;
    for (const QString &argument : options.arguments()) {
        const auto source =
            links::productSourceFromText(argument.contains(u':') ? argument : argument + u':');
        if (!source)
            return badUsage(u"%1: %2"_s.arg(printable(argument.left(200)), tell(source.error())));
        const auto selection = readSelection(options, *source);
        if (!selection)
            return badUsage(selection.error());
        QStringList builds = options.values("build");
        if (!source->build.isEmpty() || builds.isEmpty())
            builds = QStringList{source->build};
        for (const QString &named : std::as_const(builds)) {
            catalog::MirrorWish wish{wishFor(*source, build), *selection};
            wish.build.build = named;
            wishes << wish;
        }
    }
    return wishes;
}

Usage<MirrorOptions> readMirrorOptions(const Options &options)
{
    MirrorOptions mirror;
    const auto build = readBuildOptions(options, Builds::Several);
    if (!build)
        return badUsage(build.error());
    mirror.build = *build;
    if (options.isSet("dry-run"))
        mirror.work = MirrorOptions::Work::Tell;
    if (!options.isSet("output") && mirror.work == MirrorOptions::Work::Fetch)
        return badUsage(u"name the mirror's folder with -o DIR"_s);
    mirror.order.folder = QDir::cleanPath(QDir::current().absoluteFilePath(options.value("output")));
    if (options.isSet("shard")) {
        const auto shard = readShard(options.value("shard"));
        if (!shard)
            return badUsage(shard.error());
        mirror.order.shard = *shard;
    }
    if (const auto read = readSettings(options, mirror.settings); !read)
        return badUsage(read.error());
    const auto wishes = readWishes(options, *build);
    if (!wishes)
        return badUsage(wishes.error());
    mirror.order.wishes = *wishes;
    mirror.order.label = options.arguments().join(u' ');
    if (mirror.order.shard.count > 1)
        mirror.order.label += u" %1 of %2"_s.arg(mirror.order.shard.number).arg(mirror.order.shard.count);
    mirror.output = build->catalog.isJson ? Output::Json : Output::Text;
    mirror.talk = options.isSet("quiet")     ? Talk::Quiet
                  : options.isSet("verbose") ? Talk::Verbose
                                             : Talk::Normal;
    return mirror;
}

template <typename Run>
ExitCode untilFinished(Run &run)
{
    QObject::connect(
        &run, &Run::finished, &run, [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); },
        Qt::QueuedConnection);
    run.start();
    return static_cast<ExitCode>(QCoreApplication::exec());
}

Usage<ExitCode> verify(MirrorOptions mirror, std::shared_ptr<const blte::KeyStore> keys)
{
    QStringList products;
    for (const catalog::MirrorWish &wish : std::as_const(mirror.order.wishes))
        products << wish.build.product;
    const auto wishes = catalog::buildsOfMirror(mirror.order.folder, products);
    if (!wishes)
        return badUsage(wishes.error().detail);
    mirror.order.wishes = *wishes;
    MirrorCheck run(mirror, std::move(keys));
    return untilFinished(run);
}

Usage<ExitCode> run(const Options &options)
{
    const auto mirror = readMirrorOptions(options);
    if (!mirror)
        return badUsage(mirror.error());
    const bool isVerifying = options.isSet("verify");
    if (isVerifying && options.isSet("dry-run"))
        return badUsage(u"--verify and --dry-run exclude each other; leave one out"_s);
    if (!isVerifying && mirror->order.wishes.isEmpty())
        return badUsage(u"no product is given: sluice mirror PRODUCT[:SELECTION]... -o DIR"_s);
    const auto keys = loadKeys(options.values("keys"));
    if (!keys)
        return badUsage(keys.error());
    if (isVerifying)
        return verify(*mirror, *keys);
    if (mirror->work == MirrorOptions::Work::Fetch && !QDir().mkpath(mirror->order.folder))
        return badUsage(
            u"the folder %1 cannot be made; name another with -o"_s.arg(printable(mirror->order.folder)));
    core::raiseDescriptorLimit();
    MirrorRun work(*mirror, *keys);
    return untilFinished(work);
}

} // namespace

ExitCode runMirror(const QStringList &arguments)
{
    return runCommand("mirror", arguments, run);
}

} // namespace app
