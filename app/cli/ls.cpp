#include "app/cli/ls.h"

#include "app/advice.h"
#include "app/cli/command.h"
#include "app/cli/lsreport.h"
#include "app/console.h"
#include "app/keyfile.h"
#include "app/text.h"
#include "core/async.h"
#include "core/catalog/folderlisting.h"
#include "core/catalog/pathpattern.h"
#include "core/catalog/selection.h"
#include "core/transfer/transferservices.h"

#include <QCoreApplication>
#include <QMap>

namespace app {

using namespace Qt::StringLiterals;
using core::FileSelection;

namespace {

struct LsOptions
{
    links::ProductSource source;
    BuildOptions build;
    Output output = Output::Text;
    bool isRecursive = false;
    bool withFolders = false; ///< in JSON
    bool withSizes = false;   ///< also of everything
};

/// What is to be listed: folders, and files whose sizes are looked up.
struct Listing
{
    QList<catalog::FolderListing::Folder> folders;
    QString folder; ///< that they are in, with "/" at its end; "" is the topmost one
    QList<catalog::SelectedFile> files;
    QList<core::Error> absent;
    QList<catalog::LoadWarning> warnings;
};

/// Of several folders each is listed by itself, in a walk of its own; of more all that is in them.
constexpr qsizetype kMostFolders = 32;

Listing listingOf(const catalog::Selection &selection)
{
    return {{}, {}, selection.files, selection.absent, selection.warnings};
}

/// With "/" at its end; the topmost one is empty.
QString withSlash(QString folder)
{
    while (folder.endsWith(u'/'))
        folder.chop(1);
    return folder.isEmpty() ? folder : folder + u'/';
}

/// Each as it would be listed alone.
core::Result<Listing> listSeveral(const catalog::FileTree &tree, const QStringList &paths,
                                  const QString &product)
{
    Listing all;
    QStringList names;
    for (const QString &path : paths) {
        const auto level = catalog::listFolder(tree, path, product);
        if (!level) {
            names << path;
            continue;
        }
        all.warnings = level->warnings;
        for (const catalog::FolderListing::Folder &folder : level->folders)
            all.folders << catalog::FolderListing::Folder{withSlash(path) + folder.name, folder.files};
        all.files += level->files;
    }
    if (names.isEmpty())
        return all;
    const auto others = catalog::select(&tree, FileSelection::ofPaths(names), product);
    if (!others && all.files.isEmpty() && all.folders.isEmpty())
        return core::failure(others.error());
    if (!others) {
        all.absent << others.error();
        return all;
    }
    all.files += others->files;
    all.absent = others->absent;
    all.warnings = others->warnings;
    return all;
}

/// A folder's level, or whatever else the selection means.
core::Result<Listing> list(const catalog::FileTree *tree, const FileSelection &selection,
                           const QString &product)
{
    const bool isPath =
        selection.by == FileSelection::By::Path || selection.by == FileSelection::By::Everything;
    if (tree && isPath) {
        if (auto level = catalog::listFolder(*tree, selection.path, product))
            return Listing{level->folders, withSlash(selection.path), level->files, {}, level->warnings};
    }
    if (tree && selection.by == FileSelection::By::Paths && selection.paths.size() <= kMostFolders)
        return listSeveral(*tree, selection.paths, product);
    return catalog::select(tree, selection, product).map(listingOf);
}

/// One run of `ls`.
class Ls : public QObject
{
public:
    explicit Ls(const LsOptions &options)
        : m_options(options)
        , m_products(meansFor(options.build, m_services), options.build.tree)
        , m_report(options.output)
    {
        connect(&m_products, &catalog::OpenProducts::warned, this, &Ls::warn);
    }

    void setKeys(std::shared_ptr<const blte::KeyStore> keys) { m_services.keys = std::move(keys); }

    void start()
    {
        m_products.openTree(wishFor(m_options.source, m_options.build),
                            [this](const auto &build) { build ? onTree(*build) : fail(build.error()); });
    }

private:
    void onTree(const catalog::NamedBuild &build)
    {
        m_build = build;
        const FileSelection &selection = m_options.source.selection;
        const bool isByKey =
            selection.by == FileSelection::By::ContentKey || selection.by == FileSelection::By::EncodingKey;
        if (!build.tree && !isByKey)
            return fail(build.error);
        const bool isWhole =
            m_options.isRecursive && !m_options.withSizes && build.tree &&
            (selection.by == FileSelection::By::Everything || selection.by == FileSelection::By::Path);
        if (isWhole)
            return printAll();
        const auto walk = [tree = build.tree, selection, product = m_options.source.product,
                           isRecursive = m_options.isRecursive] {
            return isRecursive ? catalog::select(tree.get(), selection, product).map(listingOf)
                               : list(tree.get(), selection, product);
        };
        core::runIn(build.build->loader->workers(), walk, this, [this](const core::Result<Listing> &listing) {
            listing ? onListing(*listing) : fail(listing.error());
        });
    }

