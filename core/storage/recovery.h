#pragma once

#include "core/storage/journalsnapshot.h"

#include <map>

/// What openPartial() needs to find out what of an interrupted download is true.
namespace storage::recovery {

/// What a start finds of an earlier download.
struct Leftovers
{
    enum class Log {
        None,
        Foreign,    ///< it does not even begin as our logs do
        Unreadable, ///< a damaged one, or of a later version
        Readable,
    };
    bool hasPart = false;
    quint64 partSize = 0;
    Log log = Log::None;
    quint64 recordedSize = 0; ///< how long the part file was when the record's bits were synced
};

/// What is done about them, before anything new is written. All but GoOn begin with an empty part file.
enum class Plan {
    Begin,       ///< nothing is there
    Refuse,      ///< what is there is not ours: nothing of it is touched
    SetLogAside, ///< a log that cannot be read is a person's to look at
    DropLog,     ///< it speaks of a part file that is gone or was cut, and would be believed of the next one
    GoOn,        ///< what the log notes is held against the part file
};
Plan planFor(const Leftovers &leftovers);

/// Whether someone else may have written into the part file since the log was: `now` it is not what it was
/// when the download was closed, or, where that was not noted any more, it was changed at a time at which we
/// had ended noting what we wrote.
bool isSuspicious(const JournalContent &content, const fs::Stamp &now);

/// Sets or clears the bits of every noted chunk by what the part file really holds. The last note of a chunk
/// counts; one that does not hold clears both bits, because its bytes may have been written over what the
/// snapshot knew.
void applyNotes(ResumeRecord &record, const std::vector<ChunkNote> &notes, const fs::File &part,
                qint64 partSize);

/// What is believed of a log, after looking at the part file.
struct Belief
{
    ResumeRecord record; ///< its bits are those that hold; its proofs are as they were
    /// Chunks of which it is claimed that they are there, and nothing speaks against it, and nothing that is
    /// ours for it: for somebody who knows digests to prove.
    QBitArray doubtful;
    bool isChanged = false; ///< see isSuspicious()
};
Belief believe(const JournalContent &content, const fs::File &part, const fs::Stamp &now, qint64 partSize);

/// The longest noted prefix of each spool whose CRC its file confirms; that of stored chunks is `part`.
std::map<quint32, SpoolNote> trustedSpools(const QString &target, const std::vector<SpoolNote> &notes,
                                           const fs::File &part, qint64 partSize);

/// Removes every spool file of `target` that is not in `kept`.
core::Result<void> removeOtherSpools(const QString &target, const std::map<quint32, SpoolNote> &kept);

} // namespace storage::recovery
