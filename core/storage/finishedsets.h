#pragma once

#include "core/error.h"

namespace storage {

/// The records (setrecords.h) of sets that are done, in this user's data folder, by the path of the set: so
/// that its files can be listed, read back and removed, and others be added. All of it may be lost at any
/// time; the files of the sets stay as they are. Bounded: the oldest go.
///
/// A value, cheap to copy. All functions block on the disk.
class FinishedSets
{
public:
    /// This user's, in the data folder (AppLocalDataLocation).
    static FinishedSets own();
    explicit FinishedSets(QString folder, qint64 mostBytes = kMostBytes)
        : m_folder(std::move(folder))
        , m_mostBytes(mostBytes)
    {
    }

    /// Where those of `target` are; it may not be there.
    QString workOf(const QString &target) const;
    /// Takes them over from there, in place of what it has of an earlier one.
    void keep(const QString &target, const QString &work) const;
    /// Gives them back, to be gone on with. RecordUnreadable when there are none.
    core::Result<void> giveBack(const QString &target, const QString &work) const;
    void forget(const QString &target) const;

private:
    /// Plans of some millions of files.
    static constexpr qint64 kMostBytes = qint64{1} << 30;

    void makeRoom(const QString &newest) const;

    QString m_folder;
    qint64 m_mostBytes;
};

} // namespace storage
