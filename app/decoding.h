#pragma once

#include "app/localblte.h"

class QIODevice;

namespace app {

/// How decoding a local file went.
struct Decoding
{
    QString complaint; ///< empty: every chunk is proven and written (locked ones as zeros, when asked for)
    std::optional<blte::Fault> fault; ///< what the complaint is about; empty when reading failed
    bool hasWriteFailed = false;      ///< the device's fault, not the file's
    int lockedChunks = 0;
    std::uint64_t trailingBytes = 0;
};

/// Decodes all of `local` into `device`. `locked` is told of every chunk that is filled with zeros; may be
/// null.
Decoding decode(LocalBlte &local, QIODevice &device, std::shared_ptr<const blte::KeyStore> keys,
                blte::MissingKeys missingKeys, const std::function<void(const blte::Fault &)> &locked);

} // namespace app
