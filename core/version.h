#pragma once

#include <QString>

namespace core {

/// "0.2.0": that of the first section of packaging/CHANGELOG.md.
QString version();

} // namespace core
