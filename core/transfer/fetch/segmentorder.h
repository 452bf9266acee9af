#pragma once

#include "core/blte/chunktable.h"
#include "core/blte/objectcipher.h"
#include "core/source.h"
#include "core/transfer/routing/chunkmap.h"
#include "core/transfer/routing/fileversion.h"
#include "core/transfer/routing/outcome.h"
#include "core/transfer/routing/pages.h"

#include <QMetaType>
#include <QUrl>

/// What SegmentScheduler and its SegmentJobs tell each other. Values.
namespace transfer {

/// Where bytes come from: one mirror's URL, and what is known about the resource there. A value.
struct Route
{
    int mirror = -1;
    QUrl url;
    qint64 base = 0;                       ///< offset of the object in the resource (slice of an archive)
    std::optional<qint64> objectSize;      ///< when known
    std::optional<qint64> completeLength;  ///< of the resource, when known
    std::optional<FileVersion> version;    ///< what comes must be of it; empty: digests tell
    bool hasRanges = true;                 ///< false: ask for everything and pass over what is not wanted
    bool refusesRanges = false;            ///< it said so just now: do not even ask for the beginning
    bool hasSeveralRanges = false;         ///< in one request, or that is to be found out
    bool isLastHope = false;               ///< no other mirror has ranges: take the whole file when it comes
    bool refusesPages = false;             ///< a web page cannot be what is asked for
    std::optional<blte::ObjectKey> cipher; ///< the resource is encrypted with it as a whole
    std::chrono::milliseconds stallTimeout{0}; ///< of a body; 0: the fetcher's
};

/// Ask what the object is; and, when `fetchOn`, fetch its first chunks in the same breath.
struct HeadOrder
{
    Route route;
    std::optional<blte::EncodingKey> encodingKey;
    bool isRaw = false;
    qint64 firstRequest = 0; ///< bytes of the first request
    bool fetchOn = false;
    /// Nobody but the server knows whether it answers twice: the request is for everything, and more is only
    /// asked for beside it. So many connections share the file then; 0: the first request has its size.
    int shares = 0;
    core::Source source; ///< for the resume record that fetching on begins
    PagePolicy pages = PagePolicy::Welcome;
    std::optional<quint64> begunSize; ///< of a file that was begun and goes on
    bool asksOnce = false;            ///< the whole object with one answer
};

/// What the object is.
struct Head
{
    int mirror = -1;
    QString host;
    std::shared_ptr<const blte::ChunkTable> table;
    qint64 trailingBytes = 0; ///< behind the last chunk
    std::optional<qint64> completeLength;
    FileVersion version;
    QUrl finalUrl; ///< after redirects
    QString dispositionName;
    QString urlName;        ///< as the address says it at which the answer came, after redirects
    bool isPartial = false; ///< the server honours ranges
    bool isPage = false;    ///< the server calls it one
    bool isRedirected = false;
    bool isAll = false;  ///< it was asked for with one answer, whatever the server can do
    bool isOpen = false; ///< its answer goes on behind the run, to the end of the file
    ChunkRun run;        ///< being fetched on; empty without fetchOn
};

/// How a job's order ended. error None: everything it was asked for is done, but for what it gives back.
struct JobEnd : Outcome
{
    int mirror = -1;
    bool goesOn = false;          ///< with the runs that came by fetchNext(), which are the order now
    std::optional<ChunkRun> kept; ///< all other chunks of the order that are not finished are given back
};

} // namespace transfer

Q_DECLARE_METATYPE(transfer::Head)
Q_DECLARE_METATYPE(transfer::JobEnd)
