#include "app/cli/compare.h"

#include "app/advice.h"
#include "app/cli/catalogoptions.h"
#include "app/cli/command.h"
#include "app/cli/comparereport.h"
#include "app/console.h"
#include "app/keyfile.h"
#include "app/text.h"
#include "core/async.h"
#include "core/catalog/filefacts.h"
#include "core/hex.h"
#include "core/transfer/transferservices.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace app {

using namespace Qt::StringLiterals;
using catalog::Difference;
using core::FileSelection;

namespace {

/// Differences that are sorted by path; more of them come as the builds' manifests have them.
constexpr qint64 kMostSorted = 250'000;
/// Files whose sizes are looked up at once.
constexpr qsizetype kLookedUpTogether = 10'000;

struct CompareOptions
{
    std::array<links::ProductSource, 2> sources; ///< before and after; without a selection
    FileSelection selection;                     ///< in both
    BuildOptions build;
    CompareReport::Form form = CompareReport::Form::Text;
    bool withSizes = false; ///< also where the manifests do not tell them
};

using Differences = std::vector<Difference>;

bool isBefore(const Difference &a, const Difference &b)
{
    return catalog::isBefore(a.after ? *a.after : *a.before, b.after ? *b.after : *b.before);
}

/// One run of `compare`.
class Compare : public QObject
{
public:
    explicit Compare(const CompareOptions &options)
        : m_options(options)
        , m_products(meansFor(options.build, m_services), options.build.tree)
    {
        connect(&m_products, &catalog::OpenProducts::warned, this, &Compare::warn);
    }

    void setKeys(std::shared_ptr<const blte::KeyStore> keys) { m_services.keys = std::move(keys); }

    void start()
    {
        for (std::size_t i = 0; i < m_builds.size(); ++i) {
            m_products.openTree(
                wishFor(m_options.sources[i], m_options.build),
                [this, i](const core::Result<catalog::NamedBuild> &build) { onTree(i, build); });
        }
    }

private:
    void onTree(std::size_t number, const core::Result<catalog::NamedBuild> &build)
    {
        if (!build || !build->tree)
            return fail(m_options.sources[number], build ? build->error : build.error());
        m_builds[number] = *build;
        if (m_builds[0].tree && m_builds[1].tree)
            compare();
    }

    void compare()
    {
        if (m_builds[0].tree == m_builds[1].tree)
            complain(u"warning: both are build %1 of %2"_s.arg(core::hex(m_builds[0].build->build->name),
                                                               m_builds[0].build->build->product));
        const auto work = [before = m_builds[0].tree, after = m_builds[1].tree,
                           selection = m_options.selection] {
            return std::make_shared<const catalog::TreeComparison>(
                before, after, catalog::SelectionFilter(selection, after->caseRule()));
        };
        core::runIn(m_builds[0].build->loader->workers(), work, this, [this](const auto &comparison) {
            m_comparison = comparison;
            for (const catalog::LoadWarning &warning : comparison->warnings())
                warn(warning);
            m_options.withSizes || comparison->differences() <= kMostSorted ? gather() : printAll();
        });
    }

    CompareReport report() const
    {
        links::ProductSource after = m_options.sources[1];
        after.build = core::hex(m_builds[1].build->build->name);
        return {m_options.form, after};
    }

    /// As they come: nothing is held, whatever their number.
    void printAll()
    {
        const auto print = [this] {
            CompareReport report = this->report();
            m_comparison->visit([&](const Difference &difference) { report.file(difference); });
            report.finish(m_comparison->same(), *m_builds[0].build->build, *m_builds[1].build->build);
            return 0;
        };
        core::runIn(m_builds[0].build->loader->workers(), print, this, [this](int) { end(ExitCode::Done); });
    }

    void gather()
    {
        const auto work = [comparison = m_comparison] {
            auto all = std::make_shared<Differences>();
            comparison->visit([&](const Difference &difference) { all->push_back(difference); });
            std::stable_sort(all->begin(), all->end(), isBefore);
            return all;
        };
        core::runIn(m_builds[0].build->loader->workers(), work, this, [this](const auto &all) {
            m_differences = all;
            m_options.withSizes ? findSizes(0, 0) : printSorted();
        });
    }

    /// Of the files of the build before (0), then of the one after it (1), from this number on.
    void findSizes(std::size_t build, std::size_t from)
    {
        QList<catalog::SelectedFile> files;
        std::vector<std::size_t> numbers;
        std::size_t next = from;
        for (; next < m_differences->size() && files.size() < kLookedUpTogether; ++next) {
            const auto &file = versionOf((*m_differences)[next], build);
            if (!file || file->size)
                continue;
            files << *file;
            numbers.push_back(next);
        }
        if (files.isEmpty())
            return build == 0 ? findSizes(1, 0) : printSorted();
        auto *lookup = new catalog::FactsLookup(*m_builds[build].build->finder, files, this);
        lookup->start([this, lookup, build, next, numbers](const QList<catalog::FileFacts> &facts) {
            lookup->deleteLater();
            for (std::size_t i = 0; i < numbers.size(); ++i)
                versionOf((*m_differences)[numbers[i]], build)->size = facts[qsizetype(i)].file.size;
            findSizes(build, next);
        });
    }

