#pragma once

#include "core/catalog/filetree.h"

#include <QByteArray>
#include <QStringList>

namespace catalog {

/// One of the objects that a large file is cut into. A value.
struct SelectedObject
{
    QByteArray encodingKey; ///< or its beginning
    std::optional<blte::ContentKey> contentKey;
    qint64 size = 0; ///< decoded, bytes
    qint64 encodedSize = 0;
};

/// A file of a build that is meant, with what the manifest says of it; see TreeFile. A value.
struct SelectedFile
{
    QString path; ///< "/" between folders, not yet safe to be joined to one; empty: it has no name
    std::optional<quint32> fileDataId;
    std::optional<blte::ContentKey> contentKey;
    QByteArray encodingKey; ///< or its beginning; empty: not known here
    std::optional<qint64> size;
    std::optional<qint64> encodedSize;
    std::optional<quint32> locales;
    std::optional<quint32> contentFlags;
    QString espec;
    QStringList tags;
    QList<SelectedObject> objects; ///< empty: the file is one object
};

SelectedFile selected(const TreeFile &file);
/// Its manifest says that it has no bytes: no CDN need have an object for that, whatever key stands there.
bool isEmpty(const SelectedFile &file);
/// "unknown/" and the file data id, content key or encoding key: where a file without a name goes.
std::string unknownPath(const TreeFile &file);
QString pathOrUnknown(const SelectedFile &file);
/// By path, those without one behind all others and by number.
bool isBefore(const SelectedFile &a, const SelectedFile &b);

} // namespace catalog