    /// Everything, or everything below a folder, as it comes: nothing is held, whatever the number of files.
    void printAll()
    {
        const auto walk = [this] {
            const catalog::PathPattern pattern(m_options.source.selection.path.toStdString(),
                                               m_build.tree->caseRule());
            const bool isAll = m_options.source.selection.by == FileSelection::By::Everything;
            qint64 files = 0;
            const auto print = [&](const catalog::TreeFile &file) {
                if (!isAll && pattern.match(file.path) == catalog::PathPattern::Match::None)
                    return;
                ++files;
                m_report.file(catalog::factsOf(catalog::selected(file)));
            };
            const auto warnings = m_build.tree->visit(print);
            return std::pair(files, warnings);
        };
        core::runIn(m_build.build->loader->workers(), walk, this,
                    [this](const std::pair<qint64, QList<catalog::LoadWarning>> &printed) {
                        for (const catalog::LoadWarning &warning : printed.second)
                            warn(warning);
                        if (printed.first == 0) {
                            fail({core::ErrorKind::NotInBuild, links::shownText(m_options.source)});
                            return;
                        }
                        end(ExitCode::Done);
                    });
    }

    void onListing(const Listing &listing)
    {
        for (const catalog::LoadWarning &warning : listing.warnings)
            warn(warning);
        for (const core::Error &error : listing.absent)
            complain(tell(error));
        if (m_options.output == Output::Text || m_options.withFolders) {
            for (const auto &folder : listing.folders)
                m_report.folder(listing.folder + folder.name, folder.files);
        }
        const ExitCode code = listing.absent.isEmpty() ? ExitCode::Done : ExitCode::Failed;
        auto *lookup = new catalog::FactsLookup(*m_build.build->finder, listing.files, this);
        lookup->start([this, lookup, code](const QList<catalog::FileFacts> &facts) {
            lookup->deleteLater();
            for (const catalog::FileFacts &file : facts)
                m_report.file(file);
            warnOfUnknown(facts);
            end(code);
        });
    }

    /// Why sizes and places are lacking, each reason once. That a build does not have a file's object is no
    /// trouble.
    void warnOfUnknown(const QList<catalog::FileFacts> &facts)
    {
        QMap<QString, QStringList> paths;
        for (const catalog::FileFacts &file : facts) {
            if (file.error && file.error->kind != core::ErrorKind::NotInBuild)
                paths[file.error->detail] << catalog::pathOrUnknown(file.file);
        }
        for (auto reason = paths.cbegin(); reason != paths.cend(); ++reason) {
            const qsizetype more = reason->size() - 1;
            warn({more > 0 ? u"%1 and %2 more"_s.arg(reason->first()).arg(more) : reason->first(),
                  {},
                  u"size and place are not known: "_s + reason.key()});
        }
    }

    void warn(const catalog::LoadWarning &warning) { complain(u"warning: "_s + printable(textOf(warning))); }

    void fail(const core::Error &error)
    {
        const QString hint = listfileHint(m_options.source, m_options.build, error);
        complain(tell(error, hint.isEmpty() ? advice(error.kind) : hint));
        end(ExitCode::Failed);
    }

    void end(ExitCode code)
    {
        m_report.finish();
        QCoreApplication::exit(static_cast<int>(code));
    }

    const LsOptions m_options;
    transfer::TransferServices m_services;
    catalog::OpenProducts m_products;
    catalog::NamedBuild m_build;
    LsReport m_report;
};

Usage<LsOptions> readLsOptions(const Options &options)
{
    LsOptions ls;
    const auto build = readBuildOptions(options);
    if (!build)
        return badUsage(build.error());
    ls.build = *build;
    if (options.arguments().size() != 1)
        return badUsage(u"one product is needed: sluice ls PRODUCT, or sluice ls PRODUCT:FOLDER/"_s);
    QString text = options.arguments().first();
    if (!text.contains(u':'))
        text += u':';
    const auto source = links::productSourceFromText(text);
    if (!source)
        return badUsage(u"%1: %2"_s.arg(printable(text.left(200)), tell(source.error())));
    ls.source = *source;
    ls.output = build->catalog.isJson ? Output::Json : Output::Text;
    ls.isRecursive = options.isSet("recursive");
    ls.withFolders = options.isSet("folders");
    ls.withSizes = options.isSet("sizes");
    return ls;
}

Usage<ExitCode> run(const Options &options)
{
    const auto read = readLsOptions(options);
    if (!read)
        return badUsage(read.error());
    const auto keys = loadKeys(options.values("keys"));
    if (!keys)
        return badUsage(keys.error());
    Ls ls(*read);
    ls.setKeys(*keys);
    ls.start();
    return static_cast<ExitCode>(QCoreApplication::exec());
}

} // namespace

ExitCode runLs(const QStringList &arguments)
{
    return runCommand("ls", arguments, run);
}

} // namespace app
