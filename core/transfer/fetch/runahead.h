#pragma once

#include "core/transfer/fetch/segmentorder.h"

#include <utility>

namespace transfer {

/// What comes behind the runs of an order: whether the scheduler was asked for it, and what becomes of what
/// it says. A value; the owner asks, sends and reads.
class RunAhead
{
public:
    struct Following
    {
        Route route;
        ChunkRun run;
    };

    void orderBegan() { m_told = Told::Nothing; }
    /// The answer under way goes on behind the order, or does not.
    void setInAnswer(bool isInAnswer) { m_isInAnswer = isInAnswer; }
    bool isInAnswer() const { return m_isInAnswer; }

    bool isUnasked() const { return m_told == Told::Nothing; }
    /// The scheduler is asked now, or there is no use in asking it. True once in an order.
    bool ask();
    /// It has said what the answer goes on with, if with anything: see following().
    bool isAnswered() const { return m_told == Told::Answer; }

    enum class Use {
        None,     ///< too late, or of no use
        ReadOn,   ///< the answer under way waited for this
        Prefetch, ///< a request for it may be sent ahead
    };
    /// What the scheduler says; an empty run: nothing comes. `url` is where the answer under way comes from.
    Use answer(const Following &following, const QUrl &url);

    const std::optional<Following> &following() const { return m_following; }
    Following take() { return *std::exchange(m_following, {}); }
    void forget() { m_following.reset(); }

private:
    enum class Told {
        Nothing,
        EndIsNear, ///< the scheduler was told, or there was no use in telling it
        Answer,    ///< and has answered, for the answer under way
    };

    Told m_told = Told::Nothing;
    std::optional<Following> m_following;
    bool m_isInAnswer = false; ///< the answer goes on behind the order
};

} // namespace transfer
