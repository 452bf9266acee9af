#pragma once

#include "app/desktop/singleinstance.h"
#include "app/usage.h"

namespace app {

/// How the window begins.
enum class Opening { Window, Tray };

/// The arguments of a start without subcommand.
struct Start
{
    Opening opening = Opening::Window;
    Handover handover;
};

/// Addresses, keys of files and "-" as they are, `sluice:` links as offers, files (also as file: addresses,
/// as file managers name them) by content: text goes along as text; BLTE files, listfiles, `.ak` files and
/// folders of games by their path.
Usage<Start> readStart(const QStringList &arguments);

} // namespace app
