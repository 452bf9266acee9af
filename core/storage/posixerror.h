#pragma once

#include "core/error.h"

#include <cerrno>

/// What a failed POSIX call means; for file_unix.cpp and filesystem_unix.cpp alone.
namespace storage::fs::posix {

/// `otherwise` is the kind of an errno that says nothing more precise about the operation.
core::ErrorKind kindOf(int error, core::ErrorKind otherwise);
tl::unexpected<core::Error> failed(const char *call, const QString &path, int error,
                                   core::ErrorKind otherwise);
/// The file system cannot do this at all, so a plainer way may be tried.
bool meansUnsupported(int error);

/// Repeats a call that a signal interrupted.
template <typename Call>
auto retried(Call call)
{
    auto result = call();
    while (result == -1 && errno == EINTR)
        result = call();
    return result;
}

} // namespace storage::fs::posix
