#pragma once

#include "core/storage/partialdownload.h"

#include <functional>
#include <optional>
#include <vector>

namespace storage {

/// One of several downloads that end together.
struct Ending
{
    std::shared_ptr<PartialDownload> partial;
    core::WhenExists whenExists = core::WhenExists::Refuse;
    core::Result<void> result = {};
    std::optional<fs::Stamp> stamp = {}; ///< of the file under its name, once it has that
};

/// Gives each its name, with the same promise for each: its bytes are on the disk before its name is, and
/// its name before this returns; the record and the spools go last. Of small files the waiting for the disk
/// is most of the work, and here they do it together. Where one failed it may be committed again. Blocks; one
/// thread at a time.
///
/// `synced` is called, folder by folder, with those whose bytes are on the disk, before they get their names.
using Synced = std::function<void(const std::vector<const Ending *> &)>;
void commitAll(std::vector<Ending> &endings, const Synced &synced = {});

} // namespace storage
