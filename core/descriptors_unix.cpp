#include "core/descriptors.h"

#include <QtGlobal>
#include <algorithm>
#include <sys/resource.h>

#ifdef Q_OS_MACOS
#include <climits>
#endif

namespace core {

namespace {

/// More is of no use, and there are libraries that look at every number that is possible.
constexpr rlim_t kEnough = 65'536;

} // namespace

int raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    rlim_t most = std::min(limit.rlim_max, kEnough);
#ifdef Q_OS_MACOS
    most = std::min<rlim_t>(most, OPEN_MAX); // the system refuses more, whatever the hard limit says
#endif
    if (limit.rlim_cur < most) {
        const rlimit raised{most, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit.rlim_cur = most;
    }
    return static_cast<int>(std::min(limit.rlim_cur, kEnough));
}

} // namespace core
