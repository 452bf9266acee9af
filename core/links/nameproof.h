#pragma once

#include "core/source.h"
#include "core/wholefile.h"

namespace links {

/// By the hash in a CDN's address, for what has no key: the index of an archive (its last 28 bytes), a patch
/// manifest (its header), a patch (all of it). Null for all else: an object and a config have a key, and of a
/// slice the address says nothing.
core::NameProof nameProof(const core::Source &source);

} // namespace links
