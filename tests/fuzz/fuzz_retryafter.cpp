#include "core/http/retryafter.h"

#include <cstdlib>

// Any text, as Retry-After: no crash, and never less than nothing or more than an hour.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace std::chrono_literals;
    static const QDateTime now(QDate(1994, 11, 6), QTime(8, 49, 0), Qt::UTC);
    const auto delay = http::parseRetryAfter(QByteArrayView(data, static_cast<qsizetype>(size)), now);
    if (delay && (*delay < 0ms || *delay > 1h))
        std::abort();
    return 0;
}
