#pragma once

#include "core/error.h"

#include <string>

#ifndef NOMINMAX
#define NOMINMAX
#endif
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

/// What a failed Windows call means, and what file_windows.cpp and filesystem_windows.cpp share; for these
/// alone.
namespace storage::fs::windows {

/// `otherwise` is the kind of an error that says nothing more precise about the operation.
core::ErrorKind kindOf(DWORD error, core::ErrorKind otherwise);
/// For the call that failed just now.
tl::unexpected<core::Error> failed(const char *call, const QString &path, core::ErrorKind otherwise);
/// With the prefix that lifts the limit of 260 characters.
std::wstring native(const QString &path);
/// Of a file or a folder, by its path.
core::Result<BY_HANDLE_FILE_INFORMATION> informationOf(const QString &path);

} // namespace storage::fs::windows
