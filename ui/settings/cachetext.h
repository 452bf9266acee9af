#pragma once

#include "core/cache/objectcache.h"

/// What the settings say of the cache. Pure.
namespace ui {

/// "1.34 GB of 2.15 GB, 431 objects".
QString usedText(const cache::CacheInfo &info);
/// How often it had what was asked for: "87 % of 1,234 look-ups".
QString hitRateText(const cache::CacheInfo &info);
/// What is lost with all of it.
QString clearQuestion(const cache::CacheInfo &info);
QString checkedText(const cache::CheckResult &result);

} // namespace ui
