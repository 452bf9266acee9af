#include "core/transfer/fetch/sink.h"

namespace transfer {

core::Result<std::unique_ptr<storage::Spool>> Sink::openSpool(quint32 chunk, std::optional<quint64>)
{
    return core::failure(core::ErrorKind::Internal, QStringLiteral("no spool for chunk %1").arg(chunk));
}

} // namespace transfer
