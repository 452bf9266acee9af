#include "core/transfer/routing/state.h"

namespace transfer {

namespace {

constexpr unsigned bit(State state)
{
    return 1u << static_cast<unsigned>(state);
}

// Row: from. Bits: where it may lead. Failed and Done lead back to Queued: retry, and fetching a removed file
// anew. Done leads to Failed when the file is read back and is not what it was.
constexpr std::array<unsigned, kStateCount> kSuccessors{
    /* Queued      */ bit(State::Connecting) | bit(State::Waiting) | bit(State::Paused) | bit(State::Failed),
    /* Connecting  */ bit(State::Downloading) | bit(State::Committing) | bit(State::Done) |
        bit(State::Waiting) | bit(State::Paused) | bit(State::Failed) | bit(State::Queued),
    /* Downloading */ bit(State::Committing) | bit(State::Connecting) | bit(State::Waiting) |
        bit(State::Paused) | bit(State::Failed) | bit(State::Queued),
    /* Committing  */ bit(State::Done) | bit(State::Connecting) | bit(State::Waiting) | bit(State::Paused) |
        bit(State::Failed) | bit(State::Queued),
    /* Waiting     */ bit(State::Queued) | bit(State::Paused) | bit(State::Failed),
    /* Paused      */ bit(State::Queued),
    /* Done        */ bit(State::Queued) | bit(State::Failed),
    /* Failed      */ bit(State::Queued) | bit(State::Paused),
};

} // namespace

bool canMove(State from, State to)
{
    return (kSuccessors[static_cast<std::size_t>(from)] & bit(to)) != 0;
}

bool isActive(State state)
{
    return state == State::Connecting || state == State::Downloading || state == State::Committing;
}

bool isFinished(State state)
{
    return state == State::Done || state == State::Failed;
}

QString toText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::None:
        return {};
    case Verdict::Verified:
        return QStringLiteral("verified");
    case Verdict::ChunksVerified:
        return QStringLiteral("chunks-verified");
    case Verdict::Unverified:
        return QStringLiteral("unverified");
    case Verdict::Incomplete:
        return QStringLiteral("incomplete");
    }
    return {};
}

} // namespace transfer
