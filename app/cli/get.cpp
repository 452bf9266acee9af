#include "app/cli/get.h"

#include "app/advice.h"
#include "app/cli/command.h"
#include "app/cli/dryrun.h"
#include "app/cli/productlookup.h"
#include "app/console.h"
#include "app/keyfile.h"
#include "app/text.h"
#include "core/descriptors.h"
#include "core/links/cdnsource.h"
#include "core/queue/descriptorbudget.h"
#include "core/storage/safename.h"

#include <QCoreApplication>
#include <QDir>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using transfer::Event;

Get::Get(const GetOptions &options, std::shared_ptr<const blte::KeyStore> keys)
    : m_options(options)
    , m_queue(m_services, options.settings)
    , m_lookups(options.build, m_services)
    , m_report(makeReport(options.output, options.talk))
{
    m_queue.setKeys(std::move(keys));
    m_lookups.setPlan(options.plan);
    if (!m_options.name.isEmpty())
        m_lookups.setOneFile();
    connectLookups();
    // Queued: whatever add() sets off is told after the files have their numbers.
    connect(&m_queue, &queue::Queue::happened, this, &Get::onHappened, Qt::QueuedConnection);
    connect(&m_queue, &queue::Queue::idle, this, &Get::onIdle, Qt::QueuedConnection);
    connect(&m_queue, &queue::Queue::closed, this, &Get::end, Qt::QueuedConnection);
    connect(&m_queue, &queue::Queue::itemsProgressed, this, [this](const QList<int> &rows) {
        for (const int row : rows)
            m_moved.insert(m_queue.at(row).id);
    });
    connect(&m_queue, &queue::Queue::filesEnded, this, &Get::onFilesEnded, Qt::QueuedConnection);
    connect(&m_interrupt, &Interrupt::requested, this, &Get::interrupt);
    connect(&m_tick, &QTimer::timeout, this, &Get::onTick);
    m_tick.setInterval(250ms);
}

void Get::connectLookups()
{
    connect(&m_lookups, &Lookups::found, this, &Get::onFound);
    connect(&m_lookups, &Lookups::foundSet, this, &Get::onFoundSet);
    connect(&m_lookups, &Lookups::lost, this,
            [this](const QString &name, const core::Error &error, const QString &hint) {
                lose(name, error);
                if (!hint.isEmpty())
                    complain(hint);
            });
    connect(&m_lookups, &Lookups::oneEnded, this, &Get::endIfNothingRuns);
    connect(&m_lookups, &Lookups::warned, this,
            [this](const catalog::LoadWarning &warning) { m_report->warned(warning); });
}

void Get::start(const Requests &requests)
{
    m_totals.failed = requests.lost; // sources of lists that cannot be fetched
    m_tick.start();
    add(requests.all);
    m_links = m_lastNumber;
    for (const ProductRequest &product : requests.products)
        m_lookups.find(product);
    for (const KeyRequest &key : requests.keys)
        m_lookups.find(key);
    endIfNothingRuns();
}

void Get::onFound(const ProductRequest &product, const catalog::ResolvedFiles &files)
{
    if (m_wasInterrupted) {
        ++m_totals.unfinished;
        return;
    }
    if (m_services.keys != m_queue.keys()) // those of the build's key ring have come
        m_queue.setKeys(m_services.keys);
    const QString several = m_options.name.isEmpty() ? QString() : severalFilesText(files);
    if (several.isEmpty())
        addFiles(product, files);
    else
        lose(links::shownText(product.source), {core::ErrorKind::SourceNotUnderstood, several});
}

void Get::onFoundSet(const ProductRequest &product, const catalog::FoundSet &set)
{
    if (m_wasInterrupted) {
        ++m_totals.unfinished;
        return;
    }
    if (m_services.keys != m_queue.keys()) // those of the build's key ring have come
        m_queue.setKeys(m_services.keys);
    loseAll(product, set.lost);
    if (set.files == 0)
        return;
    add({requestFor(set.source, product.folder, m_options)}, &set);
}

void Get::loseAll(const ProductRequest &product, const QList<catalog::LostFile> &files)
{
    for (const catalog::LostFile &file : files)
        lose(file.name.isEmpty() ? links::shownText(product.source)
                                 : product.source.product % u':' % file.name,
             file.error);
}

void Get::addFiles(const ProductRequest &product, const catalog::ResolvedFiles &files)
{
    QList<queue::Request> requests;
    requests.reserve(files.files.size());
    for (const catalog::ResolvedFile &file : files.files) {
        requests += requestFor(file.source, product.folder, m_options);
        m_alternatives.keep(file.source, file.others);
    }
    add(requests);
    loseAll(product, files.lost);
}

void Get::lose(const QString &name, const core::Error &error)
{
    ++m_totals.failed;
    m_report->lost(++m_lastNumber, name, error);
}

/// What was found may be nowhere, while the same file lies at another place as well.
bool Get::tryNext(const queue::Item &item, const Event &event)
{
    const auto next = m_alternatives.next(item, event);
    if (!next)
        return false;
    m_report->warned(
        {item.displayName(), {}, tell(event.error) + u" Another object of the file is tried."_s});
    const int number = m_numbers.take(item.id);
    m_queue.remove({item.id}, queue::Removal::DeletePartial);
    m_numbers.insert(m_queue.add({*next}).first(), number);
    return true;
}

