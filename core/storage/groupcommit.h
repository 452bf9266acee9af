#pragma once

#include "core/storage/partialdownload.h"

#include <vector>

namespace storage {

/// One of several downloads that end together.
struct Ending
{
    std::shared_ptr<PartialDownload> partial;
    Existing existing = Existing::Refuse;
    core::Result<void> result = {};
};

/// PartialDownload::commit() for all of them, with the same promise for each: its bytes are on the disk
/// before its name is, and its name before this returns. Of small files the waiting for the disk is most of
/// the work, and here they do it together. Blocks; one thread at a time.
void commitAll(std::vector<Ending> &endings);

} // namespace storage
