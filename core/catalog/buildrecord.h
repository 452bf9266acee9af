#pragma once

#include "core/tact/buildinfo.h"
#include "core/tact/versiontables.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace catalog {

/// A build that a version service named once. A value.
struct BuildRecord
{
    QString product;
    tact::VersionRow row; ///< region, configs, build id and version as they stood there
    QDateTime firstSeen;  ///< UTC
    QDateTime lastSeen;
    bool isCurrent = false; ///< of its region, when it was last looked at
};

/// The rows of a `versions` table, added to what is known of the product: a build of a region that is there
/// already gets the new date, and the others of its region are no longer current. Pure.
QList<BuildRecord> merged(QList<BuildRecord> known, const QString &product, const tact::VersionTable &table,
                          const QDateTime &now);

/// The builds of an installed game, added to what is known: only those that no version service ever named,
/// since their file is a claim. Never current. Pure.
QList<BuildRecord> withInstalled(QList<BuildRecord> known, const std::vector<tact::InstalledBuild> &installed,
                                 const QDateTime &now);

/// Each build once, though it has a line for each region; the one seen last first. Pure.
QList<BuildRecord> newestFirst(QList<BuildRecord> builds);

/// As text, one line of JSON a build, and back. Lines that are none are left out.
QByteArray toText(const QList<BuildRecord> &builds);
QList<BuildRecord> buildsFromText(const QByteArray &text);

/// What a user means by BUILD: the hash of a build config, a version ("1.13.7.12345"), a build id, or a
/// region (its current one). All that fit, the newest first.
QList<BuildRecord> matching(const QList<BuildRecord> &builds, const QString &wanted);

} // namespace catalog
