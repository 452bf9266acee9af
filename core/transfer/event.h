#pragma once

#include "core/blte/keys.h"
#include "core/error.h"
#include "core/transfer/routing/lockedchunk.h"
#include "core/transfer/routing/state.h"

#include <QByteArray>
#include <QDateTime>
#include <QMetaType>

namespace transfer {

/// A fact about an item, rare enough to be a queued signal: what the log shows and the command line prints.
struct Event
{
    enum class Kind { // stored by number: new ones come last
        Added,
        Resumed,        ///< a resume record was found; `bytes` encoded bytes need not be fetched again
        TableKnown,     ///< header read: chunks, encodedSize, decodedSize, ekey
        Retry,          ///< mirror, error, delay
        ChunkRefetched, ///< chunk, mirror, error
        KeyMissing,     ///< chunk, keyName
        Waiting,        ///< error, delay: nothing can move until then
        Restarted,      ///< error: what was fetched could not be used
        Paused,
        Done,          ///< verdict, md5 when computed
        Failed,        ///< error
        Checked,       ///< read back from the disk and as it should be; md5
        Note,          ///< error.detail, for the log only
        KeyWrong,      ///< chunk, keyName: as locked as with a missing key
        Distrusted,    ///< error: why what lay there was not believed; `bytes` of it, decoded, were proven
        TrailingBytes, ///< bytes: so many lie behind the last chunk, and are left out
        FromCommunity, ///< mirror: a community mirror that bytes came from
        FileFailed,    ///< error: of a file of a set, whose name its detail begins with
        ObjectMended,  ///< error.detail: the file of a set; the object at `bytes` of it was damaged
    };

    Kind kind = Kind::Note;
    QDateTime time; ///< UTC: where local time is makes libc look at its file
    core::Error error;
    QString mirror; ///< host[:port]
    qint64 chunk = -1;
    qint64 chunks = -1;
    qint64 encodedSize = -1;
    qint64 decodedSize = -1;
    qint64 bytes = -1;
    qint64 delayMs = -1;
    QByteArray ekey; ///< hex, may be empty
    blte::KeyName keyName{};
    Verdict verdict = Verdict::None;
    QByteArray md5; ///< hex, may be empty
};

/// A chunk is locked: KeyMissing or KeyWrong.
Event eventOf(const LockedChunk &locked);

/// One plain line in English, without the time: "retry in 0.4 s on cdn.example: connection lost".
QString describe(const Event &event);

} // namespace transfer

Q_DECLARE_METATYPE(transfer::Event)
