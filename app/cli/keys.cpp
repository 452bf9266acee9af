#include "app/cli/keys.h"

#include "app/advice.h"
#include "app/cli/command.h"
#include "app/console.h"
#include "app/keyfile.h"
#include "app/text.h"
#include "core/bytes.h"
#include "core/hex.h"

namespace app {

using namespace Qt::StringLiterals;

namespace {

ExitCode fail(const core::Error &error)
{
    complain(u"the key store: "_s % tell(error, u"Check the file's permissions and the disk."_s));
    return ExitCode::Failed;
}

Usage<ExitCode> importKeys(const QStringList &files)
{
    if (files.isEmpty())
        return badUsage(u"import needs a key list: sluice keys import FILE"_s);
    KeyFile store;
    if (const auto loaded = store.load(); !loaded)
        return fail(loaded.error());
    KeyFile::Counts counts;
    for (const QString &path : files) {
        const auto list = readKeyList(path);
        if (!list)
            return badUsage(list.error());
        const KeyFile::Counts some = store.merge(*list);
        counts.added += some.added;
        counts.changed += some.changed;
        counts.known += some.known;
        tellConflicts(path, some.conflicts);
    }
    if (counts.added + counts.changed + counts.known == 0)
        return badUsage(u"no key was found; a key list has lines like \"NAME KEY\" in hex"_s);
    if (const auto saved = store.save(); !saved)
        return fail(saved.error());
    printLine(Stream::Out, u"%1 new, %2 changed, %3 known already"_s
                               .arg(counted(static_cast<quint64>(counts.added), "key"))
                               .arg(counts.changed)
                               .arg(counts.known));
    return ExitCode::Done;
}

Usage<ExitCode> listKeys(const QStringList &rest)
{
    if (!rest.isEmpty())
        return badUsage(u"list takes nothing; leave out \"%1\""_s.arg(rest.first()));
    KeyFile store;
    if (const auto loaded = store.load(); !loaded)
        return fail(loaded.error());
    for (const blte::KeyName name : store.store().names())
        printLine(Stream::Out, core::hex(name));
    for (const blte::ArmadilloKey &key : store.store().armadilloKeys())
        printLine(Stream::Out, core::fromUtf8(key.name) % ".ak"_L1);
    return ExitCode::Done;
}

Usage<ExitCode> run(const Options &options)
{
    const QStringList &arguments = options.arguments();
    if (arguments.value(0) == u"import")
        return importKeys(arguments.mid(1));
    if (arguments.value(0) == u"list")
        return listKeys(arguments.mid(1));
    return badUsage(u"say \"import FILE\" or \"list\""_s);
}

} // namespace

ExitCode runKeys(const QStringList &arguments)
{
    return runCommand("keys", arguments, run);
}

} // namespace app
