#pragma once

#include "core/blte/keys.h"
#include "core/source.h"

#include <QByteArray>
#include <optional>

namespace catalog {

/// Where an index says that an object lies. A value.
struct ObjectPlace
{
    blte::EncodingKey key;               ///< whole
    std::optional<blte::Digest> archive; ///< in which it is; empty: it lies by itself
    core::ByteRange slice;               ///< of the archive; of a loose object all of it, from 0

    qint64 encodedSize() const { return slice.size(); }
    bool operator==(const ObjectPlace &) const = default;
};

/// An encoding key, or the beginning of one, as TVFS and size manifests have it: 9 to 16 bytes.
using KeyBeginning = QByteArray;

} // namespace catalog
