#pragma once

namespace catalog {

/// Which manifest of a build names its files.
enum class NamingManifest { Root, Tvfs, Install, Download };

} // namespace catalog
