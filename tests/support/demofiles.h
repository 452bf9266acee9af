#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

namespace support {

/// One file of the demo, as it lies in the folder and as the CDN serves it.
struct DemoFile
{
    QString file;          ///< in the folder
    QByteArray urlPath;    ///< "/tpr/demo/data/ab/cd/abcd…"
    QString name;          ///< what the download is called
    QByteArray contentKey; ///< hex; empty: not told
};

struct DemoFiles
{
    QList<DemoFile> files;
    QByteArray keys; ///< key list for those of the encrypted chunks that have a published key
};

/// Makes the files in `folder` unless they are there already. Empty when they cannot be written.
std::optional<DemoFiles> makeDemoFiles(const QString &folder);

} // namespace support
