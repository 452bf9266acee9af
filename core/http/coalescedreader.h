#pragma once

#include "core/http/rangecoalescer.h"

#include <algorithm>

namespace http {

/// One range of a RangeCoalescer's: what its user holds.
class RangeCoalescer::Reader : public RangeReader
{
public:
    Reader(RangeCoalescer &coalescer, RateLimiter *countsFor)
        : limiter(countsFor)
        , m_coalescer(coalescer)
    {
    }
    ~Reader() override { Reader::abort(); }

    void start(const RangeRequest &request) override
    {
        Q_ASSERT(!m_isActive);
        m_request = request;
        m_isActive = true;
        hasTurn = isAlone = m_isShared = false;
        m_bytesRead = m_bytesPassed = 0;
        m_coalescer.add(*this);
    }

    qint64 read(std::span<std::uint8_t> buffer) override
    {
        if (!hasTurn)
            return 0;
        if (m_isShared)
            buffer = buffer.first(std::min(buffer.size(), static_cast<std::size_t>(left())));
        const qint64 got = m_coalescer.m_fetcher.read(buffer);
        m_bytesRead += got;
        m_coalescer.m_position += got;
        if (isComplete())
            m_coalescer.m_stepSoon();
        return got;
    }

    void resume() override
    {
        if (hasTurn)
            m_coalescer.m_fetcher.resume();
    }

    void takeWhole(const ResponseHead &head) override
    {
        Q_ASSERT(!m_isShared);
        m_request.last.reset();
        m_coalescer.m_fetcher.takeWhole(head);
    }

    void abort() override
    {
        if (std::exchange(m_isActive, false))
            m_coalescer.remove(*this);
        hasTurn = false;
    }

    bool isActive() const override { return m_isActive; }
    const RangeRequest &request() const override { return m_request; }
    qint64 bytesRead() const override { return m_bytesRead; }
    bool isShared() const override { return m_isShared; }
    qint64 bytesPassed() const override { return m_bytesPassed; }

    void begin(const ResponseHead &head, bool isShared)
    {
        hasTurn = true;
        m_isShared = isShared;
        m_end = m_request.last.value_or(0) + 1;
        if (head.completeLength)
            m_end = std::min(m_end, *head.completeLength);
        Q_EMIT headReceived(head);
    }

    void passed(qint64 bytes) { m_bytesPassed += bytes; }

    void end(const core::Error &error, const Refusal &refusal)
    {
        m_isActive = false;
        hasTurn = false;
        Q_EMIT ended(error, refusal);
    }

    /// Of a shared answer, nothing of its range is left to read.
    bool isComplete() const { return hasTurn && m_isShared && left() == 0; }

    RateLimiter *const limiter;
    bool hasTurn = false; ///< it has its head, and may read
    bool isAlone = false; ///< shares no request until it is answered

private:
    qint64 left() const { return m_end - m_request.first - m_bytesRead; }

    RangeCoalescer &m_coalescer;
    RangeRequest m_request;
    qint64 m_end = 0; ///< of a shared answer: behind the last byte that there is
    qint64 m_bytesRead = 0;
    qint64 m_bytesPassed = 0;
    bool m_isActive = false;
    bool m_isShared = false;
};

} // namespace http
