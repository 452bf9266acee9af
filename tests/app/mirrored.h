#pragma once

#include "tests/app/madefiles.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

/// Builds that are mirrored, and what is done to mirrors.
namespace support {

/// Listed and unlisted loose files, install, download and size manifests, a key ring.
inline ngdp::BuildShape mirroredBuild(std::size_t files)
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(files);
    const auto sample = shape.files.at;
    shape.files.at = [sample](std::size_t i) {
        ngdp::FileShape file = sample(i);
        if (i % 50 == 7)
            file.place = ngdp::Place::Loose;
        return file;
    };
    shape.keyRing = {{}};
    return shape;
}

/// With 300 files three archives, and more.
inline ngdp::CdnShape smallArchives()
{
    ngdp::CdnShape cdn;
    cdn.archiveSize = 40'000;
    return cdn;
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// One bit.
inline void flip(const QString &path, qint64 at)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at));
    const char byte = static_cast<char>(file.peek(1).at(0) ^ 1);
    QVERIFY(file.write(&byte, 1) == 1);
}

/// As any static server does.
inline void serveFolder(FaultServer &server, const QString &folder)
{
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    const QDir root(folder);
    while (files.hasNext()) {
        const QString file = files.next();
        server.serve('/' + root.relativeFilePath(file).toUtf8(), contentOf(file));
    }
}

} // namespace support
