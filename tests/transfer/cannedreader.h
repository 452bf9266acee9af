#pragma once

#include "core/http/rangereader.h"

#include <algorithm>

namespace support {

/// An answer from memory in place of one from a server. Its bytes come in two pieces, cut at `cut`; between
/// them nothing is there once.
class CannedReader : public http::RangeReader
{
public:
    CannedReader(QByteArray bytes, qint64 cut)
        : m_bytes(std::move(bytes))
        , m_cut(cut)
    {
    }

    void start(const http::RangeRequest &request) override { m_request = request; }
    qint64 read(std::span<std::uint8_t> buffer) override
    {
        if (m_position == m_cut && std::exchange(m_cut, -1) >= 0)
            return 0;
        const qint64 end = m_position < m_cut ? m_cut : m_bytes.size();
        const qint64 size = std::min(end - m_position, static_cast<qint64>(buffer.size()));
        std::copy_n(m_bytes.cbegin() + m_position, size, buffer.begin());
        m_position += size;
        return size;
    }
    void resume() override {}
    void takeWhole(const http::ResponseHead &) override {}
    void abort() override {}
    bool isActive() const override { return !isAtEnd(); }
    const http::RangeRequest &request() const override { return m_request; }
    qint64 bytesRead() const override { return m_position; }

    bool isAtEnd() const { return m_position == m_bytes.size(); }

private:
    const QByteArray m_bytes;
    qint64 m_cut;
    qint64 m_position = 0;
    http::RangeRequest m_request;
};

} // namespace support
