#include "core/transfer/fetch/objectreceiver.h"

#include "core/transfer/routing/objectrecord.h"

#include <algorithm>

namespace transfer {

ObjectReceiver::ObjectReceiver(ChunkWriter::Context context)
    : m_writer(std::move(context))
{
}

core::Result<void> ObjectReceiver::note(const Identity &identity, Sink::Snapshot snapshot)
{
    return m_writer.sink().begin(
        recordFor(*m_head->table(), identity.source, identity.version, identity.isRaw), snapshot);
}

ObjectReceiver::Result ObjectReceiver::begin(ChunkRun run)
{
    Result ok = m_writer.begin(m_head->table(), run);
    if (ok)
        ok = m_writer.push(m_head->rest());
    m_head.reset();
    return ok;
}

} // namespace transfer
