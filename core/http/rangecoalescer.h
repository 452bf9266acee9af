#pragma once

#include "core/http/fetcher.h"
#include "core/http/neighbours.h"

#include <memory>
#include <vector>

namespace http {

/// Lets readers of neighbouring ranges share requests, over one connection. While a request is under way,
/// those that ask for something are collected; when it is over, neighbours among them go out as one request.
/// So nobody waits who is alone, and the longer an answer takes, the more the next request asks for.
///
/// A shared answer is handed out in file order: every reader has its turn, with a head that tells of its own
/// range; what lies between two of them is passed over. Who does not read holds up those behind it; who
/// aborts is passed over, or the rest is asked for again where that is cheaper.
///
/// What a shared request brings is judged as strictly as if each had asked for itself. When it is refused, or
/// answered otherwise than with the very part, everybody asks for itself, now and from then on. A failure
/// before the head is everybody's; one in the body is that of the reader whose turn it is, and the others
/// ask again.
///
/// Lives on the thread of its manager, and outlives its readers.
class RangeCoalescer : public QObject
{
    Q_OBJECT
public:
    /// How far apart what it asks for in one request may be; see neighbours.h.
    static constexpr qint64 kMostGap = http::kMostGap;
    static constexpr qint64 kMostTogether = http::kMostTogether;

    RangeCoalescer(QNetworkAccessManager *manager, const Fetcher::Options &options);
    ~RangeCoalescer() override;

    /// Its bytes count for `limiter`, which outlives it; null: for none.
    std::unique_ptr<RangeReader> makeReader(RateLimiter *limiter);

private:
    class Reader;
    using Readers = std::vector<Reader *>;

    void add(Reader &reader);
    void remove(Reader &reader);
    void step();
    void send();
    Readers pick() const;
    void giveTurn(Reader &reader);
    bool pass(Reader &next);
    void askAgain();
    void onHead(const ResponseHead &head);
    void onReadable();
    void onEnded(const core::Error &error, const Refusal &refusal);
    Readers takeEnded(const core::Error &error);

    Fetcher m_fetcher;
    RateLimiter *const m_limiter; ///< of nobody's bytes
    Readers m_collected;          ///< they wait for the next request, in the order in which they came
    Readers m_turns;              ///< of the request under way, in file order: it is the first one's turn
    bool m_isShared = false;      ///< that request
    ResponseHead m_head;          ///< of a shared request …
    bool m_hasHead = false;       ///< … once it is there
    qint64 m_position = 0;        ///< in the resource, of its next byte
    bool m_mayShare = true;
    /// So nothing is emitted on behalf of a caller's call, and those who ask in the same turn are collected.
    core::Deferred m_stepSoon{this, [this] { step(); }};
};

} // namespace http
