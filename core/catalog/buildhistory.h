#pragma once

#include "core/catalog/buildrecord.h"
#include "core/error.h"

#include <functional>

namespace catalog {

/// Every build that a version service ever named to this user: a file of one line a build. CDNs drop a build
/// some weeks after the services name another one, and no service lists old ones.
///
/// Several processes may use it at once. Blocks on the disk; safe on any thread.
class BuildHistory
{
public:
    /// `path` of the file; its folder is made when something is remembered.
    explicit BuildHistory(QString path);

    /// Of all products; empty when nothing was remembered. A line that cannot be read is left out.
    core::Result<QList<BuildRecord>> builds() const;
    /// Adds a `versions` table of today; returns all there is then.
    core::Result<QList<BuildRecord>> remember(const QString &product, const tact::VersionTable &table);
    /// Adds those that are not known yet of an installed game.
    core::Result<QList<BuildRecord>> remember(const std::vector<tact::InstalledBuild> &installed);

private:
    using Change = std::function<QList<BuildRecord>(const QList<BuildRecord> &known)>;
    core::Result<QList<BuildRecord>> change(const Change &change);

    const QString m_path;
};

} // namespace catalog
