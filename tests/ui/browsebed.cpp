#include "tests/ui/browsebed.h"

#include <QBuffer>
#include <QFile>
#include <QImage>

namespace samples {

namespace {

ngdp::ByteVector bytesOf(const QByteArray &bytes)
{
    return {bytes.begin(), bytes.end()};
}

QByteArray picture()
{
    QImage image(30, 20, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

ngdp::FileShape fileOf(const std::string &path, std::uint32_t id, const QByteArray &content)
{
    ngdp::FileShape file;
    file.path = path;
    file.fileDataId = id;
    file.content = bytesOf(content);
    return file;
}

ngdp::BuildShape shapeOf(const ngdp::FileSource &files)
{
    ngdp::BuildShape shape;
    shape.files = files;
    return shape;
}

} // namespace

ngdp::FileSource fewFiles()
{
    return ngdp::listed({fileOf("Interface/ui.toc", 1, "## Interface: 11500\n"),
                         fileOf("Interface/Icons/arrow.png", 2, picture()),
                         fileOf("Interface/Icons/temp.blp", 3, QByteArray("BLP2\0\1\2", 7)),
                         fileOf("World/a.adt", 4, QByteArray(5'000, 'a')),
                         fileOf("World/b.adt", 5, QByteArray(6'000, 'b'))});
}

BrowseBed::BrowseBed(const ngdp::FileSource &files)
    : m_network(shapeOf(files))
    , m_server(m_network)
{
    QFile names(path(QStringLiteral("names.csv")));
    names.open(QIODevice::WriteOnly);
    for (std::size_t i = 0; i < files.count; ++i) {
        const ngdp::FileShape file = files.at(i);
        names.write(QByteArray::number(file.fileDataId) + ';' + QByteArray::fromStdString(file.path) + '\n');
    }
}

ui::CatalogAccess BrowseBed::access()
{
    catalog::VersionService::Settings service;
    service.endpoints = {{catalog::ServiceEndpoint::Layout::V2, QUrl(m_server.address())}};
    catalog::TreeWishes wishes;
    wishes.listfile = path(QStringLiteral("names.csv"));
    return {{m_catalog.services, m_catalog.objects, path(QStringLiteral("builds.jsonl")), service, {}},
            wishes,
            QStringLiteral("us")};
}

} // namespace samples
