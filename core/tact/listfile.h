#pragma once

#include "core/tact/fault.h"

#include <functional>
#include <string_view>

namespace tact {

/// A list of names for WoW's file data ids (github.com/wowdev/wow-listfile): lines `id;path`, with "\n" or
/// "\r\n". Calls for every line, in their order; the same id may come again, and the last one is meant. Paths
/// are as they stand there, "/" between folders. Lines that are none get a warning by number.
void visitListfile(std::string_view text,
                   const std::function<void(std::uint32_t id, std::string_view path)> &visit,
                   Warnings &warnings);

} // namespace tact
