#pragma once

#include "core/blte/chunktable.h"
#include "core/blte/fault.h"
#include "core/blte/keystore.h"
#include "core/choices.h"
#include "core/error.h"

namespace transfer {

/// What becomes of a chunk that did not decode.
enum class Undecoded {
    Fails,
    Zeros,        ///< it is locked: zeros stand in its place
    ZerosAndKept, ///< and its encoded bytes stay, for when its key is there
};
/// Pure. Zeros cannot stand in for a chunk whose size nobody knows; its bytes can be kept.
Undecoded undecoded(const blte::Fault &fault, core::MissingKeys locked, const blte::Chunk &chunk);

/// What is told of one that fails. Where nothing proves the encoded bytes, a wrong key looks like damage.
core::Error undecodedError(const blte::Fault &fault, const blte::Chunk &chunk,
                           const std::vector<blte::UsedKey> &usedKeys);

} // namespace transfer
