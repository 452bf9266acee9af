#include "core/blte/zlibstream.h"

#include <algorithm>
#include <limits>
#include <new>

namespace blte {

ZlibStream::ZlibStream(ChunkContext &context, Output &output)
    : m_context(context)
    , m_output(output)
{
    if (inflateInit(&m_stream) != Z_OK)
        throw std::bad_alloc();
}

ZlibStream::~ZlibStream()
{
    inflateEnd(&m_stream);
}

Outcome ZlibStream::open(std::uint64_t)
{
    inflateReset(&m_stream);
    m_ended = false;
    return {};
}

Outcome ZlibStream::push(Bytes bytes)
{
    while (!bytes.empty()) {
        const std::size_t most = std::numeric_limits<uInt>::max();
        const Bytes part = bytes.first(std::min(bytes.size(), most));
        m_stream.next_in = const_cast<Bytef *>(part.data()); // zlib reads only
        m_stream.avail_in = static_cast<uInt>(part.size());
        if (auto ok = inflateInput(); !ok)
            return ok;
        bytes = bytes.subspan(part.size());
    }
    return {};
}

Outcome ZlibStream::inflateInput()
{
    const auto room = m_context.workspace.decoded.room(m_context.limits.streamBuffer);
    for (;;) {
        if (m_ended) // nothing may follow the stream's end
            return m_stream.avail_in == 0 ? Outcome() : failure(FaultKind::StreamCorrupt);
        m_stream.next_out = room.data();
        m_stream.avail_out = static_cast<uInt>(room.size());
        const int result = inflate(&m_stream, Z_NO_FLUSH);
        m_ended = result == Z_STREAM_END;
        if (!m_ended && result != Z_OK && result != Z_BUF_ERROR)
            return failure(FaultKind::StreamCorrupt);
        if (auto ok = m_output.write(room.first(room.size() - m_stream.avail_out), room.size()); !ok)
            return ok;
        // Room left over means that the input is used up, and nothing waits inside.
        if (!m_ended && m_stream.avail_out != 0)
            return {};
    }
}

Outcome ZlibStream::finish()
{
    if (!m_ended)
        return failure(FaultKind::StreamCorrupt);
    return {};
}

} // namespace blte
