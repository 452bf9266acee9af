#include "core/http/contentrange.h"

#include <cstdlib>

// Any text, as a Content-Range: no crash, and what is accepted says the same when it is written again.

namespace {

QByteArray toText(const http::ContentRange &range)
{
    QByteArray text = "bytes ";
    if (range.range)
        text += QByteArray::number(range.range->first) + '-' + QByteArray::number(range.range->last);
    else
        text += '*';
    return text + '/' + (range.completeLength ? QByteArray::number(*range.completeLength) : QByteArray("*"));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView text(data, static_cast<qsizetype>(size));
    const auto range = http::parseContentRange(text);
    if (!range)
        return 0;
    if (!range->range && !range->completeLength)
        std::abort();
    if (range->range && (range->range->first < 0 || range->range->size() < 1))
        std::abort();
    if (range->range && range->completeLength && range->range->last >= *range->completeLength)
        std::abort();
    if (http::parseContentRange(toText(*range)) != range)
        std::abort();
    return 0;
}
