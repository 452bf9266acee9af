#include "core/transfer/fetch/objectreceiver.h"

#include "core/transfer/fetch/lane.h"
#include "core/transfer/routing/objectrecord.h"

#include <algorithm>

namespace transfer {

namespace {

using core::ErrorKind;

Trouble asTrouble(const core::Error &error)
{
    return {error, -1};
}

} // namespace

ObjectReceiver::ObjectReceiver(Lane &lane, const SmallObject &object, const http::ResponseHead &head,
                               quint64 size)
    : m_lane(lane)
    , m_object(object)
    , m_version(versionOf(head))
    , m_versionText(versionText(m_version, head.completeLength))
    , m_headReader(HeadReader::Expectation{size, object.source.encodingKey, object.isRaw,
                                           object.source.decodedSize, head.contentType,
                                           pagePolicy(object.source)})
{
}

std::span<std::uint8_t> ObjectReceiver::prepare(std::size_t most)
{
    if (!m_headReader)
        return m_intake->prepare(most);
    const auto wanted = static_cast<std::size_t>(m_headReader->needed() - m_headReader->received());
    return std::span(m_headBytes)
        .first(std::min({m_headBytes.size(), most, std::max<std::size_t>(wanted, 1)}));
}

ObjectReceiver::Result ObjectReceiver::commit(std::size_t size)
{
    if (!m_headReader)
        return m_intake->commit(size);
    if (auto ok = m_headReader->push(std::span(m_headBytes).first(size)); !ok)
        return tl::unexpected(asTrouble(ok.error()));
    return m_headReader->isComplete() ? begin() : Result();
}

/// It is finished, or begun again, before a record of it could be of use.
ObjectReceiver::Result ObjectReceiver::begin()
{
    const auto &table = m_headReader->table();
    const auto begun = m_object.partial->begin(recordFor(*table, m_object.source, m_version, m_object.isRaw),
                                               storage::PartialDownload::Snapshot::AtCheckpoint);
    if (!begun)
        return tl::unexpected(asTrouble(begun.error()));
    m_object.counters->encodedDone = static_cast<qint64>(table->headerSize());
    m_intake.emplace(ChunkWriter::Context{m_lane.workspace(), m_object.keys, m_object.limits,
                                          m_object.partial, m_object.counters, m_object.locked,
                                          m_object.isRaw ? std::nullopt : m_object.source.decodedSize});
    Result ok = m_intake->begin(table, {0, table->size()});
    if (ok)
        ok = m_intake->push(m_headReader->rest());
    m_trailingBytes = m_headReader->trailingBytes();
    m_headReader.reset();
    return ok;
}

ObjectReceiver::Result ObjectReceiver::finish()
{
    if (m_headReader) {
        if (auto ok = m_headReader->finish(); !ok)
            return tl::unexpected(asTrouble(ok.error()));
        if (auto ok = begin(); !ok)
            return ok;
    }
    auto ok = m_intake->settle();
    if (ok && m_intake->end() == blte::kUnknownSize)
        ok = m_intake->finish();
    if (ok && !m_intake->isComplete())
        ok = tl::unexpected(Trouble{{ErrorKind::Truncated, m_object.url.host()}, -1});
    return ok;
}

SmallEnd ObjectReceiver::end()
{
    SmallEnd end{{}, m_intake->table(), m_intake->takeLocked()};
    end.version = m_versionText;
    end.trailingBytes = m_trailingBytes;
    return end;
}

} // namespace transfer
