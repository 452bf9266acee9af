#pragma once

#include "core/blte/keys.h"

#include <QList>
#include <QStringList>

namespace core {

/// Which files of a build are meant. A value; its text form is that of links/productsource.h.
struct FileSelection
{
    enum class By {
        Everything,  ///< that tags and locale select
        Path,        ///< a file, a folder (with a "/" at its end, or not) or a glob
        Paths,       ///< several of these, all that any of them means
        FileDataId,  ///< numbers
        ContentKey,  ///< keys
        EncodingKey, ///< keys
    };
    /// Both ends included.
    struct IdRange
    {
        quint32 first = 0;
        quint32 last = 0;
        bool operator==(const IdRange &) const = default;
    };

    By by = By::Everything;
    QString path; ///< "/" between folders, none before the first
    QList<IdRange> ids;
    QList<blte::Digest> keys;
    QStringList paths = {}; ///< of Paths; each as `path`, none empty

    /// Of one it is a Path.
    static FileSelection ofPaths(const QStringList &paths)
    {
        if (paths.size() == 1)
            return {By::Path, paths.first(), {}, {}};
        return {By::Paths, {}, {}, {}, paths};
    }

    bool operator==(const FileSelection &) const = default;
};

} // namespace core
