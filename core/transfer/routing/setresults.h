#pragma once

#include "core/setplan.h"
#include "core/storage/settrouble.h"
#include "core/transfer/routing/setfileend.h"
#include "core/transfer/routing/state.h"

#include <QHash>
#include <optional>
#include <vector>

namespace transfer {

/// Files of a set that failed, of so many.
struct FailedFiles
{
    qint64 failed = 0;
    qint64 files = 0;
};
/// "2 of 20000 files, NAME among them: …": the detail of the failure of a set.
QString toText(const FailedFiles &count, const QString &name, const core::Error &error);
std::optional<FailedFiles> failedFilesFrom(const QString &detail);

/// What has become of the files of a set: how far it is, what was proven of it, what failed and why. Pure.
class SetResults
{
public:
    using Index = core::SetPlan::Index;

    explicit SetResults(const core::SetPlan &plan); ///< outlives this

    /// Of an earlier attempt.
    void addEarlier(Index file, Verdict verdict, qint64 size);
    void addFinished(Index file, Verdict verdict, qint64 size);
    /// Likewise, of one that was there already.
    void addFound(Index file, Verdict verdict, qint64 size);
    /// No host has it, and none has to.
    void addAbsent(Index file, const core::Error &error);
    /// Nobody wants it.
    void addUnwanted(Index file);
    /// Something of it, which has not ended, is encrypted with this key.
    void noteMissingKey(Index file, blte::KeyName key);
    /// `mayHeal`: time may mend the cause.
    void addFailed(Index file, const core::Error &error, bool mayHeal);

    /// Of files that ended since the last call.
    QList<SetFileEnd> takeEnds();
    bool hasEnds() const { return !m_ends.isEmpty(); }

    qint64 filesDone() const { return m_filesDone; }
    /// Those that are wanted and are anywhere, as far as is known.
    qint64 filesTotal() const { return m_plan.size() - m_unwanted - static_cast<qint64>(m_absent.size()); }
    qint64 filesFailed() const { return static_cast<qint64>(m_failed.size()); }
    const std::vector<Index> &absent() const { return m_absent; } ///< no host has them
    qint64 encodedDone() const { return m_encodedDone; } ///< bytes, as SetPlan::expectedSize() has them
    qint64 decodedDone() const { return m_decodedDone; } ///< bytes
    qint64 encodedSize() const { return m_encodedSize; } ///< of all these files; −1: not known
    qint64 decodedSize() const { return m_decodedSize; } ///< likewise
    qint64 size() const { return m_size; }               ///< of the files in their places, bytes
    bool hasFailures() const { return !m_failed.empty(); }
    /// Of this attempt: files that failed, lack keys, or are nowhere.
    using Troubles = QHash<Index, storage::SetTrouble>;
    const Troubles &troubles() const { return m_troubles; }
    /// Of those in their places: what was proven least.
    Verdict verdict() const { return m_worst; }

    /// The failure of the set: of one kind where all failed for the same cause.
    core::Error error() const;
    bool mayHeal() const; ///< time may mend the cause of every failure
    /// So many files in a row failed for a cause that is none of theirs (time may mend it, or a person must)
    /// that the next ones will, too.
    bool isHopelessNow() const;

private:
    struct FailedFile
    {
        Index file = 0;
        core::Error error;
        bool mayHeal = false;
    };

    void leaveOut(Index file);
    void note(Index file, storage::SetTrouble::Kind kind, const core::Error &error);

    const core::SetPlan &m_plan;
    qint64 m_encodedSize;
    qint64 m_decodedSize;
    QList<SetFileEnd> m_ends;
    std::vector<FailedFile> m_failed;
    int m_failedInARow = 0; ///< for a cause that is none of theirs
    qint64 m_filesDone = 0;
    qint64 m_unwanted = 0; ///< files
    std::vector<Index> m_absent;
    QHash<Index, QList<blte::KeyName>> m_missingKeys; ///< of files that have not ended
    Troubles m_troubles;
    qint64 m_encodedDone = 0;
    qint64 m_decodedDone = 0;
    qint64 m_size = 0;
    Verdict m_worst = Verdict::Verified;
};

} // namespace transfer
