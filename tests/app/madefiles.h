#pragma once

#include "tests/support/faultserver.h"
#include "tests/support/ngdp/network.h"

#include <QByteArray>
#include <QString>

/// The files of a made build, as the program sees them.
namespace support {

inline QString hex(const blte::Digest &digest)
{
    return QString::fromStdString(blte::toHex(digest));
}

/// Whether these are the bytes of the file.
inline bool isContentOf(const QByteArray &bytes, const ngdp::MadeFile &file)
{
    return blte::md5({reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                      static_cast<std::size_t>(bytes.size())}) == file.contentKey;
}

/// A build with so many small files.
inline ngdp::BuildShape shapeOf(const std::string &product, std::size_t files)
{
    ngdp::BuildShape shape;
    shape.uid = product;
    shape.files = ngdp::sampleFiles(files);
    return shape;
}

/// Of an object at a host.
inline QString addressOf(support::FaultServer &host, const std::string &path)
{
    return host.url('/' + QByteArray::fromStdString(path)).toString();
}

/// For --listfile.
inline QByteArray listfileOf(const ngdp::MadeBuild &build)
{
    QByteArray names;
    for (const ngdp::MadeFile &file : build.files)
        names += QByteArray::number(file.fileDataId) + ';' + QByteArray::fromStdString(file.path) + '\n';
    return names;
}

} // namespace support
