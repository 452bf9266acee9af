#pragma once

#include "app/cli/catalogoptions.h"
#include "core/catalog/fileresolver.h"
#include "core/transfer/transferservices.h"

namespace app {

/// Finds files of products for commands that do one thing after the other. Its functions block, with an event
/// loop of their own; what happened on the way is complained about.
class ProductLookup
{
public:
    ProductLookup(const BuildOptions &options, std::shared_ptr<const blte::KeyStore> keys);

    /// Objects that can be fetched.
    core::Result<catalog::ResolvedFiles> resolve(const links::ProductSource &source);

    /// As the build's manifests have them.
    core::Result<catalog::Selection> select(const links::ProductSource &source);

    /// For fetching them.
    transfer::TransferServices &services() { return m_services; }

private:
    const BuildOptions m_options;
    transfer::TransferServices m_services;
    catalog::OpenProducts m_products;
    catalog::FileResolver m_resolver;
};

/// What is wrong with a selection of several files where one is needed: their names, as many as a message
/// takes. Empty for one, and for none.
QString severalFilesText(const catalog::ResolvedFiles &files);

} // namespace app
