#include "core/transfer/mirrorroutes.h"

#include "core/http/redirect.h"
#include "core/objectkey.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/fetch/smallobject.h"
#include "core/transfer/routing/pages.h"

namespace transfer {

MirrorRoutes::MirrorRoutes(TransferServices &services, const TransferRequest &order)
    : m_services(services)
    , m_order(order)
    , m_mirrors(order.source.mirrors, services.tuning.retry, order.source.primaries)
    , m_refusesPages(refusesPageTypes(order.source))
{
    for (int i = 0; i < static_cast<int>(m_mirrors.all().size()); ++i)
        m_mirrors[i].hasRanges = facts(i).ranges != HostFacts::Answer::No;
    if (!order.source.armadillo.isEmpty())
        findCiphers();
}

void MirrorRoutes::findCiphers()
{
    for (const Mirror &mirror : m_mirrors.all()) {
        const auto cipher = core::objectKeyOf(m_order.source.armadillo, mirror.url, m_services.keys.get());
        m_ciphers.push_back(cipher.value_or(std::nullopt));
        if (!cipher)
            m_whyLocked = cipher.error();
    }
}

Mirrors::Choice MirrorRoutes::choose(int avoid, const QString &free) const
{
    const HostPool &hosts = m_services.hosts;
    const auto room = [&](const QString &host) {
        const auto &shared = m_order.sharedConnection;
        const bool isJoined = shared && shared->isAt(host, SharedConnection::Asker::RangeCoalescer);
        return host == free || isJoined ? hosts.turn(host) : hosts.room(host);
    };
    return m_mirrors.choose(Mirrors::Clock::now(), avoid, room,
                            [&](const QString &host) { return hosts.worth(host); });
}

bool MirrorRoutes::isStillBest(int mirror)
{
    Mirror &own = m_mirrors[mirror];
    --own.connections;
    const auto choice = choose(-1, own.host);
    ++own.connections;
    const int *best = std::get_if<int>(&choice);
    return best && *best == mirror;
}

Route MirrorRoutes::routeTo(int index, const ChunkMap *map) const
{
    const Mirror &mirror = at(index);
    Route route;
    route.mirror = index;
    route.url = mirror.url;
    route.hasRanges = mirror.hasRanges;
    route.refusesRanges = mirror.refusesRanges;
    route.completeLength = mirror.completeLength;
    route.refusesPages = m_refusesPages;
    route.stallTimeout = stallTimeoutAt(mirror.host);
    if (!m_ciphers.empty())
        route.cipher = m_ciphers[static_cast<std::size_t>(index)];
    route.hasSeveralRanges = !route.cipher && facts(index).multiRange != HostFacts::Answer::No;
    route.isLastHope = !m_mirrors.hasOtherWithRanges(index);
    if (m_order.source.slice) {
        route.base = m_order.source.slice->first;
        route.objectSize = m_order.source.slice->size();
    } else if (!map) {
        if (m_order.source.encodedSize)
            route.completeLength = m_order.source.encodedSize;
    } else if (map->table().encodedSize() != blte::kUnknownSize) {
        route.objectSize = static_cast<qint64>(map->table().encodedSize());
        // Without a table nothing but the length tells whether two mirrors mean the same file. With one, any
        // may have bytes behind the last chunk.
        if (map->table().kind() == blte::TableKind::Plain)
            route.completeLength = route.objectSize;
    }
    if (!map)
        return route;
    route.version = m_version.wanted();
    if (route.version && !mirror.finalUrl.isEmpty())
        route.url = mirror.finalUrl;
    return route;
}

std::chrono::milliseconds MirrorRoutes::stallTimeoutAt(const QString &host) const
{
    const auto limit =
        stallLimit(m_services.tuning.fetcher.stallTimeout, m_services.hosts.facts(host).stalls);
    return m_order.patience ? std::min(limit, *m_order.patience) : limit;
}

bool MirrorRoutes::grantMoreTime(int mirror)
{
    const QString &host = at(mirror).host;
    const auto before = stallTimeoutAt(host);
    m_services.hosts.stalledForAll(host);
    return stallTimeoutAt(host) > before;
}

void MirrorRoutes::acquire(int mirror)
{
    ++m_mirrors[mirror].connections;
    const auto &shared = m_order.sharedConnection;
    if (!shared || shared->join(at(mirror).host, SharedConnection::Asker::RangeCoalescer))
        m_services.hosts.acquire(at(mirror).host);
    else
        asked(mirror);
}

void MirrorRoutes::asked(int mirror)
{
    m_services.hosts.asked(at(mirror).host);
}

void MirrorRoutes::release(int mirror)
{
    --m_mirrors[mirror].connections;
    const auto &shared = m_order.sharedConnection;
    if (!shared || shared->leave(at(mirror).host, SharedConnection::Asker::RangeCoalescer))
        m_services.hosts.release(at(mirror).host);
}

void MirrorRoutes::learn(const Head &head, qint64 firstRequest)
{
    Mirror &mirror = m_mirrors[head.mirror];
    mirror.completeLength = head.completeLength;
    if (needsVersion(*head.table, m_order.source)) {
        m_version.begin(head.mirror, head.version);
        mirror.finalUrl = head.isRedirected ? head.finalUrl : QUrl();
        if (head.isRedirected && http::isSameOrigin(mirror.url, head.finalUrl))
            mirror.finalUrl.setUserInfo(mirror.url.userInfo());
    }
    if (!head.isAll)
        mirror.hasRanges = mirror.hasProvenRanges = head.isPartial;
    HostNews news;
    // What it was not asked for, it cannot have refused.
    if (!head.isAll && (head.isPartial || (!mirror.wasAskedPlainly && head.completeLength > firstRequest)))
        news.ranges = head.isPartial;
    if (!m_order.source.slice && head.completeLength)
        news.isSmallFile = *head.completeLength <= SmallObject::kLargest;
    if (!m_order.source.slice)
        news.namesFile = !head.dispositionName.isEmpty();
    m_services.hosts.heard(mirror.host);
    m_services.hosts.learn(mirror.host, news);
    m_refusesPages = m_refusesPages || !head.isPage;
}

void MirrorRoutes::learn(const JobEnd &end)
{
    m_services.hosts.learn(at(end.mirror).host, end);
}

void MirrorRoutes::learnWithoutRanges(int mirror)
{
    m_mirrors[mirror].hasRanges = false;
    m_mirrors[mirror].refusesRanges = true;
    HostNews news;
    news.ranges = false;
    m_services.hosts.learn(at(mirror).host, news);
}

/// Where it led to for the first answer is asked at once for the others.
bool MirrorRoutes::leaveRedirect(int mirror)
{
    return !std::exchange(m_mirrors[mirror].finalUrl, QUrl()).isEmpty();
}

/// A plain file that has another length now than this very mirror said before is another file.
core::Error MirrorRoutes::judged(const JobEnd &end, const ChunkMap *map) const
{
    core::Error error = end.error;
    if (error.kind == core::ErrorKind::LengthContradicts && at(end.mirror).completeLength && map &&
        map->table().kind() == blte::TableKind::Plain)
        error.kind = core::ErrorKind::ContentChanged;
    return error;
}

double MirrorRoutes::fastestBeside(int mirror, const std::function<double(int)> &now) const
{
    const auto time = Mirrors::Clock::now();
    const auto &limiter = m_order.limiter ? *m_order.limiter : m_services.limiter;
    std::vector<Rival> rivals;
    for (int i = 0; i < static_cast<int>(m_mirrors.all().size()); ++i) {
        const Mirror &other = at(i);
        const bool isUsable = !other.isSpent && other.rank <= at(mirror).rank && other.slowUntil <= time &&
                              other.hasRanges && other.badAnswers == 0 && other.blockedUntil <= time &&
                              m_services.hosts.isFree(other.host);
        if (i != mirror && isUsable)
            rivals.push_back({facts(i).bytesPerSecond, now(i), !limiter.hasSpare()});
    }
    return fastest(rivals);
}

bool MirrorRoutes::hasChanged() const
{
    const int lead = m_version.lead();
    return lead >= 0 && at(lead).lastError.kind == core::ErrorKind::ContentChanged;
}

void MirrorRoutes::demote(const QUrl &url)
{
    for (int i = 0; i < static_cast<int>(m_mirrors.all().size()); ++i) {
        if (at(i).url == url)
            m_mirrors.demote(i);
    }
}

} // namespace transfer
