#include "app/cli/verify.h"

#include "app/cli/checkreport.h"
#include "app/cli/checktargets.h"
#include "app/cli/command.h"
#include "app/keyfile.h"

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kOptions{
    OptionSpec{'k', "keys", "FILE", true},
    OptionSpec{'i', "list", "FILE", true},
    OptionSpec{0, "json"},
    OptionSpec{'q', "quiet"},
};

Usage<ExitCode> run(const Options &options)
{
    QList<CheckTarget> targets = checkTargets(options.arguments());
    for (const QString &path : options.values("list")) {
        const auto listed = checkList(path);
        if (!listed)
            return badUsage(listed.error());
        targets += *listed;
    }
    if (options.arguments().isEmpty() && !options.isSet("list"))
        return badUsage(u"no file is given"_s);
    if (options.arguments().contains(QString()))
        return badUsage(u"the name of a file is empty"_s);
    auto keys = loadKeys(options.values("keys"));
    if (!keys)
        return badUsage(keys.error());
    FileChecker checker(std::move(*keys));
    CheckReport report(options.isSet("json") ? CheckReport::Form::Json : CheckReport::Form::Lines,
                       options.isSet("quiet"));
    for (const CheckTarget &target : std::as_const(targets)) {
        report.file(target, checker.check(target, [&](const QString &object, const blte::Fault &fault) {
            report.fault(target, object, fault);
        }));
    }
    report.end();
    return report.code();
}

} // namespace

ExitCode runVerify(const QStringList &arguments)
{
    return runCommand(u"verify"_s, arguments, kOptions, run);
}

} // namespace app
