#pragma once

#include <QString>

namespace catalog {

/// Something that did not keep an object from being had, and that somebody may want to know: a host that sent
/// damaged bytes, a copy in the cache that was.
struct LoadWarning
{
    QString object; ///< "index 00b79cc0…"
    QString host;   ///< or the folder; empty: the cache
    QString detail; ///< the rest of a sentence
};

/// `why`: the detail of an error about the object, which begins with the object and may name the host.
LoadWarning warningOf(const QString &object, const QString &why);

} // namespace catalog
