#pragma once

#include <QByteArray>
#include <functional>

/// Stands between the program under test and the kernel: the calls of the write path that concern files below
/// a watched folder are shown to a hook before they happen, which may let them fail.
namespace systemcalls {

struct Call
{
    QByteArray name; ///< "pwrite", "fdatasync", …
    QByteArray path; ///< the file or folder it concerns
};

/// Called before each call and, for writes, once more when half of it has happened. Returns 0 or the errno
/// with which the call shall fail.
using Before = std::function<int(const Call &)>;
/// Called after a call that succeeded.
using After = std::function<void(const Call &)>;

/// Watches from construction to destruction. One at a time; the hooks run on the thread that makes the call.
class Watch
{
public:
    Watch(const QByteArray &folder, Before before, After after = {});
    ~Watch();
    Watch(const Watch &) = delete;
    Watch &operator=(const Watch &) = delete;
};

} // namespace systemcalls
