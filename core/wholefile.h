#pragma once

#include "core/blte/digest.h"
#include "core/error.h"

#include <QByteArray>
#include <functional>

namespace core {

/// A file that was fetched whole and is not decoded, before it gets its place.
struct WholeFile
{
    qint64 size = 0;
    blte::Digest md5{};
    std::function<Result<QByteArray>(qint64 most)> read; ///< its first bytes; blocks on the disk
};

/// Whether what is known of an address beforehand proves the file; false: it cannot tell. An error when it is
/// another file. Called on any thread; null: nothing is known.
using NameProof = std::function<Result<bool>(const WholeFile &)>;

} // namespace core
