#pragma once

#include "core/setplan.h"

namespace storage {

/// What lies where a file of a set is to go.
enum class SetPlace : std::uint8_t {
    Free,
    Occupied, ///< something
    Begun,    ///< beside it, what a download of it by itself has left (partpaths.h)
    Blocked,  ///< a file, where a folder of its path is to be: blockerOf()
};

/// By number, of files below `folder`. Blocks.
std::vector<SetPlace> placesOf(const core::SetPlan &plan, const QString &folder);

/// What is no folder, and stands where `name`, a relative path with '/', needs one below `folder`; empty:
/// nothing does. Blocks.
QString blockerOf(const QString &folder, const QString &name);

} // namespace storage
