#pragma once

#include "core/storage/resumerecord.h"

#include <optional>

/// A download that was renamed to its target, while its record is still beside it: the program ended in
/// between.
namespace storage {

/// The record of such a target, when it says that all is there and every byte of the file agrees with it;
/// empty otherwise. Reads the file.
std::optional<ResumeRecord> recordOfFinished(const QString &target);
/// What is left to do; nothing while there is a part file.
core::Result<void> removeRecord(const QString &target);

} // namespace storage
