#pragma once

#include "core/http/rangereader.h"

#include <algorithm>

namespace support {

/// A server in memory, in place of a connection to one: what comes for a request is what that asks for. Of
/// all bytes that come, those behind the first `cut` come only after nothing was there once.
class ServedReader : public http::RangeReader
{
public:
    ServedReader(QByteArray resource, qint64 cut)
        : m_resource(std::move(resource))
        , m_cut(cut)
    {
    }

    void start(const http::RangeRequest &request) override
    {
        requests << request;
        m_body = m_resource.mid(request.first, request.last ? *request.last + 1 - request.first : -1);
        m_read = 0;
        m_isActive = true;
    }
    qint64 read(std::span<std::uint8_t> buffer) override
    {
        if (m_total == m_cut && std::exchange(m_cut, -1) >= 0)
            return 0;
        const qint64 uncut = m_total < m_cut ? m_cut - m_total : m_body.size();
        const qint64 size = std::min({m_body.size() - m_read, static_cast<qint64>(buffer.size()), uncut});
        std::copy_n(m_body.cbegin() + m_read, size, buffer.begin());
        m_read += size;
        m_total += size;
        return size;
    }
    void resume() override { ++resumed; }
    void takeWhole(const http::ResponseHead &) override
    {
        ++takenWhole;
        m_body = m_resource;
    }
    void abort() override { m_isActive = false; }
    void prefetch(const http::RangeRequest &request) override { prefetched << request; }
    bool mayAskAhead() const override { return hasPipelining; }
    bool isActive() const override { return m_isActive; }
    const http::RangeRequest &request() const override { return requests.last(); }
    qint64 bytesRead() const override { return m_read; }
    bool isShared() const override { return isOfMany; }
    qint64 bytesPassed() const override { return passed; }

    bool isAtEnd() const { return m_read == m_body.size(); }
    bool isBeforeCut() const { return m_cut >= 0; }
    /// What comes for the request under way is this instead.
    void answerWith(const QByteArray &body) { m_body = body; }
    /// The head of the answer to it, of a server with ranges.
    http::ResponseHead answer() const
    {
        http::ResponseHead head;
        head.status = 206;
        head.finalUrl = request().url;
        head.completeLength = m_resource.size();
        head.last = request().last.value_or(m_resource.size() - 1);
        head.isPartial = true;
        return head;
    }

    QList<http::RangeRequest> requests; ///< all that were started
    QList<http::RangeRequest> prefetched;
    int resumed = 0;
    int takenWhole = 0;
    bool hasPipelining = false;
    bool isOfMany = false;
    qint64 passed = 0;

private:
    const QByteArray m_resource;
    QByteArray m_body; ///< of the request under way
    qint64 m_cut;
    qint64 m_read = 0;  ///< of the body
    qint64 m_total = 0; ///< of all bodies
    bool m_isActive = false;
};

/// One answer from memory, whatever is asked for.
class CannedReader : public ServedReader
{
public:
    CannedReader(const QByteArray &bytes, qint64 cut)
        : ServedReader(bytes, cut)
    {
        ServedReader::start({});
    }
    void start(const http::RangeRequest &request) override { requests << request; }
};

} // namespace support
