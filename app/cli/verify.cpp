#include "app/cli/verify.h"

#include "app/advice.h"
#include "app/cli/checkreport.h"
#include "app/cli/checktargets.h"
#include "app/cli/command.h"
#include "app/cli/productlookup.h"
#include "app/console.h"
#include "app/keyfile.h"
#include "app/sources.h"
#include "app/text.h"
#include "core/storage/safename.h"

#include <QFile>
#include <QSet>

namespace app {

using namespace Qt::StringLiterals;

namespace {

/// What is to be checked, read from the command line.
struct Wanted
{
    QList<CheckTarget> files;
    QList<links::ProductSource> products;
    QString folder; ///< that files of products lie in
    BuildOptions build;
};

Usage<Wanted> readWanted(const Options &options)
{
    Wanted wanted;
    wanted.folder = options.value("output");
    QStringList paths;
    for (const QString &argument : options.arguments()) {
        const auto product = readProductSource(argument);
        if (!product)
            return badUsage(product.error());
        if (*product)
            wanted.products << **product;
        else
            paths << argument;
    }
    wanted.files = checkTargets(paths);
    for (const QString &path : options.values("list")) {
        const auto listed = checkList(path);
        if (!listed)
            return badUsage(listed.error());
        wanted.files += *listed;
    }
    if (options.arguments().isEmpty() && !options.isSet("list"))
        return badUsage(u"no file is given"_s);
    if (options.arguments().contains(QString()))
        return badUsage(u"the name of a file is empty"_s);
    const auto build = readBuildOptions(options);
    if (!build)
        return badUsage(build.error());
    wanted.build = *build;
    return wanted;
}

/// One run of `verify`.
class Verify
{
public:
    Verify(std::shared_ptr<const blte::KeyStore> keys, CheckReport::Form form, bool isQuiet)
        : m_checker(std::move(keys))
        , m_report(form, isQuiet)
    {
    }

    void file(const CheckTarget &target)
    {
        m_report.file(target, m_checker.check(target, [&](const QString &object, const blte::Fault &fault) {
            m_report.fault(target, object, fault);
        }));
    }

    /// What `get` makes of them below the folder.
    void product(ProductLookup &lookup, const links::ProductSource &source, const QString &folder)
    {
        const auto selection = lookup.select(source);
        if (!selection)
            return lose(links::shownText(source), selection.error());
        for (const core::Error &error : selection->absent)
            lose(source.product, error);
        QSet<QString> taken;
        for (const catalog::SelectedFile &file : selection->files) {
            const QString path = catalog::pathOrUnknown(file);
            const auto name = storage::safeName(path);
            if (!name)
                lose(path, name.error());
            else if (!taken.contains(*name)) // of several of one name, the first is fetched
                productFile(file, folder.isEmpty() ? *name : folder % u'/' % *name);
            if (name)
                taken << *name;
        }
    }

    ExitCode end()
    {
        m_report.end();
        return m_isLacking ? ExitCode::Failed : m_report.code();
    }

private:
    void productFile(const catalog::SelectedFile &file, const QString &path)
    {
        CheckTarget target{path, true, {}};
        if (file.contentKey)
            target.md5 = file.contentKey->digest;
        FileCheck missing;
        missing.verdict = FileCheck::Verdict::Missing;
        QFile::exists(path) ? this->file(target) : m_report.file(target, missing);
    }

    void lose(const QString &name, const core::Error &error)
    {
        m_isLacking = true;
        complain(printable(name) % ": "_L1 % tell(error, advice(error.kind)));
    }

    FileChecker m_checker;
    CheckReport m_report;
    bool m_isLacking = false; ///< something that was named is not in its build
};

Usage<ExitCode> run(const Options &options)
{
    const auto wanted = readWanted(options);
    if (!wanted)
        return badUsage(wanted.error());
    auto keys = loadKeys(options.values("keys"));
    if (!keys)
        return badUsage(keys.error());
    Verify verify(*keys, options.isSet("json") ? CheckReport::Form::Json : CheckReport::Form::Lines,
                  options.isSet("quiet"));
    for (const CheckTarget &target : wanted->files)
        verify.file(target);
    if (!wanted->products.isEmpty()) {
        ProductLookup lookup(wanted->build, *keys);
        for (const links::ProductSource &source : wanted->products)
            verify.product(lookup, source, wanted->folder);
    }
    return verify.end();
}

} // namespace

ExitCode runVerify(const QStringList &arguments)
{
    return runCommand("verify", arguments, run);
}

} // namespace app
