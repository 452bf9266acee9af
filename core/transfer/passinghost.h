#pragma once

#include "core/blte/objectcipher.h"
#include "core/source.h"
#include "core/transfer/fetch/smallobject.h"

namespace transfer {

class SharedConnection;
class TransferServices;

/// The host that small objects are asked from over a shared connection.
struct PassingHost
{
    qsizetype mirror = 0;                  ///< of the source
    QUrl url;                              ///< likewise
    QString host;                          ///< hostOf(url)
    std::optional<blte::ObjectKey> cipher; ///< what comes is encrypted with it as a whole
};

// On the transfers' thread.

/// Empty when none can be asked this way now: all are busy, or known to refuse ranges, or the key that the
/// object is encrypted with is missing.
std::optional<PassingHost> choosePassingHost(TransferServices &services, const SharedConnection &connection,
                                             const core::Source &source);
/// One more object is asked for over the connection to the host.
void joinPassingHost(TransferServices &services, SharedConnection &connection, const QString &host);
/// It has ended; what that teaches about the host is learnt.
void leavePassingHost(TransferServices &services, SharedConnection &connection, const QString &host,
                      bool isSlice, const SmallEnd &end);

} // namespace transfer