/// An address with a content key where an encoding key belongs, as people copy it from elsewhere.
bool Get::tryAsContentKey(const queue::Item &item, const Event &event)
{
    const auto path = links::impliedPath(item.source);
    const bool isMeant = event.kind == Event::Kind::Failed && event.error.kind == core::ErrorKind::NotFound &&
                         m_numbers.value(item.id) <= m_links && path &&
                         path->kind == tact::CdnPath::Kind::Data && !path->isIndex && !item.source.slice;
    if (!isMeant)
        return false;
    const auto onSearched = [this, id = item.id, event, key = path->hash](const Lookups::Content &source) {
        const queue::Item *failed = std::as_const(m_queue).find(id);
        if (!failed)
            return;
        if (!source || m_wasInterrupted) {
            Event told = event;
            told.error.detail += u" If this is a content key, "_s + giveProductText(key);
            count(*failed, told);
            m_report->happened(numbered(*failed), told);
            return;
        }
        const QString folder = failed->folder;
        m_report->warned({failed->displayName(),
                          {},
                          u"its address has a content key; %1 has a file of it, and that is fetched"_s.arg(
                              source->product)});
        m_queue.remove({id}, queue::Removal::DeletePartial);
        m_lookups.find(ProductRequest{*source, folder});
    };
    m_lookups.searchContent(path->hash, onSearched);
    return true;
}

/// The list of a set's files is gone, as when another program was done with the same set meanwhile, or cannot
/// be read.
bool Get::tryAnew(const queue::Item &item, const Event &event)
{
    const auto product = links::productSourceFromText(item.source.set);
    const bool isMeant = event.kind == Event::Kind::Failed && product && !m_wasInterrupted &&
                         event.error.kind == core::ErrorKind::RecordUnreadable &&
                         !m_anew.contains(item.source.set);
    if (!isMeant)
        return false;
    m_anew.insert(item.source.set);
    m_report->warned({item.displayName(), {}, tell(event.error, u"Its files are looked up anew."_s)});
    const ProductRequest request{*product, item.folder};
    m_queue.remove({item.id}, queue::Removal::KeepFiles);
    m_lookups.find(request);
    return true;
}

void Get::endIfNothingRuns()
{
    bool isRunning = m_lookups.underWay() > 0;
    for (int row = 0; row < m_queue.count() && !isRunning; ++row)
        isRunning = !transfer::isFinished(m_queue.at(row).state);
    if (!isRunning)
        QMetaObject::invokeMethod(this, &Get::end, Qt::QueuedConnection);
}

namespace {

/// Whether the request's file would be called as the row's is.
bool hasName(const queue::Item &item, const queue::Request &request)
{
    QString name = request.name.isEmpty() ? request.source.name : request.name;
    if (name.isEmpty())
        name = core::nameFromUrl(request.source.mirrors.value(0));
    return storage::safeName(name).value_or(name) == item.name;
}

} // namespace

/// `set`: what was found, when there is one request, for several files.
void Get::add(const QList<queue::Request> &requests, const catalog::FoundSet *set)
{
    const QList<queue::ItemId> ids = m_queue.add(requests);
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const queue::Item *item = std::as_const(m_queue).find(ids[i]);
        if (!item)
            continue;
        const int number = ++m_lastNumber;
        if (!m_numbers.contains(item->id)) {
            m_numbers.insert(item->id, number);
            m_report->added({number, item}, set);
            continue;
        }
        const bool isSame = core::identity(item->source) == core::identity(requests[i].source);
        const bool isBeside = !isSame && !hasName(*item, requests[i]);
        complain(u"%1: source %2 %3 source %4%5"_s.arg(
            printable(item->target()), QString::number(number),
            isBeside ? u"has the name of a file that is kept beside the target of"_s
                     : u"has the same target as"_s,
            QString::number(m_numbers.value(item->id)),
            isSame ? u" and is fetched once"_s : u" and was left out; give it another name with out="_s));
        if (!isSame)
            ++m_totals.failed;
    }
}

Numbered Get::numbered(const queue::Item &item) const
{
    return {m_numbers.value(item.id), &item};
}

void Get::onHappened(queue::ItemId id, const Event &event)
{
    const queue::Item *item = std::as_const(m_queue).find(id);
    if (!item || event.kind == Event::Kind::Added || tryNext(*item, event) || tryAsContentKey(*item, event) ||
        tryAnew(*item, event))
        return;
    count(*item, event);
    m_report->happened(numbered(*item), event);
}

void Get::onFilesEnded(queue::ItemId id, const QList<transfer::SetFileEnd> &files)
{
    const queue::Item *item = std::as_const(m_queue).find(id);
    for (const transfer::SetFileEnd &file : files) {
        m_totals.filesOfSets += file.verdict == transfer::Verdict::None ? 0 : 1;
        if (item)
            m_report->fileEnded(numbered(*item), file);
    }
}

