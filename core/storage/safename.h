#pragma once

#include "core/error.h"

namespace storage {

/// Bytes, in UTF-8. Most file systems take names of 255; beside the target lies target.part.chunk<10 digits>.
inline constexpr qsizetype kLongestName = 255 - 22;

/// The relative name under which a file is kept that a hostile one asks for. NameRefused for absolute paths,
/// `..`, drive letters, control characters, empty segments that would change meaning; reserved names (CON,
/// NUL, …), characters that Windows refuses and over-long segments (255 bytes in UTF-8, room for
/// ".part.resume" left) are mended, not refused. Both '/' and '\' separate. NFC-normalises.
core::Result<QString> safeName(const QString &name);
/// By what this system's file systems tell names apart: where they take those that differ in case for one,
/// without case.
QString nameKey(const QString &path);
/// "a/file.tar.gz" and 1 → "a/file (1).tar.gz": the n-th other name for the same, with its extension.
QString numberedName(const QString &name, int n);

} // namespace storage
