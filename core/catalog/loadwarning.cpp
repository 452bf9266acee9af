#include "core/catalog/loadwarning.h"

namespace catalog {

LoadWarning warningOf(const QString &object, const QString &why)
{
    const QString fromHost = object + QStringLiteral(" from ");
    const qsizetype end = why.indexOf(QStringLiteral(": "));
    if (end >= 0 && why.startsWith(fromHost))
        return {object, why.first(end).sliced(fromHost.size()), why.sliced(end + 2)};
    const QString beginnings[] = {object + QStringLiteral(": "), object + QStringLiteral(" ")};
    for (const QString &beginning : beginnings) {
        if (why.startsWith(beginning))
            return {object, {}, why.sliced(beginning.size())};
    }
    return {object, {}, why};
}

} // namespace catalog
