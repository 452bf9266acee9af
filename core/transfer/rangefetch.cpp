#include "core/transfer/rangefetch.h"

#include "core/async.h"
#include "core/errortable.h"
#include "core/objectkey.h"
#include "core/transfer/fetch/rangeread.h"
#include "core/transfer/transferservices.h"

#include <QRandomGenerator>
#include <algorithm>
#include <utility>

namespace transfer {

namespace {

/// Requests at once: what is read here is small.
constexpr int kAtOnce = 4;

http::RangeRequest requestFor(const core::Source &source, const QUrl &url, core::ByteRange range)
{
    const qint64 offset = source.slice ? source.slice->first : 0;
    http::RangeRequest request;
    request.url = url;
    request.first = offset + range.first;
    request.last = offset + range.last;
    if (source.slice)
        request.last = std::min(*request.last, source.slice->last);
    return request;
}

} // namespace

RangeFetch::RangeFetch(TransferServices &services, core::Source source, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_source(std::move(source))
    , m_mirrors(m_source.mirrors, services.tuning.retry, m_source.primaries)
{
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &RangeFetch::proceed);
    connect(&services.hosts, &HostPool::released, this, &RangeFetch::proceed, Qt::QueuedConnection);
}

/// What is under way answers nobody any more, and others may have its place.
RangeFetch::~RangeFetch()
{
    for (const Mirror &mirror : m_mirrors.all()) {
        for (int i = 0; i < mirror.connections; ++i)
            m_services.hosts.release(mirror.host);
    }
}

void RangeFetch::read(core::ByteRange range, Done done, Proof isProven)
{
    m_wanted.push_back({range, std::move(done), std::move(isProven)});
    m_later.start(0); // so that nothing is told within this call
}

void RangeFetch::proceed()
{
    while (!m_wanted.empty() && m_underWay < kAtOnce && startNext()) {
    }
}

/// False when nothing can be asked for now.
bool RangeFetch::startNext()
{
    const auto choice = m_mirrors.choose(
        Mirrors::Clock::now(), m_wanted.front().avoid,
        [this](const QString &host) { return m_services.hosts.room(host); },
        [this](const QString &host) { return m_services.hosts.worth(host); });
    if (const int *mirror = std::get_if<int>(&choice)) {
        const auto cipher =
            core::objectKeyOf(m_source.armadillo, m_mirrors[*mirror].url, m_services.keys.get());
        if (!cipher) {
            failAll(cipher.error());
            return false;
        }
        Wanted next = std::move(m_wanted.front());
        m_wanted.pop_front();
        send(std::move(next), *mirror, *cipher);
        return true;
    }
    if (const auto *wait = std::get_if<std::chrono::milliseconds>(&choice)) {
        if (wait->count() > 0)
            m_later.start(*wait);
    } else if (m_underWay == 0) {
        failAll(m_mirrors.exhausted());
    }
    return false;
}

void RangeFetch::send(Wanted wanted, int mirror, const std::optional<blte::ObjectKey> &cipher)
{
    ++m_underWay;
    ++m_mirrors[mirror].connections;
    m_services.hosts.acquire(m_mirrors[mirror].host);
    auto request = requestFor(m_source, m_mirrors[mirror].url, wanted.range);
    request.cipher = cipher;
    RangeRead::start(m_services.lanes.leastBusy(), m_services.tuning.fetcher, request,
                     core::answerTo<RangeAnswer>(
                         this, [this, wanted = std::move(wanted), mirror](const RangeAnswer &answer) {
                             onAnswer(wanted, mirror, answer);
                         }));
}

void RangeFetch::onAnswer(Wanted wanted, int mirror, RangeAnswer answer)
{
    --m_underWay;
    --m_mirrors[mirror].connections;
    note(answer);
    Outcome outcome;
    if (answer.error.kind == core::ErrorKind::None && wanted.isProven && !wanted.isProven(answer.bytes)) {
        answer.error = {
            core::ErrorKind::ChunkDigestWrong,
            QStringLiteral("bytes %1 to %2 are damaged").arg(wanted.range.first).arg(wanted.range.last)};
        outcome.chunk = 0; // another mirror may be asked at once
    }
    outcome.error = answer.error;
    outcome.bytes = answer.networkBytes;
    outcome.refusal = answer.refusal;
    m_services.hosts.learn(m_mirrors[mirror].host, outcome);
    if (core::errorRow(answer.error.kind).mirror == core::MirrorGets::HostBackOff)
        m_services.hosts.tooBusy(m_mirrors[mirror].host, answer.refusal);
    if (answer.error.kind == core::ErrorKind::None) {
        m_mirrors.succeeded(mirror, answer.networkBytes);
    } else {
        std::ignore = m_mirrors.failed(mirror, outcome, Mirrors::Clock::now(),
                                       QRandomGenerator::global()->generateDouble());
        wanted.avoid = mirror;
        m_wanted.push_front(wanted);
    }
    m_services.hosts.release(m_mirrors[mirror].host); // proceed() follows
    if (answer.error.kind == core::ErrorKind::None)
        wanted.done(answer.bytes);
}

void RangeFetch::note(const RangeAnswer &answer)
{
    m_networkBytes += answer.networkBytes;
    if (!answer.head)
        return;
    m_canRange = answer.head->isPartial;
    if (m_source.slice)
        m_objectSize = m_source.slice->size();
    else if (answer.head->completeLength)
        m_objectSize = answer.head->completeLength;
}

/// Every mirror has said no, each as often as it is asked; or nobody could read what they send.
void RangeFetch::failAll(const core::Error &error)
{
    const auto failed = std::exchange(m_wanted, {});
    for (const Wanted &wanted : failed)
        wanted.done(tl::unexpected(error));
}

} // namespace transfer
