#pragma once

#include "core/error.h"
#include "core/tact/downloadmanifest.h"

#include <QByteArray>
#include <vector>

namespace catalog {

/// How urgent the objects of a build are to its client, as the download manifest says. A value. Memory: 24
/// bytes for each object of the manifest.
class Priorities
{
public:
    /// Of what no manifest names: behind everything else.
    static constexpr int kLast = 0x7fff;

    Priorities() = default;
    /// `name`: for messages. HeaderCorrupt and the like for what is no download manifest.
    static core::Result<Priorities> read(const QByteArray &manifest, const QString &name);

    /// The lower, the earlier.
    int of(const blte::EncodingKey &key) const;

private:
    struct Entry
    {
        blte::EncodingKey key;
        int priority = 0;
    };
    std::vector<Entry> m_entries; ///< sorted
};

} // namespace catalog
