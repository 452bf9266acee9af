#pragma once

#include "core/tact/fault.h"

#include <functional>
#include <string_view>

namespace tact {

/// A list of names for WoW's file data ids (github.com/wowdev/wow-listfile): lines `id;path`, with "\n" or
/// "\r\n". Calls for every line, in their order; the same id may come again, and the last one is meant. Paths
/// are as they stand there, "/" between folders. Lines that are none get a warning by number.
///
/// A long list can be given in pieces of whole lines, each with the number of its first one; returns that of
/// the line behind the last one.
std::uint64_t visitListfile(std::string_view text,
                            const std::function<void(std::uint32_t id, std::string_view path)> &visit,
                            Warnings &warnings, std::uint64_t firstLine = 1);

} // namespace tact
