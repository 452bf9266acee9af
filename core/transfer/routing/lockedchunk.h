#pragma once

#include "core/blte/keys.h"

#include <QtGlobal>

namespace transfer {

/// A chunk whose key is missing, or wrong; its encoded bytes were right.
struct LockedChunk
{
    quint32 chunk = 0;
    blte::KeyName keyName{};
    bool isWrong = false; ///< there is such a key, and what it decrypts is nonsense
};

} // namespace transfer
