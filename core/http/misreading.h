#pragma once

#include <QUrl>

namespace http {

struct RawResponse;

/// What Qt's parser may have made of an answer (see StrictReply).
enum class Misreading {
    None,
    Body,       ///< where it ends cannot be known from what Qt tells
    Connection, ///< and what else comes over its connection may be anybody's
};

/// Pure. An answer in chunks, or until its connection ends (which may have been a reset), is
/// read well enough where a Content-Range tells its length.
Misreading misreadingOf(const RawResponse &response, bool hasFields);

/// Where an answer like this one is usual, Qt may read the next one: it says how long it is.
bool isPlainlyFramed(const RawResponse &response, bool hasFields);

/// Hosts whose answers were plainly framed so far. Any other may answer the first request for a file in a way
/// that Qt misreads, and may not answer a second one (a link that is good once). Thread-safe; of the whole
/// process, the last 256 of them.
bool framesPlainly(const QUrl &url);
void rememberFraming(const QUrl &url, bool isPlain);

/// Hosts of which Qt lost track once (Misreading::Connection): they are asked by StrictReply from then on.
/// Thread-safe; of the whole process, the last 256 of them.
bool confusesQt(const QUrl &url);
void rememberConfusing(const QUrl &url);

} // namespace http
