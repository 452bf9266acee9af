#include "core/links/metalink.h"

#include <cstdlib>

// Any text, as a Metalink: no crash, no name that leaves the folder, and what is read stays the same when it
// is written and read again.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(QByteArrayView(data, static_cast<qsizetype>(size)));
    links::looksLikeMetalink(text);
    const links::SourceList list = links::parseMetalink(text);
    for (const links::ListEntry &entry : list.entries) {
        const QString &name = entry.source.name;
        if (entry.source.mirrors.isEmpty() || name.isEmpty() || name.startsWith(u'/') ||
            name.split(u'/').contains(QStringLiteral("..")))
            std::abort();
    }
    const QString written = links::toMetalink(list.entries);
    const links::SourceList again = links::parseMetalink(written);
    if (!again.problems.isEmpty() || again.entries.size() != list.entries.size())
        std::abort();
    for (qsizetype i = 0; i < list.entries.size(); ++i) {
        if (again.entries[i].source != list.entries[i].source)
            std::abort();
    }
    return 0;
}
