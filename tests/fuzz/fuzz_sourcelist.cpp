#include "core/links/dropped.h"

#include <cstdlib>

// Any text, as a list and as something dropped: no crash, and what is read stays the same when it is written
// and read again.

namespace {

void check(const links::SourceList &list, qsizetype size)
{
    for (const links::ListEntry &entry : list.entries) {
        if (entry.source.mirrors.isEmpty() || entry.line < 1 || entry.line > size + 1)
            std::abort();
    }
    for (const links::ProductEntry &entry : list.products) {
        const QString text = links::toText(entry.source);
        if (text.contains(QStringLiteral("://"))) // of "a:\\\\b", which no text can name
            continue;
        const auto product = links::productSourceFromText(text);
        if (!product || *product != entry.source)
            std::abort();
    }
    const links::SourceList again = links::parseSourceList(links::toSourceList(list.entries));
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
    check(links::parseSourceList(text), text.size());
    check(links::sourcesInText(text), text.size());
    links::classify(text);
    return 0;
}
