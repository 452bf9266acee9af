#pragma once

#include <QStringList>
#include <vector>

namespace storage {

/// A small file that is kept, in a folder of Sluice's own, for a file or folder of the user's.
struct KeptFile
{
    QString name;
    qint64 written = 0; ///< any clock, as long as it is the same for all
};

/// Those to be removed, oldest first, when there are more than `most`: down to three quarters of that, so
/// that not every further one makes one go.
QStringList toForget(std::vector<KeptFile> files, qsizetype most);

/// Files that were deleted, moved or unmounted leave what is kept for them behind. Removes the oldest when
/// there are more than `most` in the folder; looks only now and then, at the first call and at each
/// thousandth. May block; thread-safe.
void tidyKept(const QString &folder, qsizetype most);

} // namespace storage
