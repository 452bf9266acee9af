#pragma once

#include "app/desktop/singleinstance.h"
#include "app/usage.h"

namespace app {

/// Reads what the arguments of a start without subcommand name: addresses and "-" as they are, files by
/// content: text goes along as text, BLTE files by their path.
Usage<Handover> readHandover(const QStringList &arguments);

} // namespace app
