#pragma once

#include "app/cli/catalogoptions.h"
#include "core/catalog/setplanner.h"
#include "core/queue/item.h"
#include "core/queue/settings.h"

namespace app {

enum class Talk { Quiet, Normal, Verbose };
enum class Output { Text, Json };

/// The command line of `get`, read and checked; the main README.md has the table.
struct GetOptions
{
    QStringList sources;
    QString folder; ///< absolute
    QString name;
    QStringList mirrors;
    QStringList keyFiles;
    queue::Settings settings;
    queue::Options options;
    Talk talk = Talk::Normal;
    Output output = Output::Text;
    bool isDryRun = false;
    catalog::SetPlanner::Wishes plan; ///< of sets
    BuildOptions build;               ///< for files of products
};

Usage<GetOptions> readGetOptions(const Options &options);

/// Files of a product, to be looked up.
struct ProductRequest
{
    links::ProductSource source;
    QString folder; ///< absolute
};

/// A key alone, whose product is to be found out.
struct KeyRequest
{
    blte::Digest key{};
    QString folder; ///< absolute
};

struct Requests
{
    QList<queue::Request> all;
    QList<ProductRequest> products;
    QList<KeyRequest> keys;
    int lost = 0; ///< sources of lists that cannot be fetched, and were complained about
};
queue::Request requestFor(const core::Source &source, const QString &folder, const GetOptions &options);
/// The requests those options ask for; reads lists, applies mirrors, name and folders.
Usage<Requests> makeRequests(const GetOptions &options);

} // namespace app