void Get::count(const queue::Item &item, const Event &event)
{
    if (event.kind == Event::Kind::KeyMissing)
        m_totals.missingKeys.insert(event.keyName);
    else if (event.kind == Event::Kind::KeyWrong)
        m_totals.wrongKeys.insert(event.keyName);
    else if (event.kind == Event::Kind::Failed)
        ++m_totals.failed;
    else if (event.kind == Event::Kind::Done && item.verdict == transfer::Verdict::Incomplete)
        ++m_totals.incomplete;
    else if (event.kind == Event::Kind::Done)
        ++m_totals.done;
}

void Get::onTick()
{
    m_queue.poll();
    QList<Numbered> files;
    for (int row = 0; row < m_queue.count(); ++row) {
        const queue::Item &item = m_queue.at(row);
        // A script hears of what moved; a person sees everything that is under way.
        if (m_options.output == Output::Text || m_moved.contains(item.id))
            files += numbered(item);
    }
    m_moved.clear();
    m_report->progressed(files, m_totals, m_queue.bytesPerSecond());
}

void Get::onIdle()
{
    // After an interruption closed() is the end: everything is checkpointed by then.
    if (!m_wasInterrupted && m_lookups.underWay() == 0)
        end();
}

void Get::interrupt()
{
    m_wasInterrupted = true;
    m_queue.close(); // checkpoints everything; closed() follows
}

void Get::end()
{
    if (!m_tick.isActive())
        return;
    m_tick.stop();
    for (int row = 0; row < m_queue.count(); ++row) {
        const queue::Item &item = m_queue.at(row);
        m_totals.networkBytes += item.progress.networkBytes;
        m_totals.unfinished += transfer::isFinished(item.state) ? 0 : 1;
    }
    m_totals.unfinished += m_lookups.underWay();
    m_totals.metadataBytes = m_lookups.networkBytes();
    m_report->ended(m_totals);
    Q_EMIT finished(exitCode());
}

ExitCode Get::exitCode() const
{
    if (m_wasInterrupted && m_totals.unfinished > 0)
        return ExitCode::Interrupted;
    if (m_totals.failed > 0)
        return ExitCode::Failed;
    if (m_totals.unfinished > 0)
        return ExitCode::InternalError; // the queue says idle although something is left
    return m_totals.incomplete > 0 ? ExitCode::Incomplete : ExitCode::Done;
}

namespace {

/// False when there are too few to begin. Tells who asked for more files at once than there can be.
bool mindDescriptors(int limit, int jobs)
{
    using queue::DescriptorBudget;
    if (limit > 0 && limit < DescriptorBudget::kLeast) {
        complain(
            u"this system lets Sluice have %1 files and connections open at once, and it needs %2; raise "
            "the limit with: ulimit -n %2"_s.arg(limit)
                .arg(DescriptorBudget::kLeast));
        return false;
    }
    const int most = DescriptorBudget::under(limit).files;
    if (jobs > most) {
        complain(u"this system lets Sluice have %1 files and connections open at once, so it fetches at most "
                 "%2 at a time, not %3; ulimit -n raises the limit"_s.arg(limit)
                     .arg(most)
                     .arg(jobs));
    }
    return true;
}

/// The folders that -o and dir= name. What lies below them, the downloads make themselves.
Usage<void> makeFolders(const Requests &requests)
{
    QSet<QString> folders;
    for (const queue::Request &request : requests.all)
        folders.insert(request.folder);
    for (const ProductRequest &request : requests.products)
        folders.insert(request.folder);
    for (const KeyRequest &request : requests.keys)
        folders.insert(request.folder);
    for (const QString &folder : std::as_const(folders)) {
        if (!QDir().mkpath(folder))
            return badUsage(u"the folder %1 cannot be made; name another with -o"_s.arg(printable(folder)));
    }
    return {};
}

Usage<ExitCode> run(const Options &options)
{
    const auto get = readGetOptions(options);
    if (!get)
        return badUsage(get.error());
    if (!mindDescriptors(core::raiseDescriptorLimit(), get->settings.jobs))
        return ExitCode::InternalError;
    auto requests = makeRequests(*get);
    if (!requests)
        return badUsage(requests.error());
    const auto keys = loadKeys(get->keyFiles);
    if (!keys)
        return badUsage(keys.error());
    if (get->isDryRun)
        return tellOnly(*get, *keys, *requests);
    if (const auto made = makeFolders(*requests); !made)
        return badUsage(made.error());

    return fetch(*get, *keys, std::exchange(*requests, {}));
}

} // namespace

ExitCode fetch(const GetOptions &options, std::shared_ptr<const blte::KeyStore> keys, Requests requests)
{
    Get run(options, std::move(keys));
    QObject::connect(
        &run, &Get::finished, &run, [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); },
        Qt::QueuedConnection);
    run.start(requests);
    requests = {}; // thousands of them, perhaps, and the queue has its own
    return static_cast<ExitCode>(QCoreApplication::exec());
}

ExitCode runGet(const QStringList &arguments)
{
    return runCommand("get", arguments, run);
}

} // namespace app
