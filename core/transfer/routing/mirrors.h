#pragma once

#include "core/http/retrypolicy.h"
#include "core/transfer/routing/hostlimits.h"
#include "core/transfer/routing/outcome.h"

#include <QDateTime>
#include <QList>
#include <QUrl>
#include <functional>
#include <variant>

namespace transfer {

/// host[:port], as people and HostPool know it.
QString hostOf(const QUrl &url);

/// One host that serves the file, and how it has behaved for it.
struct Mirror
{
    static constexpr int kAnyNumber = 1'000'000;

    QUrl url;
    QString host; ///< hostOf(url)
    int rank = 0; ///< it is asked only while none of a lower one can be
    bool hasRanges = true;
    bool refusesRanges = false;   ///< and that it has none is no memory of another file
    bool hasProvenRanges = false; ///< it has sent a part when asked for one
    int failures = 0;             ///< in a row
    int badAnswers = 0;           ///< digests that failed on bytes from here, and headers that were none
    std::chrono::steady_clock::time_point
        slowUntil{}; ///< others were much faster; not asked while they are there
    int connections = 0;
    int mostConnections = kAnyNumber;                   ///< more were refused
    std::chrono::steady_clock::time_point fewerUntil{}; ///< then another one is tried
    std::chrono::seconds fewerFor{0};
    bool wasAskedPlainly = false; ///< without any range, because it refused all that had one
    bool isSpent = false;         ///< its retries are used up, or it said that the file is not here
    qint64 bytes = 0;
    core::Error lastError;
    std::chrono::steady_clock::time_point blockedUntil{};
    std::optional<qint64> completeLength;
    QUrl finalUrl; ///< where it redirected to; asked at once from then on; empty: nowhere
};

/// What kept a host from serving what was asked of it.
struct HostTrouble
{
    QString host;
    core::Error error; ///< its last one
};

/// The mirrors of one transfer: which to ask next, and what to make of their failures. No I/O; the clock and
/// the random numbers are passed in. Among those of one rank, order is preference among equals.
class Mirrors
{
public:
    using Clock = std::chrono::steady_clock;

    /// `primaries`: see core::Source.
    Mirrors(const QList<QUrl> &urls, http::RetryPolicy policy, qsizetype primaries = 0);

    const std::vector<Mirror> &all() const { return m_mirrors; }
    Mirror &operator[](int index) { return m_mirrors[static_cast<std::size_t>(index)]; }

    /// The best mirror now, or how long until one may be tried, or that all are spent.
    struct Spent
    {
    };
    using Choice = std::variant<int, std::chrono::milliseconds, Spent>;
    using Room = std::function<HostRoom(const QString &host)>;
    /// What the host has proven to be worth so far (HostPool::worth), shared by its connections.
    using Worth = std::function<double(const QString &host)>;
    /// `avoid`: the mirror that just failed; asked again only when there is no other. A mirror whose host is
    /// full is passed over (a wait of 0 ms means: when one frees up), but its place is not taken by one of a
    /// higher rank: those have their turn while all before them are spent, sent wrong bytes, or are left
    /// alone for a while. `worth`: the same for all when empty.
    Choice choose(Clock::time_point now, int avoid, const Room &room, const Worth &worth = {}) const;

    void succeeded(int index, qint64 bytes);
    /// Counts a failure and says how long this mirror is left alone (empty: it is spent for this round). One
    /// that gave wrong bytes is in quarantine for the round as long as there is another.
    std::optional<std::chrono::milliseconds> failed(int index, const Outcome &outcome, Clock::time_point now,
                                                    double random);

    /// What it has is another version of the file, or cannot be shown to be the same.
    void setForeign(int index, const core::Error &why);
    /// It refused a connection besides `serving` others: no more than those (but one) for a while; `isFinal`:
    /// for good.
    void takesOnly(int index, int serving, bool isFinal, Clock::time_point now);
    /// A mirror that is spent, and refused requests for ranges, is asked once more without. False when that
    /// was done, or can be of no use.
    bool askPlainly(int index);

    /// One that is not spent is there.
    bool hasHost(const QString &host) const;
    /// From which most bytes came. There is one.
    const Mirror &mostUsed() const;
    bool allSpent() const;
    bool allTried() const;         ///< each has failed at least once, and not only brought what is wanted
    bool allWithoutRanges() const; ///< of those not spent
    bool hasOtherWithRanges(int index) const;
    /// Every mirror's last word is a cause that may heal with time.
    bool mayHeal() const;
    /// The error when all are spent: the mirror's own when there is one, NotFound when all say so, otherwise
    /// CdnExhausted with all of them. But ContentChanged when one said so, and SignInNeeded when the only one
    /// sent a web page.
    core::Error exhausted() const;
    /// Of every mirror that failed, whatever it brought before or after.
    QList<HostTrouble> troubles() const;
    /// Asks this mirror after all others.
    void demote(int index) { ++(*this)[index].badAnswers; }

private:
    int lowestRank(Clock::time_point now, int avoid, const Room &room) const;
    bool hasBetterThan(int index) const;
    bool hasFast(Clock::time_point now, int mostRank) const;

    std::vector<Mirror> m_mirrors;
    http::RetryPolicy m_policy;
};

} // namespace transfer
