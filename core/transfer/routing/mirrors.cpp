#include "core/transfer/routing/mirrors.h"

#include "core/errortable.h"

#include <QStringList>
#include <algorithm>
#include <limits>
#include <tuple>

namespace transfer {

namespace {

constexpr std::chrono::seconds kFewerAtFirst{30};
constexpr std::chrono::seconds kFewerAtMost{600};
// A mirror whose bytes failed their digest so often has the file wrong: ask it no more in this round.
constexpr int kMostBadAnswers = 3;

} // namespace

QString hostOf(const QUrl &url)
{
    if (url.isLocalFile())
        return QStringLiteral("this disk");
    return url.port() < 0 ? url.host() : url.host() + u':' + QString::number(url.port());
}

Mirrors::Mirrors(const QList<QUrl> &urls, http::RetryPolicy policy, qsizetype primaries)
    : m_policy(policy)
{
    for (qsizetype i = 0; i < urls.size(); ++i) {
        Mirror mirror;
        mirror.url = urls[i];
        mirror.host = hostOf(urls[i]);
        if (primaries > 0 && i >= primaries)
            mirror.rank = static_cast<int>(i - primaries + 1);
        m_mirrors.push_back(std::move(mirror));
    }
}

/// Of those that can be asked, be it once they have room.
int Mirrors::lowestRank(Clock::time_point now, int avoid, const Room &room) const
{
    int lowest = std::numeric_limits<int>::max();
    const bool needsNoRanges = allWithoutRanges();
    for (int i = 0; i < static_cast<int>(m_mirrors.size()); ++i) {
        const Mirror &mirror = m_mirrors[static_cast<std::size_t>(i)];
        const bool canBeAsked = !mirror.isSpent && (mirror.hasRanges || needsNoRanges) &&
                                mirror.blockedUntil <= now && mirror.badAnswers == 0 && i != avoid;
        if (canBeAsked && mirror.rank < lowest && room(mirror.host) != HostRoom::Paused)
            lowest = mirror.rank;
    }
    return lowest;
}

Mirrors::Choice Mirrors::choose(Clock::time_point now, int avoid, const Room &room, const Worth &worth) const
{
    int best = -1;
    bool anyLeft = false;
    const bool needsNoRanges = allWithoutRanges();
    const int lowest = lowestRank(now, avoid, room);
    const bool isAnySound = lowest < std::numeric_limits<int>::max(); // perhaps once it has room
    const bool isAnyFast = hasFast(now, lowest);
    auto soonest = Clock::time_point::max();
    const auto order = [&](int i) {
        const Mirror &m = m_mirrors[static_cast<std::size_t>(i)];
        const double share = (worth ? worth(m.host) : 1.0) / (m.connections + 1);
        return std::tuple(i == avoid, m.badAnswers, m.rank, m.slowUntil > now, m.failures, -share, i);
    };
    for (int i = 0; i < static_cast<int>(m_mirrors.size()); ++i) {
        const Mirror &mirror = m_mirrors[static_cast<std::size_t>(i)];
        if (mirror.isSpent || (!mirror.hasRanges && !needsNoRanges))
            continue;
        anyLeft = true;
        if (mirror.blockedUntil > now) {
            soonest = std::min(soonest, mirror.blockedUntil);
        } else if ((mirror.slowUntil > now && isAnyFast) || (mirror.badAnswers > 0 && isAnySound)) {
            continue;
        } else if (mirror.connections >= mirror.mostConnections && mirror.fewerUntil > now) {
            continue;
        } else if (mirror.rank <= lowest && room(mirror.host) == HostRoom::Free) {
            if (best < 0 || order(i) < order(best))
                best = i;
        }
    }
    if (best >= 0)
        return best;
    if (!anyLeft)
        return Spent{};
    if (soonest == Clock::time_point::max())
        return std::chrono::milliseconds(0);
    return std::chrono::ceil<std::chrono::milliseconds>(soonest - now);
}

void Mirrors::succeeded(int index, qint64 bytes)
{
    Mirror &mirror = (*this)[index];
    mirror.failures = 0;
    mirror.bytes += bytes;
}

std::optional<std::chrono::milliseconds> Mirrors::failed(int index, const Outcome &outcome,
                                                         Clock::time_point now, double random)
{
    Mirror &mirror = (*this)[index];
    mirror.lastError = outcome.error;
    mirror.bytes += outcome.bytes;
    // A connection that brought something before it broke is a step forward, not one more failure in a row.
    mirror.failures = outcome.isStep ? 1 : mirror.failures + 1;
    const core::MirrorGets gets = core::errorRow(outcome.error.kind).mirror;
    mirror.isSpent = gets == core::MirrorGets::NoMore || mirror.failures > m_policy.retriesPerMirror;
    if (gets == core::MirrorGets::Quarantine) {
        ++mirror.badAnswers;
        mirror.isSpent = mirror.isSpent || mirror.badAnswers >= kMostBadAnswers || hasBetterThan(index);
    }
    if (mirror.isSpent)
        return {};
    const auto delay = outcome.chunk >= 0
                           ? std::chrono::milliseconds(0)
                           : m_policy.delay(mirror.failures - 1, random, outcome.refusal.retryAfter);
    mirror.blockedUntil = now + delay;
    return delay;
}

void Mirrors::setForeign(int index, const core::Error &why)
{
    (*this)[index].lastError = why;
    (*this)[index].isSpent = true;
}

void Mirrors::takesOnly(int index, int serving, bool isFinal, Clock::time_point now)
{
    Mirror &mirror = (*this)[index];
    mirror.mostConnections = std::max(1, serving);
    mirror.fewerFor = std::clamp(mirror.fewerFor * 2, kFewerAtFirst, kFewerAtMost);
    mirror.fewerUntil = isFinal ? Clock::time_point::max() : now + mirror.fewerFor;
}

bool Mirrors::askPlainly(int index)
{
    Mirror &mirror = (*this)[index];
    if (mirror.wasAskedPlainly || mirror.hasProvenRanges ||
        !core::mayMean(mirror.lastError.kind, core::Doubt::AnyRange))
        return false;
    mirror.wasAskedPlainly = true;
    mirror.hasRanges = false;
    mirror.refusesRanges = true;
    mirror.isSpent = false;
    mirror.blockedUntil = {};
    return true;
}

/// Another one is left that gave no wrong bytes.
bool Mirrors::hasBetterThan(int index) const
{
    for (int i = 0; i < static_cast<int>(m_mirrors.size()); ++i) {
        const Mirror &other = m_mirrors[static_cast<std::size_t>(i)];
        if (i != index && !other.isSpent && other.badAnswers == 0)
            return true;
    }
    return false;
}

bool Mirrors::hasFast(Clock::time_point now, int mostRank) const
{
    const bool needsNoRanges = allWithoutRanges();
    return std::any_of(m_mirrors.begin(), m_mirrors.end(), [&](const Mirror &m) {
        return !m.isSpent && (m.hasRanges || needsNoRanges) && m.badAnswers == 0 && m.slowUntil <= now &&
               m.blockedUntil <= now && m.rank <= mostRank;
    });
}

bool Mirrors::hasOtherWithRanges(int index) const
{
    for (int i = 0; i < static_cast<int>(m_mirrors.size()); ++i) {
        const Mirror &other = m_mirrors[static_cast<std::size_t>(i)];
        if (i != index && !other.isSpent && other.hasRanges)
            return true;
    }
    return false;
}

bool Mirrors::hasHost(const QString &host) const
{
    return std::any_of(m_mirrors.begin(), m_mirrors.end(),
                       [&](const Mirror &m) { return m.host == host && !m.isSpent; });
}

const Mirror &Mirrors::mostUsed() const
{
    return *std::max_element(m_mirrors.begin(), m_mirrors.end(),
                             [](const Mirror &a, const Mirror &b) { return a.bytes < b.bytes; });
}

bool Mirrors::allSpent() const
{
    return std::all_of(m_mirrors.begin(), m_mirrors.end(), [](const Mirror &m) { return m.isSpent; });
}

bool Mirrors::allTried() const
{
    return std::all_of(m_mirrors.begin(), m_mirrors.end(),
                       [](const Mirror &m) { return m.lastError.kind != core::ErrorKind::None; });
}

bool Mirrors::allWithoutRanges() const
{
    return std::none_of(m_mirrors.begin(), m_mirrors.end(),
                        [](const Mirror &m) { return !m.isSpent && m.hasRanges; });
}

bool Mirrors::mayHeal() const
{
    return std::any_of(m_mirrors.begin(), m_mirrors.end(),
                       [](const Mirror &m) { return core::healsWithTime(m.lastError.kind); });
}

core::Error Mirrors::exhausted() const
{
    const auto changed = std::find_if(m_mirrors.begin(), m_mirrors.end(), [](const Mirror &m) {
        return m.lastError.kind == core::ErrorKind::ContentChanged;
    });
    if (m_mirrors.size() == 1 || changed != m_mirrors.end()) {
        const Mirror &only = changed != m_mirrors.end() ? *changed : m_mirrors.front();
        const bool isPage = only.lastError.kind == core::ErrorKind::WrongContent;
        return {isPage ? core::ErrorKind::SignInNeeded : only.lastError.kind,
                only.url.toString(QUrl::RemoveUserInfo | QUrl::RemoveFragment) % QStringLiteral(": ") %
                    only.lastError.detail};
    }
    const bool isNowhere = std::all_of(m_mirrors.begin(), m_mirrors.end(), [](const Mirror &m) {
        return m.lastError.kind == core::ErrorKind::NotFound;
    });
    QStringList words;
    for (const Mirror &mirror : m_mirrors) {
        const QString kind = isNowhere ? QString() : core::sentence(mirror.lastError.kind) + u' ';
        words << mirror.host % QStringLiteral(": ") % kind % mirror.lastError.detail;
    }
    return {isNowhere ? core::ErrorKind::NotFound : core::ErrorKind::CdnExhausted,
            words.join(QStringLiteral("; "))};
}

QList<HostTrouble> Mirrors::troubles() const
{
    QList<HostTrouble> troubles;
    for (const Mirror &mirror : m_mirrors) {
        if (mirror.lastError.kind != core::ErrorKind::None)
            troubles.append({mirror.host, mirror.lastError});
    }
    return troubles;
}

} // namespace transfer
