#include "core/errortable.h"
#include "core/http/coalescedreader.h"
#include "core/http/neighbours.h"

#include <QPointer>
#include <algorithm>
#include <array>

namespace http {

namespace {

using core::Error;
using core::ErrorKind;

bool mayShare(const RangeRequest &request)
{
    return request.last && request.further.isEmpty();
}

bool isAlike(const RangeRequest &a, const RangeRequest &b)
{
    return a.url == b.url && a.completeLength == b.completeLength && a.refusesPages == b.refusesPages &&
           a.cipher == b.cipher;
}

} // namespace

RangeCoalescer::RangeCoalescer(QNetworkAccessManager *manager, const Fetcher::Options &options)
    : m_fetcher(manager, options)
    , m_limiter(options.limiter)
{
    connect(&m_fetcher, &Fetcher::headReceived, this, &RangeCoalescer::onHead);
    connect(&m_fetcher, &Fetcher::readable, this, &RangeCoalescer::onReadable);
    connect(&m_fetcher, &Fetcher::ended, this, &RangeCoalescer::onEnded);
}

RangeCoalescer::~RangeCoalescer()
{
    Q_ASSERT(m_collected.empty() && m_turns.empty());
}

std::unique_ptr<RangeReader> RangeCoalescer::makeReader(RateLimiter *limiter)
{
    return std::make_unique<Reader>(*this, limiter);
}

void RangeCoalescer::add(Reader &reader)
{
    m_collected.push_back(&reader);
    m_stepSoon();
}

void RangeCoalescer::remove(Reader &reader)
{
    std::erase(m_collected, &reader);
    if (!m_turns.empty() && m_turns.front() == &reader)
        m_fetcher.setLimiter(m_limiter);
    if (std::erase(m_turns, &reader) == 0)
        return;
    if (!m_isShared || (m_turns.empty() && !m_hasHead))
        m_fetcher.abort();
    m_stepSoon();
}

/// Looks at where the request stands, and does the one thing that follows.
void RangeCoalescer::step()
{
    if (!m_turns.empty() && m_turns.front()->isComplete()) {
        Reader *done = m_turns.front();
        m_turns.erase(m_turns.begin());
        m_fetcher.setLimiter(m_limiter);
        m_stepSoon();
        done->end({}, {});
    } else if (!m_fetcher.isActive()) {
        send();
    } else if (m_hasHead && m_turns.empty()) {
        if (m_position <= *m_fetcher.request().last) // nobody wants the rest
            askAgain();
    } else if (m_hasHead && !m_turns.front()->hasTurn) {
        Reader &next = *m_turns.front();
        if (next.request().first - m_position > kMostPassed)
            askAgain();
        else if (pass(next))
            giveTurn(next);
    }
}

void RangeCoalescer::send()
{
    if (m_collected.empty())
        return;
    m_turns = pick();
    std::erase_if(m_collected, [this](Reader *reader) {
        return std::find(m_turns.begin(), m_turns.end(), reader) != m_turns.end();
    });
    m_isShared = m_turns.size() > 1;
    m_hasHead = false;
    RangeRequest request = m_turns.front()->request();
    request.last = m_turns.back()->request().last;
    m_position = request.first;
    m_fetcher.setLimiter(m_turns.front()->limiter);
    m_fetcher.start(request);
}

/// The one that has waited longest, with its neighbours.
RangeCoalescer::Readers RangeCoalescer::pick() const
{
    const RangeRequest &oldest = m_collected.front()->request();
    if (!m_mayShare || m_collected.front()->isAlone || !mayShare(oldest))
        return {m_collected.front()};
    Readers all;
    std::copy_if(m_collected.begin(), m_collected.end(), std::back_inserter(all), [&](const Reader *reader) {
        return !reader->isAlone && mayShare(reader->request()) && isAlike(reader->request(), oldest);
    });
    std::stable_sort(all.begin(), all.end(), [](const Reader *a, const Reader *b) {
        return a->request().first < b->request().first;
    });
    const auto oldestOfAll = std::find(all.begin(), all.end(), m_collected.front());
    const auto [begin, end] = neighbours(
        all.begin(), all.end(), oldestOfAll,
        [](const Reader *reader) {
            return core::ByteRange{reader->request().first, *reader->request().last};
        },
        [](const Reader *, const Reader *) { return true; });
    return {begin, end};
}

void RangeCoalescer::onHead(const ResponseHead &head)
{
    if (!m_isShared)
        return m_turns.front()->begin(head, false);
    if (!head.isPartial) {
        m_mayShare = false;
        return askAgain();
    }
    m_head = head;
    m_hasHead = true;
    step();
}

void RangeCoalescer::onReadable()
{
    if (!m_turns.empty() && m_turns.front()->hasTurn)
        Q_EMIT m_turns.front()->readable();
    else
        step();
}

void RangeCoalescer::giveTurn(Reader &reader)
{
    ResponseHead head = m_head;
    head.last = std::min(head.last.value_or(*reader.request().last), *reader.request().last);
    m_fetcher.resume();
    reader.begin(head, true);
}

/// Reads up to where the next one's range begins. False when that is not all there yet.
bool RangeCoalescer::pass(Reader &next)
{
    std::array<std::uint8_t, 16384> unused;
    m_fetcher.setLimiter(next.limiter);
    while (const qint64 gap = next.request().first - m_position) {
        const auto most = static_cast<std::size_t>(std::min<qint64>(gap, unused.size()));
        const qint64 got = m_fetcher.read(std::span(unused).first(most));
        if (got == 0)
            return false;
        m_position += got;
        next.passed(got);
    }
    return true;
}

/// Ends the request under way; those who have not had their turn are the first of the next.
void RangeCoalescer::askAgain()
{
    m_fetcher.abort();
    m_fetcher.setLimiter(m_limiter);
    m_collected.insert(m_collected.begin(), m_turns.begin(), m_turns.end());
    m_turns.clear();
    m_hasHead = false;
    send();
}

void RangeCoalescer::onEnded(const Error &error, const Refusal &refusal)
{
    if (m_isShared && !m_hasHead && core::mayMean(error.kind, core::Doubt::WidenedRange)) {
        m_mayShare = false;
        return askAgain();
    }
    QList<QPointer<Reader>> over;
    for (Reader *reader : takeEnded(error))
        over.append(reader);
    m_collected.insert(m_collected.begin(), m_turns.begin(), m_turns.end());
    m_turns.clear();
    m_hasHead = false;
    m_fetcher.setLimiter(m_limiter);
    m_stepSoon();
    for (const QPointer<Reader> &reader : std::as_const(over)) {
        if (!reader)
            continue;
        const bool isWhole = reader->isComplete();
        reader->end(isWhole ? Error{} : error, isWhole ? Refusal{} : refusal);
    }
}

/// Takes those out of the request that is over for whom it ends here. Of one that ended well, nobody is left
/// but who asked for what is not there: the server may tell that to each of them alone.
RangeCoalescer::Readers RangeCoalescer::takeEnded(const Error &error)
{
    const bool isGood = error.kind == ErrorKind::None;
    for (Reader *reader : m_turns)
        reader->isAlone = isGood && m_isShared;
    if (!m_isShared || (!m_hasHead && !isGood))
        return std::exchange(m_turns, {});
    if (m_turns.empty() || (isGood && !m_turns.front()->hasTurn))
        return {};
    const Readers first{m_turns.front()};
    m_turns.erase(m_turns.begin());
    return first;
}

} // namespace http
