#pragma once

#include "core/blte/keystore.h"
#include "core/catalog/cdnhosts.h"
#include "core/catalog/openbuild.h"
#include "core/tact/archiveindex.h"

#include <QByteArray>
#include <QString>

namespace catalog {

/// The tables of a version service, for what a mirror holds: any static server, and --service DIR, answers
/// from them. Columns as in core/tact/versiontables.h. Pure, where nothing else is said.

/// `versions` with this build in front of those that are there; one that is there already is replaced.
QByteArray withBuild(const QByteArray &versions, const tact::VersionRow &build,
                     std::optional<quint64> sequenceNumber);
/// `cdns`: no hosts, which means the service's own base. A row for each region of `versions`.
QByteArray cdnsText(const QByteArray &versions, const QString &folder, const QString &configFolder);
/// `summary` with this product.
QByteArray withProduct(const QByteArray &summary, const QString &product, quint64 sequenceNumber);

/// What a mirror has of a build, where that is not all.
struct MirroredSelection
{
    blte::Digest cdnConfig{}; ///< of the whole build
    /// Objects by themselves. Of size 0: not known, or it need not be there.
    std::vector<tact::IndexEntry> objects;
};

/// A build of a mirror, as its tables name it. A value.
struct MirroredBuild
{
    QString product;
    tact::VersionRow row;
    std::optional<quint64> sequenceNumber;
    CdnHosts place; ///< its folders and its key; no hosts
    std::optional<MirroredSelection> selection;
};
MirroredBuild mirrored(const OpenBuild &build);

/// As core::SetPlan::closing() keeps them.
QByteArray toBytes(const QList<MirroredBuild> &builds);
/// RecordUnreadable when toBytes() has not made it.
core::Result<QList<MirroredBuild>> mirroredBuildsFrom(const QByteArray &bytes);

/// Adds a build to those tables in a mirror's folder. One of which the mirror has only some objects, and what
/// an earlier run added of it, stands under a CDN config of the mirror's own (tact::selectionConfig()), whose
/// file-index lists these, so that who reads the mirror asks for no archive that is not there. An object of
/// size 0 has the size it has in the mirror, and is left out where it is not there. Where the mirror has all
/// of the build a selection changes nothing. Blocks.
core::Result<void> addToTables(const QString &mirror, const MirroredBuild &build, const blte::KeyStore *keys);
/// Whether the tables name the build with a CDN config that is no selection's. Blocks.
bool hasWhole(const QString &mirror, const MirroredBuild &build, const blte::KeyStore *keys);

/// What is left to do for a mirror whose objects have ended (transfer::TransferServices::closing): its tables
/// name the builds, the first one first. Blocks.
core::Result<void> closeMirror(const QString &mirror, const QByteArray &closing, const blte::KeyStore *keys);

/// Writes a file in place of what is there, folders included. Blocks.
core::Result<void> replaceFile(const QString &path, const QByteArray &bytes);

} // namespace catalog
