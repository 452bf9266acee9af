#pragma once

#include "app/options.h"
#include "core/queue/item.h"
#include "core/queue/settings.h"

namespace app {

enum class Talk { Quiet, Normal, Verbose };
enum class Output { Text, Json };

/// The command line of `get`, read and checked; see cli.md's table in the README.
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

/// The requests those options ask for; reads lists, applies mirrors, name and folders.
Usage<QList<queue::Request>> makeRequests(const GetOptions &options);

} // namespace app
