#pragma once

#include "core/catalog/openbuild.h"

#include <QByteArray>
#include <QString>

namespace app {

/// The tables of a version service, for what a mirror holds: any static server, and --service DIR, answers
/// from them. Columns as in core/tact/versiontables.h. Pure, but for addToTables().

/// `versions` with this build in front of those that are there; one that is there already is replaced.
QByteArray withBuild(const QByteArray &versions, const tact::VersionRow &build,
                     std::optional<quint64> sequenceNumber);
/// `cdns`: no hosts, which means the service's own base. A row for each region of `versions`.
QByteArray cdnsText(const QByteArray &versions, const QString &folder, const QString &configFolder);
/// `summary` with this product.
QByteArray withProduct(const QByteArray &summary, const QString &product, quint64 sequenceNumber);

/// Adds a build to those tables in a mirror's folder. Blocks.
core::Result<void> addToTables(const QString &folder, const catalog::OpenBuild &build);
/// Writes a file in place of what is there, folders included. Blocks.
core::Result<void> replaceFile(const QString &path, const QByteArray &bytes);

} // namespace app
