#pragma once

#include "core/catalog/objectfinder.h"

namespace catalog {

/// The manifests that a build config names, but for the patch index. Pure.
QList<WantedFile> wantedManifests(const tact::BuildConfig &config);
std::optional<WantedFile> wantedPatchIndex(const tact::BuildConfig &config);

} // namespace catalog
