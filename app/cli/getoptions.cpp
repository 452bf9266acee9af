#include "app/cli/getoptions.h"

#include "app/advice.h"
#include "app/console.h"
#include "app/sources.h"
#include "app/text.h"
#include "core/links/cdnsource.h"
#include "core/links/listtext.h"

#include <QDir>
#include <array>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostConnections = 64;
constexpr qint64 kMostJobs = 256;
constexpr qint64 kLongestWait = 366LL * 24 * 3600;
constexpr qint64 kLongestTimeout = 24 * 3600;

/// Sets what an option says, when it is given. The first complaint wins.
class Reader
{
public:
    explicit Reader(const Options &options)
        : m_options(options)
    {
    }

    template <typename Read, typename Set>
    void take(const char *name, Read read, Set set)
    {
        if (!m_complaint.isEmpty() || !m_options.isSet(name))
            return;
        if (const auto value = read(QLatin1String(name), m_options.value(name)))
            set(*value);
        else
            m_complaint = value.error();
    }

    const QString &complaint() const { return m_complaint; }

private:
    const Options &m_options;
    QString m_complaint;
};

auto numberIn(qint64 least, qint64 most)
{
    return [=](const QString &name, const QString &text) { return readNumber(name, text, least, most); };
}

auto oneOf(const QStringList &choices)
{
    return [=](const QString &name, const QString &text) { return readChoice(name, text, choices); };
}

QString readSettings(const Options &options, GetOptions &get)
{
    Reader reader(options);
    queue::Settings &s = get.settings;
    reader.take("connections", numberIn(1, kMostConnections),
                [&](qint64 n) { s.connectionsPerFile = static_cast<int>(n); });
    reader.take("jobs", numberIn(1, kMostJobs), [&](qint64 n) { s.jobs = static_cast<int>(n); });
    reader.take("limit", readRate, [&](qint64 rate) { s.bytesPerSecond = rate; });
    reader.take("max-wait", numberIn(0, kLongestWait),
                [&](qint64 n) { s.maxWait = std::chrono::seconds(n); });
    for (const auto &[name, limit] :
         {std::pair{"connect-timeout", &s.connectTimeout}, std::pair{"answer-timeout", &s.answerTimeout},
          std::pair{"stall-timeout", &s.stallTimeout}}) {
        reader.take(name, numberIn(1, kLongestTimeout),
                    [limit = limit](qint64 n) { *limit = std::chrono::seconds(n); });
    }
    reader.take("network", oneOf({u"standard"_s, u"unreliable"_s, u"stable"_s}),
                [&](int i) { s.network = static_cast<http::NetworkProfile>(i); });
    reader.take("memory", oneOf({u"low"_s, u"balanced"_s, u"high"_s}),
                [&](int i) { s.memory = static_cast<queue::MemoryProfile>(i); });
    reader.take("missing-keys", oneOf({u"fail"_s, u"zero"_s, u"keep"_s}),
                [&](int i) { get.options.missingKeys = static_cast<queue::MissingKeys>(i); });
    reader.take("order", oneOf({u"archive"_s, u"priority"_s}),
                [&](int i) { get.plan.sequence = static_cast<catalog::SetPlanner::Sequence>(i); });
    return reader.complaint();
}

QString readSwitches(const Options &options, GetOptions &get)
{
    if (options.isSet("overwrite") && options.isSet("auto-rename"))
        return u"--overwrite and --auto-rename exclude each other; leave one out"_s;
    if (options.isSet("quiet") && options.isSet("verbose"))
        return u"-q and -v exclude each other; leave one out"_s;
    if (options.isSet("overwrite"))
        get.options.whenExists = queue::WhenExists::Overwrite;
    if (options.isSet("auto-rename"))
        get.options.whenExists = queue::WhenExists::Rename;
    if (options.isSet("raw")) {
        get.options.form = queue::Form::Raw;
        get.plan.form = catalog::SetPlanner::Form::AsServed;
    }
    if (options.isSet("link"))
        get.plan.copies = catalog::SetPlanner::Copies::Linked;
    get.isDryRun = options.isSet("dry-run");
    if (options.isSet("json"))
        get.output = Output::Json;
    if (options.isSet("quiet"))
        get.talk = Talk::Quiet;
    if (options.isSet("verbose"))
        get.talk = Talk::Verbose;
    return {};
}

} // namespace

Usage<GetOptions> readGetOptions(const Options &options)
{
    GetOptions get;
    get.sources = options.arguments();
    get.folder = QDir::cleanPath(QDir::current().absoluteFilePath(options.value("output")));
    get.name = options.value("name");
    get.mirrors = options.values("mirror");
    get.keyFiles = options.values("keys");
    for (const QString &complaint : {readSettings(options, get), readSwitches(options, get)}) {
        if (!complaint.isEmpty())
            return badUsage(complaint);
    }
    if (get.sources.isEmpty())
        return badUsage(u"no source is given; name an address, files of a product, a list file, or - for "
                        "standard input"_s);
    const auto build = readBuildOptions(options);
    if (!build)
        return badUsage(build.error());
    get.build = *build;
    get.settings.communityMirrors = options.values("community-mirror");
    get.settings.proxy.kind = http::ProxyKind::System;    // http_proxy and its like, as scripts expect
    get.settings.alwaysHash = get.output == Output::Json; // its "done" names the MD5
    return get;
}

queue::Request requestFor(const core::Source &source, const QString &folder, const GetOptions &options)
{
    const QString name = options.name.isEmpty() ? source.name : options.name;
    queue::Request request{source, folder, name, options.options, transfer::Intent::Run};
    request.mayRename = options.options.whenExists == queue::WhenExists::Rename;
    return request;
}

namespace {

template <typename Entry>
QString folderOf(const Entry &entry, const GetOptions &options)
{
    if (links::leadsOut(options.folder, entry.folder)) {
        complain(u"line %1: dir=%2 leads out of %3 and does not count; name such a folder with -o"_s
                     .arg(entry.line)
                     .arg(printable(entry.folder), printable(options.folder)));
    }
    return links::folderFor(options.folder, entry.folder);
}

} // namespace

Usage<Requests> makeRequests(const GetOptions &options)
{
    auto sources = readSources(options.sources);
    if (!sources)
        return badUsage(sources.error());
    const qsizetype count =
        sources->entries.size() + sources->products.size() + sources->keys.size() + sources->lost;
    if (!options.name.isEmpty() && count != 1)
        return badUsage(
            u"-O names one file, but there are %1 sources; use out= in a list instead"_s.arg(count));
    Requests requests{{}, {}, {}, sources->lost};
    requests.all.reserve(sources->entries.size());
    for (links::ListEntry &entry : sources->entries) {
        for (const QString &base : options.mirrors) {
            if (const auto added = links::addMirror(entry.source, base); !added)
                return badUsage(u"--mirror=%1: %2"_s.arg(base, tell(added.error())));
        }
        requests.all += requestFor(entry.source, folderOf(entry, options), options);
    }
    for (const links::ProductEntry &entry : std::as_const(sources->products)) {
        const QString text = links::toText(entry.source);
        if (entry.keep == links::Keep::Mirror)
            return badUsage(u"mirror %1: mirrors are made by \"sluice mirror %1 -o DIR\""_s.arg(text));
        requests.products += {entry.source, folderOf(entry, options)};
    }
    for (const blte::Digest &key : std::as_const(sources->keys))
        requests.keys += {key, options.folder};
    return requests;
}

} // namespace app
