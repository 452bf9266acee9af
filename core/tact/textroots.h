#pragma once

#include "core/blte/keys.h"
#include "core/tact/fault.h"

#include <functional>
#include <string_view>

namespace tact {

using VisitNamedFile = std::function<void(std::string_view path, const blte::ContentKey &key)>;

/// The root of StarCraft: Remastered (CascLib, CascRootFile_Text.cpp): lines `path|32 hex digits`, CRLF or
/// not, "/" between folders. Rows that are none get a warning by their line. Allocates nothing.
void visitStarCraftRoot(std::string_view text, const VisitNamedFile &visit, Warnings &warnings);

/// The root of Overwatch (CascLib, CascRootFile_OW.cpp): a first line "#MD5|CHUNK_ID|FILENAME|INSTALLPATH" or
/// "#FILEID|MD5|…|FILENAME|INSTALLPATH", then rows with as many cells. MD5 and FILENAME are found by name.
/// Rows without a whole MD5 (some have a short one) or name get a warning by their line.
/// FaultKind::NotThisFormat where the columns are missing.
Expected<void> visitOverwatchRoot(std::string_view text, const VisitNamedFile &visit, Warnings &warnings);

} // namespace tact
