#pragma once

#include "app/cli/options.h"
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
};

std::span<const OptionSpec> getOptionSpecs();
Usage<GetOptions> readGetOptions(const Options &options);

struct Requests
{
    QList<queue::Request> all;
    int lost = 0; ///< sources of lists that cannot be fetched, and were complained about
};
/// The requests those options ask for; reads lists, applies mirrors, name and folders.
Usage<Requests> makeRequests(const GetOptions &options);

} // namespace app
