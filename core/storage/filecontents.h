#pragma once

#include "core/blte/keys.h"
#include "core/storage/file.h"

#include <QStringList>
#include <memory>
#include <optional>

namespace storage {

// All block on the disk.

/// Both can be read, and have the same bytes.
bool haveSameContents(const QString &a, const QString &b);

/// A new file at `path` of all these, one behind the other. ContentKeyWrong when that is not what the key
/// names; then, and when it fails otherwise, nothing is left of it.
core::Result<std::shared_ptr<const fs::File>>
gatherContents(const QStringList &from, const QString &path,
               const std::optional<blte::ContentKey> &contentKey);

} // namespace storage
