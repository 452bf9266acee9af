#pragma once

#include "app/cli/mirrorcipher.h"
#include "core/catalog/openbuild.h"
#include "core/tact/archiveindex.h"

#include <QByteArray>
#include <QString>

namespace app {

/// The tables of a version service, for what a mirror holds: any static server, and --service DIR, answers
/// from them. Columns as in core/tact/versiontables.h. Pure, where nothing else is said.

/// `versions` with this build in front of those that are there; one that is there already is replaced.
QByteArray withBuild(const QByteArray &versions, const tact::VersionRow &build,
                     std::optional<quint64> sequenceNumber);
/// `cdns`: no hosts, which means the service's own base. A row for each region of `versions`.
QByteArray cdnsText(const QByteArray &versions, const QString &folder, const QString &configFolder);
/// `summary` with this product.
QByteArray withProduct(const QByteArray &summary, const QString &product, quint64 sequenceNumber);

/// Where a build lies in a mirror. A value.
struct MirrorTree
{
    QString folder; ///< of the mirror
    catalog::CdnHosts hosts;
    std::shared_ptr<const blte::KeyStore> keys;
};

/// Adds a build to those tables in a mirror's folder. Blocks.
core::Result<void> addToTables(const MirrorTree &tree, const catalog::OpenBuild &build);

/// Adds a build of which the mirror has these objects, each by itself, and what an earlier run added of it:
/// under a CDN config of the mirror's own (tact::selectionConfig()), whose file-index lists them, so that who
/// reads the mirror asks for no archive that is not there. Of size 0: as it lies in the mirror, and left out
/// where it does not. Where the mirror has all of the build nothing is changed. Blocks.
core::Result<void> addSelectionToTables(const MirrorTree &tree, const catalog::OpenBuild &build,
                                        const std::vector<tact::IndexEntry> &objects);
/// Whether the tables name the build with a CDN config that is no selection's. Blocks.
bool hasWhole(const MirrorTree &tree, const catalog::Build &build);
/// Writes a file in place of what is there, folders included. Blocks.
core::Result<void> replaceFile(const QString &path, const QByteArray &bytes);

} // namespace app
