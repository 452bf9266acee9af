#pragma once

#include "core/tact/cdnpath.h"

#include <QString>
#include <map>
#include <utility>

namespace catalog {

/// Which hosts lack which kind of object (config, index, data, patch): a host that answers 404 for every
/// config may serve all the data. Failures weigh and fade as in transfer::HostPool, which knows only of hosts
/// as a whole. A value; nothing is remembered between runs.
class HostMisses
{
public:
    void missed(const QString &host, const tact::CdnPath &path);
    void served(const QString &host, const tact::CdnPath &path);
    /// It is better asked after others. It is never left out: it may have this very object.
    bool isDoubted(const QString &host, const tact::CdnPath &path) const;

private:
    using Kind = std::pair<tact::CdnPath::Kind, bool>; ///< folder, and whether it is an index
    static Kind kindOf(const tact::CdnPath &path) { return {path.kind, path.isIndex}; }

    std::map<std::pair<QString, Kind>, double> m_failures;
};

} // namespace catalog
