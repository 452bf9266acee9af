#pragma once

#include <QByteArray>
#include <QString>

namespace links {

/// The text of a list, Metalink or key list as editors write it: UTF-8, or what a byte-order mark says, or
/// UTF-16 without one when it begins as such files do. Broken parts become U+FFFD, which no address takes.
QString textFromBytes(const QByteArray &bytes);

/// The folder for a list entry that names one (dir=): below `base`, unless it would lead out of it (then
/// `base`). A list comes from somebody else.
QString folderFor(const QString &base, const QString &wanted);
/// Whether `wanted` is anything but `base` or a folder below it. By name alone; touches no disk.
bool leadsOut(const QString &base, const QString &wanted);

} // namespace links
