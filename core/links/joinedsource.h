#pragma once

#include "core/links/productsource.h"

#include <optional>

namespace links {

/// One source for the files of both, with each path, number and key once, and none below a folder that is in
/// it as a whole. Its build is as `more` names it, or else as `first` does: whoever asks knows that both mean
/// the same.
///
/// Nothing where one text cannot say it: of two products, or named in two ways (locale, tags, manifest, CDN
/// config), by paths and by numbers, or longer than a source may be.
std::optional<ProductSource> joined(const ProductSource &first, const ProductSource &more);

} // namespace links
