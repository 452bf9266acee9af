#pragma once

#include "core/error.h"
#include "core/tact/buildconfig.h"
#include "core/tact/cdnconfig.h"
#include "core/tact/versiontables.h"

#include <QString>

namespace catalog {

/// A build, by its configs. A value.
struct Build
{
    QString product;        ///< a productCode()
    QString region;         ///< whose row of the version service it is; empty: of none
    QString version;        ///< for people; empty: not known
    blte::Digest name{};    ///< of its build config
    blte::Digest cdnName{}; ///< of its CDN config
    tact::BuildConfig config;
    tact::CdnConfig cdn;
    tact::VersionRow row = {}; ///< what is known of it has a value
};

/// Of a build whose config, or a manifest of which, is laid out as those of Steam are.
inline core::Error staticBuild(const QString &object)
{
    return {core::ErrorKind::BuildNotServed,
            object + QStringLiteral(": static build (Steam), its files lie in archives on a disk, there is "
                                    "nothing to fetch")};
}

} // namespace catalog
