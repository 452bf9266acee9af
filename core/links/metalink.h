#pragma once

#include "core/links/sourcelist.h"

namespace links {

/// True for text that begins as a Metalink document does: an XML declaration, comment or element, and the
/// element `metalink` within the first 4 KiB.
bool looksLikeMetalink(const QString &text);

/// Metalink 4 (RFC 5854) and the part of Metalink 3 that says the same: one entry per `file`.
///
/// - `url` (http and https; others are passed over) become mirrors, best priority (4) or preference (3)
/// first,
///   at most 64. A fragment on one of them counts as in a list (core/source.h).
/// - the first `hash` of type md5 is the content key, the strongest one of SHA the checksum. The hashes of
/// pieces
///   are not used.
/// - `size` is the decoded size; `name` must be a relative path that stays below the folder.
///
/// Hostile input: a document type (and with it every entity), more than 32 MiB, 16 levels or 100,000 files
/// end the reading with a problem; what was whole before it stays. Problems are kept up to 1,000, as in
/// lists.
SourceList parseMetalink(const QString &text);

/// A Metalink 4 document; parseMetalink() gives the same sources back, names filled in where they were empty.
/// Its `size` and `hash` are those of the decoded file, and slices and encoding keys stand in the first URL's
/// fragment: other programs can use what is not BLTE. Folders are not written, being this machine's.
QString toMetalink(const QList<ListEntry> &entries);

} // namespace links
