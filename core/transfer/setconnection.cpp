#include "core/transfer/setconnection.h"

#include "core/storage/setfolder.h"
#include "core/transfer/fetch/lane.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/passinghost.h"
#include "core/transfer/routing/pages.h"
#include "core/transfer/transferservices.h"

#include <utility>

namespace transfer {

namespace {

/// On the lane: it is whole, or says why it is not.
core::Error finish(SetFileSink &sink, const SmallEnd &end)
{
    if (end.error.kind != core::ErrorKind::None)
        return end.error;
    if (!end.table || !end.locked.empty())
        return {core::ErrorKind::Cancelled, {}}; // not small, or locked: for a transfer of its own
    const auto written = sink.finish();
    return written ? core::Error() : written.error();
}

} // namespace

SetConnection::SetConnection(TransferServices &services, const TransferRequest &order,
                             std::shared_ptr<storage::SetFolder> folder, Done done)
    : m_services(services)
    , m_order(order)
    , m_folder(std::move(folder))
    , m_done(std::move(done))
    , m_connection(SharedConnection::make(services.lanes, order.limiter))
    , m_answers(std::make_shared<AnswerBatch<Ended>>(
          m_connection->lane(), this, [this](const std::vector<Ended> &files) { onEnded(files); }))
{
}

SetConnection::~SetConnection()
{
    drop();
    for (const UnderWay &file : std::as_const(m_underWay)) {
        if (m_connection->leave(file.host, SharedConnection::Asker::InPassing))
            m_services.hosts.release(file.host);
    }
}

bool SetConnection::ask(const std::vector<core::SetPlan::Index> &group)
{
    const core::SetPlan &plan = m_folder->plan();
    const core::Source first = plan.source(group.front());
    const auto host = choosePassingHost(m_services, *m_connection, first);
    if (!host)
        return false;
    std::vector<SmallObject> objects;
    objects.reserve(group.size());
    for (const core::SetPlan::Index file : group) {
        const bool isOfArchive = plan.areInOneArchive(group.front(), file);
        objects.push_back(
            objectFor(file, isOfArchive ? plan.sourceLike(first, file) : plan.source(file), *host));
    }
    m_connection->lane().post([connection = m_connection, options = m_services.tuning.fetcher,
                               patience = m_services.tuning.slowAfter,
                               objects = std::move(objects)]() mutable {
        for (SmallObject &object : objects) {
            if (object.source.slice)
                connection->slices(object.url, options, patience).add(std::move(object));
            else
                connection->files(object.url, options, patience).add(std::move(object));
        }
    });
    return true;
}

/// It is under way from now on.
SmallObject SetConnection::objectFor(core::SetPlan::Index file, core::Source source, const PassingHost &host)
{
    joinPassingHost(m_services, *m_connection, host.host);
    const bool isRaw = m_folder->plan().isRaw();
    const QString path = m_folder->temporaryPath(file);
    const auto sink = isRaw ? std::make_shared<SetFileSink>(path, *source.encodingKey)
                            : std::make_shared<SetFileSink>(path, source.contentKey);
    m_underWay.insert(file, {sink, host.host});
    const bool isVerified = !isRaw && source.contentKey;
    SetFetched fetched{file, {}, isVerified ? Verdict::Verified : Verdict::ChunksVerified, sink};
    SmallObject object;
    object.url = source.mirrors[host.mirror];
    object.isOnlyMirror = source.mirrors.size() == 1;
    object.refusesPages = refusesPageTypes(source);
    object.source = std::move(source);
    object.isRaw = isRaw;
    object.cipher = host.cipher;
    object.keys = m_services.keys;
    object.limits = m_services.tuning.limits;
    object.sink = sink;
    object.counters = m_counters;
    object.locked = MissingKeys::ZeroFill;
    object.answer = [fetched, answers = m_answers](SmallEnd end) {
        Ended ended{fetched, std::move(end)};
        ended.fetched.error = finish(*fetched.sink, ended.end);
        answers->add(std::move(ended));
    };
    return object;
}

void SetConnection::onEnded(const std::vector<Ended> &files)
{
    std::vector<SetFetched> fetched;
    for (const auto &[file, end] : files) {
        const QString host = m_underWay.take(file.file).host;
        leavePassingHost(m_services, *m_connection, host, m_folder->plan().slice(file.file).has_value(), end);
        fetched.push_back(file);
        fetched.back().retryAfter = end.refusal.retryAfter;
        fetched.back().host = host;
    }
    m_done(fetched);
}

QStringList SetConnection::askedHosts() const
{
    QStringList asked;
    for (const UnderWay &file : m_underWay) {
        if (!asked.contains(file.host))
            asked << file.host;
    }
    return asked;
}

void SetConnection::addUnderWay(SetHosts &hosts) const
{
    for (const UnderWay &file : m_underWay)
        hosts.addUnderWay(file.host);
}

void SetConnection::drop()
{
    for (const UnderWay &file : std::as_const(m_underWay))
        m_connection->lane().post(
            [connection = m_connection, sink = file.sink] { connection->drop(sink.get()); });
}

} // namespace transfer
