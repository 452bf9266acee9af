#include "core/transfer/fetch/undecodedchunk.h"

#include "core/blteerror.h"
#include "core/transfer/routing/usedkeys.h"

namespace transfer {

Undecoded undecoded(const blte::Fault &fault, core::MissingKeys locked, const blte::Chunk &chunk)
{
    if (!blte::isLocked(fault) || locked == core::MissingKeys::Fail)
        return Undecoded::Fails;
    if (locked == core::MissingKeys::Keep)
        return Undecoded::ZerosAndKept;
    return chunk.decodedSize == blte::kUnknownSize ? Undecoded::Fails : Undecoded::Zeros;
}

core::Error undecodedError(const blte::Fault &fault, const blte::Chunk &chunk,
                           const std::vector<blte::UsedKey> &usedKeys)
{
    core::Error error = core::errorFrom(fault);
    if (!blte::isLocked(fault) && !chunk.hasMd5)
        error.detail += suspicion(usedKeys);
    return error;
}

} // namespace transfer
