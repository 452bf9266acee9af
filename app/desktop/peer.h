#pragma once

#include <QString>
#include <QtGlobal>

namespace app {

/// Whether the process at the other end of a connected local socket is one of this user. `descriptor` is
/// QLocalSocket's.
bool isOwnPeer(qintptr descriptor);

/// A folder in which nobody else can put a socket, made when it is missing: XDG_RUNTIME_DIR when it is what
/// it should be, else one below `dataFolder`, else (where that path is too long for a socket) one of the
/// user's below the folder for temporary files. Empty where sockets have no files, or when there is no such
/// folder.
QString ownSocketFolder(const QString &dataFolder, qsizetype nameLength);

} // namespace app