    static std::optional<catalog::SelectedFile> &versionOf(Difference &difference, std::size_t build)
    {
        return build == 0 ? difference.before : difference.after;
    }

    void printSorted()
    {
        CompareReport report = this->report();
        for (const Difference &difference : *m_differences)
            report.file(difference);
        report.finish(m_comparison->same(), *m_builds[0].build->build, *m_builds[1].build->build);
        end(ExitCode::Done);
    }

    void warn(const catalog::LoadWarning &warning) { complain(u"warning: "_s + printable(textOf(warning))); }

    void fail(const links::ProductSource &source, const core::Error &error)
    {
        complain(printable(source.product) % u": "_s % tell(error, advice(error.kind)));
        end(ExitCode::Failed);
    }

    void end(ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); }

    const CompareOptions m_options;
    transfer::TransferServices m_services;
    catalog::OpenProducts m_products;
    std::array<catalog::NamedBuild, 2> m_builds; ///< before and after
    std::shared_ptr<const catalog::TreeComparison> m_comparison;
    std::shared_ptr<Differences> m_differences; ///< where they are sorted
};

Usage<links::ProductSource> readSource(const QString &argument)
{
    const auto source = links::productSourceFromText(argument.contains(u':') ? argument : argument + u':');
    if (!source)
        return badUsage(u"%1: %2"_s.arg(printable(argument.left(200)), tell(source.error())));
    if (source->selection.by == FileSelection::By::ContentKey ||
        source->selection.by == FileSelection::By::EncodingKey)
        return badUsage(u"%1: files are compared by their names; name paths, a folder, a glob or fdid="_s.arg(
            printable(argument.left(200))));
    return *source;
}

Usage<void> readSources(const Options &options, CompareOptions &compare)
{
    const QStringList &arguments = options.arguments();
    if (arguments.isEmpty() || arguments.size() > 2)
        return badUsage(u"two builds are needed: sluice compare PRODUCT@OLD PRODUCT@NEW, or PRODUCT@OLD for "
                        "what has come since"_s);
    const auto before = readSource(arguments.first());
    const auto after = readSource(arguments.last());
    if (!before || !after)
        return badUsage(!before ? before.error() : after.error());
    compare.sources = {*before, *after};
    if (arguments.size() == 1) {
        if (before->build.isEmpty())
            return badUsage(u"name an older build of it, like %1@1.15.8.12345; \"sluice builds %1\" lists "
                            "them"_s.arg(before->product));
        compare.sources[1].build.clear();
        compare.sources[1].options.cdnConfig.reset();
    }
    for (links::ProductSource &source : compare.sources) {
        const FileSelection selection = std::exchange(source.selection, {});
        const bool isNamed = selection.by != FileSelection::By::Everything;
        if (isNamed && compare.selection.by != FileSelection::By::Everything &&
            compare.selection != selection)
            return badUsage(u"both builds are compared by the same files; name them once"_s);
        if (isNamed)
            compare.selection = selection;
    }
    return {};
}

/// Those of the command, where the source says nothing of its own.
void keepOptions(const Options &options, links::ProductOptions &ofSource)
{
    if (ofSource.locale.isEmpty())
        ofSource.locale = options.value("locale");
    if (ofSource.tags.isEmpty())
        ofSource.tags = options.value("tags");
    const QString manifest = options.value("manifest");
    const auto kind =
        readChoice(u"manifest"_s, manifest, {u"root"_s, u"tvfs"_s, u"install"_s, u"download"_s});
    if (!ofSource.manifest && !manifest.isEmpty() && kind)
        ofSource.manifest = static_cast<links::Manifest>(*kind);
}

Usage<CompareOptions> readCompareOptions(const Options &options)
{
    CompareOptions compare;
    const auto build = readBuildOptions(options);
    if (!build)
        return badUsage(build.error());
    compare.build = *build;
    if (const auto read = readSources(options, compare); !read)
        return badUsage(read.error());
    if (options.isSet("list") && build->catalog.isJson)
        return badUsage(u"--list and --json exclude each other; leave one out"_s);
    compare.form = options.isSet("list")   ? CompareReport::Form::List
                   : build->catalog.isJson ? CompareReport::Form::Json
                                           : CompareReport::Form::Text;
    compare.withSizes = options.isSet("sizes");
    for (links::ProductSource &source : compare.sources) // a list says so, too
        keepOptions(options, source.options);
    return compare;
}

Usage<ExitCode> run(const Options &options)
{
    const auto read = readCompareOptions(options);
    if (!read)
        return badUsage(read.error());
    const auto keys = loadKeys(options.values("keys"));
    if (!keys)
        return badUsage(keys.error());
    Compare compare(*read);
    compare.setKeys(*keys);
    compare.start();
    return static_cast<ExitCode>(QCoreApplication::exec());
}

} // namespace

ExitCode runCompare(const QStringList &arguments)
{
    return runCommand("compare", arguments, run);
}

} // namespace app
