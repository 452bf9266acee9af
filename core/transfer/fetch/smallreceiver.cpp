#include "core/transfer/fetch/smallreceiver.h"

#include "core/transfer/fetch/lane.h"

#include <algorithm>

namespace transfer {

namespace {

tl::unexpected<Trouble> asTrouble(const core::Error &error)
{
    return tl::unexpected(Trouble{error, -1});
}

} // namespace

SmallReceiver::SmallReceiver(Lane &lane, const SmallObject &object, const http::ResponseHead &head,
                             quint64 size)
    : m_object(object)
    , m_version(versionOf(head))
    , m_versionText(versionText(m_version, head.completeLength))
    , m_receiver(ChunkWriter::Context{lane.workspace(), object.keys, object.limits, object.sink,
                                      object.counters, object.locked,
                                      object.isRaw ? std::nullopt : object.source.decodedSize})
{
    m_receiver.expect({size, object.source.encodingKey, object.isRaw, object.source.decodedSize,
                       head.contentType, pagePolicy(object.source)});
}

std::span<std::uint8_t> SmallReceiver::prepare(std::size_t most)
{
    const HeadReader *head = m_receiver.head();
    if (!head)
        return m_receiver.writer().prepare(most);
    const auto wanted = static_cast<std::size_t>(head->needed() - head->received());
    return std::span(m_headBytes)
        .first(std::min({m_headBytes.size(), most, std::max<std::size_t>(wanted, 1)}));
}

SmallReceiver::Result SmallReceiver::commit(std::size_t size)
{
    if (!m_receiver.head())
        return m_receiver.writer().commit(size);
    if (auto ok = m_receiver.push(std::span(m_headBytes).first(size)); !ok)
        return asTrouble(ok.error());
    return m_receiver.isHeadKnown() ? begin() : Result();
}

/// It is finished, or begun again, before a record of it could be of use.
SmallReceiver::Result SmallReceiver::begin()
{
    const HeadReader &head = *m_receiver.head();
    const auto begun =
        m_receiver.note({m_object.source, m_version, m_object.isRaw}, Sink::Snapshot::AtCheckpoint);
    if (!begun)
        return asTrouble(begun.error());
    m_object.counters->encodedDone = static_cast<qint64>(head.table()->headerSize());
    m_trailingBytes = head.trailingBytes();
    return m_receiver.begin({0, head.table()->size()});
}

SmallReceiver::Result SmallReceiver::finish()
{
    if (m_receiver.head()) {
        if (auto ok = m_receiver.finishHead(); !ok)
            return asTrouble(ok.error());
        if (auto ok = begin(); !ok)
            return ok;
    }
    ChunkWriter &writer = m_receiver.writer();
    auto ok = writer.settle();
    if (ok && writer.end() == blte::kUnknownSize)
        ok = writer.finish();
    if (ok && !writer.isComplete())
        ok = asTrouble({core::ErrorKind::Truncated, m_object.url.host()});
    return ok;
}

SmallEnd SmallReceiver::end()
{
    ChunkWriter &writer = m_receiver.writer();
    SmallEnd end{{}, writer.table(), writer.finished().takeLocked()};
    end.version = m_versionText;
    end.trailingBytes = m_trailingBytes;
    return end;
}

} // namespace transfer
