#pragma once

#include "tests/catalog/catalogbed.h"
#include "ui/browse/catalogaccess.h"

#include <memory>

namespace samples {

/// A text, a picture, and three files of neither kind, in three folders.
ngdp::FileSource fewFiles();

/// A made network of one product, World of Warcraft Classic Era, and what it is looked up with.
class BrowseBed
{
public:
    explicit BrowseBed(const ngdp::FileSource &files = fewFiles());

    ui::CatalogAccess access();
    const ngdp::SampleNetwork &network() const { return m_network; }
    ngdp::NetworkServer &server() { return m_server; }
    QString path(const QString &name) const { return m_catalog.folder.filePath(name); }

private:
    const ngdp::SampleNetwork m_network;
    ngdp::NetworkServer m_server;
    support::CatalogBed m_catalog;
};

} // namespace samples
