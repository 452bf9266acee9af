#include "core/tact/dropped.h"

#include <cstdlib>

// Any text, as a list and as something dropped: no crash, and what is read stays the same when it is written
// and read again.

namespace {

void check(const tact::SourceList &list, qsizetype size)
{
    for (const tact::ListEntry &entry : list.entries) {
        if (entry.source.mirrors.isEmpty() || entry.line < 1 || entry.line > size + 1)
            std::abort();
    }
    const tact::SourceList again = tact::parseSourceList(tact::toSourceList(list.entries));
    if (!again.problems.isEmpty() || again.entries.size() != list.entries.size())
        std::abort();
    for (qsizetype i = 0; i < list.entries.size(); ++i) {
        if (again.entries[i].source != list.entries[i].source)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(QByteArrayView(data, static_cast<qsizetype>(size)));
    check(tact::parseSourceList(text), text.size());
    check(tact::sourcesInText(text), text.size());
    tact::classify(text);
    return 0;
}
